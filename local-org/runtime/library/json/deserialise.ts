/**
 * JSON.deserialize and deserializeStrict into a type. Facts: Apex Reference Guide, "JSON Class" (unknown attributes are
 * ignored, except in strict mode and for records); names of class fields match without regard to case; constructors do
 * not run; Object as a target is refused.
 */
import type { JsonForm } from '../../../apex/library.ts';
import { apexException, notSupported } from '../../machine/errors.ts';
import type { ApexException } from '../../machine/errors.ts';
import type { FieldDefinition } from '../../machine/class-definition.ts';
import { isLeftOutField } from '../../../metadata/standard-objects.ts';
import { toId } from '../../machine/ids.ts';
import type { RuntimeType } from '../../machine/runtime-type.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import type { SObjectRecord } from '../../values/sobject.ts';
import { ApexTime } from '../../values/time.ts';
import { jsonException, noSequence, unsupportedInJson } from './json-error.ts';
import type { JsonNode } from './json-tree.ts';
import { recordFactory } from './record-factory.ts';

const ID_FORM = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

/** @throws System.JSONException when the value does not fit the type */
export function typedValue(node: JsonNode, type: RuntimeType, strict: boolean): unknown {
  if (node.kind === 'null') return null;
  if (type.kind === 'primitive') return primitive(node, type);
  if (type.kind === 'sobject') return record(object(node), type, strict);
  if (type.baseName === 'List') return new ApexList(type, elements(node, type, strict));
  if (type.baseName === 'Set') return new ApexSet(type, elements(node, type, strict));
  if (type.baseName === 'Map') return map(object(node), type, strict);
  if (type.enumValues.length > 0) return enumValue(node, type);
  if (type.definition !== null) return instance(object(node), type, strict);
  if (type.library?.json) return ofLibrary(object(node), type, type.library.json, strict);
  throw unsupportedInJson(type.name);
}

function object(node: JsonNode): ObjectNode {
  if (node.kind !== 'object') throw jsonException("Malformed JSON: Expected '{' at the beginning of object");
  return node;
}

function elements(node: JsonNode, type: RuntimeType, strict: boolean): unknown[] {
  if (node.kind !== 'array') throw noSequence();
  return node.items.map((item) => typedValue(item, type.args[0]!, strict));
}

function map(node: ObjectNode, type: RuntimeType, strict: boolean): ApexMap {
  const [keyType, valueType] = type.args as readonly [RuntimeType, RuntimeType];
  return new ApexMap(
    type,
    node.fields.map(([name, value]) => [
      typedValue({ kind: 'string', text: name }, keyType, strict),
      typedValue(value, valueType, strict)
    ])
  );
}

function enumValue(node: JsonNode, type: RuntimeType): unknown {
  const text = scalar(node);
  const found = type.enumValues.find((value) => value.name.toLowerCase() === text.toLowerCase());
  if (found) return found;
  // A test of salesforce/apex-mockery reads a status code of "30" in an org: as which value is not published.
  if (/^\d+$/.test(text)) notSupported(`the number ${text} as a value of ${type.name} in JSON`);
  throw illegal(text);
}

/** Constructors and initialisers do not run; fields that the text does not name are null. */
function instance(node: ObjectNode, type: RuntimeType, strict: boolean): unknown {
  const definition = type.definition!;
  // salesforce.stackexchange.com/q/250184
  if (definition.isAbstract || definition.kind === 'interface')
    throw apexException('TypeException', `Cannot deserialize JSON as abstract type: ${type.name}`);
  const made = definition.allocate();
  for (const [name, value] of node.fields) {
    const field = definition.allFields.find((candidate) => isTarget(candidate, name));
    if (field) field.set(made, typedValue(value, field.type, strict));
    else if (strict) throw jsonException(`Unrecognized field "${name}" (Class ${type.name}), not marked as ignorable`);
  }
  return made;
}

/** Names are matched as they are written in the public code that makes such values. */
function ofLibrary(node: ObjectNode, type: RuntimeType, { fields, read }: JsonForm, strict: boolean): unknown {
  const values = new Map<string, unknown>();
  for (const [name, value] of node.fields) {
    const known = Object.keys(fields).find((each) => each.toLowerCase() === name.toLowerCase());
    if (known === undefined) return notSupported(`${name} in JSON of a ${type.name}`);
    const isNoId = fields[known] === 'Id' && value.kind === 'string' && !ID_FORM.test(value.text);
    values.set(known, isNoId ? NO_ID : typedValue(value, runtimeType(fields[known]!), strict));
  }
  return read(values);
}

/**
 * What a member of type Id holds whose text is no Id: orgs read such JSON (tests of jongpie/NebulaLogger write "null"); what
 * its getter gives they do not ask.
 */
export const NO_ID = Symbol('no Id');

function isTarget(field: FieldDefinition, name: string): boolean {
  return !field.isStatic && !field.isTransient && field.hasSetter && field.name.toLowerCase() === name.toLowerCase();
}

