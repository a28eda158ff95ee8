/** The fields the platform gives every custom object, by kind of object. */
import { makeField } from './field-flags.ts';
import type { ObjectDefinition } from './project.ts';
import type { FieldSchema, PicklistValue } from './schema.ts';

const READ_ONLY = { createable: false, updateable: false } as const;
const LANGUAGES: readonly PicklistValue[] = [
  ['en_US', 'English'],
  ['de', 'German'],
  ['es', 'Spanish'],
  ['fr', 'French'],
  ['it', 'Italian'],
  ['ja', 'Japanese'],
  ['nl_NL', 'Dutch'],
  ['pt_BR', 'Portuguese (Brazil)']
].map(([value, label]) => ({ value: value!, label: label!, active: true, isDefault: value === 'en_US' }));

export function systemFields(definition: ObjectDefinition, isDetail: boolean): FieldSchema[] {
  const id = makeField({
    ...READ_ONLY,
    apiName: 'Id',
    label: 'Record ID',
    type: 'id',
    length: 18,
    nillable: false,
    idLookup: true,
    defaultedOnCreate: true
  });
  switch (definition.kind) {
    case 'customMetadata':
      return [id, ...metadataFields()];
    case 'platformEvent':
      return eventFields();
    // From memory: none of the others that custom objects have.
    case 'bigObject':
      return [
        id,
        ...audit().filter(({ apiName }) => ['CreatedById', 'CreatedDate', 'SystemModstamp'].includes(apiName))
      ];
    case 'hierarchySetting':
    case 'listSetting':
      return [id, isDeleted(), settingName(definition.kind), setupOwner(), ...audit()];
    case 'custom':
      return [id, ...(isDetail ? [] : [owner()]), isDeleted(), nameField(definition), ...audit(), ...views()];
  }
}

function audit(): FieldSchema[] {
  const stamp = (apiName: string, label: string) =>
    makeField({ ...READ_ONLY, apiName, label, type: 'datetime', nillable: false, defaultedOnCreate: true });
  const user = (apiName: string, label: string) =>
    makeField({
      ...READ_ONLY,
      apiName,
      label,
      type: 'reference',
      length: 18,
      nillable: false,
      defaultedOnCreate: true,
      referenceTo: ['User'],
      relationshipName: apiName.slice(0, -2)
    });
  return [
    stamp('CreatedDate', 'Created Date'),
    user('CreatedById', 'Created By ID'),
    stamp('LastModifiedDate', 'Last Modified Date'),
    user('LastModifiedById', 'Last Modified By ID'),
    stamp('SystemModstamp', 'System Modstamp')
  ];
}

function views(): FieldSchema[] {
  return [
    makeField({ ...READ_ONLY, apiName: 'LastViewedDate', label: 'Last Viewed Date', type: 'datetime' }),
    makeField({ ...READ_ONLY, apiName: 'LastReferencedDate', label: 'Last Referenced Date', type: 'datetime' })
  ];
}

function isDeleted(): FieldSchema {
  return makeField({
    ...READ_ONLY,
    apiName: 'IsDeleted',
    label: 'Deleted',
    type: 'boolean',
    nillable: false,
    defaultedOnCreate: true,
    defaultValue: false
  });
}

function owner(): FieldSchema {
  return makeField({
    apiName: 'OwnerId',
    label: 'Owner ID',
    type: 'reference',
    length: 18,
    nillable: false,
    defaultedOnCreate: true,
    referenceTo: ['Group', 'User'],
    relationshipName: 'Owner',
    namePointing: true
  });
}

function nameField(definition: ObjectDefinition): FieldSchema {
  const auto = definition.nameField?.type === 'AutoNumber';
  return makeField({
    apiName: 'Name',
    label: definition.nameField?.label ?? 'Name',
    type: 'string',
    length: 80,
    nillable: !auto,
    nameField: true,
    idLookup: true,
    defaultedOnCreate: true,
    autoNumber: auto,
    createable: !auto,
    updateable: !auto,
    displayFormat: definition.nameField?.displayFormat ?? null,
    ...(auto ? { groupable: false } : {})
  });
}

function settingName(kind: 'listSetting' | 'hierarchySetting'): FieldSchema {
  return makeField({
    apiName: 'Name',
    label: 'Name',
    type: 'string',
    length: kind === 'listSetting' ? 38 : 80,
    nillable: kind === 'hierarchySetting',
    nameField: true,
    idLookup: true
  });
}

function setupOwner(): FieldSchema {
  return makeField({
    apiName: 'SetupOwnerId',
    label: 'Location',
    type: 'reference',
    length: 18,
    nillable: false,
    updateable: false,
    defaultedOnCreate: true,
    referenceTo: ['Organization', 'Profile', 'User'],
    relationshipName: 'SetupOwner',
    namePointing: true
  });
}

function metadataFields(): FieldSchema[] {
  const text = (apiName: string, label: string, length: number, nillable: boolean) =>
    makeField({
      ...READ_ONLY,
      apiName,
      label,
      type: 'string',
      length,
      nillable,
      nameField: apiName === 'Label',
      aggregatable: false,
      groupable: false
    });
  return [
    text('DeveloperName', 'Custom Metadata Record Name', 40, false),
    text('MasterLabel', 'Label', 40, false),
    makeField({
      ...READ_ONLY,
      apiName: 'Language',
      label: 'Master Language',
      type: 'picklist',
      length: 40,
      picklistValues: LANGUAGES,
      restrictedPicklist: true
    }),
    text('NamespacePrefix', 'Namespace Prefix', 15, true),
    text('Label', 'Label', 40, true),
    text('QualifiedApiName', 'Qualified API Name', 70, true)
  ];
}

function eventFields(): FieldSchema[] {
  return [
    makeField({ ...READ_ONLY, apiName: 'ReplayId', label: 'Replay ID', type: 'string', length: 20, filterable: false }),
    makeField({
      ...READ_ONLY,
      apiName: 'EventUuid',
      label: 'Event UUID',
      type: 'string',
      length: 36,
      filterable: false
    }),
    ...audit().slice(0, 2)
  ];
}
