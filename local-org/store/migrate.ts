/** What a change of the org's metadata does to its data: what the platform would refuse, and what goes with it. */
import type { SfdxProject } from '../metadata/project.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type { Database } from './driver.ts';
import type { Store } from './store.ts';
import { isTable, storedFields } from './tables.ts';
import { quote } from './values.ts';

export interface SchemaRefusal {
  readonly objectName: string;
  readonly fieldName: string;
  readonly message: string;
}

/**
 * Changes of fields that hold data and cannot hold it in the new form.
 * @param store of the org as it is, with the schema before
 */
export function refusedChanges(store: Store, after: OrgSchema): SchemaRefusal[] {
  const refusals: SchemaRefusal[] = [];
  for (const object of after.objects.values()) {
    const known = store.schema.objects.get(object.apiName.toLowerCase());
    if (known === undefined || !isTable(known) || !isTable(object)) continue;
    for (const field of storedFields(object)) {
      const message = refusal(store, known, field);
      if (message !== null) refusals.push({ objectName: object.apiName, fieldName: field.apiName, message });
    }
  }
  return refusals;
}

function refusal(store: Store, object: ObjectSchema, field: FieldSchema): string | null {
  const before = object.fields.get(field.apiName.toLowerCase());
  if (before === undefined)
    return field.relationshipOrder !== null && holds(store, object, '1 = 1')
      ? 'Cannot create a master-detail relationship on an object that has records'
      : null;
  const column = quote(before.apiName);
  const data = `${column} IS NOT NULL`;
  if (changesType(before, field)) return holds(store, object, data) ? 'Cannot change type due to existing data' : null;
  if (field.length < before.length && holds(store, object, `length(${column}) > ${field.length}`))
    return 'Field length cannot be decreased: existing values are longer';
  if (field.scale !== before.scale && holds(store, object, data))
    return `not supported by the local org: changing the decimal places of ${object.apiName}.${field.apiName}, which holds data`;
  if (field.unique && !before.unique && hasDuplicates(store, object, before))
    return 'Cannot make the field unique: there are duplicate values';
  return null;
}

/** References to other objects, and kinds of text that hold the same data, differ as well. */
function changesType(before: FieldSchema, after: FieldSchema): boolean {
  return (
    before.type !== after.type ||
    before.referenceTo.join() !== after.referenceTo.join() ||
    before.calculated !== after.calculated
  );
}

function holds(store: Store, object: ObjectSchema, condition: string): boolean {
  return store.all(`SELECT 1 FROM ${quote(object.apiName)} WHERE ${condition} LIMIT 1`).length > 0;
}

function hasDuplicates(store: Store, object: ObjectSchema, field: FieldSchema): boolean {
  const column = quote(field.apiName);
  const value = field.caseSensitive ? column : `lower(${column})`;
  return (
    store.all(
      `SELECT 1 FROM ${quote(object.apiName)} WHERE ${column} IS NOT NULL GROUP BY ${value} HAVING count(*) > 1 LIMIT 1`
    ).length > 0
  );
}

/**
 * Takes away what the metadata has no more: tables, columns, and the rows that stand for metadata. Joins the transaction
 * under way. Fields of another type lose their column, which `openStore` makes anew.
 */
export function dropRemoved(
  database: Database,
  before: { readonly schema: OrgSchema; readonly projects: readonly SfdxProject[] },
  after: { readonly schema: OrgSchema; readonly projects: readonly SfdxProject[] }
): void {
  for (const object of before.schema.objects.values()) {
    if (!isTable(object)) continue;
    const now = after.schema.objects.get(object.apiName.toLowerCase());
    if (now === undefined) dropTable(database, object);
    else dropColumns(database, object, now);
  }
  dropRecordTypes(database, before.schema, after.schema);
  dropRows(database, before.projects, after.projects);
}

function dropTable(database: Database, object: ObjectSchema): void {
  database.exec(`DROP TABLE IF EXISTS ${quote(object.apiName)}`);
  for (const grants of ['ObjectPermissions', 'FieldPermissions'])
    database.prepare(`DELETE FROM ${quote(grants)} WHERE "SobjectType" = ?`).run(object.apiName);
  const statement = database.prepare('DELETE FROM "_deletion" WHERE object = ?');
  statement.run(object.apiName);
}

