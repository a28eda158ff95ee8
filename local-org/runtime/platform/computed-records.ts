/** Formula and roll-up fields of the records that triggers see, and what roll-ups would start. */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { canBeSummarized } from '../../metadata/summary-fields.ts';
import { computedFields } from '../../soql/computed-fields.ts';
import { isStored } from '../../store/values.ts';
import { notSupported } from '../machine/errors.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { toApex, toPlain } from './field-values.ts';
import type { Transaction } from './transaction.ts';

/** Puts the computed fields of the record, as it is now, into it: all of them, or those that are wanted. */
export function loadComputed(
  transaction: Transaction,
  record: SObjectRecord,
  isWanted: (field: FieldSchema) => boolean = () => true
): void {
  const object = record.schema!;
  const computed = [...object.fields.values()].filter(
    (field) => (field.formula !== null || field.summary !== null) && isWanted(field)
  );
  if (computed.length === 0) return;
  const values = new Map(
    record
      .setFields()
      .filter(([name]) => isStored(record.field(name)!))
      .map(([name, value]) => [name, toPlain(value)])
  );
  const moment = { now: transaction.now(), timeZone: transaction.timeZone };
  const known = computedFields(transaction.org.store, object, values, moment);
  for (const [name, value] of known) {
    const field = record.field(name)!;
    if (isWanted(field)) record.load(name, value === null ? null : toApex(field.type, value));
  }
  for (const { apiName, formula } of computed) {
    if (formula !== null && !known.has(apiName))
      record.loadUnknown(apiName, () => notSupported(`the formula of ${object.apiName}.${apiName}`));
  }
}

/** Standard objects whose saving changes amounts of another. */
const ROLLED_UP: Readonly<Record<string, string>> = { OpportunityLineItem: 'Opportunity' };

/**
 * Saving a detail computes the roll-ups of its master anew, which saves the master with its triggers ("Triggers and Order
 * of Execution"). That is not done here, so it is refused where the master has any.
 */
export function refuseRollUpTriggers(transaction: Transaction, object: ObjectSchema): void {
  for (const master of mastersWithRollUps(transaction, object)) {
    const triggers = transaction.org.triggers.get(master.toLowerCase()) ?? [];
    const started = triggers.find(({ events }) => events.some((event) => event.endsWith(' update')));
    if (started)
      notSupported(`saving ${object.apiName}, whose roll-up summaries on ${master} would run trigger ${started.name}`);
  }
}

function mastersWithRollUps({ org }: Transaction, object: ObjectSchema): string[] {
  const standard = ROLLED_UP[object.apiName];
  const masters = [...object.fields.values()].flatMap((field) => {
    const master = canBeSummarized(object, field)
      ? org.schema.objects.get(field.referenceTo[0]?.toLowerCase() ?? '')
      : undefined;
    const summarizes = [...(master?.fields.values() ?? [])].some(({ summary }) => summary?.detail === object.apiName);
    return master !== undefined && summarizes ? [master.apiName] : [];
  });
  return standard === undefined ? masters : [...masters, standard];
}
