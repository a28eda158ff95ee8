/** Rows of plain values become records: selected fields, related parents, child lists, aggregate results. */
import { inUserLanguage, ownerOf } from './translations.ts';
import type { FieldSchema, OrgSchema, PlainValue } from '../../metadata/schema.ts';
import type { CheckedQuery, ResolvedQuery, ResultColumn } from '../../soql/checked-query.ts';
import { componentsOf, isCompound } from '../../soql/compound-fields.ts';
import type { QueryPlan } from '../../soql/plan.ts';
import type { ResultRow } from '../../soql/run.ts';
import { formatNumber } from '../library/format-number.ts';
import { dateFormat, userDatetimeText } from '../library/locale-dates.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { userContext } from '../values/user-context.ts';
import { toApex } from './field-values.ts';
import { objectOfId } from './object-of-id.ts';

type FieldColumn = Extract<ResultColumn, { kind: 'field' }>;

interface RowShape {
  readonly query: CheckedQuery;
  readonly plan: QueryPlan;
  readonly schema: OrgSchema;
  /** Lower-case path ('' for the row itself) -> object and the fields that may be read there. */
  readonly places: ReadonlyMap<string, Place>;
}

interface Place {
  readonly objectName: string;
  readonly selected: Set<string>;
  /** What TYPEOF reads, by object; `else` for the others. Null where no TYPEOF is. */
  readonly branches: Map<string, Set<string>> | null;
}

/** The records of a query of shape 'records'. */
export function recordReader(
  query: CheckedQuery,
  plan: QueryPlan,
  schema: OrgSchema
): (row: ResultRow) => SObjectRecord {
  const shape: RowShape = { query, plan, schema, places: places(query) };
  return (row) => recordFromRow(shape, row);
}

function pathText(path: readonly string[]): string {
  return path.join('.').toLowerCase();
}

function places(query: CheckedQuery): Map<string, Place> {
  const result = new Map<string, Place>([
    ['', { objectName: query.objectName, selected: new Set(['id']), branches: null }]
  ]);
  const resolved: ResolvedQuery = query.resolved;
  query.columns.forEach((column, index) => {
    if (column.kind === 'children') result.get('')!.selected.add(column.relationship.toLowerCase());
    const own = resolved.columns[index]!;
    if (column.kind !== 'field' || own.kind !== 'operand' || own.operand.kind !== 'field') return;
    const names: string[] = [];
    for (const step of own.operand.steps) {
      const above = result.get(pathText(names))!;
      // The lookup comes along with its parent.
      above.selected.add(step.relationship.toLowerCase()).add(step.field.apiName.toLowerCase());
      names.push(step.relationship);
      const { referenceTo } = step.field;
      if (!result.has(pathText(names))) {
        result.set(pathText(names), {
          objectName: referenceTo.length === 1 ? referenceTo[0]! : 'Name',
          selected: new Set(['id']),
          branches: column.onlyOf === null ? null : new Map()
        });
      }
    }
    const place = result.get(pathText(names))!;
    const key = column.onlyOf;
    if ((key === null) !== (place.branches === null))
      notSupported(`TYPEOF ${names.join('.')} beside fields of ${names.join('.')}`);
    if (key !== null && !place.branches!.has(key)) place.branches!.set(key, new Set(['id']));
    // Without an alias the text stands where the value would; code cannot read it there.
    if (column.alias === null)
      (key === null ? place.selected : place.branches!.get(key)!).add(column.field.apiName.toLowerCase());
  });
  return result;
}

function recordFromRow(shape: RowShape, row: ResultRow): SObjectRecord {
  const { plan, query } = shape;
  const first = plan.columns.length;
  const root = newRecord(shape, '', row[first] as string)!;
  root.load('Id', row[first]);
  const records = new Map<string, SObjectRecord>([['', root]]);
  plan.parents.forEach((path, index) => {
    const above = records.get(pathText(path.slice(0, -1)));
    if (above === undefined) return;
    const id = (row[first + 1 + index] ?? null) as string | null;
    const relationship = path[path.length - 1]!;
    const lookup = [...above.schema!.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === relationship.toLowerCase()
    );
    if (lookup !== undefined && id !== null) above.load(lookup.apiName, id);
    if (id === null) {
      above.setRelated(relationship, null);
      return;
    }
    const record = newRecord(shape, pathText(path), id);
    if (record === null) {
      above.setRelated(relationship, null);
      return;
    }
    record.load('Id', id);
    above.setRelated(relationship, record);
    records.set(pathText(path), record);
  });
  query.columns.forEach((column, index) => fillColumn(shape, column, index, row, records));
  return root;
}

