/** Schema tokens and describe results: what Apex sees of the org's data model. One object per token and org. */
import { whyOutlined } from '../../metadata/outlined-objects.ts';
import type { TextOwner } from './translations.ts';
import type {
  ChildRelationship,
  FieldSchema,
  FieldType,
  ObjectSchema,
  OrgSchema,
  PicklistValue
} from '../../metadata/schema.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { callerNamespace } from '../machine/stack.ts';

/** `Schema.SObjectType`. */
export class SObjectTypeToken {
  readonly schema: ObjectSchema;
  readonly org: OrgSchema;

  constructor(org: OrgSchema, schema: ObjectSchema) {
    this.org = org;
    this.schema = schema;
  }

  toString(): string {
    return this.schema.apiName;
  }
}

/** `Schema.SObjectField`. */
export class SObjectFieldToken {
  readonly object: SObjectTypeToken;
  readonly schema: FieldSchema;

  constructor(object: SObjectTypeToken, schema: FieldSchema) {
    this.object = object;
    this.schema = schema;
  }

  toString(): string {
    return this.schema.apiName;
  }
}

/** `Schema.DescribeSObjectResult`. */
export class ObjectDescribe {
  readonly token: SObjectTypeToken;

  constructor(token: SObjectTypeToken) {
    this.token = token;
  }

  get schema(): ObjectSchema {
    return this.token.schema;
  }
}

/** `Schema.DescribeFieldResult`. */
export class FieldDescribe {
  readonly token: SObjectFieldToken;

  constructor(token: SObjectFieldToken) {
    this.token = token;
  }

  get schema(): FieldSchema {
    return this.token.schema;
  }
}

/** `Schema.PicklistEntry`. */
export class PicklistEntry {
  readonly value: PicklistValue;
  readonly owner: TextOwner;

  constructor(value: PicklistValue, owner: TextOwner) {
    this.value = value;
    this.owner = owner;
  }
}

/** `Schema.ChildRelationship`. */
export class ChildRelationshipResult {
  readonly org: OrgSchema;
  readonly schema: ChildRelationship;

  constructor(org: OrgSchema, schema: ChildRelationship) {
    this.org = org;
    this.schema = schema;
  }
}

/** Every object has this record type, the only one of an object without others. */
export const MASTER_RECORD_TYPE_ID = '012000000000000AAA';

/** `Schema.RecordTypeInfo`. The master record type has neither id nor developer name of its own. */
export class RecordTypeInfo {
  readonly id: string | null;
  readonly developerName: string;
  readonly name: string;
  readonly active: boolean;
  readonly isAvailable: boolean;
  readonly isDefault: boolean;
  readonly isMaster: boolean;

  constructor(facts: {
    id: string | null;
    developerName: string;
    name: string;
    active: boolean;
    isAvailable: boolean;
    isDefault: boolean;
    isMaster: boolean;
  }) {
    this.id = facts.id;
    this.developerName = facts.developerName;
    this.name = facts.name;
    this.active = facts.active;
    this.isAvailable = facts.isAvailable;
    this.isDefault = facts.isDefault;
    this.isMaster = facts.isMaster;
  }
}

/** The map behind `DescribeSObjectResult.fields`. */
export class FieldsOf {
  readonly describe: ObjectDescribe;

  constructor(describe: ObjectDescribe) {
    this.describe = describe;
  }
}

const childRelationships = new WeakMap<ChildRelationship, ChildRelationshipResult>();
const objectTokens = new WeakMap<ObjectSchema, SObjectTypeToken>();
const fieldTokens = new WeakMap<FieldSchema, SObjectFieldToken>();
const objectDescribes = new WeakMap<SObjectTypeToken, ObjectDescribe>();
const fieldDescribes = new WeakMap<SObjectFieldToken, FieldDescribe>();

/** The token of an object, or null when the org has no such object. */
export function objectToken(org: OrgSchema, name: string): SObjectTypeToken | null {
  const schema = org.objects.get(name.toLowerCase());
  if (schema === undefined) return null;
  let token = objectTokens.get(schema);
  if (token === undefined) objectTokens.set(schema, (token = new SObjectTypeToken(org, schema)));
  return token;
}

/** Children that the org has as objects: one result for each relationship, as programs use them as keys. */
/** What `getLocalName()` answers: the name without the namespace of the code that asks. */
export function localName(apiName: string): string {
  const prefix = `${callerNamespace()}__`;
  return apiName.toLowerCase().startsWith(prefix.toLowerCase()) ? apiName.slice(prefix.length) : apiName;
}

export function childRelationshipsOf({ org, schema }: SObjectTypeToken): ChildRelationshipResult[] {
  return schema.childRelationships
    .filter(({ childObject }) => org.objects.has(childObject.toLowerCase()))
    .map((child) => {
      let result = childRelationships.get(child);
      if (result === undefined) childRelationships.set(child, (result = new ChildRelationshipResult(org, child)));
      return result;
    });
}

/** The token of a field, or null when the object has no such field. */
export function fieldToken(object: SObjectTypeToken, name: string): SObjectFieldToken | null {
  const schema = object.schema.fields.get(name.toLowerCase());
  if (schema === undefined) return null;
  let token = fieldTokens.get(schema);
  // Two objects never share a FieldSchema object unless a schema was built by hand; the owner decides then.
  if (token === undefined || token.object !== object)
    fieldTokens.set(schema, (token = new SObjectFieldToken(object, schema)));
  return token;
}

function refuseOutline({ schema }: SObjectTypeToken): void {
  if (schema.outline === true) notSupported(`the describe of ${whyOutlined(schema)}`);
}

export function describeObject(token: SObjectTypeToken): ObjectDescribe {
  refuseOutline(token);
  let result = objectDescribes.get(token);
  if (result === undefined) objectDescribes.set(token, (result = new ObjectDescribe(token)));
  return result;
}

export function describeField(token: SObjectFieldToken): FieldDescribe {
  refuseOutline(token.object);
  let result = fieldDescribes.get(token);
  if (result === undefined) fieldDescribes.set(token, (result = new FieldDescribe(token)));
  return result;
}

const DISPLAY_TYPE: Readonly<Partial<Record<FieldType, string>>> = {
  int: 'INTEGER',
  anyType: 'ANYTYPE',
  encryptedstring: 'ENCRYPTEDSTRING'
};

/** `Schema.DisplayType` of a field. */
export function displayType(field: FieldSchema): ApexEnumValue {
  return libraryEnumValue('Schema.DisplayType', DISPLAY_TYPE[field.type] ?? field.type.toUpperCase());
}

const SOAP_TYPE: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'ID',
  reference: 'ID',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  double: 'DOUBLE',
  currency: 'DOUBLE',
  percent: 'DOUBLE',
  date: 'DATE',
  datetime: 'DATETIME',
  time: 'TIME',
  base64: 'BASE64BINARY',
  anyType: 'ANYTYPE'
};
const NO_SOAP_TYPE: ReadonlySet<FieldType> = new Set(['address', 'location', 'long']);

/** `Schema.SoapType` of a field. */
export function soapType(field: FieldSchema): ApexEnumValue {
  if (NO_SOAP_TYPE.has(field.type)) notSupported(`getSoapType() of a field of type ${field.type}`);
  return libraryEnumValue('Schema.SoapType', SOAP_TYPE[field.type] ?? 'STRING');
}

/** One value of an enum of the library. */
export function libraryEnumValue(typeName: string, name: string): ApexEnumValue {
  const found = runtimeType(typeName).enumValues.find((value) => value.name === name);
  return found ?? notSupported(`${typeName}.${name}`);
}
