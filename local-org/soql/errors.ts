import type { ObjectSchema } from '../metadata/schema.ts';
import type { SoqlPosition } from './syntax.ts';

/**
 * A query that Salesforce would refuse (its wording where it is known), or that the local org does not support
 * (`not supported by the local org: …`). `line` is one-based, `column` zero-based, in the text that was parsed.
 * `code` is the API's error code.
 */
export class SoqlError extends Error {
  override readonly name = 'SoqlError';
  readonly line: number;
  readonly column: number;
  readonly code:
    | 'MALFORMED_QUERY'
    | 'INVALID_FIELD'
    | 'INVALID_TYPE'
    | 'INVALID_QUERY_FILTER_OPERATOR'
    | 'NOT_SUPPORTED'
    | 'EXCEEDED_ID_LIMIT';

  /** The name that is not known, when it may be one of the platform's that is not described here. */
  readonly missing: string | null;

  /** The object that has no field `missing`. */
  readonly owner: ObjectSchema | null;

  constructor(
    message: string,
    position: SoqlPosition,
    code: SoqlError['code'] = 'MALFORMED_QUERY',
    missing: string | null = null,
    owner: ObjectSchema | null = null
  ) {
    super(message);
    this.missing = missing;
    this.owner = owner;
    this.line = position.line;
    this.column = position.column;
    this.code = code;
  }

  /** The long form that the API prints: the text around the place, a marker below it, and its row and column. */
  withContext(text: string): string {
    const line = text.split('\n')[this.line - 1] ?? '';
    const start = Math.max(0, this.column - 40);
    const excerpt = line.slice(start, this.column + 40);
    return `\n${excerpt}\n${' '.repeat(this.column - start)}^\nERROR at Row:${this.line}:Column:${this.column + 1}\n${this.message}`;
  }
}

export function unsupported(what: string, position: SoqlPosition): SoqlError {
  return new SoqlError(`not supported by the local org: ${what}`, position, 'NOT_SUPPORTED');
}
