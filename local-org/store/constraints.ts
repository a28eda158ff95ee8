/** Rules that need other rows: lookups must lead somewhere, record types narrow picklists, unique fields must be unique. */
import { holdsDurableId } from '../metadata/durable-ids.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { FOLD } from './fold.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';
import { isTable } from './tables.ts';
import { badPicklist, referencedObject } from './validate.ts';
import { quote } from './values.ts';

type ColumnRow = ReadonlyMap<string, SqliteValue>;

export function checkReferences(store: Store, object: ObjectSchema, row: ColumnRow): DmlError[] {
  const errors: DmlError[] = [];
  for (const [name, value] of row) {
    const field = object.fields.get(name.toLowerCase());
    if (field?.type !== 'reference' || typeof value !== 'string' || value === row.get('Id')) continue;
    if (holdsDurableId(field)) continue;
    const error = checkReference(store, object, field, value);
    if (error) errors.push(error);
  }
  return errors;
}

function checkReference(store: Store, object: ObjectSchema, field: FieldSchema, id: string): DmlError | null {
  const target = referencedObject(store.schema, field, id);
  if (field.filteredLookup)
    throw new Error(`not supported by the local org: the lookup filter of ${object.apiName}.${field.apiName}`);
  if (!target || !isTable(target)) {
    return dmlError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.apiName]);
  }
  const deletable = target.fields.has('isdeleted');
  const recordType = target.apiName === 'RecordType' ? `, SobjectType` : '';
  const found = store.all(
    `SELECT ${deletable ? 'IsDeleted' : '0'}${recordType} FROM ${quote(target.apiName)} WHERE Id = ?`,
    id
  )[0];
  if (!found) return nothingThere(field, id);
  if (found[0]) return dmlError('ENTITY_IS_DELETED', 'entity is deleted');
  if (recordType && field.apiName === 'RecordTypeId' && found[1] !== object.apiName) {
    return dmlError('INVALID_CROSS_REFERENCE_KEY', `Record Type ID: this ID value isn't valid for the user: ${id}`, [
      field.apiName
    ]);
  }
  return null;
}

/** Owners and record types in other words than other lookups (octoberswimmer/aer, CHANGELOG v1.2.22, which tells of owners). */
function nothingThere(field: FieldSchema, id: string): DmlError {
  return field.apiName === 'OwnerId' || field.apiName === 'RecordTypeId'
    ? dmlError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
    : dmlError(
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`
      );
}

/** Lookups of standard objects to their own kind that may not lead in a circle; custom ones may not lead to the record itself. */
const HIERARCHIES: ReadonlySet<string> = new Set([
  'Account.ParentId',
  'Asset.ParentId',
  'Campaign.ParentId',
  'Case.ParentId',
  'Contact.ReportsToId',
  'UserRole.ParentRoleId'
]);

/** @throws Error for a circle, which the platform refuses in words that are not published for every object */
export function refuseCircles(store: Store, object: ObjectSchema, row: ColumnRow, ownId: string): void {
  for (const [name, value] of row) {
    const field = object.fields.get(name.toLowerCase());
    if (field?.type !== 'reference' || typeof value !== 'string' || !field.referenceTo.includes(object.apiName))
      continue;
    const isHierarchy = HIERARCHIES.has(`${object.apiName}.${field.apiName}`);
    if (!isHierarchy && !(field.custom && value === ownId)) continue;
    const [circle] = store.all(
      `WITH RECURSIVE above(id) AS (SELECT ?1 UNION SELECT o.${quote(field.apiName)} FROM ${quote(object.apiName)} o JOIN above ON o."Id" = above.id)
       SELECT 1 FROM above WHERE id = ?2`,
      value,
      ownId
    );
    if (circle !== undefined)
      throw new Error(`not supported by the local org: a circle through ${object.apiName}.${field.apiName}`);
  }
}

/** The latitudes of an object's custom locations. */
const LATITUDES = new WeakMap<ObjectSchema, readonly string[]>();

/** @throws Error for a latitude without a longitude or the reverse: what the platform makes of that is not published */
export function refuseHalfLocations(store: Store, object: ObjectSchema, row: ColumnRow, ownId: string | null): void {
  let latitudes = LATITUDES.get(object);
  if (latitudes === undefined) {
    const names = [...object.fields.values()].map(({ apiName }) => apiName);
    LATITUDES.set(object, (latitudes = names.filter((name) => name.endsWith('__Latitude__s'))));
  }
  for (const latitude of latitudes) {
    const pair = [latitude, latitude.replace('__Latitude__s', '__Longitude__s')];
    if (!pair.some((name) => row.has(name))) continue;
    const stored =
      ownId === null
        ? undefined
        : store.all(`SELECT ${pair.map(quote).join(', ')} FROM ${quote(object.apiName)} WHERE "Id" = ?`, ownId)[0];
    const [one, other] = pair.map((name, index) => (row.has(name) ? row.get(name) : stored?.[index]) ?? null);
    if ((one === null) !== (other === null))
      refuse(`half a location in ${object.apiName}.${latitude.replace('__Latitude__s', '__c')}`);
  }
}

/** Nobody who is not active gets a record ("INACTIVE_OWNER_OR_USER"). `ownId` is the row under update, which may keep its owner. */
export function checkOwner(store: Store, object: ObjectSchema, row: ColumnRow, ownId: string | null): DmlError[] {
  const owner = row.get('OwnerId') ?? null;
  if (owner === null) return [];
  const [inactive] = store.all('SELECT 1 FROM "User" WHERE Id = ? AND IsActive = 0', owner);
  if (inactive === undefined) return [];
  const [kept] = store.all(`SELECT 1 FROM ${quote(object.apiName)} WHERE Id = ? AND OwnerId = ?`, ownId, owner);
  if (kept !== undefined) return [];
  if (object.kind !== 'standard')
    throw new Error(`not supported by the local org: an inactive user as owner of ${object.apiName}`);
  return [
    dmlError(
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${String(owner).slice(0, 15)}] as owner of ${object.label.toLowerCase()}`
    )
  ];
}

