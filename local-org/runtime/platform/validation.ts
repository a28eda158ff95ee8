/**
 * Validation rules of the projects as a save meets them: after before triggers and the fields' own rules, before the row is
 * written (Apex Developer Guide v65, "Triggers and Order of Execution").
 */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { UnsupportedFormulaError } from '../../metadata/formula/errors.ts';
import { brokenRules, rulesOfObject } from '../../soql/validation.ts';
import { dmlError } from '../../store/results.ts';
import type { DmlOptions } from '../../store/results.ts';
import { notSupported } from '../machine/errors.ts';
import { hasCustomPermission } from './permissions.ts';
import type { Transaction } from './transaction.ts';

/** Judges the rows of an object; null when it has no active rule. @throws NotSupportedError for a rule that is not evaluated here */
export function validationOf(transaction: Transaction, object: ObjectSchema): NonNullable<DmlOptions['check']> | null {
  if ((object.validationRules ?? []).length === 0) return null;
  const { store } = transaction.org;
  refusing(() => rulesOfObject(store.schema, object));
  const moment = {
    now: transaction.now(),
    timeZone: transaction.timeZone,
    userId: transaction.user.id,
    hasPermission: (name: string) => hasCustomPermission(transaction, name)
  };
  return (row, before) =>
    refusing(() => brokenRules(store, object, { row, before }, moment)).map(({ message, field }) =>
      dmlError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === null ? [] : [field])
    );
}

/** What formulas do not evaluate, as what the local org does not do. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UnsupportedFormulaError)) throw error;
    return notSupported(error.message.replace(/^not supported by the local org: /, ''));
  }
}