function dropColumns(database: Database, before: ObjectSchema, after: ObjectSchema): void {
  for (const field of storedFields(before)) {
    const now = after.fields.get(field.apiName.toLowerCase());
    if (now !== undefined && !changesType(field, now)) continue;
    if (now === undefined)
      database.prepare('DELETE FROM "FieldPermissions" WHERE "Field" = ?').run(`${before.apiName}.${field.apiName}`);
    database.exec(`DROP INDEX IF EXISTS ${quote(`${before.apiName}.${field.apiName}`)}`);
    database.exec(`ALTER TABLE ${quote(before.apiName)} DROP COLUMN ${quote(field.apiName)}`);
  }
}

function dropRecordTypes(database: Database, before: OrgSchema, after: OrgSchema): void {
  const statement = database.prepare('DELETE FROM "RecordType" WHERE "SobjectType" = ? AND "DeveloperName" = ?');
  for (const object of before.objects.values()) {
    const kept = new Set(
      after.objects.get(object.apiName.toLowerCase())?.recordTypes.map((type) => type.developerName)
    );
    for (const { developerName } of object.recordTypes)
      if (!kept.has(developerName)) statement.run(object.apiName, developerName);
  }
}

/** Rows of metadata: table, the column that names it, the names in a project. */
const NAMED_ROWS: ReadonlyArray<readonly [table: string, column: string, names: (project: SfdxProject) => string[]]> = [
  ['ApexClass', 'Name', (project) => project.classes.map(({ name }) => name)],
  ['ApexTrigger', 'Name', (project) => project.triggers.map(({ name }) => name)],
  ['StaticResource', 'Name', (project) => staticResourceNames(project)],
  ['CustomPermission', 'DeveloperName', (project) => project.customPermissions.map(({ name }) => name)],
  ['PermissionSet', 'Name', (project) => project.permissionSets.map(({ name }) => name)]
];

/** By the files alone: the content of what was deployed before may be gone. */
function staticResourceNames({ components }: SfdxProject): string[] {
  return components.flatMap(({ path }) => /([^/]+)\.resource-meta\.xml$/.exec(path)?.[1] ?? []);
}

function dropRows(database: Database, before: readonly SfdxProject[], after: readonly SfdxProject[]): void {
  for (const [table, column, names] of NAMED_ROWS) {
    for (const namespace of new Set(before.map((project) => project.namespace))) {
      const named = (projects: readonly SfdxProject[]) =>
        projects.filter((project) => project.namespace === namespace).flatMap(names);
      const kept = new Set(named(after));
      for (const name of named(before).filter((each) => !kept.has(each)))
        dropNamed(database, table, { column, name, namespace });
    }
  }
  const recordKey = ({ typeName, developerName }: SfdxProject['customMetadata'][number]) =>
    `${typeName}.${developerName}`;
  const kept = new Set(after.flatMap((project) => project.customMetadata.map(recordKey)));
  const types = new Set(after.flatMap(({ objects }) => objects.map(({ apiName }) => apiName)));
  for (const record of before.flatMap((project) => project.customMetadata)) {
    if (!kept.has(recordKey(record)) && types.has(record.typeName))
      database.prepare(`DELETE FROM ${quote(record.typeName)} WHERE "DeveloperName" = ?`).run(record.developerName);
  }
}

/** With what hangs on it: grants of a permission set and its assignments, access to a class or custom permission. */
function dropNamed(
  database: Database,
  table: string,
  { column, name, namespace }: { readonly column: string; readonly name: string; readonly namespace: string }
): void {
  const ids = database
    .prepare(`SELECT "Id" FROM ${quote(table)} WHERE ${quote(column)} = ? AND "NamespacePrefix" IS ?`)
    .all(name, namespace === '' ? null : namespace);
  for (const [id] of ids) {
    database.prepare('DELETE FROM "SetupEntityAccess" WHERE "SetupEntityId" = ? OR "ParentId" = ?').run(id!, id!);
    if (table === 'PermissionSet') {
      for (const dependent of ['ObjectPermissions', 'FieldPermissions'])
        database.prepare(`DELETE FROM ${quote(dependent)} WHERE "ParentId" = ?`).run(id!);
      database.prepare('DELETE FROM "PermissionSetAssignment" WHERE "PermissionSetId" = ?').run(id!);
    }
    database.prepare(`DELETE FROM ${quote(table)} WHERE "Id" = ?`).run(id!);
  }
}