/** Null for a record of an object that TYPEOF does not name, when it has no ELSE. */
function newRecord(shape: RowShape, path: string, id: string): SObjectRecord | null {
  const place = shape.places.get(path)!;
  const typed = place.branches === null ? null : objectOfId(shape.schema, id).apiName;
  const named = typed !== null && place.branches!.has(typed);
  const objectName = named ? typed : place.objectName;
  const selected = typed === null ? place.selected : place.branches!.get(named ? typed : 'else');
  if (selected === undefined) return null;
  const schema = shape.schema.objects.get(objectName.toLowerCase());
  if (schema === undefined) throw new TypeError(`object ${objectName} (${path}) is not described`);
  return new SObjectRecord(schema, new Set(selected));
}

function fillColumn(
  shape: RowShape,
  column: ResultColumn,
  index: number,
  row: ResultRow,
  records: ReadonlyMap<string, SObjectRecord>
): void {
  if (column.kind === 'children') {
    const planned = shape.plan.columns[index]!;
    if (planned.kind !== 'children') throw new TypeError('plan and query differ');
    const read = recordReader(column.query, planned.plan, shape.schema);
    const children = (row[index] as ResultRow[]).map(read);
    records
      .get('')!
      .setRelated(column.relationship, new ApexList(runtimeType(`List<${column.query.objectName}>`), children));
  } else if (column.kind === 'field') {
    const value = (row[index] ?? null) as PlainValue;
    fillField(column, value, column.alias === null ? records.get(pathText(column.path)) : records.get(''));
  }
}

function fillField(column: FieldColumn, value: PlainValue, record: SObjectRecord | undefined): void {
  const { field, alias, shows, onlyOf } = column;
  if (record === undefined || (onlyOf !== null && onlyOf !== (record.typeName === 'Name' ? 'else' : record.typeName)))
    return;
  const shown =
    shows === 'format'
      ? formatted(field, value)
      : shows === 'label' && typeof value === 'string'
        ? inUserLanguage(value, ownerOf(field))
        : toApex(field.type, value);
  if (alias !== null) record.loadAlias(alias, shown);
  else if (shows === 'format')
    record.loadUnknown(field.apiName, () => notSupported(`reading FORMAT(${field.apiName}), which has no alias`));
  else if (value !== null) record.load(field.apiName, shown);
  if (isCompound(field)) hideComponents(record, field);
}

/** What `FORMAT()` shows, in the user's locale. What it makes of amounts of money is not published in full. */
function formatted(field: FieldSchema, value: PlainValue): string | null {
  if (value === null) return null;
  if (field.type === 'currency' || field.type === 'time') notSupported(`FORMAT() of a ${field.type}`);
  const shown = toApex(field.type, value);
  if (shown instanceof ApexDate) return dateFormat(userContext().locale).date(shown);
  if (shown instanceof ApexDatetime) return userDatetimeText(shown);
  return formatNumber(Decimal.parse(String(value))!);
}

/** What a record shows of the components of a compound field that was read without them is not published. */
function hideComponents(record: SObjectRecord, compound: FieldSchema): void {
  for (const { apiName } of componentsOf(record.schema!, compound)) {
    if (!record.isUnqueried(apiName)) continue;
    record.loadUnknown(apiName, () => notSupported(`${apiName} of a record that was read with ${compound.apiName}`));
    record.selected!.add(apiName.toLowerCase());
  }
}

/** A row of an aggregate query. */
export function aggregateRecord(query: CheckedQuery, row: ResultRow): SObjectRecord {
  const record = new SObjectRecord(null);
  query.columns.forEach((column, index) => {
    if (column.kind === 'aggregate')
      record.load(column.alias, aggregateValue(column, (row[index] ?? null) as PlainValue));
  });
  return record;
}

function aggregateValue(column: Extract<ResultColumn, { kind: 'aggregate' }>, value: PlainValue): unknown {
  if (value === null) return null;
  if (column.resultType === 'Integer') return Number(value);
  if (column.resultType === 'Decimal') return toApex('double', String(value));
  return toApex(column.field!.type, value);
}
