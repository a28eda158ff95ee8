/** DML of the `Database` class with its results (Apex Reference Guide v65, "Database Class", "SaveResult Class" …). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { emptyRows } from '../../store/delete.ts';
import type { RowResult } from '../../store/results.ts';
import { nullPointer } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { libraryEnumValue } from './describe.ts';
import { recordsOf, runDml } from './dml.ts';
import type { Operation } from './dml.ts';
import { DatabaseError, throwFailures } from './dml-failures.ts';
import { withOptions } from './dml-options.ts';
import type { DmlOptionsValue, SaveOptions } from './dml-options.ts';
import { madeFromJson, RESULT_FIELDS } from './json-made.ts';
import { objectOfId } from './object-of-id.ts';
import { ENQUEUED } from './platform-events.ts';
import { currentTransaction } from './transaction.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';

/** Operations with a result of their own. */
type ResultOperation = Operation | 'emptyRecycleBin';

/** What became of one record; which of the result types it is depends on the operation. */
export class DmlResultValue {
  readonly operation: ResultOperation;
  readonly row: RowResult;
  constructor(operation: ResultOperation, row: RowResult) {
    this.operation = operation;
    this.row = row;
  }

  /** As the Apex Developer Guide v65 shows it, "Publish Platform Event Messages Using Apex". */
  toString(): string {
    const errors = this.row.errors.map((error) => new DatabaseError(error).toString()).join(', ');
    const created = this.operation === 'upsert' ? `isCreated=${this.row.created};` : '';
    return `${RESULT_TYPE[this.operation]}[getErrors=(${errors});getId=${savedId(this) ?? 'null'};${created}isSuccess=${isSuccess(this)};]`;
  }
}

const RESULT_TYPE: Readonly<Record<ResultOperation, string>> = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  upsert: 'Database.UpsertResult',
  delete: 'Database.DeleteResult',
  undelete: 'Database.UndeleteResult',
  emptyRecycleBin: 'Database.EmptyRecycleBinResult'
};

function isResult(...operations: readonly ResultOperation[]): (value: unknown) => boolean {
  return (value) => value instanceof DmlResultValue && operations.includes(value.operation);
}

function isSuccess({ row }: DmlResultValue): boolean {
  return row.errors.every(({ statusCode }) => statusCode === ENQUEUED);
}

function savedId(result: DmlResultValue): string | null {
  return isSuccess(result) ? result.row.id : null;
}

const resultMembers = {
  'Boolean isSuccess()': isSuccess,
  'Id getId()': savedId,
  // Not documented, but tests of trailheadapps/apex-recipes and SalesforceFoundation/EDA read them.
  'Boolean success { get; }': { get: isSuccess },
  'Id id { get; }': { get: savedId },
  'List<Database.Error> errors { get; }': { get: errorsOf },
  'List<Database.Error> getErrors()': errorsOf
};

function errorsOf({ row }: DmlResultValue): ApexList {
  return new ApexList(
    runtimeType('List<Database.Error>'),
    row.errors.map((error) => new DatabaseError(error))
  );
}

function save(operation: Operation, records: readonly SObjectRecord[], options: SaveOptions): DmlResultValue[] {
  const allOrNone = options.allOrNone ?? true;
  const results = runDml({
    operation,
    records,
    allOrNone,
    access: options.access ?? 'default',
    externalId: options.externalId ?? null,
    truncates: options.truncates ?? false,
    assigns: options.assigns ?? false,
    savesDuplicates: options.savesDuplicates ?? false
  });
  if (allOrNone) throwFailures(operation, records, results);
  return results.map((row) => new DmlResultValue(operation, row));
}

/** Records that ids stand for, where an operation takes ids. */
function named(ids: unknown): SObjectRecord[] {
  if (ids === null) throw nullPointer();
  return (ids instanceof ApexList ? [...ids.toArray()] : [ids]).map((id) => {
    if (typeof id !== 'string') throw nullPointer();
    const record = new SObjectRecord(objectOfId(currentTransaction().org.schema, id));
    record.load('Id', id);
    return record;
  });
}

/** A parameter behind the records, and what it says. */
interface Parameter {
  readonly text: string;
  read(value: unknown): SaveOptions;
}

const ALL_OR_NONE: Parameter = {
  text: 'Boolean allOrNone',
  read: (value) => ({ allOrNone: value as boolean | null })
};
const OPTIONS: Parameter = {
  text: 'Database.DMLOptions options',
  read: (value) => withOptions(value as DmlOptionsValue | null)
};
const EXTERNAL_ID: Parameter = {
  text: 'Schema.SObjectField externalId',
  read: (value) => ({
    externalId: (value as { readonly schema: { readonly apiName: string } } | null)?.schema.apiName ?? null
  })
};
const ACCESS: Parameter = {
  text: 'AccessLevel level',
  read: (value) => ({ access: accessOf(value as AccessLevelValue | null) })
};

