/** Reading and writing fields of records with the refusals of Apex. Used by compiled field access and by `SObject`. */
import { isLeftOutField } from '../../metadata/standard-objects.ts';
import { textOf } from '../values/text.ts';
import { TriggerFatalError, apexException, notSupported, nullPointer } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { SObjectFieldToken } from './describe.ts';
import { convertForPut } from './field-values.ts';
import { refuseDroppedPrefix } from './dropped-namespace.ts';

export function recordOf(value: unknown): SObjectRecord {
  if (value === null) throw nullPointer();
  if (!(value instanceof SObjectRecord)) throw new TypeError('not a record');
  return value;
}

function unqueried(record: SObjectRecord, name: string): never {
  throw apexException(
    'SObjectException',
    `SObject row was retrieved via SOQL without querying the requested field: ${record.typeName}.${name}`
  );
}

/** `record.Field` in code. A checkbox without a value reads as false; only `get` shows that it is null. */
export function readField(record: SObjectRecord, name: string): unknown {
  if (record.isUnqueried(name)) unqueried(record, record.field(name)?.apiName ?? name);
  const value = record.get(name);
  return value === null && record.field(name)?.type === 'boolean' ? false : value;
}

/** `record.Field = value` in code; the compiler has checked the type. */
export function writeField(record: SObjectRecord, name: string, value: unknown): void {
  checkWritable(record);
  if (typeof value === 'string' && name.toLowerCase() === 'id') checkIdKind(record, value);
  record.set(name, value);
}

/** Prefixes of custom objects differ from org to org, except that they begin with a letter. */
function checkIdKind({ schema }: SObjectRecord, id: string): void {
  if (schema === null || schema.keyPrefix === '') return;
  const fits = schema.kind === 'standard' ? id.startsWith(schema.keyPrefix) : !/^\d/.test(id);
  if (!fits) throw apexException('SObjectException', `Invalid id value for this SObject type: ${id}`);
}

function checkWritable(record: SObjectRecord): void {
  if (record.readOnly) throw new TriggerFatalError(apexException('FinalException', 'Record is read-only'));
}

/** `contact.Account`. */
export function readParent(record: SObjectRecord, relationship: string): unknown {
  if (record.isUnqueried(relationship)) unqueried(record, relationship);
  return record.related(relationship);
}

export function writeParent(record: SObjectRecord, relationship: string, value: unknown): void {
  checkWritable(record);
  record.setRelated(relationship, value);
}

/** What the platform says of a parent of another object is not known. */
export function refuseOtherParent(record: SObjectRecord, relationship: string, value: SObjectRecord | null): void {
  const field = [...(record.schema?.fields.values() ?? [])].find((each) => each.relationshipName === relationship);
  if (value !== null && field?.referenceTo.includes(value.typeName) === false)
    notSupported(`putSObject of ${value.typeName} as ${record.typeName}.${relationship}`);
}

/**
 * `account.Contacts`: empty on a record that no query returned, and on one whose query read other children (tests of
 * SalesforceFoundation/EDA, ADDR_CannotDelete_TEST).
 */
export function readChildren(record: SObjectRecord, relationship: string): unknown {
  if (record.isUnqueried(relationship) && !hasQueriedChildren(record)) unqueried(record, relationship);
  const known = record.related(relationship);
  if (known !== null) return known;
  const child = record.schema?.childRelationships.find(
    (each) => each.relationshipName?.toLowerCase() === relationship.toLowerCase()
  );
  if (child === undefined) throw new TypeError(`${record.typeName} has no child relationship ${relationship}`);
  return new ApexList(runtimeType(`List<${child.childObject}>`));
}

function hasQueriedChildren({ schema, selected }: SObjectRecord): boolean {
  return (schema?.childRelationships ?? []).some(
    ({ relationshipName }) => relationshipName !== null && selected?.has(relationshipName.toLowerCase()) === true
  );
}

/** The field a name or token means. @throws System.SObjectException `Invalid field Foo for Account` */
export function namedField(record: SObjectRecord, field: unknown): string {
  if (field === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (field instanceof SObjectFieldToken) {
    if (field.object.schema !== record.schema) {
      throw apexException('SObjectException', `SObject.FieldName does not belong to SObject type ${record.typeName}`);
    }
    return field.schema.apiName;
  }
  const name = textOf(field);
  const schema = record.field(name);
  if (schema === undefined) {
    refuseDroppedPrefix(name);
    if (record.schema !== null && isLeftOutField(record.schema, name))
      notSupported(`the field ${record.typeName}.${name}`);
    throw apexException('SObjectException', `Invalid field ${name} for ${record.typeName}`);
  }
  return schema.apiName;
}

/** `record.get(field)`. Aggregate rows know their aliases only. */
export function getByName(record: SObjectRecord, field: unknown): unknown {
  if (record.schema === null) {
    const alias = String(field);
    if (!record.isSet(alias)) throw apexException('SObjectException', `Invalid field ${alias} for AggregateResult`);
    return record.get(alias);
  }
  const alias = typeof field === 'string' ? field.toLowerCase() : '';
  if (record.aliases.has(alias)) return record.aliases.get(alias);
  const name = namedField(record, field);
  if (record.isUnqueried(name)) unqueried(record, name);
  return record.get(name);
}

/** `record.put(field, value)`: the value before. */
export function putByName(record: SObjectRecord, field: unknown, value: unknown): unknown {
  if (record.schema === null) notSupported('AggregateResult.put');
  if (record.schema.outline === true && record.schema.kind !== 'bigObject')
    notSupported(`writing fields of ${record.typeName}`);
  checkWritable(record);
  const name = namedField(record, field);
  const schema = record.field(name)!;
  if (schema.apiName !== 'Id' && !schema.createable && !schema.updateable && record.schema.kind !== 'customMetadata') {
    throw apexException('SObjectException', `Field ${name} is not editable`);
  }
  const before = record.get(name);
  const converted = convertForPut(schema, value);
  if (schema.apiName === 'Id' && typeof converted === 'string') checkIdKind(record, converted);
  record.set(name, converted);
  return before;
}

/** The lookup field or child relationship that a relationship name means. @throws System.SObjectException */
export function namedRelationship(
  record: SObjectRecord,
  relationship: string | null,
  what: 'parent' | 'children'
): string {
  if (relationship === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const key = relationship.toLowerCase();
  const found =
    what === 'parent'
      ? [...(record.schema?.fields.values() ?? [])].find((field) => field.relationshipName?.toLowerCase() === key)
          ?.relationshipName
      : record.schema?.childRelationships.find((child) => child.relationshipName?.toLowerCase() === key)
          ?.relationshipName;
  if (found == null) {
    refuseDroppedPrefix(relationship);
    throw apexException(
      'SObjectException',
      what === 'parent'
        ? `Invalid relationship ${relationship} for ${record.typeName}`
        : `Invalid aggregate relationship ${relationship} for ${record.typeName}`
    );
  }
  return found;
}
