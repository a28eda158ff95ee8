/**
 * Declares objects of the platform that are not part of an org's data model: those of the Tooling API, and those that
 * only a Dev Hub has. They are rows in a database of their own, queried by the same SOQL as everything else.
 */
import { makeField } from '../../metadata/field-flags.ts';
import type { FieldSchema, FieldType, ObjectSchema } from '../../metadata/schema.ts';

export interface PlatformObject {
  readonly schema: ObjectSchema;
  /** Which API shows it: `/query` and `/sobjects`, or `/tooling/query` and `/tooling/sobjects`. */
  readonly api: 'data' | 'tooling';
  /** The kind of org that has it; null: every org. */
  readonly only: 'devHub' | 'scratch' | null;
  /** Fields that hold JSON as text and are answered as what it says (`Coverage`). Lower case. */
  readonly jsonFields: ReadonlySet<string>;
}

interface Declaration {
  readonly name: string;
  readonly keyPrefix: string;
  readonly api: PlatformObject['api'];
  readonly only?: 'devHub' | 'scratch';
  /**
   * Beside Id and the audit fields. `string`, `int` … are types as in a describe; `json` is text that holds JSON;
   * `->Target Relationship` is a lookup, `->A,B Relationship` a polymorphic one.
   */
  readonly fields: Readonly<Record<string, FieldType | 'json' | `->${string}`>>;
}

const LONG_TEXT = 131_072;

export function platformObject({ name, keyPrefix, api, only, fields }: Declaration): PlatformObject {
  const declared = Object.entries(fields);
  return {
    api,
    only: only ?? null,
    jsonFields: new Set(declared.filter(([, type]) => type === 'json').map(([field]) => field.toLowerCase())),
    schema: {
      apiName: name,
      label: name,
      labelPlural: name,
      keyPrefix,
      kind: 'standard',
      custom: false,
      queryable: true,
      createable: true,
      updateable: true,
      deletable: true,
      undeletable: false,
      searchable: false,
      setup: true,
      visibility: 'Public',
      fields: new Map(
        [idField(), ...auditFields(), ...declared.map(([field, type]) => declaredField(field, type))].map((field) => [
          field.apiName.toLowerCase(),
          field
        ])
      ),
      recordTypes: [],
      fieldSets: [],
      childRelationships: [],
      source: 'api/platform'
    }
  };
}

function idField(): FieldSchema {
  return makeField({
    apiName: 'Id',
    label: 'Id',
    type: 'id',
    length: 18,
    nillable: false,
    createable: false,
    updateable: false
  });
}

function auditFields(): FieldSchema[] {
  const stamp = (apiName: string) => makeField({ apiName, label: apiName, type: 'datetime', nillable: false });
  const user = (apiName: string) => declaredField(apiName, `->User ${apiName.slice(0, -2)}`);
  return [
    makeField({ apiName: 'IsDeleted', label: 'IsDeleted', type: 'boolean', nillable: false, defaultValue: false }),
    stamp('CreatedDate'),
    user('CreatedById'),
    stamp('LastModifiedDate'),
    user('LastModifiedById'),
    stamp('SystemModstamp')
  ];
}

function declaredField(apiName: string, type: Declaration['fields'][string]): FieldSchema {
  const [, targets, relationshipName] = /^->(\S+) (\S+)$/.exec(type) ?? [];
  if (targets !== undefined) {
    const referenceTo = targets.split(',');
    return makeField({
      apiName,
      label: apiName,
      type: 'reference',
      length: 18,
      referenceTo,
      relationshipName: relationshipName ?? null,
      namePointing: referenceTo.length > 1
    });
  }
  const plain = type === 'json' ? 'textarea' : (type as FieldType);
  return makeField({
    apiName,
    label: apiName,
    type: plain,
    length: plain === 'textarea' ? LONG_TEXT : plain === 'string' ? 255 : 0,
    ...(plain === 'double' ? { precision: 18, scale: 2 } : {}),
    ...(plain === 'boolean' ? { nillable: false, defaultValue: false } : {})
  });
}
