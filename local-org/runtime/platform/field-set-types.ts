/** Field sets of objects (Apex Reference Guide v65, "FieldSet Class" and "FieldSetMember Class"). */
import { inUserLanguage, ownerOf } from './translations.ts';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { FieldSetSchema } from '../../metadata/schema.ts';
import { withProperties } from '../library/members.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { CaseInsensitiveMap } from './case-insensitive-map.ts';
import type { ObjectDescribe, SObjectFieldToken, SObjectTypeToken } from './describe.ts';
import { displayType, fieldToken, objectToken } from './describe.ts';

/** The map behind `DescribeSObjectResult.fieldSets`. */
export class FieldSetsOf {
  readonly object: SObjectTypeToken;

  constructor(describe: ObjectDescribe) {
    this.object = describe.token;
  }
}

/** `Schema.FieldSet`. */
class FieldSetValue {
  readonly object: SObjectTypeToken;
  readonly schema: FieldSetSchema;

  constructor(object: SObjectTypeToken, schema: FieldSetSchema) {
    this.object = object;
    this.schema = schema;
  }
}

/** `Schema.FieldSetMember`. */
class FieldSetMemberValue {
  readonly path: string;
  readonly required: boolean;
  readonly token: SObjectFieldToken;

  constructor(object: SObjectTypeToken, { path, required }: FieldSetSchema['members'][number]) {
    this.path = path;
    this.required = required;
    this.token = resolve(object, path) ?? notSupported(`${object.schema.apiName}.${path}, which a field set names`);
  }
}

/** The field at the end of `Owner.Name`; null when a step is not known, or leads to one of several objects. */
function resolve(object: SObjectTypeToken, path: string): SObjectFieldToken | null {
  const [first, ...rest] = path.split('.');
  if (rest.length === 0) return fieldToken(object, first!);
  const step = [...object.schema.fields.values()].find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === first!.toLowerCase()
  );
  if (step?.referenceTo.length !== 1) return null;
  const parent = objectToken(object.org, step.referenceTo[0]!);
  return parent === null ? null : resolve(parent, rest.join('.'));
}

function isRequiredByDefinition({ token: { schema } }: FieldSetMemberValue): boolean {
  // What the platform says of a checkbox, which always has a value, is not documented.
  if (schema.type === 'boolean') notSupported('FieldSetMember.getDBRequired() of a checkbox');
  return !schema.nillable && !schema.defaultedOnCreate;
}

export const fieldSetTypes: LibraryType[] = [
  libraryType(
    'Schema.SObjectTypeFieldSets',
    { isInstance: (value) => value instanceof FieldSetsOf },
    {
      'Map<String,Schema.FieldSet> getMap()': ({ object }: FieldSetsOf) =>
        new CaseInsensitiveMap(
          runtimeType('Map<String,Schema.FieldSet>'),
          object.schema.fieldSets.map(
            (schema) => [schema.developerName.toLowerCase(), new FieldSetValue(object, schema)] as const
          )
        )
    }
  ),
  libraryType(
    'Schema.FieldSet',
    { isInstance: (value) => value instanceof FieldSetValue },
    withProperties({
      'String getName()': (self: FieldSetValue) => self.schema.developerName,
      'String getLabel()': (self: FieldSetValue) => inUserLanguage(self.schema.label, 'project'),
      'String getDescription()': (self: FieldSetValue) => self.schema.description,
      'Schema.SObjectType getSObjectType()': (self: FieldSetValue) => self.object,
      'List<Schema.FieldSetMember> getFields()': ({ object, schema }: FieldSetValue) =>
        new ApexList(
          runtimeType('List<Schema.FieldSetMember>'),
          schema.members.map((member) => new FieldSetMemberValue(object, member))
        )
    })
  ),
  libraryType(
    'Schema.FieldSetMember',
    { isInstance: (value) => value instanceof FieldSetMemberValue },
    withProperties(
      {
        'String getFieldPath()': (self: FieldSetMemberValue) => self.path,
        'String getLabel()': (self: FieldSetMemberValue) =>
          inUserLanguage(self.token.schema.label, ownerOf(self.token.schema)),
        'Boolean getRequired()': (self: FieldSetMemberValue) => self.required,
        'Boolean getDBRequired()': isRequiredByDefinition,
        'Schema.DisplayType getType()': (self: FieldSetMemberValue) => displayType(self.token.schema),
        'Schema.SObjectField getSObjectField()': (self: FieldSetMemberValue) => self.token
      },
      { except: ['SObjectField'] }
    )
  )
];
