/** Interfaces and contexts of asynchronous Apex: Queueable, Finalizer, Schedulable, Database.Batchable and their like. */
import { textOf } from '../values/text.ts';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { libraryEnumValue } from './describe.ts';
import { currentTransaction } from './transaction.ts';

/** What `execute` of a job gets; the ids are those of AsyncApexJob and CronTrigger rows. */
export class QueueableContextValue {
  readonly jobId: string;
  constructor(jobId: string) {
    this.jobId = jobId;
  }
}

export class BatchableContextValue {
  readonly jobId: string;
  readonly childJobId: string | null;
  constructor(jobId: string, childJobId: string | null) {
    this.jobId = jobId;
    this.childJobId = childJobId;
  }
}

export class SchedulableContextValue {
  readonly triggerId: string;
  constructor(triggerId: string) {
    this.triggerId = triggerId;
  }
}

export class FinalizerContextValue {
  readonly jobId: string;
  readonly requestId: string;
  /** What ended the job; null when it succeeded. An ApexException for a limit too, as Apex sees it. */
  readonly failure: unknown;
  constructor(jobId: string, requestId: string, failure: unknown) {
    this.jobId = jobId;
    this.requestId = requestId;
    this.failure = failure;
  }

  get result(): ApexEnumValue {
    return libraryEnumValue('ParentJobResult', this.failure === null ? 'SUCCESS' : 'UNHANDLED_EXCEPTION');
  }
}

/** `new AsyncOptions()`. */
export class AsyncOptionsValue {
  delay: number | null = null;
  maximumStackDepth: number | null = null;
  signature: DuplicateSignature | null = null;
}

