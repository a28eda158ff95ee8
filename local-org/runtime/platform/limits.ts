/**
 * Governor limits of one transaction: counted as the work happens, enforced at the moment they pass. Figures and
 * wording: Apex Developer Guide v65, "Execution Governors and Limits".
 */
import { limitException } from '../machine/errors.ts';

/** Synchronous or asynchronous figures apply. Scheduled Apex runs under the synchronous ones. */
export type LimitProfile = 'synchronous' | 'asynchronous';

export interface LimitFigures {
  readonly queries: number;
  readonly queryRows: number;
  readonly queryLocatorRows: number;
  readonly aggregateQueries: number;
  readonly soslQueries: number;
  readonly dmlStatements: number;
  readonly dmlRows: number;
  readonly cpuMilliseconds: number;
  readonly heapBytes: number;
  readonly callouts: number;
  readonly calloutMilliseconds: number;
  readonly calloutBodyBytes: number;
  readonly futureCalls: number;
  readonly queueableJobs: number;
  readonly publishImmediate: number;
  readonly emailInvocations: number;
}

const SHARED = {
  queryRows: 50_000,
  queryLocatorRows: 10_000,
  aggregateQueries: 300,
  soslQueries: 20,
  dmlStatements: 150,
  dmlRows: 10_000,
  callouts: 100,
  calloutMilliseconds: 120_000,
  publishImmediate: 150,
  emailInvocations: 10
};

export const LIMIT_FIGURES: Readonly<Record<LimitProfile, LimitFigures>> = {
  synchronous: {
    ...SHARED,
    queries: 100,
    cpuMilliseconds: 10_000,
    heapBytes: 6_000_000,
    calloutBodyBytes: 6_000_000,
    futureCalls: 50,
    queueableJobs: 50
  },
  asynchronous: {
    ...SHARED,
    queries: 200,
    cpuMilliseconds: 60_000,
    heapBytes: 12_000_000,
    calloutBodyBytes: 12_000_000,
    futureCalls: 0,
    queueableJobs: 1
  }
};

/**
 * How long a query takes on the platform, by our estimate: the time a scan needs for `rows` rows and `expressions`
 * selected or compared expressions. The 120 s limit is measured against it, because this database answers faster than
 * a shared one does. A model, not a measurement: both figures can be set for an org.
 */
export interface QueryCostModel {
  readonly nanosecondsPerRow: number;
  readonly nanosecondsPerRowAndExpression: number;
  readonly limitMilliseconds: number;
  /** Rows that each stored row stands for: 1, but in tests of scale, which say so. Times grow with it, results do not. */
  readonly rowsPerStoredRow: number;
}

export const DEFAULT_QUERY_COST: QueryCostModel = {
  nanosecondsPerRow: 1_000,
  nanosecondsPerRowAndExpression: 250,
  limitMilliseconds: 120_000,
  rowsPerStoredRow: 1
};

/** CPU time charged for one statement. A model: loops of a million short statements take about a second there. */
export const CPU_NANOSECONDS_PER_STATEMENT = 1_000;

type Counter =
  | 'queries'
  | 'queryRows'
  | 'queryLocatorRows'
  | 'aggregateQueries'
  | 'soslQueries'
  | 'dmlStatements'
  | 'dmlRows'
  | 'callouts'
  | 'futureCalls'
  | 'queueableJobs'
  | 'publishImmediate'
  | 'emailInvocations';

const EXCEEDED: Readonly<Record<Counter, (count: number) => string>> = {
  queries: (count) => `Too many SOQL queries: ${count}`,
  queryRows: (count) => `Too many query rows: ${count}`,
  queryLocatorRows: (count) => `Too many query locator rows: ${count}`,
  aggregateQueries: (count) => `Too many aggregate queries: ${count}`,
  soslQueries: (count) => `Too many SOSL queries: ${count}`,
  dmlStatements: (count) => `Too many DML statements: ${count}`,
  dmlRows: (count) => `Too many DML rows: ${count}`,
  callouts: (count) => `Too many callouts: ${count}`,
  futureCalls: (count) => `Too many future calls: ${count}`,
  queueableJobs: (count) => `Too many queueable jobs added to the queue: ${count}`,
  publishImmediate: (count) => `Too many publish immediate DML statements: ${count}`,
  emailInvocations: (count) => `Too many Email Invocations: ${count}`
};

export class GovernorLimits {
  readonly figures: LimitFigures;
  readonly #used = new Map<Counter, number>();
  #statements = 0;
  readonly #statementLimit: number;
  #calloutMilliseconds = 0;
  #heapBytes = 0;

  /** `lowered`: figures that this transaction may not use up (a cacheable method may not save anything). */
  constructor(profile: LimitProfile, lowered: Partial<LimitFigures> = {}) {
    this.figures = { ...LIMIT_FIGURES[profile], ...lowered };
    this.#statementLimit = (this.figures.cpuMilliseconds * 1_000_000) / CPU_NANOSECONDS_PER_STATEMENT;
  }

  used(counter: Counter): number {
    return this.#used.get(counter) ?? 0;
  }

  /** For `reset`. */
  allUsed(): ReadonlyMap<Counter, number> {
    return new Map(this.#used);
  }

  /** Counts as they were. */
  reset(used: ReadonlyMap<Counter, number>): void {
    this.#used.clear();
    for (const [counter, count] of used) this.#used.set(counter, count);
  }

  /** Counts, and ends the transaction when the limit has passed. */
  count(counter: Counter, amount = 1): void {
    const total = this.used(counter) + amount;
    this.#used.set(counter, total);
    // The platform stops reading at the row that is one too many, and says so.
    if (total > this.figures[counter])
      throw limitException(EXCEEDED[counter](amount === 1 ? total : this.figures[counter] + 1));
  }

  /** So many more Apex statements were executed. */
  addStatements(executed: number): void {
    this.#statements += executed;
    if (this.#statements > this.#statementLimit) throw limitException('Apex CPU time limit exceeded');
  }

  get statements(): number {
    return this.#statements;
  }

  get cpuMilliseconds(): number {
    return Math.floor((this.#statements * CPU_NANOSECONDS_PER_STATEMENT) / 1_000_000);
  }

  /** Milliseconds left of the 120 s that all callouts of the transaction share. */
  get calloutMillisecondsLeft(): number {
    return Math.max(0, this.figures.calloutMilliseconds - this.#calloutMilliseconds);
  }

  addCalloutTime(milliseconds: number): void {
    this.#calloutMilliseconds += milliseconds;
  }

  /**
   * Bytes that large values brought into the heap: query rows and callout bodies. Only rows of query loops are taken
   * off again, so the estimate errs on the strict side for long transactions.
   */
  addHeap(bytes: number): void {
    this.#heapBytes += bytes;
    if (this.#heapBytes > this.figures.heapBytes) throw limitException(`Apex heap size too large: ${this.#heapBytes}`);
  }

  /** A single collection of so many bytes, or all static variables. It does not stay counted. */
  requireHeap(bytes: number): void {
    if (bytes > this.figures.heapBytes) throw limitException(`Apex heap size too large: ${bytes}`);
  }

  /** A chunk of a query loop has been left behind. */
  releaseHeap(bytes: number): void {
    this.#heapBytes -= bytes;
  }

  get heapBytes(): number {
    return this.#heapBytes;
  }
}
