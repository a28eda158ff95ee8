/**
 * Platform events: published with the transaction that publishes them, or whatever becomes of it, and delivered to each
 * trigger in a transaction of its own as the user Automated Process (Platform Events Developer Guide v65).
 */
import { randomUUID } from 'node:crypto';
import type { ObjectSchema } from '../../metadata/schema.ts';
import type { SqliteValue } from '../../store/driver.ts';
import { dmlError } from '../../store/results.ts';
import type { DmlError, RowResult } from '../../store/results.ts';
import { RefusedValue, checkRequired, checkValue } from '../../store/validate.ts';
import { NotSupportedError, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { ownerNow, plainJob } from './async-work.ts';
import type { JobOwner, NewJob } from './async-work.ts';
import { execute, platformWrite } from './execution.ts';
import { definedDefault } from './field-defaults.ts';
import { toApex, toPlain } from './field-values.ts';
import type { OrgContext, OrgUser } from './org-context.ts';
import { deserialiseGraph, serialiseGraph } from './serialise.ts';
import { findRows, insertRow } from './system-rows.ts';
import type { TestState } from './test-state.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** Status of what has been published: success, though it stands among the errors. */
export const ENQUEUED = 'OPERATION_ENQUEUED';

/** Publishes events of one kind or several; failures come back as results, and nothing is thrown for bad data. */
export function publish(records: readonly SObjectRecord[]): RowResult[] {
  const transaction = currentTransaction();
  const other = records.find(({ schema }) => schema?.kind !== 'platformEvent');
  if (other !== undefined) notSupported(`EventBus.publish of ${other.typeName}`);
  // "Only the Salesforce Platform can fire this event" (Platform Events Developer Guide, BatchApexErrorEvent): not in which words.
  const own = records.find(({ schema }) => schema?.custom === false);
  if (own !== undefined) notSupported(`EventBus.publish of ${own.typeName}, which only the platform publishes`);
  if (records.length === 0) return [];
  countPublish(transaction, records);
  const results: RowResult[] = [];
  const accepted = new Map<ObjectSchema, SObjectRecord[]>();
  for (const record of records) {
    const object = record.schema!;
    const event = eventOf(transaction, object, record);
    if (event instanceof SObjectRecord) {
      accepted.set(object, [...(accepted.get(object) ?? []), event]);
      const uuid = String(event.get('EventUuid'));
      results.push({ id: transaction.org.store.nextId(object), created: true, errors: [dmlError(ENQUEUED, uuid)] });
    } else results.push({ id: null, created: false, errors: event });
  }
  for (const [object, events] of accepted) send(transaction, object, events);
  return results;
}

function countPublish(transaction: Transaction, records: readonly SObjectRecord[]): void {
  if (records.some(({ schema }) => schema!.publishes !== 'immediately')) {
    transaction.limits.count('dmlStatements');
    transaction.limits.count('dmlRows', records.length);
    return;
  }
  transaction.limits.count('publishImmediate');
}

/** The event as subscribers get it, or why it cannot be published. */
function eventOf(transaction: Transaction, object: ObjectSchema, record: SObjectRecord): SObjectRecord | DmlError[] {
  const errors: DmlError[] = [];
  const row = new Map<string, SqliteValue>();
  const event = new SObjectRecord(object);
  for (const field of object.fields.values()) {
    const given = record.isSet(field.apiName)
      ? toPlain(record.get(field.apiName))
      : definedDefault(transaction, object, field);
    const checked = given === null ? null : checkValue(field, given);
    if (checked instanceof RefusedValue) errors.push(checked.error);
    else row.set(field.apiName, checked);
    event.load(field.apiName, given === null ? null : toApex(field.type, given));
  }
  const missing = checkRequired([...object.fields.values()], row, 'all');
  if (missing) errors.push(missing);
  if (errors.length > 0) return errors;
  // One that `newSObject(null, true)` has given it before; an event that came with a trigger is published anew.
  const uuid = record.isSet('ReplayId') ? null : record.get('EventUuid');
  stamp(event, transaction.org, ownerNow(transaction), typeof uuid === 'string' ? uuid : randomUUID());
  return event;
}

function stamp(event: SObjectRecord, org: OrgContext, { user, now }: JobOwner, uuid: string = randomUUID()): void {
  event.load('EventUuid', uuid);
  event.load('ReplayId', String(org.store.nextNumber('_replay')));
  event.load('CreatedDate', toApex('datetime', now));
  event.load('CreatedById', user.id);
}

/** An event that the platform itself publishes. @param values Apex values by field; the others are null */
export function publishOwnEvent(
  org: OrgContext,
  owner: JobOwner,
  objectName: string,
  values: Readonly<Record<string, unknown>>
): void {
  const object = org.schema.objects.get(objectName.toLowerCase())!;
  const event = new SObjectRecord(object);
  for (const { apiName } of object.fields.values()) event.load(apiName, values[apiName] ?? null);
  stamp(event, org, owner);
  const job = eventJob(org, owner, object, [event]);
  if (job !== null) org.jobs.insert(job);
}

/** Null without a subscriber, known here or not: nothing will ever see the events. */
function eventJob(
  org: OrgContext,
  owner: JobOwner,
  object: ObjectSchema,
  events: readonly SObjectRecord[]
): NewJob | null {
  const key = object.apiName.toLowerCase();
  if (!org.triggers.has(key) && !org.gaps.saves.has(key)) return null;
  const payload = serialiseGraph(new ApexList(runtimeType(`List<${object.apiName}>`), [...events]));
  return { ...plainJob(owner, object.apiName, payload), kind: 'event', dueAt: owner.now };
}

function send(transaction: Transaction, object: ObjectSchema, events: readonly SObjectRecord[]): void {
  const job = eventJob(transaction.org, ownerNow(transaction), object, events);
  if (job === null) return;
  if (object.publishes === 'immediately') transaction.immediateEvents.push(job);
  else {
    transaction.org.jobs.insert(job);
    transaction.changes += 1;
  }
}

/** Runs every trigger of the event. @returns what the first failing one threw; the others run all the same */
export function deliver(job: NewJob, org: OrgContext, test?: TestState): unknown {
  const triggers = org.triggers.get(job.className.toLowerCase()) ?? [];
  const other = org.gaps.saves.get(job.className.toLowerCase())?.[0];
  if (other !== undefined) return new NotSupportedError(`delivering ${job.className}, because ${other.why}`);
  const options = { org, ...(test ? { test } : {}) };
  const user = platformWrite(options, () => automatedProcess(org));
  let failure: unknown = null;
  for (const trigger of triggers) {
    const outcome = execute({ ...options, kind: 'event', user }, (transaction) => {
      const events = deserialiseGraph(job.payload, org.schema) as ApexList;
      for (const event of events.toArray()) (event as SObjectRecord).readOnly = true;
      const newList = events.makeReadOnly();
      const context = { phase: 'after', operation: 'insert', size: newList.toArray().length, newList } as const;
      transaction.triggers.push({
        ...context,
        trigger: trigger.name,
        object: job.className,
        oldList: null,
        newMap: null,
        oldMap: null
      });
      trigger.run();
    });
    if (!outcome.ok) failure ??= outcome.error;
  }
  return failure;
}

/** The user that runs the triggers of events; made when it is first needed, with the rights of no permission set. */
function automatedProcess(org: OrgContext): OrgUser {
  const known = findRows(org.store, 'User', { UserType: 'AutomatedProcess' })[0]?.['Id'];
  if (typeof known === 'string') return org.user(known);
  const [profile] = findRows(org.store, 'Profile', { Name: 'Minimum Access - Salesforce' });
  const id = insertRow(org.store, 'User', {
    Username: `autoproc@${org.organization.id.toLowerCase()}`,
    FirstName: 'Automated',
    LastName: 'Process',
    Alias: 'autoproc',
    Email: `noreply@${org.organization.id.toLowerCase()}.example`,
    ProfileId: profile!['Id']!,
    UserType: 'AutomatedProcess',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US'
  });
  org.forgetUsers();
  return org.user(id);
}
