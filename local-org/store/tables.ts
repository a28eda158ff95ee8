/** One table per stored object, made and widened from the schema. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type { Database } from './driver.ts';
import { FOLD } from './fold.ts';
import { isShare } from './shares.ts';
import { columnType, isStored, quote } from './values.ts';

/** Objects with rows. `Name` is only a view on others; companions and events are not filled. */
export function isTable(object: ObjectSchema): boolean {
  return (
    object.queryable &&
    object.outline !== true &&
    (object.kind !== 'companion' || isShare(object)) &&
    object.kind !== 'platformEvent' &&
    object.apiName !== 'Name'
  );
}

export function storedFields(object: ObjectSchema): FieldSchema[] {
  return [...object.fields.values()].filter(isStored);
}

/** Brings the tables in line with the schema: new objects and fields appear, nothing is ever dropped. */
export function prepareTables(database: Database, schema: OrgSchema): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS "_sequence" (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID'
    );
    database.exec(
      'CREATE TABLE IF NOT EXISTS "_deletion" (id TEXT PRIMARY KEY, object TEXT NOT NULL, root TEXT NOT NULL) WITHOUT ROWID'
    );
    database.exec(
      'CREATE TABLE IF NOT EXISTS "_unlinked" (root TEXT NOT NULL, object TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL)'
    );
    database.exec('CREATE INDEX IF NOT EXISTS "_unlinked_root" ON "_unlinked" (root)');
    database.exec('CREATE TABLE IF NOT EXISTS "_setup" (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    database.exec(
      'CREATE TABLE IF NOT EXISTS "_cache" (segment TEXT NOT NULL, partition TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (segment, partition, key)) WITHOUT ROWID'
    );
    database.exec('CREATE INDEX IF NOT EXISTS "_deletion_root" ON "_deletion" (root)');
    for (const object of schema.objects.values()) if (isTable(object)) prepareTable(database, object);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function prepareTable(database: Database, object: ObjectSchema): void {
  const existing = new Map(
    database
      .prepare(`PRAGMA table_info(${quote(object.apiName)})`)
      .all()
      .map((row) => [String(row[1]).toLowerCase(), String(row[2])])
  );
  const fields = storedFields(object);
  if (existing.size === 0) {
    const columns = fields.map(
      (field) => `${quote(field.apiName)} ${field.type === 'id' ? 'TEXT NOT NULL UNIQUE' : columnType(field)}`
    );
    database.exec(`CREATE TABLE ${quote(object.apiName)} ("_row" INTEGER PRIMARY KEY, ${columns.join(', ')})`);
  } else {
    for (const field of fields) widen(database, object, field, existing.get(field.apiName.toLowerCase()));
  }
  for (const field of fields) if (isIndexed(field)) database.exec(indexSql(object, field));
}

function widen(database: Database, object: ObjectSchema, field: FieldSchema, existing: string | undefined): void {
  const wanted = field.type === 'id' ? 'TEXT' : columnType(field);
  if (existing === undefined) {
    database.exec(`ALTER TABLE ${quote(object.apiName)} ADD COLUMN ${quote(field.apiName)} ${wanted}`);
  } else if (existing !== wanted.split(' ')[0]) {
    throw new Error(
      `${object.apiName}.${field.apiName} holds ${existing} in this database and is ${wanted.split(' ')[0]} now; start with a new database`
    );
  }
}

const NOT_INDEXED = new Set(['OwnerId', 'CreatedById', 'LastModifiedById']);

function isIndexed(field: FieldSchema): boolean {
  if (field.type === 'reference') return !NOT_INDEXED.has(field.apiName);
  return field.unique || field.externalId;
}

/** Lookups are mostly empty, so their indexes leave nulls out. */
function indexSql(object: ObjectSchema, field: FieldSchema): string {
  const column = quote(field.apiName);
  const folded = field.type !== 'reference' && !field.caseSensitive && columnType(field) === 'TEXT';
  const create = `CREATE INDEX IF NOT EXISTS ${quote(`${object.apiName}.${field.apiName}`)} ON ${quote(object.apiName)}`;
  if (field.apiName === 'RecordTypeId') return `${create} (${recordTypeColumns(object)})`;
  return `${create} (${folded ? `${FOLD}(${column})` : column}) WHERE ${column} IS NOT NULL`;
}

/** Record types are grouped by, nulls included; with the deletion mark the index alone counts the records of each. */
function recordTypeColumns(object: ObjectSchema): string {
  return object.fields.has('isdeleted') ? '"RecordTypeId", "IsDeleted"' : '"RecordTypeId"';
}
