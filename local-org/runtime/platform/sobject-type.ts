/** The `SObject` type: dynamic access to any record (Apex Reference Guide v65, "SObject Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { TriggerFatalError, apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { ApexException } from '../machine/errors.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { DatabaseError } from './dml-failures.ts';
import { refuseOptions } from './dml-options.ts';
import type { DmlOptionsValue } from './dml-options.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { objectToken } from './describe.ts';
import {
  getByName,
  namedField,
  namedRelationship,
  putByName,
  readChildren,
  readParent,
  refuseOtherParent,
  writeParent
} from './record-access.ts';
import type { SObjectFieldToken, SObjectTypeToken } from './describe.ts';
import { objectOfId } from './object-of-id.ts';
import { currentTransaction } from './transaction.ts';

const TIMESTAMPS = ['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp'];

function cloneRecord(
  record: SObjectRecord,
  keepId: boolean | null,
  deep: boolean | null,
  keepTimestamps: boolean | null,
  keepAutonumber: boolean | null
): SObjectRecord {
  const copy = record.copy(deep === true);
  if (keepId !== true) {
    copy.unset('Id');
    // A clone without its id is a new record: what was not queried reads as null, not as an error.
    copy.selected?.add('id');
    copy.clonedFrom = record;
  }
  if (keepTimestamps !== true) for (const field of TIMESTAMPS) copy.unset(field);
  if (keepAutonumber !== true) {
    for (const field of record.schema?.fields.values() ?? []) if (field.autoNumber) copy.unset(field.apiName);
  }
  return copy;
}

function populatedFields(record: SObjectRecord): ApexMap {
  return new ApexMap(runtimeType('Map<String,Object>'), [...record.setFields(), ...record.setRelationships()]);
}

function addError(record: SObjectRecord, field: string | null, message: string | null): void {
  if (record.schema === null) notSupported('addError on aggregate results');
  if (record.refusesErrors)
    throw new TriggerFatalError(apexException('FinalException', 'SObject row does not allow errors'));
  record.errors.push({
    statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message: message ?? 'null',
    fields: field === null ? [] : [field]
  });
}

function typeToken(record: SObjectRecord): SObjectTypeToken {
  return (
    objectToken(currentTransaction().org.schema, record.typeName) ??
    notSupported(`getSObjectType() of ${record.typeName}`)
  );
}

export const idMembers = libraryType(
  'Id',
  {},
  {
    'Schema.SObjectType getSObjectType()': (self: string) => {
      const { schema } = currentTransaction().org;
      return objectToken(schema, objectOfId(schema, self).apiName);
    }
  }
);

export const listMembers = libraryType(
  'List',
  { parameters: ['E'] },
  {
    /** Null for a list of any records. */
    'Schema.SObjectType getSObjectType()': (self: ApexList) =>
      objectToken(currentTransaction().org.schema, self.type.args[0]!.name)
  }
);

export const mapMembers = libraryType(
  'Map',
  { parameters: ['K', 'V'] },
  {
    /** Null for a map of any records. */
    'Schema.SObjectType getSObjectType()': (self: ApexMap) =>
      objectToken(currentTransaction().org.schema, self.type.args[1]!.name)
  }
);

/** @throws NotSupportedError where the guide does not say what the platform does */
function cloneSource(record: SObjectRecord): string | null {
  const source = record.clonedFrom;
  return source === null
    ? null
    : (source.id ?? notSupported('asking for the source of a clone of a record without id'));
}

