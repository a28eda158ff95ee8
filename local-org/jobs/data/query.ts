/** Queries and single records over the API: user mode, without the limits of Apex transactions. */
import { checkQuery } from '../../soql/check.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { isComputed } from '../../soql/computed-fields.ts';
import { unsupported } from '../../soql/errors.ts';
import { parseSoql } from '../../soql/parse.ts';
import { planQuery } from '../../soql/plan.ts';
import { runPlan } from '../../soql/run.ts';
import { checkQueryAccess, readableColumns, sharingOf } from '../../runtime/platform/user-mode.ts';
import type { Transaction } from '../../runtime/platform/transaction.ts';
import { readId } from '../../store/ids.ts';
import { isStored } from '../../store/values.ts';
import { readableFields, requireField, requireObject } from './access.ts';
import { DataRefused } from './calls.ts';
import type { DataCall, DataValues } from './calls.ts';
import { columnMetadata } from './column-metadata.ts';
import { recordsJson } from './record-json.ts';
import type { JsonRecord } from './record-json.ts';

type Call<K extends DataCall['kind']> = Extract<DataCall, { readonly kind: K }>;

function checked(transaction: Transaction, soql: string): CheckedQuery {
  const query = checkQuery(parseSoql(soql), soql, transaction.org.schema, { from: 'api' });
  if (query.binds.length > 0) throw new DataRefused(400, 'MALFORMED_QUERY', `Bind variables only allowed in Apex code`);
  if (query.columns.some((column) => column.kind === 'field' && column.shows === 'format'))
    throw unsupported('FORMAT() over the API', query.syntax.position);
  const readable = readableColumns(transaction, query);
  checkQueryAccess(transaction, readable);
  return readable;
}

export function runDataQuery(transaction: Transaction, { soql, allRows, base }: Call<'query'>): DataValues['query'] {
  const written = checked(transaction, soql);
  const query = allRows ? { ...written, resolved: { ...written.resolved, allRows } } : written;
  const { org } = transaction;
  const plan = planQuery(query, org.schema, {
    binds: [],
    now: transaction.now(),
    timeZone: transaction.timeZone,
    userId: transaction.user.id,
    visible: sharingOf(transaction, query)
  });
  const rows = runPlan(org.store, plan);
  if (query.shape === 'count') return { totalSize: Number(rows[0]![0]), records: [] };
  return { totalSize: rows.length, records: recordsJson(query, plan, rows, org.schema, base) };
}

/** @throws DataRefused 404 when there is no such record */
export function retrieve(transaction: Transaction, call: Call<'retrieve'>): JsonRecord {
  const object = requireObject(transaction, call.object);
  const key = object.fields.get(call.key.field.toLowerCase());
  const id = key?.type === 'id' ? readId(call.key.value) : null;
  if (key === undefined || (key.type === 'id' ? id === null : !key.idLookup && !key.externalId))
    throw new DataRefused(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${key?.type === 'id' ? call.key.value : call.key.field}`
    );
  const fields =
    call.fields === null
      ? readableFields(transaction, object).filter(
          (field) => isStored(field) || isComputed(transaction.org.store, object, field)
        )
      : call.fields.map((name) => requireField(transaction, object, name));
  const literal = (id ?? call.key.value).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const names = fields.map(({ apiName }) => apiName).join(', ');
  const { records } = runDataQuery(transaction, {
    kind: 'query',
    soql: `SELECT ${names} FROM ${object.apiName} WHERE ${key.apiName} = '${literal}'`,
    allRows: false,
    base: call.base
  });
  if (records.length === 1) return records[0]!;
  if (records.length > 1) throw new DataRefused(300, 'MULTIPLE_CHOICES', 'More than one record has this external id');
  throw new DataRefused(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** `query?columns=true`. */
export function describeColumns(transaction: Transaction, { soql }: Call<'columns'>): JsonRecord {
  return columnMetadata(checked(transaction, soql), transaction.org.schema);
}