export class DuplicateSignature {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class DuplicateSignatureBuilder {
  readonly parts: string[] = [];
  add(type: string, value: unknown): this {
    if (value === null) throw apexException('NullPointerException', 'Argument cannot be null.');
    this.parts.push(`${type}:${textOf(value)}`);
    return this;
  }
}

/** Keys of the interface members that the engine calls. */
export const MEMBER = {
  queueable: 'Queueable.void execute(QueueableContext context)',
  finalizer: 'Finalizer.void execute(FinalizerContext context)',
  schedulable: 'Schedulable.void execute(SchedulableContext context)',
  batchStart: 'Database.Batchable.Iterable<E> start(Database.BatchableContext context)',
  batchExecute: 'Database.Batchable.void execute(Database.BatchableContext context, List<E> scope)',
  batchFinish: 'Database.Batchable.void finish(Database.BatchableContext context)'
} as const;

/** A member of a context: the platform's own context answers itself, one that a project class imitates in a test is asked. */
function contextMember<T>(
  owner: string,
  signature: string,
  own: abstract new (...args: never[]) => T,
  read: (self: T) => unknown
): Readonly<Record<string, (self: unknown) => unknown>> {
  return { [signature]: (self) => (self instanceof own ? read(self) : invokeInterface(self, `${owner}.${signature}`)) };
}

function signatureOf(member: string): string {
  return member.replace(/^(?:Database\.Batchable|Queueable|Finalizer|Schedulable)\./, '');
}

function inChain(): { stackDepth: number; maximum: number | null; delay: number } {
  const { job, kind } = currentTransaction();
  if (job === null || kind !== 'queueable')
    throw apexException('AsyncException', 'AsyncInfo methods can only be called from a Queueable job');
  return { stackDepth: job.stackDepth, maximum: job.maximumStackDepth, delay: job.delayMinutes };
}

export const asyncTypes: LibraryType[] = [
  libraryType('Queueable', { kind: 'interface' }, { [signatureOf(MEMBER.queueable)]: null }),
  libraryType(
    'QueueableContext',
    { kind: 'interface', isInstance: (value) => value instanceof QueueableContextValue },
    contextMember('QueueableContext', 'Id getJobId()', QueueableContextValue, (self) => self.jobId)
  ),
  libraryType('Finalizer', { kind: 'interface' }, { [signatureOf(MEMBER.finalizer)]: null }),
  libraryType('ParentJobResult', { kind: 'enum', enumValues: ['SUCCESS', 'UNHANDLED_EXCEPTION'] }, {}),
  libraryType(
    'FinalizerContext',
    { kind: 'interface', isInstance: (value) => value instanceof FinalizerContextValue },
    {
      ...contextMember('FinalizerContext', 'Id getAsyncApexJobId()', FinalizerContextValue, (self) => self.jobId),
      ...contextMember('FinalizerContext', 'String getRequestId()', FinalizerContextValue, (self) => self.requestId),
      ...contextMember('FinalizerContext', 'ParentJobResult getResult()', FinalizerContextValue, (self) => self.result),
      ...contextMember('FinalizerContext', 'Exception getException()', FinalizerContextValue, (self) => self.failure)
    }
  ),
  libraryType('Schedulable', { kind: 'interface' }, { [signatureOf(MEMBER.schedulable)]: null }),
  libraryType(
    'SchedulableContext',
    { kind: 'interface', isInstance: (value) => value instanceof SchedulableContextValue },
    contextMember('SchedulableContext', 'Id getTriggerId()', SchedulableContextValue, (self) => self.triggerId)
  ),
  // What executeBatch takes: a batch of whatever; source code cannot name it.
  libraryType('SObject.AnyBatchable', { kind: 'interface' }, {}),
  libraryType(
    'Database.Batchable',
    { kind: 'interface', parameters: ['E'], implements: ['SObject.AnyBatchable'] },
    {
      [signatureOf(MEMBER.batchStart)]: null,
      [signatureOf(MEMBER.batchExecute)]: null,
      [signatureOf(MEMBER.batchFinish)]: null
    }
  ),
  libraryType(
    'Database.BatchableContext',
    { kind: 'interface', isInstance: (value) => value instanceof BatchableContextValue },
    {
      ...contextMember('Database.BatchableContext', 'Id getJobId()', BatchableContextValue, (self) => self.jobId),
      ...contextMember(
        'Database.BatchableContext',
        'Id getChildJobId()',
        BatchableContextValue,
        (self) => self.childJobId
      )
    }
  ),
  libraryType('Database.Stateful', { kind: 'interface' }, {}),
  libraryType('Database.AllowsCallouts', { kind: 'interface' }, {}),
  libraryType('Database.RaisesPlatformEvents', { kind: 'interface' }, {}),
  libraryType(
    'AsyncOptions',
    { isInstance: (value) => value instanceof AsyncOptionsValue },
    {
      'new()': () => new AsyncOptionsValue(),
      'Integer MinimumQueueableDelayInMinutes { get; set; }': {
        get: (self: AsyncOptionsValue) => self.delay,
        set: (self: AsyncOptionsValue, value: number | null) => {
          self.delay = value;
        }
      },
      'Integer MaximumQueueableStackDepth { get; set; }': {
        get: (self: AsyncOptionsValue) => self.maximumStackDepth,
        set: (self: AsyncOptionsValue, value: number | null) => {
          self.maximumStackDepth = value;
        }
      },
      'QueueableDuplicateSignature DuplicateSignature { get; set; }': {
        get: (self: AsyncOptionsValue) => self.signature,
        set: (self: AsyncOptionsValue, value: DuplicateSignature | null) => {
          self.signature = value;
        }
      }
    }
  ),
  libraryType(
    'QueueableDuplicateSignature',
    { isInstance: (value) => value instanceof DuplicateSignature },
    // As the guide's example makes one.
    { 'static QueueableDuplicateSignature.Builder Builder()': () => new DuplicateSignatureBuilder() }
  ),
  libraryType(
    'QueueableDuplicateSignature.Builder',
    { isInstance: (value) => value instanceof DuplicateSignatureBuilder },
    {
      'new()': () => new DuplicateSignatureBuilder(),
      'QueueableDuplicateSignature.Builder addId(Id value)': (self: DuplicateSignatureBuilder, value: string | null) =>
        self.add('Id', value),
      'QueueableDuplicateSignature.Builder addString(String value)': (
        self: DuplicateSignatureBuilder,
        value: string | null
      ) => self.add('String', value),
      'QueueableDuplicateSignature.Builder addInteger(Integer value)': (
        self: DuplicateSignatureBuilder,
        value: number | null
      ) => self.add('Integer', value),
      'QueueableDuplicateSignature build()': (self: DuplicateSignatureBuilder) =>
        new DuplicateSignature(JSON.stringify(self.parts))
    }
  ),
  libraryType(
    'AsyncInfo',
    {},
    {
      'static Boolean hasMaxStackDepth()': () => inChain().maximum !== null,
      'static Integer getCurrentQueueableStackDepth()': () => inChain().stackDepth + 1,
      'static Integer getMaximumQueueableStackDepth()': () => inChain().maximum,
      'static Integer getMinimumQueueableDelayInMinutes()': () => inChain().delay
    }
  )
];
