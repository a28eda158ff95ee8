/** The `Schema` namespace: global describe, tokens and describe results of objects. Fields: see field-describe-types.ts. */
import { randomUUID } from 'node:crypto';
import { inUserLanguage, ownerOf } from './translations.ts';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { whyOutlined } from '../../metadata/outlined-objects.ts';
import { recordTypesOf } from '../../metadata/profile-record-types.ts';
import { withProperties } from '../library/members.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { CaseInsensitiveMap } from './case-insensitive-map.ts';
import type { SObjectFieldToken } from './describe.ts';
import { recordWithDefaults } from './field-defaults.ts';
import { FieldMap } from './field-map.ts';
import { FieldSetsOf } from './field-set-types.ts';
import {
  ChildRelationshipResult,
  FieldsOf,
  MASTER_RECORD_TYPE_ID,
  ObjectDescribe,
  RecordTypeInfo,
  SObjectTypeToken,
  childRelationshipsOf,
  describeObject,
  fieldToken,
  localName,
  objectToken
} from './describe.ts';
import { objectAccess } from './permissions.ts';
import type { ObjectAccess } from './permissions.ts';
import { MERGEABLE } from './merge.ts';
import { currentTransaction } from './transaction.ts';

function list(elementType: string, items: unknown[]): ApexList {
  return new ApexList(runtimeType(`List<${elementType}>`), items);
}

/** Objects of an org of which only the names of the fields are known are not in it, and asking for them is refused. */
class GlobalDescribe extends CaseInsensitiveMap {
  override containsKey(key: unknown): boolean {
    refuseOutlined(key);
    return super.containsKey(key);
  }

  override get(key: unknown): unknown {
    refuseOutlined(key);
    return super.get(key);
  }
}

function refuseOutlined(key: unknown): void {
  const object = typeof key === 'string' ? currentTransaction().org.schema.objects.get(key.toLowerCase()) : undefined;
  if (object?.outline === true) notSupported(`the describe of ${whyOutlined(object)}`);
}

function globalDescribe(): ApexMap {
  const { schema } = currentTransaction().org;
  const described = [...schema.objects.values()].filter(({ outline }) => outline !== true);
  const entries = described.map(
    (object) => [object.apiName.toLowerCase(), objectToken(schema, object.apiName)] as const
  );
  return new GlobalDescribe(runtimeType('Map<String,Schema.SObjectType>'), entries);
}

