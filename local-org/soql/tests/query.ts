/** The way from text to rows in one call, for callers that have nothing to keep between the steps. */
import type { Store } from '../../store/store.ts';
import { checkQuery } from '../check.ts';
import { parseSoql } from '../parse.ts';
import { planQuery } from '../plan.ts';
import type { BindValues } from '../plan.ts';
import { runPlan } from '../run.ts';
import type { ResultRow } from '../run.ts';

/**
 * Parses, checks, plans and runs a query with the store's clock, from a copy of the checked one, as programs are that were
 * compiled before. `timeZone` is an IANA name.
 */
export function query(store: Store, text: string, binds: BindValues = [], timeZone = 'UTC'): ResultRow[] {
  const checked = structuredClone(checkQuery(parseSoql(text), text, store.schema));
  return runPlan(store, planQuery(checked, store.schema, { binds, now: store.clock(), timeZone }));
}
