/** The folders under `objects/`: definitions, fields, record types and field sets. */
import path from 'node:path';
import { customFields, standardFieldChange } from './custom-fields.ts';
import type { ValueSets } from './custom-fields.ts';
import { decodedName } from './encoded-names.ts';
import { MetadataError, UnsupportedMetadataError } from './errors.ts';
import type { OnUnsupported } from './errors.ts';
import type { ObjectDefinition, ObjectSource, SharingReason, StandardFieldChange } from './project.ts';
import type { FieldSchema, FieldSetSchema, RecordTypeSchema, ValidationRuleSchema } from './schema.ts';
import { parseMetadata } from './xml.ts';
import type { XmlElement } from './xml.ts';

interface Draft {
  path: string;
  definition: ObjectDefinition | null;
  standardSharing: string | null;
  readonly fields: FieldSchema[];
  readonly standardFields: StandardFieldChange[];
  readonly childRelationshipNames: Map<string, string>;
  readonly recordTypes: RecordTypeSchema[];
  readonly fieldSets: FieldSetSchema[];
  readonly sharingReasons: SharingReason[];
  readonly validationRules: ValidationRuleSchema[];
}

/** An object or a field that is not supported is told to `onUnsupported` and left out, if that returns. */
export function readObjects(
  files: readonly string[],
  read: (file: string) => string,
  valueSets: ValueSets,
  onUnsupported: OnUnsupported
): ObjectSource[] {
  const drafts = new Map<string, Draft>();
  const draft = (apiName: string, file: string): Draft => {
    let found = drafts.get(apiName);
    if (!found)
      drafts.set(
        apiName,
        (found = {
          path: file,
          definition: null,
          standardSharing: null,
          fields: [],
          standardFields: [],
          childRelationshipNames: new Map(),
          recordTypes: [],
          fieldSets: [],
          sharingReasons: [],
          validationRules: []
        })
      );
    return found;
  };
  const orLeaveOut = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof UnsupportedMetadataError)) throw error;
      onUnsupported(error);
    }
  };
  for (const file of files) {
    // In metadata format without `-meta.xml`.
    if (/\.object(?:-meta\.xml)?$/.test(file)) {
      const apiName = path.posix.basename(file).replace(/\.object(?:-meta\.xml)?$/, '');
      const xml = parseMetadata(file, read(file), 'CustomObject');
      const target = draft(apiName, file);
      target.path = file;
      orLeaveOut(() => (target.definition = definition(apiName, xml)));
      if (target.definition === null) target.standardSharing = xml.text('sharingModel');
      for (const field of xml.list('fields')) orLeaveOut(() => addField(target, field, valueSets));
      for (const type of xml.list('recordTypes')) target.recordTypes.push(recordType(type));
      for (const set of xml.list('fieldSets')) target.fieldSets.push(fieldSet(set));
      for (const reason of xml.list('sharingReasons')) target.sharingReasons.push(sharingReason(reason));
      for (const rule of xml.list('validationRules')) target.validationRules.push(...activeRule(rule));
    } else if (file.endsWith('.field-meta.xml')) {
      orLeaveOut(() =>
        addField(draft(ownerFolder(file, 'fields'), file), parseMetadata(file, read(file), 'CustomField'), valueSets)
      );
    } else if (file.endsWith('.recordType-meta.xml')) {
      draft(ownerFolder(file, 'recordTypes'), file).recordTypes.push(
        recordType(parseMetadata(file, read(file), 'RecordType'))
      );
    } else if (file.endsWith('.fieldSet-meta.xml')) {
      draft(ownerFolder(file, 'fieldSets'), file).fieldSets.push(fieldSet(parseMetadata(file, read(file), 'FieldSet')));
    } else if (file.endsWith('.sharingReason-meta.xml')) {
      draft(ownerFolder(file, 'sharingReasons'), file).sharingReasons.push(
        sharingReason(parseMetadata(file, read(file), 'SharingReason'))
      );
    } else if (file.endsWith('.validationRule-meta.xml')) {
      draft(ownerFolder(file, 'validationRules'), file).validationRules.push(
        ...activeRule(parseMetadata(file, read(file), 'ValidationRule'))
      );
    }
  }
  return [...drafts].map(([apiName, found]) => ({ apiName, ...found }));
}

/** `objects/Account/fields/X__c.field-meta.xml` belongs to Account. */
function ownerFolder(file: string, folder: string): string {
  const parts = file.split('/');
  if (parts.at(-2) !== folder || parts.length < 3) {
    throw new MetadataError(file, 1, `the file has to be in objects/<Object>/${folder}/; move it there`);
  }
  return parts.at(-3)!;
}