export const sobjectTypes: LibraryType[] = [
  libraryType(
    'SObject',
    { isInstance: (value) => value instanceof SObjectRecord },
    {
      'Object get(String field)': getByName,
      'Object get(Schema.SObjectField field)': getByName,
      'Object put(String field, Object value)': putByName,
      'Object put(Schema.SObjectField field, Object value)': putByName,
      'Boolean isSet(String field)': (self: SObjectRecord, field: string | null) => self.has(namedField(self, field)),
      'Boolean isSet(Schema.SObjectField field)': (self: SObjectRecord, field: SObjectFieldToken | null) =>
        self.has(namedField(self, field)),
      'SObject getSObject(String relationship)': (self: SObjectRecord, relationship: string | null) =>
        readParent(self, namedRelationship(self, relationship, 'parent')),
      'List<SObject> getSObjects(String relationship)': (self: SObjectRecord, relationship: string | null) => {
        const name = namedRelationship(self, relationship, 'children');
        // Null, not an empty list, when the query found no children.
        const children = readChildren(self, name) as { readonly size: number };
        return children.size === 0 ? null : children;
      },
      'SObject putSObject(String relationship, SObject value)': (
        self: SObjectRecord,
        relationship: string | null,
        value: SObjectRecord | null
      ) => {
        const name = namedRelationship(self, relationship, 'parent');
        const before = self.related(name);
        refuseOtherParent(self, name, value);
        writeParent(self, name, value);
        return before;
      },
      'Schema.SObjectType getSObjectType()': typeToken,
      'void addError(String message)': (self: SObjectRecord, message: string | null) => addError(self, null, message),
      // Errors are shown as text here, escaped or not.
      'void addError(String message, Boolean escape)': (self: SObjectRecord, message: string | null) =>
        addError(self, null, message),
      'void addError(Exception cause)': (self: SObjectRecord, cause: ApexException | null) =>
        addError(self, null, cause?.message ?? null),
      'void addError(Exception cause, Boolean escape)': (self: SObjectRecord, cause: ApexException | null) =>
        addError(self, null, cause?.message ?? null),
      'void addError(Schema.SObjectField field, String message, Boolean escape)': (
        self: SObjectRecord,
        field: SObjectFieldToken | null,
        message: string | null
      ) => addError(self, namedField(self, field), message),
      'void addError(String field, String message, Boolean escape)': (
        self: SObjectRecord,
        field: string | null,
        message: string | null
      ) => addError(self, namedField(self, field), message),
      'void addError(Schema.SObjectField field, String message)': (
        self: SObjectRecord,
        field: SObjectFieldToken | null,
        message: string | null
      ) => addError(self, namedField(self, field), message),
      'void addError(String field, String message)': (
        self: SObjectRecord,
        field: string | null,
        message: string | null
      ) => addError(self, namedField(self, field), message),
      'Database.DMLOptions getOptions()': (self: SObjectRecord) => self.options,
      'void setOptions(Database.DMLOptions options)': (self: SObjectRecord, options: DmlOptionsValue | null) => {
        if (options !== null) refuseOptions(currentTransaction().org, self.typeName, options);
        self.options = options;
      },
      'Boolean isClone()': (self: SObjectRecord) => cloneSource(self) !== null,
      'Id getCloneSourceId()': cloneSource,
      'Boolean hasErrors()': (self: SObjectRecord) => self.errors.length > 0,
      'List<Database.Error> getErrors()': (self: SObjectRecord) =>
        new ApexList(
          runtimeType('List<Database.Error>'),
          self.errors.map((error) => new DatabaseError(error))
        ),
      'Map<String,Object> getPopulatedFieldsAsMap()': populatedFields,
      'SObject clone()': (self: SObjectRecord) => cloneRecord(self, false, false, false, false),
      'SObject clone(Boolean preserveId)': (self: SObjectRecord, id: boolean | null) =>
        cloneRecord(self, id, false, false, false),
      'SObject clone(Boolean preserveId, Boolean isDeepClone)': (
        self: SObjectRecord,
        id: boolean | null,
        deep: boolean | null
      ) => cloneRecord(self, id, deep, false, false),
      'SObject clone(Boolean preserveId, Boolean isDeepClone, Boolean preserveReadonlyTimestamps)': (
        self: SObjectRecord,
        id: boolean | null,
        deep: boolean | null,
        timestamps: boolean | null
      ) => cloneRecord(self, id, deep, timestamps, false),
      'SObject clone(Boolean preserveId, Boolean isDeepClone, Boolean preserveReadonlyTimestamps, Boolean preserveAutonumber)':
        cloneRecord
    }
  )
];
