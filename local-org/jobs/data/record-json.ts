/** Rows of a query as the REST API writes them: `attributes` first, then what was selected, in that order. */
import type { FieldSchema, ObjectSchema, OrgSchema, PlainValue } from '../../metadata/schema.ts';
import type { CheckedQuery, ResultColumn } from '../../soql/checked-query.ts';
import { compoundParts } from '../../soql/compound-fields.ts';
import type { QueryPlan } from '../../soql/plan.ts';
import type { ResultRow } from '../../soql/run.ts';

type FieldColumn = Extract<ResultColumn, { kind: 'field' }>;
export type JsonRecord = Record<string, unknown>;

/** `/services/data/v65.0`, or that of the Tooling API below it. */
type Base = string;

/** All rows of a query for records or of an aggregate query. */
export function recordsJson(
  query: CheckedQuery,
  plan: QueryPlan,
  rows: readonly ResultRow[],
  schema: OrgSchema,
  base: Base
): JsonRecord[] {
  if (query.shape === 'aggregate') return rows.map((row) => aggregateJson(query, row));
  return rows.map((row) => recordJson(query, plan, row, schema, base));
}

function recordJson(query: CheckedQuery, plan: QueryPlan, row: ResultRow, schema: OrgSchema, base: Base): JsonRecord {
  const first = plan.columns.length;
  const root: JsonRecord = { attributes: attributes(query.objectName, row[first] as string, base) };
  query.columns.forEach((column, index) => {
    if (column.kind === 'children') {
      const planned = plan.columns[index]!;
      if (planned.kind !== 'children') throw new TypeError('plan and query differ');
      const children = (row[index] as ResultRow[]).map((child) =>
        recordJson(column.query, planned.plan, child, schema, base)
      );
      root[column.relationship] =
        children.length === 0 ? null : { totalSize: children.length, done: true, records: children };
    } else if (column.kind === 'field') {
      const place = column.path.length === 0 ? root : parentOf(root, column.path, plan, row, schema, base);
      const value = row[index] as PlainValue;
      if (column.alias !== null) root[column.alias] = valueJson(column.field, value);
      else if (place !== null && isOf(query, column, place))
        place[column.field.apiName] = fieldJson(column.field, value, place, base);
    }
  });
  return root;
}

/** A column of TYPEOF belongs to the records of one object, or to those of no object that is named. */
function isOf(query: CheckedQuery, { path, onlyOf }: FieldColumn, place: JsonRecord): boolean {
  if (onlyOf === null) return true;
  const { type } = place['attributes'] as { readonly type: string };
  if (onlyOf !== 'else') return onlyOf === type;
  return !query.columns.some((other) => other.kind === 'field' && other.onlyOf === type && other.path[0] === path[0]);
}

/** The object that a parent's field goes into, made when it is the first; null where there is no parent. */
function parentOf(
  root: JsonRecord,
  path: readonly string[],
  plan: QueryPlan,
  row: ResultRow,
  schema: OrgSchema,
  base: Base
): JsonRecord | null {
  let place = root;
  for (let depth = 1; depth <= path.length; depth++) {
    const relationship = path[depth - 1]!;
    const known = place[relationship];
    if (known === undefined) {
      const id = parentId(path.slice(0, depth), plan, row);
      place[relationship] = id === null ? null : { attributes: attributes(objectOf(schema, id).apiName, id, base) };
    }
    if (place[relationship] === null) return null;
    place = place[relationship] as JsonRecord;
  }
  return place;
}

function parentId(path: readonly string[], plan: QueryPlan, row: ResultRow): string | null {
  const wanted = path.join('.').toLowerCase();
  const index = plan.parents.findIndex((names) => names.join('.').toLowerCase() === wanted);
  if (index < 0) throw new TypeError(`the plan has no parent ${path.join('.')}`);
  return (row[plan.columns.length + 1 + index] ?? null) as string | null;
}

function objectOf(schema: OrgSchema, id: string): ObjectSchema {
  for (const object of schema.objects.values())
    if (object.keyPrefix === id.slice(0, 3) && object.kind !== 'companion') return object;
  throw new TypeError(`no object has the id ${id}`);
}

export function attributes(type: string, id: string, base: Base): JsonRecord {
  return { type, url: `${base}/sobjects/${type}/${id}` };
}

function aggregateJson(query: CheckedQuery, row: ResultRow): JsonRecord {
  const record: JsonRecord = { attributes: { type: 'AggregateResult' } };
  query.columns.forEach((column, index) => {
    if (column.kind === 'aggregate') record[column.alias] = aggregateValue(column, row[index] as PlainValue);
  });
  return record;
}

function aggregateValue(column: Extract<ResultColumn, { kind: 'aggregate' }>, value: PlainValue): unknown {
  if (value === null) return null;
  if (column.resultType !== 'field' || column.field === null) return Number(value);
  return valueJson(column.field, value);
}

function fieldJson(field: FieldSchema, value: PlainValue, record: JsonRecord, base: Base): unknown {
  if (field.type !== 'base64' || value === null) return valueJson(field, value);
  // The bytes stand at an address of their own.
  const { url } = record['attributes'] as { readonly url: string };
  return `${url.startsWith(base) ? url : base + url}/${field.apiName}`;
}

const ADDRESS = ['City', 'Country', 'GeocodeAccuracy', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street'];

function compoundJson({ type }: FieldSchema, value: PlainValue): JsonRecord {
  const parts = compoundParts(value);
  const names = type === 'address' ? ADDRESS : ['Latitude', 'Longitude'];
  return Object.fromEntries(names.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), parts[name] ?? null]));
}

/** A field's value as JSON has it. */
export function valueJson(field: FieldSchema, value: PlainValue): unknown {
  if (value === null) return null;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
    case 'long':
      return Number(value);
    case 'datetime':
      return new Date(Number(value)).toISOString().replace('Z', '+0000');
    case 'time':
      return `${new Date(Number(value)).toISOString().slice(11)}`;
    case 'address':
    case 'location':
      return compoundJson(field, value);
    case 'base64':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return value;
  }
}
