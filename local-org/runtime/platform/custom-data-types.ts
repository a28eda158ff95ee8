/**
 * Static methods of custom metadata types and custom settings (Apex Reference Guide v65, "Custom Metadata Type
 * Methods", "Custom Settings Methods"). They read from the platform's cache: no query is counted.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ObjectSchema } from '../../metadata/schema.ts';
import { apexException } from '../machine/errors.ts';
import type { PlainRow } from '../../store/results.ts';
import { isIdText, toId } from '../machine/ids.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexMap } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import type { SObjectTypeToken } from './describe.ts';
import { fillDefinedDefault } from './field-defaults.ts';
import { toApex } from './field-values.ts';
import { findRows } from './system-rows.ts';
import { currentTransaction } from './transaction.ts';
import { requireAllRows, requireNamedRow } from './unknown-rows.ts';

/** "If the field is a long text area, only the first 255 characters are returned" by the methods of custom metadata. */
const METADATA_TEXT_LENGTH = 255;

function record(schema: ObjectSchema, row: PlainRow): SObjectRecord {
  const result = new SObjectRecord(schema, new Set(schema.fields.keys()));
  for (const field of schema.fields.values()) {
    const value = row[field.apiName] ?? null;
    if (value === null) continue;
    const cut =
      schema.kind === 'customMetadata' && field.type === 'textarea' && typeof value === 'string'
        ? value.slice(0, METADATA_TEXT_LENGTH)
        : value;
    result.load(field.apiName, toApex(field.type, cut));
  }
  return result;
}

function rows(token: SObjectTypeToken, where: PlainRow = {}): SObjectRecord[] {
  const { org } = currentTransaction();
  return findRows(org.store, token.schema.apiName, where)
    .filter((row) => row['IsDeleted'] !== true)
    .map((row) => record(token.schema, row));
}

function byName(token: SObjectTypeToken, field: 'DeveloperName' | 'Name'): ApexMap {
  requireAllRows(currentTransaction().org, token.schema.apiName);
  const entries = rows(token).map((each) => [each.get(field), each] as const);
  return new ApexMap(runtimeType(`Map<String,${token.schema.apiName}>`), entries);
}

function metadataNamed(token: SObjectTypeToken, name: string | null): SObjectRecord | null {
  if (name === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const wanted = name.toLowerCase();
  const id = isIdText(name) ? toId(name) : null;
  requireNamedRow(currentTransaction().org, token.schema.apiName, wanted.replace(/^.*__/, ''));
  return (
    rows(token).find(
      (each) =>
        each.id === id ||
        String(each.get('DeveloperName')).toLowerCase() === wanted ||
        String(each.get('QualifiedApiName')).toLowerCase() === wanted
    ) ?? null
  );
}

function listSettingNamed(token: SObjectTypeToken, name: string | null): SObjectRecord | null {
  if (name === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  return rows(token).find((each) => String(each.get('Name')).toLowerCase() === name.toLowerCase()) ?? null;
}

/** The row of exactly this owner, or null. */
function ownedBy(token: SObjectTypeToken, ownerId: string | null): SObjectRecord | null {
  return ownerId === null ? null : (rows(token, { SetupOwnerId: ownerId })[0] ?? null);
}

/** A setting that nobody has saved: no id, and the defaults of its fields. It is that of whoever was asked for (tests of NebulaLogger insert it). */
function unsaved(token: SObjectTypeToken, ownerId: string): SObjectRecord {
  const result = new SObjectRecord(token.schema);
  result.set('SetupOwnerId', ownerId);
  for (const field of token.schema.fields.values())
    if (field.custom) fillDefinedDefault(currentTransaction(), result, field);
  return result;
}

function orgDefaults(token: SObjectTypeToken): SObjectRecord {
  const { id } = currentTransaction().org.organization;
  return ownedBy(token, id) ?? unsaved(token, id);
}

/** The nearest level's row, its empty fields filled from the wider levels: user, profile, organisation. */
function merged(token: SObjectTypeToken, userId: string | null, profileId: string | null): SObjectRecord {
  const levels = [
    ownedBy(token, userId),
    ownedBy(token, profileId),
    ownedBy(token, currentTransaction().org.organization.id)
  ].filter((level) => level !== null);
  const [nearest, ...wider] = levels;
  if (nearest === undefined) return unsaved(token, (userId ?? profileId)!);
  for (const field of token.schema.fields.values()) {
    if (!field.custom || nearest.get(field.apiName) !== null) continue;
    const from = wider.find((level) => level.get(field.apiName) !== null);
    if (from !== undefined) nearest.set(field.apiName, from.get(field.apiName));
  }
  return nearest;
}

function ofCurrentUser(token: SObjectTypeToken): SObjectRecord {
  const { user } = currentTransaction();
  return merged(token, user.id, user.profileId);
}

function ofOwner(token: SObjectTypeToken, ownerId: string | null): SObjectRecord {
  if (ownerId === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const { org } = currentTransaction();
  if (ownerId.startsWith('00e')) return merged(token, null, ownerId);
  if (ownerId.startsWith('00D')) return orgDefaults(token);
  return merged(token, ownerId, org.user(ownerId).profileId);
}

export const customDataTypes: LibraryType[] = [
  libraryType(
    'SObject.CustomMetadata',
    {},
    {
      'static Map<String,SObject> getAll(Schema.SObjectType type)': (token: SObjectTypeToken) =>
        byName(token, 'DeveloperName'),
      'static SObject getInstance(Schema.SObjectType type, String name)': metadataNamed
    }
  ),
  libraryType(
    'SObject.ListSetting',
    {},
    {
      'static Map<String,SObject> getAll(Schema.SObjectType type)': (token: SObjectTypeToken) => byName(token, 'Name'),
      'static SObject getInstance(Schema.SObjectType type, String name)': listSettingNamed,
      'static SObject getValues(Schema.SObjectType type, String name)': listSettingNamed
    }
  ),
  libraryType(
    'SObject.HierarchySetting',
    {},
    {
      'static SObject getOrgDefaults(Schema.SObjectType type)': orgDefaults,
      'static SObject getInstance(Schema.SObjectType type)': ofCurrentUser,
      'static SObject getInstance(Schema.SObjectType type, Id ownerId)': ofOwner,
      'static SObject getValues(Schema.SObjectType type, Id ownerId)': ownedBy
    }
  )
];
