/** `Database.Cursor` and `Database.PaginationCursor`: what a query found, which outlives the transaction in a job. */
export class CursorValue {
  readonly kind: 'rows' | 'pagination';
  /** Of the query. */
  readonly text: string;
  readonly ids: readonly string[];

  constructor(kind: CursorValue['kind'], text: string, ids: readonly string[]) {
    this.kind = kind;
    this.text = text;
    this.ids = ids;
  }
}
