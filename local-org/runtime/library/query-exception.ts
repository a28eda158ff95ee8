/** System.QueryException: which fields a query in user mode named that the user may not read. */
import { ApexException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexMap, ApexSet } from '../values/collections.ts';
import type { Members } from './members.ts';

/** The exception of a query in user mode. */
export class HiddenFieldsException extends ApexException {
  /** Object to fields, by API name. */
  readonly hidden: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(message: string, hidden: ReadonlyMap<string, ReadonlySet<string>>) {
    super('System.QueryException', message);
    this.hidden = hidden;
  }
}

/** Others than those of user mode name no fields (octoberswimmer/aer, CHANGELOG v1.2.8, of WITH SECURITY_ENFORCED). */
export const queryExceptionMembers: Members = {
  'Map<String,Set<String>> getInaccessibleFields()': (self: ApexException) =>
    new ApexMap(
      runtimeType('Map<String,Set<String>>'),
      self instanceof HiddenFieldsException
        ? [...self.hidden].map(([object, fields]) => [object, new ApexSet(runtimeType('Set<String>'), [...fields])])
        : []
    )
};
