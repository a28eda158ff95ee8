/** A custom field's XML as the describe the platform would give for it. */
import { queryFlags, makeField } from './field-flags.ts';
import { MAX_TEXT } from './formula/values.ts';
import type { StandardFieldChange } from './project.ts';
import type { FieldSchema, FieldType, FormulaSource, PicklistValue } from './schema.ts';
import { picklistValues, statusValues } from './picklist-values.ts';
import { summaryOf } from './summary-fields.ts';
import type { XmlElement } from './xml.ts';

/** Global and standard value sets by name. */
export type ValueSets = ReadonlyMap<
  string,
  { readonly restricted: boolean; readonly values: readonly PicklistValue[] }
>;

const TYPES: Readonly<Record<string, FieldType>> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Checkbox: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  Time: 'time',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Lookup: 'reference',
  MasterDetail: 'reference',
  Hierarchy: 'reference',
  MetadataRelationship: 'reference',
  AutoNumber: 'string',
  EncryptedText: 'encryptedstring',
  Location: 'location',
  Summary: 'double'
};
const LENGTHS: Readonly<Record<string, number>> = {
  TextArea: 255,
  Email: 80,
  Phone: 40,
  Url: 255,
  Picklist: 255,
  MultiselectPicklist: 4099,
  AutoNumber: 30,
  Lookup: 18,
  MasterDetail: 18,
  Hierarchy: 18,
  MetadataRelationship: 18
};

/** One field element gives one field, or three for a geolocation (compound and its two components). */
export function customFields(element: XmlElement, valueSets: ValueSets): FieldSchema[] {
  const apiName = element.required('fullName');
  if (!apiName.endsWith('__c')) return [];
  const declared = element.required('type');
  const type = TYPES[declared];
  if (type === undefined)
    throw element.unsupported(`field type ${declared}; known types: ${Object.keys(TYPES).join(', ')}`, declared);
  if (declared === 'Location') return locationFields(element, apiName);
  const formula = formulaOf(element);
  const length = element.integer(
    'length',
    formula !== null && declared === 'Text' ? MAX_TEXT : (LENGTHS[declared] ?? 0)
  );
  const readOnly = formula !== null || declared === 'Summary' || declared === 'AutoNumber';
  const masterDetail = declared === 'MasterDetail';
  const required = element.flag('required') || masterDetail;
  const base: FieldSchema = makeField({
    apiName,
    label: element.text('label') ?? apiName.slice(0, -3),
    inlineHelpText: element.text('inlineHelpText'),
    type,
    length,
    ...(type === 'double' || type === 'currency' || type === 'percent'
      ? { precision: element.integer('precision', 18), scale: element.integer('scale') }
      : {}),
    nillable: !required && type !== 'boolean',
    createable: !readOnly,
    updateable: !readOnly && !(masterDetail && !element.flag('reparentableMasterDetail')),
    custom: true,
    calculated: formula !== null || declared === 'Summary',
    autoNumber: declared === 'AutoNumber',
    unique: element.flag('unique'),
    caseSensitive: element.flag('caseSensitive'),
    externalId: element.flag('externalId'),
    idLookup: element.flag('externalId') || element.flag('unique'),
    htmlFormatted: declared === 'Html',
    permissionable: !required,
    displayFormat: element.text('displayFormat'),
    formula,
    summary: declared === 'Summary' ? summaryOf(element) : null,
    ...defaults(element, type)
  });
  const queryable = base.calculated ? { ...queryFlags(type, length), groupable: false } : {};
  return [
    { ...base, ...queryable, ...picklist(element, type, valueSets), ...relationship(element, apiName, declared) }
  ];
}

/** Without `formulaTreatBlanksAs` blanks are zeroes, as in Setup. */
function formulaOf(element: XmlElement): FormulaSource | null {
  const text = element.text('formula');
  if (text === null) return null;
  return { text, blankAsZero: element.text('formulaTreatBlanksAs') !== 'BlankAsBlank', path: element.path };
}

