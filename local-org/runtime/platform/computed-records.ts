/** Formula and roll-up fields of the records that triggers see, and what roll-ups would start. */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { computedFields } from '../../soql/computed-fields.ts';
import { isStored } from '../../store/values.ts';
import { notSupported } from '../machine/errors.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { toApex, toPlain } from './field-values.ts';
import type { Transaction } from './transaction.ts';

/** Puts the computed fields of the record, as it is now, into it. */
export function loadComputed(transaction: Transaction, record: SObjectRecord): void {
  const object = record.schema!;
  const computed = [...object.fields.values()].filter((field) => field.formula !== null || field.summary !== null);
  if (computed.length === 0) return;
  const values = new Map(
    record
      .setFields()
      .filter(([name]) => isStored(record.field(name)!))
      .map(([name, value]) => [name, toPlain(value)])
  );
  const moment = { now: transaction.now(), timeZone: transaction.timeZone };
  const known = computedFields(transaction.org.store, object, values, moment);
  for (const [name, value] of known) record.load(name, value === null ? null : toApex(record.field(name)!.type, value));
  for (const { apiName, formula } of computed) {
    if (formula !== null && !known.has(apiName))
      record.loadUnknown(apiName, () => notSupported(`the formula of ${object.apiName}.${apiName}`));
  }
}

/**
 * Saving a detail computes the roll-ups of its master anew, which saves the master with its triggers ("Triggers and Order
 * of Execution"). That is not done here, so it is refused where the master has any.
 */
export function refuseRollUpTriggers(transaction: Transaction, object: ObjectSchema): void {
  for (const field of object.fields.values()) {
    if (field.relationshipOrder === null) continue;
    const master = transaction.org.schema.objects.get(field.referenceTo[0]?.toLowerCase() ?? '');
    const summarizes = [...(master?.fields.values() ?? [])].some(({ summary }) => summary?.detail === object.apiName);
    const triggers = transaction.org.triggers.get(master?.apiName.toLowerCase() ?? '') ?? [];
    const started = triggers.find(({ events }) => events.some((event) => event.endsWith(' update')));
    if (summarizes && started)
      notSupported(
        `saving ${object.apiName}, whose roll-up summaries on ${master!.apiName} would run trigger ${started.name}`
      );
  }
}
