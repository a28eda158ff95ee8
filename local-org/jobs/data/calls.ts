/** What the data APIs ask of an org, and what they get: plain data, on its way to a worker and back. */
import type { DmlError } from '../../store/results.ts';
import type { JsonRecord } from './record-json.ts';

export type SaveOperation = 'insert' | 'update' | 'upsert' | 'delete';

export interface SaveRow {
  readonly object: string;
  /** Fields to JSON values, or to texts as in CSV. The id of the record to change or delete is its `Id`. */
  readonly values: Readonly<Record<string, unknown>>;
}

export type DataCall =
  /** `base`: `/services/data/v65.0`. */
  | { readonly kind: 'query'; readonly soql: string; readonly allRows: boolean; readonly base: string }
  /** What the columns of a query are. */
  | { readonly kind: 'columns'; readonly soql: string }
  /** One record by its id, or by a field that identifies it. Without `fields`: all that the user may read. */
  | {
      readonly kind: 'retrieve';
      readonly object: string;
      readonly key: { readonly field: string; readonly value: string };
      readonly fields: readonly string[] | null;
      readonly base: string;
    }
  | {
      readonly kind: 'save';
      readonly operation: SaveOperation;
      readonly rows: readonly SaveRow[];
      readonly allOrNone: boolean;
      /** For upsert: the field that tells which record is meant. */
      readonly externalId: string | null;
    }
  | { readonly kind: 'describe'; readonly object: string; readonly base: string }
  | { readonly kind: 'describeGlobal'; readonly base: string }
  | { readonly kind: 'limits' };

export interface SavedRow {
  readonly id: string | null;
  readonly created: boolean;
  readonly errors: readonly DmlError[];
}

export interface DataValues {
  readonly query: { readonly totalSize: number; readonly records: readonly JsonRecord[] };
  readonly columns: JsonRecord;
  readonly retrieve: JsonRecord;
  readonly save: readonly SavedRow[];
  readonly describe: JsonRecord;
  readonly describeGlobal: JsonRecord;
  readonly limits: JsonRecord;
}

export interface DataError {
  readonly errorCode: string;
  readonly message: string;
  readonly fields?: readonly string[];
}

export type DataAnswer<K extends DataCall['kind'] = DataCall['kind']> =
  | { readonly ok: true; readonly value: DataValues[K] }
  /** `status`: of HTTP. */
  | { readonly ok: false; readonly status: number; readonly errors: readonly DataError[] };

/** A call that is refused as a whole. */
export class DataRefused extends Error {
  override readonly name = 'DataRefused';
  readonly status: number;
  readonly entry: DataError;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.status = status;
    this.entry = { errorCode, message, ...(fields === undefined ? {} : { fields }) };
  }
}
