/** The rows that an org has before anybody enters data, and those that come with a project's metadata. */
import type { ApexSource, CustomMetadataRecord, PermissionSetSource, SfdxProject } from '../metadata/project.ts';
import { MetadataError } from '../metadata/errors.ts';
import { staticResources } from '../metadata/static-resources.ts';
import { triggerHead } from '../metadata/trigger-head.ts';
import { holdsDurableId } from '../metadata/durable-ids.ts';
import type { FieldSchema, PlainValue } from '../metadata/schema.ts';
import { deleteRows } from './delete.ts';
import { updateRows } from './dml.ts';
import { syncAdminPermissions } from './admin-permissions.ts';
import { syncEntityDefinitions } from './entity-definitions.ts';
import { createCompanyRows, createOrganization, put } from './new-org.ts';
import { LOCAL_IDENTITY } from './org-identity.ts';
import type { OrgIdentity } from './org-identity.ts';
import type { PlainRow } from './results.ts';
import type { Store } from './store.ts';
import { quote, scaled, unscaled } from './values.ts';

/**
 * Fills a new database (Organization, licence, profiles, the admin user) and brings record types, custom metadata,
 * permission sets and custom permissions in line with the projects. Runs in a transaction of its own; can be repeated.
 */
export function setUpOrg(store: Store, projects: readonly SfdxProject[], identity: OrgIdentity = LOCAL_IDENTITY): void {
  store.beginWrite();
  try {
    if (store.all('SELECT 1 FROM Organization LIMIT 1').length === 0) createOrganization(store, identity);
    if (store.all('SELECT 1 FROM BusinessHours LIMIT 1').length === 0) createCompanyRows(store);
    syncRecordTypes(store);
    syncAdminPermissions(store);
    syncEntityDefinitions(store);
    for (const project of projects) {
      syncCode(store, 'ApexClass', project.classes, project.namespace);
      syncCode(store, 'ApexTrigger', project.triggers, project.namespace);
      syncStaticResources(store, project);
      syncCustomPermissions(store, project);
      for (const source of project.permissionSets) syncPermissionSet(store, source, project.namespace);
      for (const record of referencedFirst(store, project.customMetadata))
        syncCustomMetadata(store, record, project.namespace);
    }
    store.commit();
  } catch (error) {
    store.rollback();
    throw error;
  }
}

/** Inserts the row, or updates the one that `where` finds. */
function sync(store: Store, objectName: string, where: Readonly<Record<string, string>>, row: PlainRow): string {
  const found = findId(store, objectName, where);
  if (found === null) return put(store, objectName, { ...where, ...row });
  const result = updateRows(store, objectName, [{ ...row, Id: found }], { allOrNone: true, mode: 'system' })[0]!;
  if (result.errors.length > 0)
    throw new Error(`${objectName}: ${result.errors.map((error) => error.message).join('; ')}`);
  return found;
}

/** @param where texts; '' is none, as in the database */
function findId(store: Store, objectName: string, where: Readonly<Record<string, string>>): string | null {
  const names = Object.keys(where);
  const found = store.all(
    `SELECT Id FROM ${quote(objectName)} WHERE ${names.map((name) => `${quote(name)} IS ?`).join(' AND ')}`,
    ...Object.values(where).map((text) => (text === '' ? null : text))
  )[0]?.[0];
  return typeof found === 'string' ? found : null;
}

function syncRecordTypes(store: Store): void {
  for (const object of store.schema.objects.values()) {
    for (const type of object.recordTypes) {
      sync(
        store,
        'RecordType',
        { SobjectType: object.apiName, DeveloperName: type.developerName },
        {
          Name: type.label,
          IsActive: type.active,
          Description: type.description
        }
      );
    }
  }
}

function syncCode(store: Store, objectName: string, sources: readonly ApexSource[], namespace: string): void {
  for (const source of sources) {
    sync(
      store,
      objectName,
      { Name: source.name, NamespacePrefix: namespace },
      {
        ApiVersion: source.apiVersion.toFixed(1),
        Status: source.status,
        IsValid: true,
        Body: source.text,
        LengthWithoutComments: source.text.length,
        ...(objectName === 'ApexTrigger' ? triggerFacts(source) : {})
      }
    );
  }
}

