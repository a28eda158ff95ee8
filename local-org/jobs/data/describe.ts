/** Describes as the REST API gives them: what the user may see, from the schema. */
import { recordTypesOf } from '../../metadata/profile-record-types.ts';
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { fieldAccess, objectAccess } from '../../runtime/platform/permissions.ts';
import { findRows } from '../../runtime/platform/system-rows.ts';
import type { Transaction } from '../../runtime/platform/transaction.ts';
import { isVisible, readableFields, requireObject } from './access.ts';
import type { JsonRecord } from './record-json.ts';

const MASTER_RECORD_TYPE = '012000000000000AAA';

export function describeGlobal(transaction: Transaction, base: string): JsonRecord {
  const objects = [...transaction.org.schema.objects.values()].filter((object) => isVisible(transaction, object));
  return {
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: objects
      .sort((a, b) => (a.apiName < b.apiName ? -1 : 1))
      .map((object) => summary(transaction, object, base))
  };
}

export function describeObject(transaction: Transaction, name: string, base: string): JsonRecord {
  const object = requireObject(transaction, name);
  const { objects } = transaction.org.schema;
  return {
    ...summary(transaction, object, base),
    childRelationships: object.childRelationships
      .filter(({ childObject }) => {
        const child = objects.get(childObject.toLowerCase());
        return child !== undefined && isVisible(transaction, child);
      })
      .map(({ childObject, field, relationshipName, cascadeDelete }) => ({
        cascadeDelete,
        childSObject: childObject,
        deprecatedAndHidden: false,
        field,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName,
        restrictedDelete: false
      })),
    fields: readableFields(transaction, object).map((field) => fieldJson(transaction, object, field)),
    recordTypeInfos: recordTypeInfos(transaction, object)
  };
}

function summary(transaction: Transaction, object: ObjectSchema, base: string): JsonRecord {
  const access = objectAccess(transaction, object);
  const address = `${base}/sobjects/${object.apiName}`;
  return {
    activateable: false,
    createable: object.createable && access.create,
    custom: object.custom,
    customSetting: object.kind === 'listSetting' || object.kind === 'hierarchySetting',
    deletable: object.deletable && access.delete,
    deprecatedAndHidden: false,
    keyPrefix: object.keyPrefix === '' ? null : object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    name: object.apiName,
    queryable: object.queryable,
    retrieveable: object.queryable,
    searchable: object.searchable,
    triggerable: !object.setup && object.kind !== 'customMetadata',
    undeletable: object.undeletable && access.delete,
    updateable: object.updateable && access.edit,
    urls: { describe: `${address}/describe`, rowTemplate: `${address}/{ID}`, sobject: address }
  };
}

function fieldJson(transaction: Transaction, object: ObjectSchema, field: FieldSchema): JsonRecord {
  const { edit } = fieldAccess(transaction, object, field);
  return {
    aggregatable: field.aggregatable,
    autoNumber: field.autoNumber,
    calculated: field.calculated,
    cascadeDelete: field.cascadeDelete,
    caseSensitive: field.caseSensitive,
    compoundFieldName: field.compoundFieldName,
    createable: field.createable && edit,
    custom: field.custom,
    defaultValue: field.defaultValue,
    defaultValueFormula: field.defaultFormula,
    defaultedOnCreate: field.defaultedOnCreate,
    encrypted: field.encrypted,
    externalId: field.externalId,
    filterable: field.filterable,
    groupable: field.groupable,
    htmlFormatted: field.htmlFormatted,
    idLookup: field.idLookup,
    label: field.label,
    length: field.length,
    name: field.apiName,
    nameField: field.nameField,
    namePointing: field.namePointing,
    nillable: field.nillable,
    permissionable: field.permissionable,
    picklistValues: field.picklistValues.map(({ value, label, active, isDefault }) => ({
      active,
      defaultValue: isDefault,
      label,
      validFor: null,
      value
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.relationshipOrder,
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    sortable: field.sortable,
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && edit
  };
}

function recordTypeInfos(transaction: Transaction, object: ObjectSchema): JsonRecord[] {
  const ids = new Map(
    findRows(transaction.org.store, 'RecordType', { SobjectType: object.apiName }).map((row) => [
      row['DeveloperName'],
      String(row['Id'])
    ])
  );
  const { org, user } = transaction;
  const assigned = recordTypesOf(object, org.profileName(user.profileId));
  return [
    ...object.recordTypes.map((type) => ({
      active: type.active,
      available: assigned.visible.includes(type.developerName),
      defaultRecordTypeMapping: type.developerName === assigned.default,
      developerName: type.developerName,
      master: false,
      name: type.label,
      recordTypeId: ids.get(type.developerName) ?? null
    })),
    {
      active: true,
      available: true,
      defaultRecordTypeMapping: assigned.default === null,
      developerName: 'Master',
      master: true,
      name: 'Master',
      recordTypeId: MASTER_RECORD_TYPE
    }
  ];
}