const SAVES: ReadonlyArray<readonly Parameter[]> = [[], [ALL_OR_NONE], [OPTIONS]];
const REMOVALS: ReadonlyArray<readonly Parameter[]> = [[], [ALL_OR_NONE]];
/** What may follow the records; an access level may come after each. */
const FORMS: Readonly<Record<Operation, ReadonlyArray<readonly Parameter[]>>> = {
  insert: SAVES,
  update: SAVES,
  upsert: [[], [ALL_OR_NONE], [EXTERNAL_ID], [EXTERNAL_ID, ALL_OR_NONE]],
  delete: REMOVALS,
  undelete: REMOVALS
};

function operationMembers(operation: Operation): Parameters<typeof libraryType>[2] {
  const takesIds = operation === 'delete' || operation === 'undelete';
  const members: Record<string, (...values: readonly unknown[]) => unknown> = {};
  for (const form of FORMS[operation].flatMap((parameters) => [parameters, [...parameters, ACCESS]])) {
    const rest = form.map(({ text }) => `, ${text}`).join('');
    const options = (values: readonly unknown[]): SaveOptions =>
      Object.assign({}, ...form.map((parameter, index) => parameter.read(values[index]))) as SaveOptions;
    for (const element of takesIds ? ['SObject', 'Id'] : ['SObject']) {
      const records = element === 'SObject' ? recordsOf : named;
      const type = RESULT_TYPE[operation];
      members[`static ${type} ${operation}(${element} record${rest})`] = (record, ...values) =>
        save(operation, records(record), options(values))[0]!;
      members[`static List<${type}> ${operation}(List<${element}> records${rest})`] = (list, ...values) =>
        new ApexList(runtimeType(`List<${type}>`), save(operation, records(list), options(values)));
    }
  }
  return members;
}

/** @throws NotSupportedError for records that are not in the recycle bin */
function emptyRecycleBin(records: readonly SObjectRecord[]): DmlResultValue[] {
  const { limits, org } = currentTransaction();
  limits.count('dmlStatements');
  limits.count('dmlRows', records.length);
  return records.map((record) => {
    emptyRows(org.store, record.typeName, record.id ?? '');
    return new DmlResultValue('emptyRecycleBin', { id: record.id, created: false, errors: [] });
  });
}

function recycleBinMembers(): Parameters<typeof libraryType>[2] {
  const type = RESULT_TYPE.emptyRecycleBin;
  const many = (records: readonly SObjectRecord[]): ApexList =>
    new ApexList(runtimeType(`List<${type}>`), emptyRecycleBin(records));
  return {
    [`static ${type} emptyRecycleBin(SObject record)`]: (record: unknown) => emptyRecycleBin(recordsOf(record))[0]!,
    [`static List<${type}> emptyRecycleBin(List<SObject> records)`]: (records: unknown) => many(recordsOf(records)),
    [`static List<${type}> emptyRecycleBin(List<Id> ids)`]: (ids: unknown) => many(named(ids))
  };
}

export const dmlMembers: Parameters<typeof libraryType>[2] = {
  ...operationMembers('insert'),
  ...operationMembers('update'),
  ...operationMembers('upsert'),
  ...operationMembers('delete'),
  ...operationMembers('undelete'),
  ...recycleBinMembers()
};

function statusOf({ error }: DatabaseError): unknown {
  return libraryEnumValue('System.StatusCode', error.statusCode);
}

function fieldsOf({ error }: DatabaseError): ApexList {
  return new ApexList(runtimeType('List<String>'), [...error.fields]);
}

function resultType(name: string, operations: readonly ResultOperation[]): LibraryType {
  return madeFromJson(libraryType(name, { isInstance: isResult(...operations) }, resultMembers), RESULT_FIELDS);
}

export const resultTypes: LibraryType[] = [
  resultType('Database.SaveResult', ['insert', 'update']),
  resultType('Database.DeleteResult', ['delete']),
  resultType('Database.UndeleteResult', ['undelete']),
  resultType('Database.EmptyRecycleBinResult', ['emptyRecycleBin']),
  madeFromJson(
    libraryType(
      'Database.UpsertResult',
      { isInstance: isResult('upsert') },
      { ...resultMembers, 'Boolean isCreated()': (self: DmlResultValue) => self.row.created }
    ),
    { ...RESULT_FIELDS, created: 'Boolean' }
  ),
  madeFromJson(
    libraryType(
      'Database.Error',
      { isInstance: (value) => value instanceof DatabaseError },
      {
        'String message { get; }': { get: ({ error }: DatabaseError) => error.message },
        'String getMessage()': ({ error }: DatabaseError) => error.message,
        'System.StatusCode statusCode { get; }': { get: statusOf },
        'System.StatusCode getStatusCode()': statusOf,
        'List<String> fields { get; }': { get: fieldsOf },
        'List<String> getFields()': fieldsOf
      }
    ),
    { message: 'String', statusCode: 'StatusCode', fields: 'List<String>' }
  )
];