function syncStaticResources(store: Store, project: SfdxProject): void {
  for (const { name, contentType, cacheControl, description, body } of staticResources(project)) {
    sync(
      store,
      'StaticResource',
      { Name: name, NamespacePrefix: project.namespace },
      {
        ContentType: contentType,
        CacheControl: cacheControl,
        Description: description,
        Body: body,
        BodyLength: body.length
      }
    );
  }
}

/** The object that a trigger is on and what starts it, as its text says. */
function triggerFacts({ text }: ApexSource): Record<string, string | boolean | null> {
  const { object, events } = triggerHead(text);
  const usage = [...TRIGGER_USAGE].map(([event, field]) => [field, events.includes(event)] as const);
  return { TableEnumOrId: object, UsageIsBulk: true, ...Object.fromEntries(usage) };
}

const TRIGGER_USAGE: ReadonlyMap<string, string> = new Map([
  ['before insert', 'UsageBeforeInsert'],
  ['after insert', 'UsageAfterInsert'],
  ['before update', 'UsageBeforeUpdate'],
  ['after update', 'UsageAfterUpdate'],
  ['before delete', 'UsageBeforeDelete'],
  ['after delete', 'UsageAfterDelete'],
  ['after undelete', 'UsageAfterUndelete']
]);

function syncCustomPermissions(store: Store, project: SfdxProject): void {
  for (const source of project.customPermissions) {
    sync(
      store,
      'CustomPermission',
      { DeveloperName: source.name, NamespacePrefix: project.namespace },
      {
        MasterLabel: source.label,
        Language: 'en_US',
        Description: source.description,
        IsLicensed: source.isLicensed
      }
    );
  }
}

function syncPermissionSet(store: Store, source: PermissionSetSource, namespace: string): void {
  const fields = store.object('PermissionSet').fields;
  const permissions = source.userPermissions.map((name) => {
    const field = fields.get(`permissions${name.toLowerCase()}`);
    if (!field)
      throw new MetadataError(
        source.path,
        1,
        `user permission ${name} is not known to the local org; remove it or add Permissions${name} to PermissionSet's describe`
      );
    return [field.apiName, true] as const;
  });
  const id = sync(
    store,
    'PermissionSet',
    { Name: source.name, NamespacePrefix: namespace },
    {
      Label: source.label,
      Description: source.description,
      IsCustom: true,
      IsOwnedByProfile: false,
      HasActivationRequired: source.hasActivationRequired,
      ...Object.fromEntries(permissions)
    }
  );
  syncAccess(store, source, id, namespace);
  syncObjectPermissions(store, source, id);
}

function clear(store: Store, objectName: string, parent: string): void {
  const old = store.all(`SELECT Id FROM ${quote(objectName)} WHERE ParentId = ?`, parent).map((row) => String(row[0]));
  deleteRows(store, objectName, old, { allOrNone: true, mode: 'system' });
}

/** What is granted is named as in the project, or with a namespace and two underscores before it. */
function syncAccess(store: Store, source: PermissionSetSource, parent: string, namespace: string): void {
  clear(store, 'SetupEntityAccess', parent);
  const grant = (type: string, table: string, column: string, names: readonly string[]) => {
    for (const name of names) {
      const [prefix, rest] = name.includes('__') ? (name.split('__') as [string, string]) : [namespace, name];
      const id = findId(store, table, { [column]: rest, NamespacePrefix: prefix });
      if (id === null)
        throw new MetadataError(
          source.path,
          1,
          `${type} ${name} is not in the project; add it or remove it from the permission set`
        );
      put(store, 'SetupEntityAccess', { ParentId: parent, SetupEntityId: id, SetupEntityType: type });
    }
  };
  grant('ApexClass', 'ApexClass', 'Name', source.classAccesses);
  grant('CustomPermission', 'CustomPermission', 'DeveloperName', source.customPermissions);
}

function syncObjectPermissions(store: Store, source: PermissionSetSource, parent: string): void {
  clear(store, 'ObjectPermissions', parent);
  clear(store, 'FieldPermissions', parent);
  for (const grant of source.objectPermissions) {
    requireKnown(store, source, grant.object);
    put(store, 'ObjectPermissions', {
      ParentId: parent,
      SobjectType: grant.object,
      PermissionsCreate: grant.create,
      PermissionsRead: grant.read,
      PermissionsEdit: grant.edit,
      PermissionsDelete: grant.delete,
      PermissionsViewAllRecords: grant.viewAll,
      PermissionsModifyAllRecords: grant.modifyAll
    });
  }
  for (const grant of source.fieldPermissions) {
    const [object, field] = grant.field.split('.') as [string, string | undefined];
    const fields = requireKnown(store, source, object);
    if (field === undefined || !fields.has(field.toLowerCase()))
      throw new MetadataError(
        source.path,
        1,
        `field ${grant.field} does not exist; correct it or remove it from the permission set`
      );
    put(store, 'FieldPermissions', {
      ParentId: parent,
      SobjectType: object,
      Field: grant.field,
      PermissionsRead: grant.readable,
      PermissionsEdit: grant.editable
    });
  }
}