function describeSObjects(names: ApexList | null): ApexList {
  if (names === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (names.size > 100)
    throw apexException('InvalidParameterValueException', 'You can only describe up to 100 objects at once');
  const { schema } = currentTransaction().org;
  return list(
    'Schema.DescribeSObjectResult',
    names.toArray().map((name) => {
      const token = objectToken(schema, String(name));
      if (token === null)
        throw apexException('InvalidParameterValueException', `${String(name)} is not a valid sObject type.`);
      return describeObject(token);
    })
  );
}

/** The record types of an object for the running user, the master one last. */
function recordTypeInfos(describe: ObjectDescribe): RecordTypeInfo[] {
  const { org, user } = currentTransaction();
  if (describe.schema.apiName === 'Account' && org.gaps.features.has('personAccounts'))
    notSupported('the record types of Account, of which person accounts have one of their own');
  const assigned = recordTypesOf(describe.schema, org.profileName(user.profileId));
  const own = describe.schema.recordTypes.map(
    (recordType) =>
      new RecordTypeInfo({
        id: org.recordTypeId(describe.schema.apiName, recordType.developerName),
        developerName: recordType.developerName,
        name: recordType.label,
        active: recordType.active,
        isAvailable: assigned.visible.includes(recordType.developerName),
        isDefault: recordType.developerName === assigned.default,
        isMaster: false
      })
  );
  return [
    ...own,
    new RecordTypeInfo({
      id: MASTER_RECORD_TYPE_ID,
      developerName: 'Master',
      name: 'Master',
      active: true,
      isAvailable: true,
      isDefault: assigned.default === null,
      isMaster: true
    })
  ];
}

function recordTypeMap(keyType: string, describe: ObjectDescribe, key: (info: RecordTypeInfo) => unknown): ApexMap {
  return new ApexMap(
    runtimeType(`Map<${keyType},Schema.RecordTypeInfo>`),
    recordTypeInfos(describe).map((info) => [key(info), info] as const)
  );
}

function access(describe: ObjectDescribe): ObjectAccess {
  return objectAccess(currentTransaction(), describe.schema);
}

function newRecord(token: SObjectTypeToken, recordTypeId: string | null, loadDefaults: boolean): SObjectRecord {
  if (loadDefaults) {
    const filled = recordWithDefaults(token.schema, recordTypeId);
    // "Create Events With a Prepopulated EventUuid Field" (Platform Events Developer Guide).
    if (token.schema.kind === 'platformEvent') filled.load('EventUuid', randomUUID());
    return filled;
  }
  const record = new SObjectRecord(token.schema);
  if (recordTypeId !== null) record.set('RecordTypeId', recordTypeId);
  return record;
}

function flag(read: (describe: ObjectDescribe) => boolean): (describe: ObjectDescribe) => boolean {
  return read;
}

/** "Only if the object is associated with a parent", as histories and shares are: what is said of those is refused. */
function noAssociate({ schema, token }: ObjectDescribe): null {
  const [, parent = ''] = /^(\w+?)(?:__)?(?:Share|History|Feed|ChangeEvent|Tag)$/.exec(schema.apiName) ?? [];
  const isAssociated = [parent, `${parent}__c`].some((name) => token.org.objects.has(name.toLowerCase()));
  return isAssociated ? notSupported(`which object ${schema.apiName} is associated with`) : null;
}

/** Objects whose feeds a new org tracks (Trailhead, module lex_implementation_chatter, "Enable Feed Tracking"). */
const WITH_FEEDS: ReadonlySet<string> = new Set(
  'Account Case CollaborationGroup Contact Lead Opportunity User'.split(' ')
);

export const schemaTypes: LibraryType[] = [
  libraryType(
    'Schema',
    {},
    {
      'static Map<String,Schema.SObjectType> getGlobalDescribe()': globalDescribe,
      'static List<Schema.DescribeSObjectResult> describeSObjects(List<String> types)': describeSObjects,
      // Deferred or not, a describe says the same; the option only moves the cost of child relationships.
      'static List<Schema.DescribeSObjectResult> describeSObjects(List<String> types, Schema.SObjectDescribeOptions options)':
        describeSObjects
    }
  ),
  libraryType('Schema.SObjectDescribeOptions', { kind: 'enum', enumValues: ['DEFAULT', 'DEFERRED', 'FULL'] }, {}),
  libraryType(
    'Schema.SObjectType',
    { isInstance: (value) => value instanceof SObjectTypeToken },
    {
      'Schema.DescribeSObjectResult getDescribe()': (self: SObjectTypeToken) => describeObject(self),
      // The options only say when child relationships are loaded; null means DEFAULT.
      'Schema.DescribeSObjectResult getDescribe(Schema.SObjectDescribeOptions options)': (self: SObjectTypeToken) =>
        describeObject(self),
      'SObject newSObject()': (self: SObjectTypeToken) => newRecord(self, null, false),
      'SObject newSObject(Id id)': (self: SObjectTypeToken, id: string | null) => {
        const record = newRecord(self, null, false);
        record.set('Id', id);
        return record;
      },
      'SObject newSObject(Id recordTypeId, Boolean loadDefaults)': (
        self: SObjectTypeToken,
        recordTypeId: string | null,
        loadDefaults: boolean
      ) => newRecord(self, recordTypeId, loadDefaults),
      'String toString()': (self: SObjectTypeToken) => self.toString()
    }
  ),
  libraryType(
    'Schema.DescribeSObjectResult',
    { isInstance: (value) => value instanceof ObjectDescribe },
    withProperties({
      'String getName()': (self: ObjectDescribe) => self.schema.apiName,
      'String getLocalName()': (self: ObjectDescribe) => localName(self.schema.apiName),
      'String getLabel()': (self: ObjectDescribe) => inUserLanguage(self.schema.label, ownerOf(self.schema)),
      'String getLabelPlural()': (self: ObjectDescribe) =>
        inUserLanguage(self.schema.labelPlural, ownerOf(self.schema)),
      'String getAssociateEntityType()': noAssociate,
      'String getAssociateParentEntity()': noAssociate,
      'String getKeyPrefix()': (self: ObjectDescribe) => self.schema.keyPrefix || null,
      'Schema.SObjectType getSObjectType()': (self: ObjectDescribe) => self.token,
      'Boolean isCustom()': flag((self) => self.schema.custom),
      'Boolean isCustomSetting()': flag(
        (self) => self.schema.kind === 'listSetting' || self.schema.kind === 'hierarchySetting'
      ),
      'Boolean isDeprecatedAndHidden()': flag(() => false),
      'Boolean isQueryable()': flag((self) => self.schema.queryable && access(self).read),
      'Boolean isFeedEnabled()': flag(
        ({ schema }) => WITH_FEEDS.has(schema.apiName) || notSupported(`isFeedEnabled() of ${schema.apiName}`)
      ),
      'Boolean isMergeable()': flag((self) => MERGEABLE.has(self.schema.apiName)),
      'Boolean isSearchable()': flag((self) => self.schema.searchable),
      'Boolean isUndeletable()': flag((self) => self.schema.undeletable && access(self).delete),
      'Boolean isAccessible()': flag((self) => access(self).read),
      'Boolean isCreateable()': flag((self) => self.schema.createable && access(self).create),
      'Boolean isUpdateable()': flag((self) => self.schema.updateable && access(self).edit),
      'Boolean isDeletable()': flag((self) => self.schema.deletable && access(self).delete),
      'List<Schema.ChildRelationship> getChildRelationships()': (self: ObjectDescribe) =>
        list('Schema.ChildRelationship', childRelationshipsOf(self.token)),
      'List<Schema.RecordTypeInfo> getRecordTypeInfos()': (self: ObjectDescribe) =>
        list('Schema.RecordTypeInfo', recordTypeInfos(self)),
      'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByName()': (self: ObjectDescribe) =>
        recordTypeMap('String', self, (info) => inUserLanguage(info.name, 'project')),
      'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByDeveloperName()': (self: ObjectDescribe) =>
        recordTypeMap('String', self, (info) => info.developerName),
      'Map<Id,Schema.RecordTypeInfo> getRecordTypeInfosById()': (self: ObjectDescribe) =>
        recordTypeMap('Id', self, (info) => info.id),
      'Schema.SObjectTypeFields fields { get; }': { get: (self: ObjectDescribe) => new FieldsOf(self) },
      'Schema.SObjectTypeFieldSets fieldSets { get; }': { get: (self: ObjectDescribe) => new FieldSetsOf(self) }
    })
  ),
  libraryType(
    'Schema.SObjectTypeFields',
    { isInstance: (value) => value instanceof FieldsOf },
    {
      'Map<String,Schema.SObjectField> getMap()': (self: FieldsOf) => new FieldMap(self.describe.token)
    }
  ),
  libraryType(
    'Schema.ChildRelationship',
    { isInstance: (value) => value instanceof ChildRelationshipResult },
    withProperties({
      'Schema.SObjectType getChildSObject()': (self: ChildRelationshipResult) =>
        objectToken(self.org, self.schema.childObject),
      'Schema.SObjectField getField()': (self: ChildRelationshipResult): SObjectFieldToken | null => {
        const child = objectToken(self.org, self.schema.childObject);
        return child === null ? null : fieldToken(child, self.schema.field);
      },
      'String getRelationshipName()': (self: ChildRelationshipResult) => self.schema.relationshipName,
      'Boolean isCascadeDelete()': (self: ChildRelationshipResult) => self.schema.cascadeDelete,
      'Boolean isDeprecatedAndHidden()': () => false
    })
  ),
  libraryType(
    'Schema.RecordTypeInfo',
    { isInstance: (value) => value instanceof RecordTypeInfo },
    withProperties({
      'String getName()': (self: RecordTypeInfo) => inUserLanguage(self.name, 'project'),
      'String getDeveloperName()': (self: RecordTypeInfo) => self.developerName,
      'Id getRecordTypeId()': (self: RecordTypeInfo) => self.id,
      'Boolean isActive()': (self: RecordTypeInfo) => self.active,
      'Boolean isAvailable()': (self: RecordTypeInfo) => self.isAvailable,
      'Boolean isDefaultRecordTypeMapping()': (self: RecordTypeInfo) => self.isDefault,
      'Boolean isMaster()': (self: RecordTypeInfo) => self.isMaster
    })
  )
];
