/** System.DmlException and EmailException: one entry per failed record. */
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexException, notSupported } from '../machine/errors.ts';
import { ApexList } from '../values/collections.ts';
import type { Members } from './members.ts';
import { given } from './members.ts';

/** Why a record of a DML statement failed. */
export interface DmlFailure {
  /** Position in the list that was saved. */
  readonly index: number;
  readonly id: string | null;
  readonly message: string;
  /** `REQUIRED_FIELD_MISSING` … */
  readonly statusCode: string;
  /** API names, in the order Salesforce would list them. */
  readonly fields: readonly string[];
  /** The object of the record; missing where it is not known. */
  readonly object?: string;
}

/** The exception of a failed DML statement, or of e-mail that was not sent. */
export class DmlException extends ApexException {
  readonly failures: readonly DmlFailure[];

  /** @param message complete: `Insert failed. First exception on row 0; first error: …` */
  constructor(
    message: string,
    failures: readonly DmlFailure[],
    type: 'DmlException' | 'EmailException' = 'DmlException'
  ) {
    super(`System.${type}`, message);
    this.failures = failures;
  }
}

/**
 * Exceptions made by Apex code itself have no rows.
 * @throws NotSupportedError for exceptions of another kind: what the platform throws then is not documented
 */
function failuresOf(self: ApexException): readonly DmlFailure[] {
  if (self instanceof DmlException) return self.failures;
  if (!/^System\.(?:Dml|Email)Exception$/.test(self.typeName))
    notSupported(`rows of a ${self.typeName}, which is no DmlException`);
  return [];
}

/** @throws System.TypeException when there is no such row */
export function failure(self: ApexException, index: number | null): DmlFailure {
  const found = failuresOf(self)[given(index)];
  if (!found) throw new ApexException('System.TypeException', `Index out of bounds: ${index}`);
  return found;
}

export const dmlExceptionMembers: Members = {
  'Integer getNumDml()': (self: ApexException) => failuresOf(self).length,
  'List<String> getDmlFieldNames(Integer index)': (self: ApexException, index: number | null) =>
    new ApexList(runtimeType('List<String>'), [...failure(self, index).fields]),
  'String getDmlId(Integer index)': (self: ApexException, index: number | null) => failure(self, index).id,
  'Integer getDmlIndex(Integer index)': (self: ApexException, index: number | null) => failure(self, index).index,
  'String getDmlMessage(Integer index)': (self: ApexException, index: number | null) => failure(self, index).message,
  'String getDmlStatusCode(Integer index)': (self: ApexException, index: number | null) =>
    failure(self, index).statusCode,
  'System.StatusCode getDmlType(Integer index)': (self: ApexException, index: number | null) =>
    statusCode(failure(self, index).statusCode)
};

function statusCode(name: string): unknown {
  return (
    runtimeType('System.StatusCode').enumValues.find((value) => value.name === name) ??
    notSupported(`status code ${name}`)
  );
}