function requireKnown(store: Store, source: PermissionSetSource, objectName: string): ReadonlyMap<string, FieldSchema> {
  const object = store.schema.objects.get(objectName.toLowerCase());
  if (!object)
    throw new MetadataError(
      source.path,
      1,
      `object ${objectName} does not exist here; correct it or remove it from the permission set`
    );
  return object.fields;
}

/** Records in the order in which they can be saved: whatever refers to another one after it. */
function referencedFirst(store: Store, records: readonly CustomMetadataRecord[]): CustomMetadataRecord[] {
  const key = (typeName: string, name: string): string => `${typeName}.${name}`.toLowerCase();
  const byKey = new Map(records.map((record) => [key(record.typeName, record.developerName), record]));
  const ordered = new Set<CustomMetadataRecord>();
  const visit = (record: CustomMetadataRecord, waiting: ReadonlySet<CustomMetadataRecord>): void => {
    if (waiting.has(record)) return;
    const fields = store.schema.objects.get(record.typeName.toLowerCase())?.fields;
    for (const [name, value] of record.values) {
      const target = fields?.get(name.toLowerCase())?.referenceTo[0];
      const referenced = target === undefined || value === null ? undefined : byKey.get(key(target, value));
      if (referenced !== undefined) visit(referenced, new Set([...waiting, record]));
    }
    ordered.add(record);
  };
  for (const record of records) visit(record, new Set());
  return [...ordered];
}

function syncCustomMetadata(store: Store, record: CustomMetadataRecord, namespace: string): void {
  const object = store.schema.objects.get(record.typeName.toLowerCase());
  if (!object)
    throw new MetadataError(
      record.path,
      1,
      `custom metadata type ${record.typeName} does not exist; add objects/${record.typeName}`
    );
  const values = [...record.values].map(([name, text]) => {
    const field = object.fields.get(name.toLowerCase());
    if (!field)
      throw new MetadataError(
        record.path,
        1,
        `${record.typeName} has no field ${name}; correct the record or add the field`
      );
    return [field.apiName, metadataValue(store, record, field, text)] as const;
  });
  sync(
    store,
    object.apiName,
    { DeveloperName: record.developerName },
    {
      MasterLabel: record.label,
      Label: record.label,
      Language: 'en_US',
      NamespacePrefix: namespace,
      QualifiedApiName: namespace === '' ? record.developerName : `${namespace}__${record.developerName}`,
      ...Object.fromEntries(values)
    }
  );
}

/** The text of a record's file as the field's plain value. */
function metadataValue(
  store: Store,
  record: CustomMetadataRecord,
  field: FieldSchema,
  text: string | null
): PlainValue {
  if (text === null) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      return text === 'true';
    case 'double':
    case 'currency':
    case 'percent':
      return unscaled(scaled(text, field.scale, field).toString(), field.scale);
    case 'datetime':
      return Date.parse(text);
    case 'reference':
      return metadataReference(store, record, field, text);
    default:
      return text;
  }
}

/** Metadata relationships name objects, fields and other records by API name; fields have no ids here. */
function metadataReference(store: Store, record: CustomMetadataRecord, field: FieldSchema, text: string): PlainValue {
  const target = field.referenceTo[0] ?? '';
  const isObject = holdsDurableId(field);
  if (!isObject && !target.endsWith('__mdt'))
    throw new MetadataError(record.path, 1, `not supported by the local org: ${field.apiName} refers to ${target}`);
  const name = isObject ? 'QualifiedApiName' : 'DeveloperName';
  const id = store.all(`SELECT Id FROM ${quote(target)} WHERE ${name} = ?`, text)[0]?.[0];
  if (typeof id !== 'string')
    throw new MetadataError(
      record.path,
      1,
      `${target} ${text} does not exist; add the record or correct ${field.apiName}`
    );
  return id;
}
