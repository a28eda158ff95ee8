/**
 * The running Apex transaction: its limits, statics, user, clock and what it has done so far. One runs at a time per
 * thread; inside a test, asynchronous work runs as a transaction within the test's.
 */
import { StaticsStore } from '../machine/statics.ts';
import { provideUserContext } from '../values/user-context.ts';
import type { UserContext } from '../values/user-context.ts';
import type { NewJob, PendingJob, RunningJob } from './async-work.ts';
import { GovernorLimits, LIMIT_FIGURES } from './limits.ts';
import type { LimitFigures, LimitProfile } from './limits.ts';
import type { OrgContext, OrgUser } from './org-context.ts';
import type { SavepointValue } from './savepoints.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { TestState } from './test-state.ts';

export type TransactionKind =
  | 'aura'
  | 'visualforce'
  /** A call of the data APIs: no code of the user's own, but triggers. */
  | 'api'
  | 'anonymous'
  | 'queueable'
  | 'finalizer'
  | 'batchStart'
  | 'batchExecute'
  | 'batchFinish'
  | 'schedulable'
  | 'future'
  /** A trigger of a platform event. */
  | 'event'
  | 'test';

const ASYNCHRONOUS: ReadonlySet<TransactionKind> = new Set([
  'queueable',
  'finalizer',
  'batchStart',
  'batchExecute',
  'batchFinish',
  'future'
]);

/**
 * Where a kind of transaction has figures of its own. "0 in batch and future contexts; 50 in queueable context" (Apex
 * Developer Guide v65, Per-Transaction Apex Limits); a finalizer has asynchronous ones for its heap, its queueables and
 * its future calls, of which it may make one ("Transaction Finalizers").
 */
const OWN_FIGURES: Readonly<Partial<Record<TransactionKind, Partial<LimitFigures>>>> = {
  queueable: { futureCalls: 50 },
  finalizer: { heapBytes: LIMIT_FIGURES.asynchronous.heapBytes, queueableJobs: 1, futureCalls: 1 }
};

/** One line that `System.debug` wrote. */
export interface LogLine {
  readonly level: string;
  readonly text: string;
  /** Line of the statement; null when nobody asked for it (`TransactionOptions.tracesDebug`). */
  readonly line: number | null;
  /** Nanoseconds since the transaction began. */
  readonly elapsed: number;
}

export interface TransactionOptions {
  readonly org: OrgContext;
  readonly kind: TransactionKind;
  readonly user: OrgUser;
  /** The asynchronous job that this transaction executes; for a finalizer the job it follows. */
  readonly job?: RunningJob;
  /** Of the job that a finalizer follows: both share it. */
  readonly requestId?: string;
  /** A finalizer runs because its job failed. */
  readonly parentFailed?: boolean;
  /** Keeps the line of each `System.debug`, which takes time to find out. */
  readonly tracesDebug?: boolean;
  /** Figures below the usual limits. */
  readonly lowered?: Partial<LimitFigures>;
  /** Set for a test method and everything that runs inside it. */
  readonly test?: TestState;
}

export class Transaction implements UserContext {
  readonly org: OrgContext;
  readonly kind: TransactionKind;
  readonly job: RunningJob | null;
  readonly parentFailed: boolean;
  readonly test: TestState | null;
  readonly statics: StaticsStore;
  readonly requestId: string;
  readonly log: LogLine[] = [];
  readonly tracesDebug: boolean;
  readonly #begun = performance.now();
  /** Jobs enqueued so far; they exist for others once the transaction commits. */
  readonly pending: PendingJob[] = [];
  /** Events that are published whatever becomes of the transaction. */
  readonly immediateEvents: NewJob[] = [];
  /** The finalizer that this queueable attached. */
  finalizer: unknown = null;
  /** What `RestContext` holds: null unless code sets it, as requests of REST resources are not served. */
  readonly rest: { request: unknown; response: unknown } = { request: null, response: null };
  /** The Visualforce page that a test is on (null: none was set), and the messages for it. */
  readonly page: { current: unknown; readonly messages: unknown[] } = { current: null, messages: [] };
  user: OrgUser;
  limits: GovernorLimits;
  /** Every set of limits that was in force: a test has one more between startTest and stopTest. */
  readonly limitSets: GovernorLimits[] = [];
  /** Changes to data (job rows included) since the start, less those that a rollback undid. */
  changes = 0;
  /** Which family of objects has been changed: setup and other objects do not mix. */
  dmlFamily: 'setup' | 'other' | null = null;
  /** The object whose change decided the family, for the refusal's text. */
  dmlFirstObject: string | null = null;
  /** Triggers that run now, the innermost last. */
  readonly triggers: TriggerContext[] = [];
  /** Saves that run now, triggers included, and let duplicates pass. */
  savesDuplicates = 0;
  /** Statements since the static variables were measured (`heap.ts`). */
  statementsUnmeasured = 0;
  /** In order of creation; a rollback forgets the later ones. */
  readonly savepoints: SavepointValue[] = [];

  constructor(options: TransactionOptions) {
    this.org = options.org;
    this.kind = options.kind;
    this.user = options.user;
    this.job = options.job ?? null;
    this.parentFailed = options.parentFailed ?? false;
    this.test = options.test ?? null;
    this.statics = options.test?.statics ?? new StaticsStore();
    this.tracesDebug = options.tracesDebug ?? false;
    this.limits = this.freshLimits(options.lowered);
    this.limitSets.push(this.limits);
    this.requestId = options.requestId ?? options.org.nextRequestId();
  }

  get isAsynchronous(): boolean {
    return ASYNCHRONOUS.has(this.kind);
  }

  /** A finalizer is asynchronous, but synchronous limits apply (see `freshLimits`). */
  get limitProfile(): LimitProfile {
    return this.isAsynchronous && this.kind !== 'finalizer' ? 'asynchronous' : 'synchronous';
  }

  /** A set of limits as they are at the start of such a transaction. */
  freshLimits(lowered: Partial<LimitFigures> = {}): GovernorLimits {
    return new GovernorLimits(this.limitProfile, { ...OWN_FIGURES[this.kind], ...lowered });
  }

  /** Nanoseconds since the transaction began. */
  get elapsed(): number {
    return Math.round((performance.now() - this.#begun) * 1_000_000);
  }

  get timeZone(): string {
    return this.user.timeZone;
  }

  get locale(): string {
    return this.user.locale;
  }

  now(): number {
    return this.org.clock.now();
  }

  /** Fresh limits for a part of a test; gives back the ones in force before. */
  replaceLimits(next: GovernorLimits): GovernorLimits {
    const before = this.limits;
    this.limits = next;
    if (!this.limitSets.includes(next)) this.limitSets.push(next);
    return before;
  }
}

let current: Transaction | null = null;

/** @throws Error when no transaction runs: library code was called from outside Apex */
export function currentTransaction(): Transaction {
  if (current === null) throw new Error('no Apex transaction is running');
  return current;
}

/** Is a transaction running on this thread? */
export function hasTransaction(): boolean {
  return current !== null;
}

/** Runs `body` with `transaction` as the current one. Knows nothing of commit and rollback (see `execution.ts`). */
export function withTransaction<T>(transaction: Transaction, body: () => T): T {
  const before = current;
  current = transaction;
  try {
    return body();
  } finally {
    current = before;
  }
}

provideUserContext(currentTransaction);
