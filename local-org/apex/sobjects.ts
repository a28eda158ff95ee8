/** SObjects as Apex sees them: names, fields and relationships with their Apex types. */
import { ENTITY_DEFINITION } from '../metadata/durable-ids.ts';
import { whyOutlined } from '../metadata/outlined-objects.ts';
import { isUndescribedField } from '../metadata/standard-objects.ts';
import type { ChildRelationship, FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import { isOfMissingPackage } from '../metadata/schema.ts';
import type { ApexType } from './types.ts';
import {
  BLOB,
  BOOLEAN,
  DATE,
  DATETIME,
  DECIMAL,
  ID,
  INTEGER,
  LONG,
  OBJECT,
  type SObjectTypeRef,
  STRING,
  TIME
} from './typing/names.ts';

export interface ParentRelationship {
  /** Relationship name as declared: `Account`, `Region__r`. */
  readonly name: string;
  readonly lookup: FieldSchema;
  /** The parent; `Name` when the lookup may point to several objects. */
  readonly target: string;
}

/** What every object's records have in queries and code, custom ones too, and the local org lacks. */
const OF_ALL_OBJECTS = /^(?:UserRecordAccess|SObjectField)$/i;

export class SObjectIndex {
  #schema: OrgSchema;
  readonly #prefix: string;

  /** @param namespace whose prefix names may have without need; '' for none */
  constructor(schema: OrgSchema, namespace = '') {
    this.#schema = schema;
    this.#prefix = namespace === '' ? '' : `${namespace.toLowerCase()}__`;
  }

  /** In lower case, without the prefix of the namespace that is compiled. */
  withoutOwnPrefix(name: string): string {
    const lower = name.toLowerCase();
    return this.#prefix !== '' && lower.startsWith(this.#prefix) ? lower.slice(this.#prefix.length) : lower;
  }

  get schema(): OrgSchema {
    return this.#schema;
  }

  /** Does `work` with another schema: what is not in it does not exist for that time. */
  within<T>(schema: OrgSchema, work: () => T): T {
    const before = this.#schema;
    this.#schema = schema;
    try {
      return work();
    } finally {
      this.#schema = before;
    }
  }

  find(name: string): ObjectSchema | null {
    return this.schema.objects.get(name.toLowerCase()) ?? this.schema.objects.get(this.withoutOwnPrefix(name)) ?? null;
  }

  /** The object's name in its declared case; `AggregateResult` is an sObject type without a schema. */
  nameOf(name: string): string | null {
    const lower = name.toLowerCase();
    if (lower === 'sobject') return 'SObject';
    if (lower === 'aggregateresult') return 'AggregateResult';
    return this.find(name)?.apiName ?? null;
  }

  /**
   * Could there be an object or field of that name which is not described here? Custom names are the project's own,
   * except those of external objects, which are left out, and of big ones.
   */
  mayBePlatforms(name: string): boolean {
    return !/__(?:c|r|mdt|e|pc|pr)$/i.test(name) || this.isOfMissingPackage(name);
  }

  /** Does the name begin with the namespace of a package that the project adds to and that is not there? */
  isOfMissingPackage(name: string): boolean {
    return isOfMissingPackage(this.schema, name);
  }

  /** Could the platform's object have a member of that name which is not described here? */
  mayHave(objectName: string, name: string): boolean {
    if (this.isOfMissingPackage(name) || OF_ALL_OBJECTS.test(name)) return true;
    if (this.find(objectName)?.custom !== false || !this.mayBePlatforms(name)) return false;
    // `Place__Latitude__s`: a part of a field of the project.
    return /__s$/i.test(name) || isUndescribedField(objectName, name);
  }

  field(objectName: string, fieldName: string): FieldSchema | null {
    const fields = this.find(objectName)?.fields;
    return fields?.get(fieldName.toLowerCase()) ?? fields?.get(this.withoutOwnPrefix(fieldName)) ?? null;
  }

  parent(objectName: string, relationship: string): ParentRelationship | null {
    const lower = relationship.toLowerCase();
    const own = this.withoutOwnPrefix(relationship);
    for (const field of this.find(objectName)?.fields.values() ?? []) {
      const name = field.relationshipName?.toLowerCase();
      if (field.relationshipName === null || (name !== lower && name !== own)) continue;
      const target = field.referenceTo.length === 1 ? field.referenceTo[0]! : 'Name';
      return { name: field.relationshipName, lookup: field, target };
    }
    return null;
  }

  children(objectName: string, relationship: string): ChildRelationship | null {
    const names = [relationship.toLowerCase(), this.withoutOwnPrefix(relationship)];
    const known = this.find(objectName)?.childRelationships ?? [];
    return known.find((child) => names.includes(child.relationshipName?.toLowerCase() ?? '')) ?? null;
  }

  /** Why code may not write fields of the object here; null where it may. */
  unwritable(objectName: string): string | null {
    const object = this.find(objectName);
    return object?.outline === true && object.kind !== 'bigObject' ? `writing fields of ${whyOutlined(object)}` : null;
  }

  /** Can Apex set the field of a record in memory? Records of custom metadata may be built freely. */
  isWritable(objectName: string, field: FieldSchema): boolean {
    const object = this.find(objectName);
    if (field.apiName === 'Id' || object?.kind === 'customMetadata') return true;
    return field.createable || field.updateable;
  }
}

/** The Apex type of a field's value. `library` gives the types of compound fields. */
export function fieldApexType(field: FieldSchema, library: (name: string) => ApexType): ApexType {
  switch (field.type) {
    case 'id':
      return ID;
    // Relationships of custom metadata to the schema itself hold names.
    case 'reference':
      return field.referenceTo.some((name) => name === ENTITY_DEFINITION || name === 'FieldDefinition') ? STRING : ID;
    case 'boolean':
      return BOOLEAN;
    case 'int':
      return INTEGER;
    case 'long':
      return LONG;
    case 'double':
    case 'currency':
    case 'percent':
      return DECIMAL;
    case 'date':
      return DATE;
    case 'datetime':
      return DATETIME;
    case 'time':
      return TIME;
    case 'base64':
      return BLOB;
    case 'anyType':
      return OBJECT;
    case 'address':
      return library('Address');
    case 'location':
      return library('Location');
    default:
      return STRING;
  }
}

export function sobjectType(name: string): SObjectTypeRef {
  return { kind: 'sobject', name };
}
