/** What failed in a save: as `Database.Error`, and as the DmlException of a statement. */
import type { DmlError, RowResult } from '../../store/results.ts';
import { libraryType } from '../../apex/library.ts';
import { DmlException, failure } from '../library/dml-exception.ts';
import { notSupported } from '../machine/errors.ts';
import type { ApexException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { fieldToken, objectToken } from './describe.ts';
import type { Operation } from './dml.ts';
import { currentTransaction } from './transaction.ts';

/** `Database.Error`. */
export class DatabaseError {
  readonly error: DmlError;
  constructor(error: DmlError) {
    this.error = error;
  }

  toString(): string {
    const { fields, message, statusCode } = this.error;
    return `Database.Error[getFields=(${fields.join(', ')});getMessage=${message};getStatusCode=${statusCode};]`;
  }
}

export const VERBS: Readonly<Record<Operation | 'merge' | 'convertLead', string>> = {
  insert: 'Insert',
  update: 'Update',
  upsert: 'Upsert',
  delete: 'Delete',
  undelete: 'Undelete',
  merge: 'Merge',
  convertLead: 'ConvertLead'
};

/** `REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]`: what a message quotes of an error. */
export function errorText(error: DmlError): string {
  return `${error.statusCode}, ${error.message}: [${error.fields.join(', ')}]`;
}

/** @throws System.DmlException that lists every failed row */
export function throwFailures(
  operation: keyof typeof VERBS,
  records: readonly SObjectRecord[],
  results: readonly RowResult[]
): void {
  const failure = dmlFailure(operation, records, results);
  if (failure !== null) throw failure;
}

/** Lists every failed row; null when there is none. */
export function dmlFailure(
  operation: keyof typeof VERBS,
  records: readonly SObjectRecord[],
  results: readonly RowResult[]
): DmlException | null {
  // What was undone because of another row is not what went wrong.
  const failures = results.flatMap((result, index) => {
    const [error] = result.errors;
    return error === undefined || error.statusCode === 'ALL_OR_NONE_OPERATION_ROLLED_BACK'
      ? []
      : [{ index, error, id: result.id ?? records[index]!.id }];
  });
  const [first] = failures;
  if (first === undefined) return null;
  const isNew = operation === 'insert' && records[first.index]!.id === null;
  const where = isNew || first.id === null ? `row ${first.index}` : `row ${first.index} with id ${first.id}`;
  return new DmlException(
    `${VERBS[operation]} failed. First exception on ${where}; first error: ${errorText(first.error)}`,
    failures.map(({ index, error, id }) => ({
      index,
      id: operation === 'insert' ? null : id,
      message: error.message,
      statusCode: error.statusCode,
      fields: error.fields,
      object: records[index]!.typeName
    }))
  );
}

/** What exceptions of DML have beside the members of the library: tokens of the fields that were wrong. */
export const exceptionMembers = libraryType(
  'Exception',
  {},
  {
    'List<Schema.SObjectField> getDmlFields(Integer index)': (self: ApexException, index: number | null) => {
      const { object = '', fields } = failure(self, index);
      const token = objectToken(currentTransaction().org.schema, object);
      const tokens = fields.map(
        (name) => (token && fieldToken(token, name)) ?? notSupported(`the token of ${object}.${name}`)
      );
      return new ApexList(runtimeType('List<Schema.SObjectField>'), tokens);
    }
  }
);
