import type { OrgSchema, PlainValue } from '../metadata/schema.ts';
import { loadRows } from '../store/load.ts';
import type { Load } from '../store/load.ts';
import type { Store } from '../store/store.ts';
import { loadUsers } from './load-users.ts';
import type { SampleRecord, SampleTable } from './sample-record.ts';
import { airportAccounts, airports, repeatedAirports } from './sources/airports.ts';
import { countries } from './sources/countries.ts';
import { superstore } from './sources/superstore.ts';

export interface LoadOptions {
  /** Told now and then while an object is being loaded, and once at its end. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Ends the loading between two blocks. */
  readonly signal?: AbortSignal;
}

export interface LoadProgress {
  readonly object: string;
  readonly loaded: number;
  readonly finished: boolean;
}

/** Records of each object; the same keys as in the org. */
export type LoadedCounts = ReadonlyMap<string, number>;

/** Rows in one transaction; between two of them the process can answer to other events. */
const BLOCK = 5_000;

/**
 * Loads the real data: countries, airports, accounts, contacts and sales; and users with the names of customers.
 * @throws LoadError for a record that the platform would refuse; Error when the org lacks the sample metadata.
 */
export async function loadSamples(store: Store, schema: OrgSchema, options: LoadOptions = {}): Promise<LoadedCounts> {
  const users = loadUsers(store, Date.now());
  options.onProgress?.({ object: 'User', loaded: users, finished: true });
  const counts = await loadTables(
    store,
    schema,
    [countries(), airports(), airportAccounts(), ...superstore()],
    options
  );
  return new Map([...counts, ['User', users]]);
}

/** Loads `rows` airports, the real ones over and over under new identifiers, and the countries they lie in. */
export function loadGenerated(
  store: Store,
  schema: OrgSchema,
  rows: number,
  options: LoadOptions = {}
): Promise<LoadedCounts> {
  return loadTables(store, schema, [countries(), { object: 'Airport__c', records: repeatedAirports(rows) }], options);
}

/** Loads tables in order; records may refer to records of their own table's predecessors. */
export async function loadTables(
  store: Store,
  schema: OrgSchema,
  tables: readonly SampleTable[],
  options: LoadOptions = {}
): Promise<LoadedCounts> {
  const ids = new Map<string, ReadonlyMap<string, string>>();
  const counts = new Map<string, number>();
  for (const table of tables) {
    const loaded = await loadTable(store, schema, table, ids, options);
    ids.set(table.object, loaded);
    counts.set(table.object, loaded.size);
  }
  return counts;
}

/** Loads block by block. @returns ids by the records' keys. */
async function loadTable(
  store: Store,
  schema: OrgSchema,
  table: SampleTable,
  known: ReadonlyMap<string, ReadonlyMap<string, string>>,
  { onProgress = () => undefined, signal }: LoadOptions
): Promise<ReadonlyMap<string, string>> {
  const records = table.records[Symbol.iterator]();
  const first = records.next();
  if (first.done === true) return new Map();
  const recordTypes = recordTypeIds(store, table.object);
  const fields = Object.keys(first.value.fields);
  const lookups = Object.keys(first.value.lookups).map((name) => ({
    name,
    ids: targetIds(schema, table, name, known)
  }));
  const columns = [
    ...fields,
    ...lookups.map((lookup) => lookup.name),
    ...(recordTypes.size > 0 ? ['RecordTypeId'] : [])
  ];

  const toRow = (record: SampleRecord): PlainValue[] => {
    const row = fields.map((field) => valueOf(table, record, field));
    for (const lookup of lookups) row.push(idOf(table, record, lookup.name, lookup.ids));
    if (recordTypes.size > 0) row.push(recordTypeOf(table, record, recordTypes));
    return row;
  };
  const ids = new Map<string, string>();
  let next: IteratorResult<SampleRecord> = first;
  while (next.done !== true) {
    signal?.throwIfAborted();
    const block: SampleRecord[] = [];
    for (; next.done !== true && block.length < BLOCK; next = records.next()) block.push(next.value);
    const loaded = loadBlock(store, { object: table.object, fields: columns, rows: block.map(toRow) });
    block.forEach((record, index) => ids.set(record.key, loaded[index]!));
    onProgress({ object: table.object, loaded: ids.size, finished: next.done === true });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ids;
}

function loadBlock(store: Store, load: Load): string[] {
  try {
    const ids = loadRows(store, load);
    store.commit();
    return ids;
  } catch (error) {
    store.rollback();
    throw error;
  }
}

function recordTypeIds(store: Store, object: string): ReadonlyMap<string, string> {
  const rows = store.all('SELECT DeveloperName, Id FROM RecordType WHERE SobjectType = ?', object);
  return new Map(rows.map(([name, id]) => [String(name), String(id)]));
}

function targetIds(
  schema: OrgSchema,
  table: SampleTable,
  field: string,
  known: ReadonlyMap<string, ReadonlyMap<string, string>>
): ReadonlyMap<string, string> {
  const target = schema.objects.get(table.object.toLowerCase())?.fields.get(field.toLowerCase())?.referenceTo[0];
  const ids = target === undefined ? undefined : known.get(target);
  if (ids === undefined) throw new Error(`${table.object}.${field}: load ${target ?? 'its target'} first`);
  return ids;
}

function valueOf(table: SampleTable, record: SampleRecord, field: string): PlainValue {
  const value = record.fields[field];
  if (value === undefined) throw new Error(`${table.object} ${record.key} has no ${field}, unlike the first record`);
  return value;
}

function idOf(
  table: SampleTable,
  record: SampleRecord,
  field: string,
  ids: ReadonlyMap<string, string>
): string | null {
  const key = record.lookups[field];
  if (key === undefined) return null;
  const id = ids.get(key);
  if (id === undefined) throw new Error(`${table.object} ${record.key}: ${field} names ${key}, which was not loaded`);
  return id;
}

function recordTypeOf(table: SampleTable, record: SampleRecord, ids: ReadonlyMap<string, string>): string | null {
  if (record.recordType === null) return null;
  const id = ids.get(record.recordType);
  if (id === undefined) throw new Error(`${table.object} has no record type ${record.recordType}`);
  return id;
}
