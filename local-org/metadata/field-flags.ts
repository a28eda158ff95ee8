/**
 * The describe flags that follow from a field's type alone, as the platform's describes show them (checked against the
 * recorded describes in `standard/`: Account, Contact, Lead, Opportunity, Case, Event).
 */
import type { FieldSchema, FieldType } from './schema.ts';

type QueryFlags = Pick<FieldSchema, 'filterable' | 'groupable' | 'aggregatable' | 'sortable'>;

const NONE: QueryFlags = { filterable: false, groupable: false, aggregatable: false, sortable: false };
const ALL: QueryFlags = { filterable: true, groupable: true, aggregatable: true, sortable: true };
const NO_GROUPS: QueryFlags = { ...ALL, groupable: false };

export function queryFlags(type: FieldType, length: number): QueryFlags {
  switch (type) {
    case 'textarea':
      return length > 255 ? NONE : ALL;
    case 'base64':
    case 'encryptedstring':
    case 'location':
    case 'anyType':
      return NONE;
    case 'boolean':
      return { ...ALL, aggregatable: false };
    case 'double':
    case 'currency':
    case 'percent':
    case 'datetime':
    case 'long':
      return NO_GROUPS;
    case 'multipicklist':
    case 'address':
      return { ...NONE, filterable: true };
    case 'time':
      return { ...NONE, filterable: true, sortable: true };
    default:
      return ALL;
  }
}

/** A field with every flag at its usual value; `facts` say what differs. */
export function makeField(facts: Partial<FieldSchema> & Pick<FieldSchema, 'apiName' | 'label' | 'type'>): FieldSchema {
  return {
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    ...queryFlags(facts.type, facts.length ?? 0),
    createable: true,
    updateable: true,
    custom: false,
    calculated: false,
    autoNumber: false,
    unique: false,
    caseSensitive: false,
    externalId: false,
    idLookup: false,
    nameField: false,
    namePointing: false,
    htmlFormatted: false,
    encrypted: false,
    permissionable: false,
    defaultedOnCreate: false,
    defaultValue: null,
    defaultFormula: null,
    restrictedPicklist: false,
    picklistValues: [],
    referenceTo: [],
    relationshipName: null,
    cascadeDelete: false,
    restrictedDelete: false,
    filteredLookup: false,
    relationshipOrder: null,
    writeRequiresMasterRead: false,
    compoundFieldName: null,
    displayFormat: null,
    formula: null,
    summary: null,
    ...facts
  };
}