/** The generic type takes the object from `attributes`. Nested records are parents, query results children. */
function record(node: ObjectNode, type: RuntimeType, strict: boolean): SObjectRecord {
  const objectName = type.name === 'SObject' ? attributeType(node) : type.name;
  if (objectName.toLowerCase() === 'aggregateresult') notSupported('AggregateResult from JSON');
  const made = recordFactory().create(objectName);
  if (made === null) throw jsonException(`No such sObject type: ${objectName}`);
  for (const [name, value] of node.fields) {
    if (name === 'attributes' || setRecordField(made, name, value, strict)) continue;
    // An org reads such a record (trailheadapps/coral-cloud); what becomes of the field is not published.
    if (type.name === 'SObject') notSupported(`${name} in JSON read as SObject: ${made.typeName} has no such field`);
    // Tests of declarative-lookup-rollup-summaries read such JSON in an org; into what is not known.
    if (name.toLowerCase() === made.typeName.toLowerCase()) notSupported(`the member ${name} in JSON of a ${name}`);
    if (made.schema !== null && isLeftOutField(made.schema, name)) notSupported(`the field ${made.typeName}.${name}`);
    throw jsonException(`No such column '${name}' on sobject of type ${made.typeName}`);
  }
  return made;
}

function attributeType(node: ObjectNode): string {
  const attributes = node.fields.find(([name]) => name === 'attributes')?.[1];
  const type = attributes?.kind === 'object' ? attributes.fields.find(([name]) => name === 'type')?.[1] : undefined;
  if (type?.kind !== 'string') throw jsonException('SObject type is missing: attributes.type');
  return type.text;
}

/** False when the object has neither a field nor a relationship of that name. */
function setRecordField(target: SObjectRecord, name: string, value: JsonNode, strict: boolean): boolean {
  const field = target.field(name);
  if (field) {
    // Any text is the Id of a record in JSON, as a test of mattaddy/SObjectFabricator shows.
    if (field.apiName === 'Id' && value.kind === 'string' && !ID_FORM.test(value.text)) target.set('Id', value.text);
    else target.set(field.apiName, typedValue(value, runtimeType(recordFactory().fieldType(field)), strict));
    return true;
  }
  const lower = name.toLowerCase();
  const parent = [...target.schema!.fields.values()].find(
    (candidate) => candidate.relationshipName?.toLowerCase() === lower
  );
  const child = target.schema!.childRelationships.find(
    (candidate) => candidate.relationshipName?.toLowerCase() === lower
  );
  if (parent)
    target.setRelated(
      parent.relationshipName!,
      typedValue(value, runtimeType(parent.referenceTo.length === 1 ? parent.referenceTo[0]! : 'SObject'), strict)
    );
  else if (child)
    target.setRelated(child.relationshipName!, children(value, runtimeType(`List<${child.childObject}>`), strict));
  return parent !== undefined || child !== undefined;
}

/** `{"totalSize":1,"done":true,"records":[…]}` */
function children(node: JsonNode, type: RuntimeType, strict: boolean): unknown {
  if (node.kind === 'null') return null;
  const records = object(node).fields.find(([name]) => name === 'records')?.[1];
  return typedValue(records ?? { kind: 'array', items: [] }, type, strict);
}

function illegal(text: string): ApexException {
  return jsonException(`Illegal value for primitive: ${text}`);
}

function scalar(node: JsonNode): string {
  if (node.kind === 'string' || node.kind === 'number') return node.text;
  if (node.kind === 'boolean') return String(node.value);
  throw jsonException(`Illegal value for primitive: ${node.kind === 'array' ? '[' : '{'}`);
}

const PRIMITIVES: Readonly<Record<string, (text: string) => unknown>> = {
  String: (text) => text,
  Id: toId,
  Boolean: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  Integer: (text) => whole(text, 32, Number),
  Long: (text) => whole(text, 64, (value) => value),
  Decimal: (text) => Decimal.parse(text),
  Double: (text) => (Decimal.parse(text) === null ? null : new ApexDouble(Number(text))),
  Date: (text) => ApexDate.parse(text),
  Datetime: datetime,
  Time: (text) => ApexTime.parse(text),
  Blob: (text) =>
    /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? new ApexBlob(new Uint8Array(Buffer.from(text, 'base64'))) : null
};

function primitive(node: JsonNode, type: RuntimeType): unknown {
  const read = PRIMITIVES[type.name];
  if (read === undefined) throw unsupportedInJson(type.name);
  const text = scalar(node);
  return read(text) ?? fail(text);
}

function fail(text: string): never {
  throw illegal(text);
}

function whole<T>(text: string, bits: number, convert: (value: bigint) => T): T | null {
  if (!/^-?\d+$/.test(text)) return null;
  const value = BigInt(text);
  return value === BigInt.asIntN(bits, value) ? convert(value) : null;
}

/** ISO 8601 with a zone; without one it is GMT. A date alone is its midnight GMT. */
function datetime(text: string): ApexDatetime | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (!match || ApexDate.parse(match[1]!) === null) return null;
  const zone = match[4] === undefined || match[4] === 'Z' ? 'Z' : `${match[4].slice(0, 3)}:${match[4].slice(-2)}`;
  const milliseconds = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3]?.slice(0, 4) ?? ''}${zone}`);
  return Number.isNaN(milliseconds) ? null : new ApexDatetime(milliseconds);
}
