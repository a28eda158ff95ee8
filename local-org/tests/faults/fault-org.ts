import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../cli/bootstrap.mjs';
import { parseEnvelope } from '../../elements/envelope.ts';
import { MessageStore } from '../../elements/message-store.ts';
import { invokeAura } from '../../jobs/aura.ts';
import { compileOrg } from '../../jobs/compile-org.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { METER_INTERVAL, openRuntime } from '../../jobs/org-runtime.ts';
import type { OrgRuntime } from '../../jobs/org-runtime.ts';
import type { ObjectSchema } from '../../metadata/schema.ts';
import { UncatchableError } from '../../runtime/machine/errors.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import type { WireAnswer, WireRequest } from '../../runtime/platform/http-exchange.ts';
import { execute } from '../../runtime/platform/execution.ts';
import { recoverKilled, runStep } from '../../runtime/platform/job-execution.ts';
import { currentTransaction } from '../../runtime/platform/transaction.ts';
import type { Transaction } from '../../runtime/platform/transaction.ts';
import { loadTables } from '../../samples/load-samples.ts';
import { ALL_KINDS, wideObject, wideRecords, writeWideProject } from '../../samples/wide-object.ts';
import { ADMIN_USER_ID, insertRows, openStore, setUpOrg } from '../../store/index.ts';

/** A statement of a run, by its number since the run was started. */
export interface Statement {
  readonly number: number;
  readonly path: string;
  readonly line: number;
  readonly kind: Transaction['kind'];
}

/** What the statement made the database or the network do. */
export type Operation = 'query' | 'save' | 'enqueue' | 'callout';

export interface Trace {
  readonly statements: readonly Statement[];
  /** The statements that did something which a death can cut off, with what they did. */
  readonly operations: ReadonlyMap<number, Operation>;
}

/**
 * 'aborted': the platform ends the transaction, and a finalizer runs. 'lost': the server goes away as well, and the
 * platform notices the job later.
 */
export type Death = 'aborted' | 'lost';

/** Not an Apex failure: it leaves the platform's own code as well. */
class LostError extends Error {}

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const OBJECTS = ['Parcel__c', 'Pallet__c'];
const RECORDS = 40;
/** A class that writes messages without a run. */
const MESSAGES_PROJECT = fileURLToPath(new URL('messages-project', import.meta.url));
/** Standard objects that the small org does without: they would only repeat what the others show. */
const LEFT_OUT = new Set(
  [
    'Account',
    'Attachment',
    'Campaign',
    'Case',
    'Contact',
    'Event',
    'Lead',
    'Opportunity',
    'OpportunityContactRole',
    'Task'
  ].map((name) => name.toLowerCase())
);

const COUNTERS = [
  ['query', 'queries'],
  ['save', 'dmlStatements'],
  ['enqueue', 'queueableJobs'],
  ['callout', 'callouts']
] as const;

/** The package and two small objects, compiled once; a prepared database, copied for each run. */
export class FaultLab {
  readonly compiled: CompiledOrg;
  readonly #folder: string;
  readonly #prepared: string;
  #machine: Machine | null = null;
  #copies = 0;
  /** What the present run wants to hear of each statement. */
  onStatement: ((path: string, line: number) => void) | null = null;

  private constructor(compiled: CompiledOrg, folder: string) {
    this.compiled = compiled;
    this.#folder = folder;
    this.#prepared = join(folder, 'prepared.db');
  }

