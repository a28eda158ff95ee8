/** Records in two steps, as query locators of batches and cursors read them: their ids now, their fields later. */
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { checkQuery } from '../../soql/check.ts';
import { parseSoql } from '../../soql/parse.ts';
import { planQuery } from '../../soql/plan.ts';
import { iteratePlan, runPlan } from '../../soql/run.ts';
import type { ResultRow } from '../../soql/run.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { QueryLocatorValue } from './dynamic-queries.ts';
import { checkAccess, rowsOf } from './queries.ts';
import { plainBinds } from './query-binds.ts';
import { recordReader } from './query-rows.ts';
import { currentTransaction } from './transaction.ts';

/**
 * The ids that the query finds now.
 * @param what refusals name: `the query locator of a batch`
 */
export function* locatedIds(locator: QueryLocatorValue, what: string): Generator<string> {
  const transaction = currentTransaction();
  const { store, schema } = transaction.org;
  // The records are read by the query's text alone.
  if (locator.query.columns.some((column) => column.kind === 'children') && locator.query.binds.length > 0)
    notSupported(`bind variables beside child queries in ${what}`);
  const idsOnly: CheckedQuery = { ...locator.query, columns: [], resolved: { ...locator.query.resolved, columns: [] } };
  const binds = plainBinds(locator.query, locator.binds);
  if (rowsOf(transaction, locator.query, binds).size > 0) notSupported(`${locator.query.objectName} in ${what}`);
  const plan = planQuery(idsOnly, schema, {
    binds,
    now: transaction.now(),
    timeZone: transaction.timeZone,
    ...checkAccess(transaction, locator.query, locator.options)
  });
  for (const row of iteratePlan(store, plan)) yield String(row[0]);
}

/**
 * The rows of those ids as they are now, in their order; deleted ones are gone. They cost no query rows.
 * @param text of the query that found them
 * @param charge hears of each row that is read
 */
export function locatedRecords(
  text: string,
  ids: readonly string[],
  charge: (row: ResultRow) => void = () => undefined
): ApexList {
  const transaction = currentTransaction();
  const { store, schema } = transaction.org;
  const query = checkQuery(parseSoql(text), text, schema);
  const id = schema.objects.get(query.objectName.toLowerCase())!.fields.get('id')!;
  const position = query.syntax.position;
  const byId: CheckedQuery = {
    ...query,
    resolved: {
      ...query.resolved,
      orderBy: [],
      limit: null,
      offset: null,
      where: {
        kind: 'comparison',
        operand: { kind: 'field', steps: [], objectName: query.objectName, field: id },
        operator: 'IN',
        value: { kind: 'bind', index: 0, expression: 'ids', position },
        inner: null
      }
    }
  };
  const plan = planQuery(byId, schema, { binds: [ids], now: transaction.now(), timeZone: transaction.timeZone });
  const read = recordReader(byId, plan, schema);
  const found = new Map(
    runPlan(store, plan).map((row) => {
      charge(row);
      const record = read(row);
      return [record.id, record] as const;
    })
  );
  const records = ids.map((each) => found.get(each)).filter((record): record is SObjectRecord => record !== undefined);
  return new ApexList(runtimeType(`List<${query.objectName}>`), records);
}