/**
 * A restricted picklist takes only the values that the record's type has (Salesforce Help, "Considerations for Restricted
 * Picklists"). `ownId` is the row under update.
 */
export function checkRecordType(store: Store, object: ObjectSchema, row: ColumnRow, ownId: string | null): DmlError[] {
  if (object.recordTypes.every(({ picklistValues }) => picklistValues.size === 0)) return [];
  const narrowed = [...row].flatMap(([name, value]) => {
    const field = object.fields.get(name.toLowerCase());
    return field?.restrictedPicklist === true && typeof value === 'string' ? [[field, value] as const] : [];
  });
  if (narrowed.length === 0) return [];
  const name = row.has('RecordTypeId')
    ? store.all('SELECT DeveloperName FROM RecordType WHERE Id = ?', row.get('RecordTypeId')!)[0]?.[0]
    : store.all(
        `SELECT t.DeveloperName FROM ${quote(object.apiName)} r JOIN RecordType t ON t.Id = r.RecordTypeId WHERE r.Id = ?`,
        ownId
      )[0]?.[0];
  const type = object.recordTypes.find(({ developerName }) => developerName === name);
  return narrowed.flatMap(([field, value]) => {
    const allowed = type?.picklistValues.get(field.apiName.toLowerCase());
    if (allowed === undefined) return [];
    const bad = value.split(field.type === 'multipicklist' ? ';' : '\n').find((each) => !allowed.includes(each));
    return bad === undefined ? [] : [badPicklist(field, bad)];
  });
}

/** A hierarchy setting has a row for each place, which is named as the record; what becomes of a name twice depends. */
function settingTwice(store: Store, object: ObjectSchema, row: ColumnRow, ownId: string | null): DmlError[] {
  const name = object.kind === 'listSetting' ? 'Name' : object.kind === 'hierarchySetting' ? 'SetupOwnerId' : null;
  const value = name === null ? null : (row.get(name) ?? null);
  if (name === null || value === null) return [];
  const [other] = store.all(
    `SELECT "Id" FROM ${quote(object.apiName)} WHERE ${FOLD}(${quote(name)}) = ${FOLD}(?) AND "Id" <> ? AND "IsDeleted" = 0`,
    value,
    ownId ?? ''
  );
  if (other === undefined) return [];
  // Across transactions the platform refuses it (FIELD_INTEGRITY_EXCEPTION, SalesforceFoundation/NPSP issue 4349); tests of
  // SalesforceFoundation/EDA save a name twice within one.
  if (name === 'Name') return refuse('a list setting with the name of another');
  const text = `duplicate value found: ${name} duplicates value on record with id: ${String(value).slice(0, 15)}`;
  return [dmlError('DUPLICATE_VALUE', text)];
}

const TAKEN_USERNAME =
  "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). ";

/** `ownId` is the row under update, which may keep its value. */
export function checkUnique(store: Store, object: ObjectSchema, row: ColumnRow, ownId: string | null): DmlError[] {
  const errors: DmlError[] = settingTwice(store, object, row, ownId);
  for (const [name, value] of row) {
    const field = object.fields.get(name.toLowerCase());
    if (!field?.unique || value === null) continue;
    const column = quote(field.apiName);
    const folded = typeof value === 'string' && !field.caseSensitive;
    const other = store.all(
      `SELECT Id FROM ${quote(object.apiName)} WHERE ${folded ? `${FOLD}(${column}) = ${FOLD}(?)` : `${column} = ?`} AND ${column} IS NOT NULL AND Id <> ?${object.fields.has('isdeleted') ? ' AND IsDeleted = 0' : ''} LIMIT 1`,
      value,
      ownId ?? ''
    )[0]?.[0];
    if (typeof other === 'string' && object.apiName === 'User' && field.apiName === 'Username') {
      errors.push(dmlError('DUPLICATE_USERNAME', TAKEN_USERNAME, ['Username']));
    } else if (typeof other === 'string') {
      errors.push(
        dmlError(
          'DUPLICATE_VALUE',
          // Without fields: SFDO-Community/declarative-lookup-rollup-summaries#1039.
          `duplicate value found: ${field.apiName} duplicates value on record with id: ${other.slice(0, 15)}`
        )
      );
    }
  }
  return errors;
}