  static async open(): Promise<FaultLab> {
    const folder = mkdtempSync(join(tmpdir(), 'faults-'));
    const objects = OBJECTS.map((object, index) =>
      wideObject({ object, fields: 18, picklists: 1, recordTypes: index * 2, kinds: ALL_KINDS })
    );
    const projects = objects.map((object) => join(folder, object.object));
    objects.forEach((object, index) => writeWideProject(projects[index]!, object));
    const lab = new FaultLab(withFewObjects(compileOrg([projectRoot, ...projects, MESSAGES_PROJECT])), folder);
    const store = openStore(lab.#prepared, lab.compiled.schema, { clock: Date.now, userId: ADMIN_USER_ID });
    setUpOrg(store, lab.compiled.projects);
    const permissionSet = store.all("SELECT Id FROM PermissionSet WHERE Name = 'Elements_Connect_Admin'")[0]![0]!;
    const assignment = { PermissionSetId: permissionSet, AssigneeId: ADMIN_USER_ID };
    insertRows(store, 'PermissionSetAssignment', [assignment], { allOrNone: true, mode: 'system' });
    store.commit();
    const tables = objects.map((wide) => ({ object: wide.object, records: wideRecords(wide, RECORDS) }));
    await loadTables(store, lab.compiled.schema, tables);
    store.close();
    return lab;
  }

  /** An org with the delivery set up and nothing started. With a link, its requests go there. */
  org(link: ((request: WireRequest) => WireAnswer) | null = null): FaultOrg {
    const file = join(this.#folder, `org-${++this.#copies}.db`);
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(this.#prepared + suffix)) copyFileSync(this.#prepared + suffix, file + suffix);
    }
    const org = new FaultOrg(this, file, this.#machine, link);
    this.#machine = org.runtime.machine;
    return org;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** The same org with some standard objects not queryable, as those of features that are off, and a small User. */
function withFewObjects(compiled: CompiledOrg): CompiledOrg {
  const objects = new Map<string, ObjectSchema>();
  for (const [name, object] of compiled.schema.objects) {
    const fields = [...object.fields].filter(([field]) => !/^userpermissions|^userpreferences/.test(field));
    objects.set(name, LEFT_OUT.has(name) ? { ...object, queryable: false } : { ...object, fields: new Map(fields) });
  }
  return { ...compiled, schema: { ...compiled.schema, objects } };
}

/** One org of one run, in this thread: the tests are its engine, and decide where it dies. */
export class FaultOrg {
  readonly runtime: OrgRuntime;
  readonly endpoint = new MessageStore();
  /** Webhook ids in the order in which requests arrived, repeats included. */
  readonly requests: string[] = [];
  readonly failures: string[] = [];
  /** How often each counting query has been sent to the database. */
  readonly counts = new Map<string, number>();
  hasFired = false;
  readonly #finalizers = new Map<string, string>();
  readonly #lab: FaultLab;
  readonly #file: string;
  #now = Date.now();

  constructor(
    lab: FaultLab,
    file: string,
    machine: Machine | null,
    link: ((request: WireRequest) => WireAnswer) | null
  ) {
    this.#lab = lab;
    this.#file = file;
    this.runtime = openRuntime({
      compiled: lab.compiled,
      databaseFile: file,
      userId: ADMIN_USER_ID,
      clock: { now: () => this.#now },
      hosts: {},
      exchange: link ?? ((request) => this.#receive(request)),
      finalizerAttached: (jobId, graph) => this.#finalizers.set(jobId, graph),
      faultPoint: (path, line) => lab.onStatement?.(path, line),
      ...(machine === null ? {} : { machine })
    });
    // Counted by text, so that a test can tell how often a step was done.
    const { store } = this.runtime;
    const statement = store.statement.bind(store);
    store.statement = (sql) => {
      // The platform counts the executions of its own jobs: no step of a run.
      if (/count\(/i.test(sql) && !/"_(async_execution|job)"/.test(sql))
        this.counts.set(sql, (this.counts.get(sql) ?? 0) + 1);
      return statement(sql);
    };
    this.call('DeliveryConsole', 'configure', { region: 'EU', secret: SECRET });
  }

  /** Calls an @AuraEnabled method as the administrator. @throws Error with what the browser would show */
  call(className: string, method: string, parameters: Readonly<Record<string, unknown>> = {}): unknown {
    const result = invokeAura(this.runtime, ADMIN_USER_ID, className, method, parameters);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  }

  /** Calls a static method in a transaction of its own. @throws what it throws */
  callStatic(className: string, method: string, args: readonly unknown[]): void {
    const { context, machine } = this.runtime;
    const found = machine.findClass(className)!.findMethod(method, args.length)!;
    const outcome = execute({ org: context, kind: 'anonymous', user: context.user(ADMIN_USER_ID) }, () =>
      found.invoke(null, args)
    );
    if (!outcome.ok) throw outcome.error;
  }

  /** Milliseconds since 1970, by the clock of the org. */
  get now(): number {
    return this.#now;
  }

  run(): Readonly<Record<string, unknown>> {
    return this.call('PopulationConsole', 'latestRun') as Readonly<Record<string, unknown>>;
  }

  /** Runs one job, or a step of one; what is due later becomes due. False: none waits, schedules left aside. */
  step(): boolean {
    const job = this.runtime.context.jobs.nextWaiting('finite');
    if (job === null) return false;
    this.#now = Math.max(this.#now, job.dueAt);
    try {
      this.#report(runStep(job, { org: this.runtime.context }));
    } catch (error) {
      if (!(error instanceof LostError)) throw error;
      this.#recover();
    }
    return true;
  }

  /** Runs jobs until none waits. @throws Error when that takes suspiciously many */
  drain(): void {
    for (let steps = 0; this.step(); steps++) {
      if (steps > 200) throw new Error(`the jobs do not end: ${this.failures.join('\n')}`);
    }
  }

  /** Starts a run as an admin would: who gets an error, or none, looks whether it has started, and clicks again. */
  start(): void {
    try {
      this.call('PopulationConsole', 'startRun');
    } catch {
      if (this.run() === null) this.call('PopulationConsole', 'startRun');
    }
  }

  /** What the schedule does, a day later. */
  fireSchedule(): void {
    this.hasFired = true;
    this.advance(24 * 60);
    const { context, machine } = this.runtime;
    const work = machine.findClass('ScheduledWork')!;
    const outcome = execute({ org: context, kind: 'schedulable', user: context.user(ADMIN_USER_ID) }, () =>
      work.findMethod('run', 0)!.invoke(work.construct(), [])
    );
    if (!outcome.ok) throw outcome.error;
  }

  advance(minutes: number): void {
    this.#now += minutes * 60_000;
  }

  /** Notes every statement that the body executes. */
  trace(body: () => void): Trace {
    const statements: Statement[] = [];
    const operations = new Map<number, Operation>();
    let before = new Map<string, number>();
    let transaction: Transaction | null = null;
    this.runtime.machine.statements.interval = 1;
    this.#lab.onStatement = (path, line) => {
      const present = currentTransaction();
      const isNew = present !== transaction;
      transaction = present;
      for (const [operation, counter] of COUNTERS) {
        const used = present.limits.used(counter);
        if (!isNew && used > (before.get(counter) ?? 0)) operations.set(statements.length - 1, operation);
      }
      before = new Map(COUNTERS.map(([, counter]) => [counter, present.limits.used(counter)]));
      statements.push({ number: statements.length, path, line, kind: present.kind });
    };
    body();
    this.#lab.onStatement = null;
    this.runtime.machine.statements.interval = METER_INTERVAL;
    return { statements, operations };
  }

  /** Executes the body, in which the transaction dies right before that statement, once. */
  killAt(number: number, death: Death, body: () => void): void {
    const { statements } = this.runtime.machine;
    let executed = 0;
    this.#lab.onStatement = () => {
      if (executed++ !== number) return;
      this.#lab.onStatement = null;
      statements.interval = METER_INTERVAL;
      this.die(death);
    };
    statements.interval = 1;
    body();
    if (this.#lab.onStatement !== null) throw new Error(`the run has no statement ${number}`);
  }

  /** Ends the present transaction. @throws always */
  die(death: Death): never {
    if (death === 'lost') this.#loseServer();
    throw new UncatchableError('System.LimitException: ended by a fault test');
  }

  close(): void {
    this.runtime.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.#file + suffix, { force: true });
  }

  #report({ className, failure }: { readonly className: string; readonly failure: string | null }): void {
    if (failure !== null) this.failures.push(`${className}: ${failure}`);
  }

  /** Lets nothing of the platform run after the rollback: no state of the job, no finalizer. */
  #loseServer(): void {
    const { store } = this.runtime;
    const rollback = store.rollback.bind(store);
    store.rollback = () => {
      store.rollback = rollback;
      rollback();
      throw new LostError('the server is gone');
    };
  }

  /** Ends what a lost server was running, as the platform does when it notices. */
  #recover(): void {
    const { context } = this.runtime;
    for (const job of context.jobs.running()) {
      const finalizer = this.#finalizers.get(job.asyncJobId) ?? job.finalizer;
      this.#report(recoverKilled(job, finalizer, { org: context }));
    }
  }

  #receive(request: WireRequest): WireAnswer {
    const id = request.headers['webhook-id'] ?? '';
    const body = Buffer.from(request.body ?? []).toString('utf8');
    this.requests.push(id);
    const outcome = this.endpoint.put(id, body, parseEnvelope(JSON.parse(body)), this.#now);
    const status = outcome === 'stored' ? 201 : 409;
    if (outcome === 'conflict') this.failures.push(`${id} arrived with another body`);
    return { kind: 'response', status, reason: '', headers: [], body: Buffer.from('{}') };
  }
}
