/** The rows that an org has before anybody enters data, and those that come with a project's metadata. */
import type { ApexSource, CustomMetadataRecord, SfdxProject } from '../metadata/project.ts';
import { MetadataError } from '../metadata/errors.ts';
import { staticResources } from '../metadata/static-resources.ts';
import { triggerHead } from '../metadata/trigger-head.ts';
import { holdsDurableId } from '../metadata/durable-ids.ts';
import type { FieldSchema, PlainValue } from '../metadata/schema.ts';
import { syncAdminPermissions } from './admin-permissions.ts';
import { syncEntityDefinitions } from './entity-definitions.ts';
import { createCompanyRows, createOrganization } from './new-org.ts';
import { LOCAL_IDENTITY } from './org-identity.ts';
import type { OrgIdentity } from './org-identity.ts';
import { syncPermissionSet, syncProfile } from './permission-rows.ts';
import type { Store } from './store.ts';
import { sync } from './sync-row.ts';
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
      for (const source of project.profiles) syncProfile(store, source, project.namespace);
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
