/** What failed in a save: as `Database.Error`, and as the DmlException of a statement. */
import type { DmlError, RowResult } from '../../store/results.ts';
import { DmlException } from '../library/dml-exception.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { Operation } from './dml.ts';

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
      fields: error.fields
    }))
  );
}
