/** Rules of a query as a whole. */
import type { ObjectSchema } from '../metadata/schema.ts';
import { SoqlError, unsupported } from './errors.ts';
import type { SoqlQuery } from './syntax.ts';

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

/** Who asks a query. */
export interface QueryContext {
  readonly from: 'apex' | 'api';
}

/** "FIELDS(ALL) and FIELDS(CUSTOM) … only if the result set is limited to 200 rows" (SOQL guide, "FIELDS()"). */
const MAX_UNBOUNDED_ROWS = 200;

/** Wordings: RoseSilverSoftware/IlluminatedCloud#2281 (Apex), activepieces/activepieces#14521 (APIs). */
export function requireFieldSets({ select, limit }: SoqlQuery, { from }: QueryContext): void {
  const unbounded = select.find((item) => item.kind === 'fields' && item.set !== 'STANDARD');
  if (!unbounded) return;
  if (from === 'apex')
    throw new SoqlError(
      'The SOQL FIELDS function is not supported with an unbounded set of fields in this API.',
      unbounded.position
    );
  if (typeof limit !== 'number' || limit > MAX_UNBOUNDED_ROWS)
    throw new SoqlError(
      `The SOQL FIELDS function must have a LIMIT of at most ${MAX_UNBOUNDED_ROWS}`,
      unbounded.position
    );
}

/** What a scope besides `mine` takes in depends on territories, teams and delegates, which are not kept here. */
export function requireScope({ scope, position }: SoqlQuery, { apiName, fields }: ObjectSchema): void {
  if (scope === 'everything' || (scope === 'mine' && fields.has('ownerid'))) return;
  throw unsupported(`USING SCOPE ${scope} FROM ${apiName}`, position);
}