function defaults(element: XmlElement, type: FieldType): Partial<FieldSchema> {
  const text = element.text('defaultValue');
  if (type === 'boolean') return { defaultValue: text === 'true', defaultedOnCreate: true };
  if (text === null) return {};
  const quoted = /^(?<quote>["'])(?<body>[^"']*)\k<quote>$/.exec(text)?.groups?.['body'];
  if (quoted !== undefined) return { defaultValue: quoted, defaultedOnCreate: true };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { defaultValue: text, defaultedOnCreate: true };
  return { defaultFormula: text, defaultedOnCreate: true };
}

function picklist(element: XmlElement, type: FieldType, valueSets: ValueSets): Partial<FieldSchema> {
  if (type !== 'picklist' && type !== 'multipicklist') return {};
  const set = element.child('valueSet');
  const old = element.child('picklist');
  if (!set && old) return ownValues(oldPicklist(old), old.flag('restrictedPicklist'));
  if (!set)
    throw element.error('a picklist needs a <valueSet>; add one with a <valueSetDefinition> or a <valueSetName>');
  const name = set.text('valueSetName');
  if (name !== null) {
    const global = valueSets.get(name);
    if (!global)
      throw element.error(
        `value set ${name} is not in the project; add globalValueSets/${name}.globalValueSet-meta.xml`,
        name
      );
    return { picklistValues: global.values, restrictedPicklist: true };
  }
  const definition = set.child('valueSetDefinition');
  if (!definition)
    throw element.error('<valueSet> has neither <valueSetDefinition> nor <valueSetName>; add one', '<valueSet');
  return ownValues(picklistValues(definition.list('value'), definition.flag('sorted')), set.flag('restricted'));
}

function ownValues(values: readonly PicklistValue[], restrictedPicklist: boolean): Partial<FieldSchema> {
  const chosen = values.find((value) => value.isDefault);
  return {
    picklistValues: values,
    restrictedPicklist,
    ...(chosen ? { defaultValue: chosen.value, defaultedOnCreate: true } : {})
  };
}

/** `<picklist>`: values as they were written before API 38.0 (Metadata API Developer Guide v37, "Picklist"). */
function oldPicklist(picklist: XmlElement): PicklistValue[] {
  return statusValues(picklist.list('picklistValues'), picklist.flag('sorted'));
}

/** What a project says of a field that is the platform's own. */
export function standardFieldChange(element: XmlElement): StandardFieldChange | null {
  const apiName = element.required('fullName');
  if (apiName.endsWith('__c')) return null;
  const old = element.child('picklist');
  return {
    apiName,
    filteredLookup: isFiltered(element.child('lookupFilter')),
    values: old === null ? null : oldPicklist(old)
  };
}

function relationship(element: XmlElement, apiName: string, declared: string): Partial<FieldSchema> {
  if (TYPES[declared] !== 'reference') return {};
  const target = declared === 'Hierarchy' ? 'User' : element.required('referenceTo');
  const masterDetail = declared === 'MasterDetail';
  const order = masterDetail && element.text('relationshipOrder') === '1' ? 1 : 0;
  return {
    referenceTo: [target],
    relationshipName: `${apiName.slice(0, -3)}__r`,
    cascadeDelete: masterDetail || element.text('deleteConstraint') === 'Cascade',
    restrictedDelete: !masterDetail && element.text('deleteConstraint') === 'Restrict',
    filteredLookup: isFiltered(element.child('lookupFilter')),
    relationshipOrder: masterDetail ? order : null,
    writeRequiresMasterRead: masterDetail && element.flag('writeRequiresMasterRead')
  };
}

/** An optional filter only warns in pages. */
function isFiltered(filter: XmlElement | null): boolean {
  return filter !== null && filter.flag('active') && !filter.flag('isOptional');
}

function locationFields(element: XmlElement, apiName: string): FieldSchema[] {
  const label = element.text('label') ?? apiName.slice(0, -3);
  const scale = element.integer('scale', 5);
  const stem = apiName.slice(0, -3);
  const common = { custom: true, permissionable: true, nillable: !element.flag('required') };
  const component = (part: 'Latitude' | 'Longitude') =>
    makeField({
      ...common,
      apiName: `${stem}__${part}__s`,
      label: `${label} (${part})`,
      type: 'double',
      precision: scale + 3,
      scale,
      compoundFieldName: apiName
    });
  return [
    makeField({ ...common, apiName, label, type: 'location', createable: false, updateable: false }),
    component('Latitude'),
    component('Longitude')
  ];
}
