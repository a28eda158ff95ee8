/**
 * Saving with triggers: chunks of 200, before triggers on what will be saved, the save, after triggers on what was saved
 * (Apex Developer Guide v65, "Triggers and Order of Execution", "Bulk DML Exception Handling"). Deletions that follow
 * from others start no triggers.
 */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { matchByKey } from '../../store/dml.ts';
import type { DmlError, RowResult } from '../../store/results.ts';
import { failureOf } from '../machine/failure.ts';
import { ApexException, TriggerFatalError, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { loadComputed } from './computed-records.ts';
import type { DmlCall } from './dml.ts';
import { dmlFailure } from './dml-failures.ts';
import { sameKeys } from './dml-rows.ts';
import { toApex, toPlain } from './field-values.ts';
import type { OrgTrigger } from './org-context.ts';
import { selfReference } from './self-references.ts';
import { findRows } from './system-rows.ts';
import type { Transaction } from './transaction.ts';
import type { TriggerContext } from './trigger-context.ts';

type Save = (
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
) => RowResult[];

const CHUNK = 200;
/** "The maximum trigger depth is 16" (Apex Developer Guide, "Total stack depth for any Apex invocation that recursively fires triggers"). */
const MAXIMUM_DEPTH = 16;

/** After the third one "the entire operation fails"; with which exception is not published. */
const MAXIMUM_ATTEMPTS = 3;

/** As `save`, with the object's triggers. */
export function saveWithTriggers(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[],
  save: Save
): RowResult[] {
  const triggers = transaction.org.triggers.get(object.apiName.toLowerCase()) ?? [];
  if (triggers.length === 0) return save(transaction, call, object, records);
  if (transaction.triggers.length >= MAXIMUM_DEPTH) throw tooDeep(transaction, call, records);
  const results: RowResult[] = [];
  for (let start = 0; start < records.length; start += CHUNK) {
    results.push(...new ChunkSave(transaction, call, object, triggers, save).run(records.slice(start, start + CHUNK)));
  }
  return results;
}

/**
 * What refuses the save below sixteen triggers: no trigger catches it but the outermost (beyond-the-cloud-dev/trigger-lib,
 * discovery of trigger contexts). From memory: the lines that tell which triggers ran.
 */
function tooDeep({ triggers }: Transaction, call: DmlCall, records: readonly SObjectRecord[]): TriggerFatalError {
  const ran = triggers.map(({ object, phase, operation, newList, oldList }) => {
    const ids = (newList ?? oldList)?.toArray().map((record) => (record as SObjectRecord).id?.slice(0, 15) ?? 'new');
    return `${object} trigger event ${eventName(phase, operation)} for [${ids?.join(', ') ?? ''}]`;
  });
  const error: DmlError = {
    statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    message: ['maximum trigger depth exceeded', ...ran].join('\n'),
    fields: []
  };
  const results = records.map(({ id }): RowResult => ({ id, created: false, errors: [error] }));
  return new TriggerFatalError(dmlFailure(call.operation, records, results)!, true);
}

class ChunkSave {
  readonly #transaction: Transaction;
  readonly #call: DmlCall;
  readonly #object: ObjectSchema;
  readonly #triggers: readonly OrgTrigger[];
  readonly #save: Save;

  constructor(
    transaction: Transaction,
    call: DmlCall,
    object: ObjectSchema,
    triggers: readonly OrgTrigger[],
    save: Save
  ) {
    this.#transaction = transaction;
    this.#call = call;
    this.#object = object;
    this.#triggers = triggers;
    this.#save = save;
  }

  run(records: readonly SObjectRecord[]): RowResult[] {
    const { operation, externalId } = this.#call;
    if (operation !== 'upsert') return this.#retrying(operation, records);
    if (externalId !== null && externalId.toLowerCase() !== 'id') return this.#upsertByKey(externalId, records);
    return this.#upsertById(records);
  }

  /** What the values of the key find is updated; nothing tells the triggers how the records were found. */
  #upsertByKey(externalId: string, records: readonly SObjectRecord[]): RowResult[] {
    const { store } = this.#transaction.org;
    const key = this.#object.fields.get(externalId.toLowerCase())!;
    const doubled = sameKeys(records, key.apiName);
    const found = records.map((record) => {
      const error = doubled.get(record);
      return error === undefined
        ? matchByKey(store, this.#object, key, toPlain(record.get(key.apiName)))
        : { id: null, error };
    });
    const named = records.flatMap((record, index) => {
      const { id, error } = found[index]!;
      if (error !== null) return [];
      const copy = record.copy(false);
      copy.options = record.options;
      if (id === null) copy.unset('Id');
      else copy.load('Id', id);
      return [copy];
    });
    const saved = this.#upsertById(named);
    let next = 0;
    return found.map(({ error }) => (error === null ? saved[next++]! : { id: null, created: false, errors: [error] }));
  }

  #upsertById(records: readonly SObjectRecord[]): RowResult[] {
    const results = new Array<RowResult>(records.length);
    for (const kind of ['insert', 'update'] as const) {
      const indexes = records.flatMap((record, index) => ((record.id === null) === (kind === 'insert') ? [index] : []));
      if (indexes.length === 0) continue;
      const part = this.#retrying(
        kind,
        indexes.map((index) => records[index]!)
      );
      indexes.forEach((index, position) => {
        results[index] = part[position]!;
      });
    }
    return results;
  }

  /**
   * With partial success the rows that failed are taken out and the others saved again, triggers included: "During the
   * second and third attempts, governor limits are reset to their original state before the first attempt" ("Bulk DML
   * Exception Handling", Apex Developer Guide v65).
   */
  #retrying(operation: TriggerContext['operation'], records: readonly SObjectRecord[]): RowResult[] {
    const results = new Array<RowResult | undefined>(records.length).fill(undefined);
    const { limits } = this.#transaction;
    const used = limits.allUsed();
    for (let attempts = 1; ; attempts++) {
      const indexes = records.flatMap((_, index) => (results[index] === undefined ? [index] : []));
      if (indexes.length === 0) return results as RowResult[];
      if (attempts > 1) limits.reset(used);
      const { store } = this.#transaction.org;
      const savepoint = store.setSavepoint();
      const attempt = this.#once(
        operation,
        indexes.map((index) => records[index]!)
      );
      const failed = attempt.some(({ errors }) => errors.length > 0);
      if (failed) store.rollbackTo(savepoint);
      store.release(savepoint);
      const isLast = !failed || this.#call.allOrNone;
      if (!isLast && attempts === MAXIMUM_ATTEMPTS) notSupported('a partial save whose third attempt fails');
      indexes.forEach((index, position) => {
        if (isLast || attempt[position]!.errors.length > 0) results[index] = attempt[position]!;
      });
    }
  }

  #once(operation: TriggerContext['operation'], records: readonly SObjectRecord[]): RowResult[] {
    const busy = records.map((record) => selfReference(this.#transaction, operation, record));
    if (busy.some((error) => error !== null))
      return records.map(({ id }, index) => ({ id, created: false, errors: busy[index] ? [busy[index]] : [] }));
    const old =
      operation === 'insert' ? [] : records.map((record) => (record.id === null ? null : this.#read(record.id)));
    const working = records.map((record, index) =>
      operation === 'insert'
        ? forInsert(record)
        : operation === 'update'
          ? forUpdate(record, old[index] ?? null)
          : record
    );
    if (operation === 'insert' || operation === 'update')
      for (const record of working) loadComputed(this.#transaction, record);
    const present = old.filter((record): record is SObjectRecord => record !== null);
    // Rows that do not exist are refused by the save, before any trigger could look at them.
    if (operation !== 'insert' && operation !== 'undelete' && present.length < records.length)
      return this.#save(this.#transaction, { ...this.#call, operation }, this.#object, working);
    if (operation !== 'undelete')
      this.#fire('before', operation, operation === 'delete' ? null : working, operation === 'insert' ? null : present);
    const judged = operation === 'delete' ? present : working;
    const sound = working.filter((_, index) => operation === 'undelete' || judged[index]!.errors.length === 0);
    const saved = this.#save(
      this.#transaction,
      { ...this.#call, operation },
      this.#object,
      sound.map((record) => {
        copyRelationships(records[working.indexOf(record)]!, record);
        return operation === 'update' ? changesOf(record) : record;
      })
    );
    let next = 0;
    const results = working.map((record, index): RowResult =>
      operation !== 'undelete' && judged[index]!.errors.length > 0 ? failure(record.id, judged[index]!) : saved[next++]!
    );
    return this.#after(operation, present, results);
  }

  #after(
    operation: TriggerContext['operation'],
    old: readonly SObjectRecord[],
    results: readonly RowResult[]
  ): RowResult[] {
    const ids = results.map(({ id, errors }) => (errors.length === 0 ? id : null));
    const before = new Map(old.map((record) => [record.id, record]));
    const kept = ids.filter((id): id is string => id !== null);
    if (kept.length === 0) return [...results];
    const olds = kept.map((id) => before.get(id)).filter((record): record is SObjectRecord => record !== undefined);
    const news = operation === 'delete' ? null : kept.map((id) => this.#read(id)!);
    const { mergedInto } = this.#call;
    if (mergedInto !== undefined && operation === 'delete')
      for (const record of olds) record.load('MasterRecordId', mergedInto);
    for (const record of news ?? olds) record.readOnly = true;
    this.#fire('after', operation, news, operation === 'insert' || operation === 'undelete' ? null : olds);
    const judged = new Map((news ?? olds).map((record) => [record.id, record]));
    return results.map((result) => {
      const record = result.errors.length === 0 ? judged.get(result.id) : undefined;
      return record === undefined || record.errors.length === 0 ? result : failure(result.id, record);
    });
  }

  #fire(
    phase: TriggerContext['phase'],
    operation: TriggerContext['operation'],
    news: readonly SObjectRecord[] | null,
    olds: readonly SObjectRecord[] | null
  ): void {
    const listType = runtimeType(`List<${this.#object.apiName}>`);
    const mapType = runtimeType(`Map<Id,${this.#object.apiName}>`);
    const list = (records: readonly SObjectRecord[] | null) =>
      records === null ? null : new ApexList(listType, [...records]).makeReadOnly();
    const map = (records: readonly SObjectRecord[] | null) =>
      records === null || records.some(({ id }) => id === null)
        ? null
        : new ApexMap(
            mapType,
            records.map((record) => [record.id, record] as const)
          ).makeReadOnly();
    for (const record of olds ?? []) {
      record.readOnly = true;
      record.refusesErrors = operation === 'update';
    }
    const { triggers } = this.#transaction;
    for (const trigger of this.#triggers) {
      if (!trigger.events.includes(`${phase} ${operation}`)) continue;
      triggers.push({
        trigger: trigger.name,
        object: this.#object.apiName,
        phase,
        operation,
        size: (news ?? olds ?? []).length,
        newList: list(news),
        oldList: list(olds),
        // There are no ids yet.
        newMap: phase === 'before' && operation === 'insert' ? null : map(news),
        oldMap: map(olds)
      });
      try {
        trigger.run();
      } catch (error) {
        const isFatal = error instanceof TriggerFatalError && !(error.endsCallers && triggers.length > 2);
        const exception = isFatal ? error.exception : error;
        if (!(exception instanceof ApexException)) throw error;
        const thrown = unhandled(trigger, phase, operation, exception);
        for (const record of news ?? olds ?? []) if (record.errors.length === 0) record.errors.push(thrown);
        return;
      } finally {
        triggers.pop();
      }
    }
  }

  /** The row as it is stored, deleted or not, with all fields that Apex has values for. */
  #read(id: string): SObjectRecord | null {
    const row = findRows(this.#transaction.org.store, this.#object.apiName, { Id: id })[0];
    if (row === undefined) return null;
    const record = new SObjectRecord(this.#object);
    for (const [name, value] of Object.entries(row)) {
      const field = record.field(name)!;
      if (field.type !== 'address' && field.type !== 'location') record.load(name, toApex(field.type, value));
    }
    loadComputed(this.#transaction, record);
    return record;
  }
}

/** What a trigger changes is saved, but not seen in the records that the code holds. */
function forInsert(record: SObjectRecord): SObjectRecord {
  const copy = new SObjectRecord(record.schema);
  copy.options = record.options;
  for (const [name, value] of record.setFields()) {
    // What was copied from a saved record stays what it is: fields that nobody may write are left out of the save.
    if (record.isChanged(name)) copy.set(name, withoutEmpty(value));
    else copy.load(name, value);
  }
  return copy;
}

/** Triggers see no empty text: it is null already (tests of SalesforceFoundation/EDA, CON_Preferred_Email_TEST). */
function withoutEmpty(value: unknown): unknown {
  return value === '' ? null : value;
}

/**
 * Parents may name themselves by an external id. Triggers do not see them ("Trigger.new and Trigger.old expose no
 * relationship data": octoberswimmer/aer, CHANGELOG v1.2.15); what a trigger sets itself counts.
 */
function copyRelationships(from: SObjectRecord, to: SObjectRecord): void {
  for (const [name, value] of from.setRelationships()) if (!to.hasRelated(name)) to.setRelated(name, value);
}

function forUpdate(record: SObjectRecord, stored: SObjectRecord | null): SObjectRecord {
  if (stored === null) return record;
  const copy = stored.copy(false);
  for (const [name, value] of record.setFields()) {
    const field = record.field(name)!;
    if (field.type !== 'id' && (field.updateable || record.isChanged(name))) copy.set(name, withoutEmpty(value));
  }
  return copy;
}

function changesOf(record: SObjectRecord): SObjectRecord {
  const copy = new SObjectRecord(record.schema);
  copy.load('Id', record.id);
  for (const [name, value] of record.setFields()) if (record.isChanged(name)) copy.set(name, value);
  copyRelationships(record, copy);
  return copy;
}

function failure(id: string | null, record: SObjectRecord): RowResult {
  return { id, created: false, errors: [...record.errors] };
}

/** `AfterUpdate`. */
function eventName(phase: string, operation: string): string {
  return `${phase[0]!.toUpperCase()}${phase.slice(1)}${operation[0]!.toUpperCase()}${operation.slice(1)}`;
}

function unhandled(trigger: OrgTrigger, phase: string, operation: string, error: ApexException): DmlError {
  const { text, stackTrace } = failureOf(error);
  const frames = stackTrace.split('\n');
  // The trigger is where its stack begins; who saved the records is no part of it.
  const own = frames.slice(0, frames.findIndex((frame) => frame.startsWith(`Trigger.${trigger.name}:`)) + 1).join('\n');
  return {
    statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    fields: [],
    message: `${trigger.name}: execution of ${eventName(phase, operation)}\n\ncaused by: ${text}\n\n${own}`
  };
}
