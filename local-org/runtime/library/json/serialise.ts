/**
 * JSON.serialize. Facts: Apex Developer Guide, "Roundtrip Serialization and Deserialization" (fields of classes, transient
 * and static left out; nulls written unless suppressed; its example shows them from Z to A); entries of maps come last
 * first (both orders: Salesforce Stack Exchange 101066, and what an org answered: glade-sh/glade-tools); records carry `attributes`, and keep the order of their fields
 * (octoberswimmer/aer-dist issues 173, 183); a null that a query returned is not written.
 */
import { ApexEnumValue, isApexInstance } from '../../machine/apex-object.ts';
import type { ApexInstance } from '../../machine/apex-object.ts';
import { ApexException, notSupported } from '../../machine/errors.ts';
import { typeOf } from '../../machine/instance-of.ts';
import { typeRegistry } from '../../machine/runtime-type.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { SObjectRecord } from '../../values/sobject.ts';
import { textOf } from '../../values/text.ts';
import { ApexTime } from '../../values/time.ts';
import { ApexUuid } from '../../values/uuid.ts';
import { jsonException, unsupportedInJson } from './json-error.ts';
import type { JsonText } from './json-text.ts';

/** The API version in the addresses of records. */
const API_VERSION = '65.0';

export interface SerialiseOptions {
  /** Leave out fields of classes and of records that are null. */
  readonly suppressNulls: boolean;
}

/** Writes one value. @throws System.JSONException for types that JSON cannot carry, and for cycles */
export function writeValue(out: JsonText, value: unknown, options: SerialiseOptions): void {
  write(out, value, options, []);
}

function write(out: JsonText, value: unknown, options: SerialiseOptions, outer: readonly object[]): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    out.raw(String(value));
  else if (typeof value === 'string') out.string(value);
  else writeObject(out, value as object, options, outer);
}

function writeObject(out: JsonText, value: object, options: SerialiseOptions, outer: readonly object[]): void {
  const scalar = scalarText(value);
  if (scalar !== null) {
    if (value instanceof Decimal || value instanceof ApexDouble) out.raw(scalar);
    else out.string(scalar);
    return;
  }
  if (outer.includes(value)) throw jsonException('Direct self-reference leading to cycle');
  const inside = [...outer, value];
  if (value instanceof ApexList || value instanceof ApexSet) writeArray(out, value.toArray(), options, inside);
  else if (value instanceof ApexMap) writeMap(out, value, options, inside);
  else if (value instanceof SObjectRecord) writeRecord(out, value, options, inside);
  else if (isApexInstance(value) && !(value instanceof ApexException)) writeInstance(out, value, options, inside);
  else throw unsupportedInJson(typeOf(value, typeRegistry())?.name ?? value.constructor.name);
}

/** Null for values that are not scalars. */
function scalarText(value: object): string | null {
  if (value instanceof Decimal) return value.toPlainString();
  if (value instanceof ApexDouble) return Number.isFinite(value.value) ? value.toString() : `"${value.toString()}"`;
  if (value instanceof ApexDate || value instanceof ApexTime) return value.toString();
  if (value instanceof ApexDatetime) return value.toIsoText();
  if (value instanceof ApexBlob) return Buffer.from(value.bytes).toString('base64');
  // A test of jongpie/NebulaLogger reads such JSON into a field of text.
  if (value instanceof ApexUuid) return value.text;
  return value instanceof ApexEnumValue ? value.name : null;
}

function writeArray(
  out: JsonText,
  items: readonly unknown[],
  options: SerialiseOptions,
  inside: readonly object[]
): void {
  out.startArray();
  for (const item of items) write(out, item, options, inside);
  out.endArray();
}

function writeMap(out: JsonText, map: ApexMap, options: SerialiseOptions, inside: readonly object[]): void {
  out.startObject();
  for (const [key, item] of [...map.entries()].reverse()) {
    out.fieldName(mapKey(key, map));
    write(out, item, options, inside);
  }
  out.endObject();
}

function mapKey(key: unknown, map: ApexMap): string {
  if (key === null) throw jsonException('Null key for a Map not allowed in JSON');
  if (typeof key === 'object') {
    // Field tokens are not on the documented list, but fflib-apex-mocks relies on them.
    const text = map.type.args[0]!.name === 'Schema.SObjectField' ? textOf(key) : scalarText(key);
    if (text === null) throw unsupportedInJson(map.type.name);
    return text;
  }
  return textOf(key);
}

type Definition = NonNullable<ApexInstance['apexType']['definition']>;
const sorted = new WeakMap<Definition, Definition['allFields']>();

function fieldsOf({ apexType }: ApexInstance): Definition['allFields'] {
  const definition = apexType.definition!;
  const known = sorted.get(definition) ?? [...definition.allFields].sort(fromLastName);
  sorted.set(definition, known);
  return known;
}

function fromLastName(a: { readonly name: string }, b: { readonly name: string }): number {
  const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return left < right ? 1 : left > right ? -1 : 0;
}

function writeInstance(
  out: JsonText,
  instance: ApexInstance,
  options: SerialiseOptions,
  inside: readonly object[]
): void {
  out.startObject();
  for (const field of fieldsOf(instance)) {
    if (field.isStatic || field.isTransient || !field.hasGetter) continue;
    const value = field.get(instance);
    if (value === null && options.suppressNulls) continue;
    out.fieldName(field.name);
    write(out, value, options, inside);
  }
  out.endObject();
}

function writeRecord(out: JsonText, record: SObjectRecord, options: SerialiseOptions, inside: readonly object[]): void {
  out.startObject();
  out.fieldName('attributes');
  out.startObject();
  out.fieldName('type');
  out.string(record.typeName);
  if (record.id !== null) {
    out.fieldName('url');
    out.string(`/services/data/v${API_VERSION}/sobjects/${record.typeName}/${record.id}`);
  }
  out.endObject();
  if (record.aliases.size > 0) notSupported('JSON of records with named values of a query');
  for (const [name, value] of record.setFields()) {
    if (value === null && (options.suppressNulls || record.selected !== null)) continue;
    out.fieldName(name);
    write(out, value, options, inside);
  }
  for (const [name, value] of record.setRelationships()) writeRelationship(out, name, value, options, inside);
  out.endObject();
}

/** Children come in the envelope of a query result. */
function writeRelationship(
  out: JsonText,
  name: string,
  value: unknown,
  options: SerialiseOptions,
  inside: readonly object[]
): void {
  if (value === null) return;
  out.fieldName(name);
  if (!(value instanceof ApexList)) return write(out, value, options, inside);
  out.startObject();
  out.fieldName('totalSize');
  out.raw(String(value.size));
  out.fieldName('done');
  out.raw('true');
  out.fieldName('records');
  writeArray(out, value.toArray(), options, inside);
  out.endObject();
}