function addField(target: Draft, xml: XmlElement, valueSets: ValueSets): void {
  const change = standardFieldChange(xml);
  if (change !== null) target.standardFields.push(change);
  const fields = customFields(xml, valueSets);
  target.fields.push(...fields);
  const childName = xml.text('relationshipName');
  if (childName !== null && fields[0]) target.childRelationshipNames.set(fields[0].apiName.toLowerCase(), childName);
}

function sharingReason(xml: XmlElement): SharingReason {
  return { name: xml.required('fullName'), label: xml.required('label') };
}

function recordType(xml: XmlElement): RecordTypeSchema {
  const lists = xml.list('picklistValues');
  return {
    developerName: xml.required('fullName'),
    label: xml.text('label') ?? xml.required('fullName'),
    active: xml.text('active') !== 'false',
    description: xml.text('description'),
    picklistValues: new Map(
      lists.map((item) => [
        item.required('picklist').toLowerCase(),
        item.list('values').map((value) => decodedName(value.required('fullName')))
      ])
    ),
    picklistDefaults: new Map(
      lists.map((item) => {
        const chosen = item.list('values').find((value) => value.flag('default'));
        return [
          item.required('picklist').toLowerCase(),
          chosen === undefined ? null : decodedName(chosen.required('fullName'))
        ];
      })
    ),
    businessProcess: xml.text('businessProcess')
  };
}

function fieldSet(xml: XmlElement): FieldSetSchema {
  return {
    developerName: xml.required('fullName'),
    label: xml.required('label'),
    description: xml.text('description'),
    members: xml
      .list('displayedFields')
      .map((item) => ({ path: item.required('field'), required: item.flag('isRequired') }))
  };
}

/** A rule that is not active does nothing. */
function activeRule(xml: XmlElement): ValidationRuleSchema[] {
  if (!xml.flag('active')) return [];
  return [
    {
      name: xml.required('fullName'),
      formula: xml.required('errorConditionFormula'),
      message: xml.required('errorMessage'),
      field: xml.text('errorDisplayField'),
      path: xml.path
    }
  ];
}

/** A file for a standard object carries settings only, and no label of its own. */
function definition(apiName: string, xml: XmlElement): ObjectDefinition | null {
  const kind = kindOf(apiName, xml);
  if (kind === null) return null;
  const nameField = xml.child('nameField');
  const hasNameField = kind === 'custom';
  if (hasNameField && !nameField)
    throw xml.error('a custom object needs a <nameField>; add one of type Text or AutoNumber');
  const label = xml.required('label');
  return {
    kind,
    label,
    labelPlural: xml.text('pluralLabel') ?? label,
    nameField: hasNameField && nameField ? nameFieldOf(nameField) : null,
    sharingModel: xml.text('sharingModel'),
    publishBehavior: xml.text('publishBehavior'),
    visibility: visibilityOf(xml),
    enableHistory: xml.flag('enableHistory'),
    enableActivities: xml.flag('enableActivities'),
    searchable: xml.flag('enableSearch')
  };
}

function kindOf(apiName: string, xml: XmlElement): ObjectDefinition['kind'] | null {
  if (apiName.endsWith('__mdt')) return 'customMetadata';
  if (apiName.endsWith('__e')) return 'platformEvent';
  const setting = xml.text('customSettingsType');
  if (setting === 'List') return 'listSetting';
  if (setting === 'Hierarchy') return 'hierarchySetting';
  if (setting !== null) throw xml.error(`customSettingsType ${setting} is unknown; use List or Hierarchy`, setting);
  if (apiName.endsWith('__c')) return 'custom';
  if (apiName.endsWith('__b')) return 'bigObject';
  if (apiName.endsWith('__x')) throw xml.unsupported(`${apiName}, because external objects are`);
  return null;
}

function nameFieldOf(xml: XmlElement): NonNullable<ObjectDefinition['nameField']> {
  const type = xml.required('type');
  if (type !== 'Text' && type !== 'AutoNumber')
    throw xml.error(`name field type ${type} is unknown; use Text or AutoNumber`, type);
  return { type, label: xml.text('label') ?? 'Name', displayFormat: xml.text('displayFormat') };
}

function visibilityOf(xml: XmlElement): ObjectDefinition['visibility'] {
  const value = xml.text('visibility') ?? 'Public';
  if (value !== 'Public' && value !== 'Protected' && value !== 'PackageProtected')
    throw xml.error(`visibility ${value} is unknown`, value);
  return value;
}
