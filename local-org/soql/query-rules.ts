/** Rules of a query as a whole, and what its SELECT list stands for. */
import type { ObjectSchema } from '../metadata/schema.ts';
import { unsupported } from './errors.ts';
import type { SelectItem, SoqlQuery } from './syntax.ts';

/** An item of the SELECT list that is one column. */
export type SelectedItem = Extract<SelectItem, { kind: 'field' | 'function' }>;

/** ROLLUP and CUBE take up to three fields (SOQL guide, "GROUP BY ROLLUP"). */
const MAX_SUBTOTALLED = 3;

/** @throws SoqlError for more fields than can be subtotalled */
export function requireGroupKind({ groupKind, groupBy, position }: SoqlQuery): void {
  if (groupKind !== 'plain' && groupBy.length > MAX_SUBTOTALLED)
    throw unsupported(`${groupKind.toUpperCase()} of more than ${MAX_SUBTOTALLED} fields`, position);
}

/** "You can't use the ORDER BY keywords in any SOQL query that uses locking"; how the platform says so is not published. */
export function requireLockable({ forUpdate, orderBy, position }: SoqlQuery): void {
  if (forUpdate && orderBy.length > 0) throw unsupported('ORDER BY with FOR UPDATE', position);
}

/** `FIELDS(STANDARD)` as the fields that it stands for, compound fields among them. */
export function withStandardFields(
  select: readonly SelectItem[],
  { fields }: ObjectSchema
): Array<Exclude<SelectItem, { kind: 'standardFields' }>> {
  return select.flatMap((item) =>
    item.kind !== 'standardFields'
      ? [item]
      : [...fields.values()]
          .filter(({ custom }) => !custom)
          .map(({ apiName }) => ({
            kind: 'field' as const,
            path: { kind: 'path' as const, names: [apiName], position: item.position },
            alias: null,
            position: item.position
          }))
  );
}
