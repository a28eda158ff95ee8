/** The deployments of one org: one after the other, in the order of their requests, remembered on disk. */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ArchiveError } from '../metadata/archive.ts';
import { NO_TESTS, apiTime } from './result.ts';
import type { DeployOptions, DeployResult } from './result.ts';
import { runDeployment } from './run.ts';
import type { DeployControl, Outcome } from './run.ts';
import type { DeployTarget, DeployUser } from './target.ts';
import { NoTestClassError } from './tests.ts';

/** Days that a validated deployment can be deployed without its tests. */
const VALIDATION_DAYS = 10;
const DAY = 86_400_000;
const ENDED_EARLY = 'The org was stopped while the deployment ran; deploy again';

interface Stored {
  readonly options: DeployOptions;
  readonly result: DeployResult;
}

/** A deployment that cannot be used as asked. `code` is the API's. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class Deployments {
  readonly #target: DeployTarget;
  readonly #folder: string;
  readonly #results = new Map<string, Stored>();
  readonly #canceled = new Map<string, DeployUser>();
  #queue: Promise<void> = Promise.resolve();

  constructor(target: DeployTarget) {
    this.#target = target;
    this.#folder = path.join(target.folder, 'deployments');
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(this.#folder).filter((file) => file.endsWith('.json'))) {
      const stored = JSON.parse(readFileSync(path.join(this.#folder, name), 'utf8')) as Stored;
      this.#results.set(stored.result.id, stored.result.done ? stored : this.#endedEarly(stored));
    }
  }

  /** Begins a deployment, which runs when those before it have ended. @returns its id */
  start(archive: Uint8Array, options: DeployOptions, user: DeployUser): string {
    const id = this.#create(options, user);
    writeFileSync(this.#archiveOf(id), archive);
    this.#run(id, archive, options, user);
    return id;
  }

  /**
   * Deploys what has been validated, without running its tests again.
   * @throws DeploymentError when the validation does not allow that
   */
  startValidated(validationId: string, user: DeployUser): string {
    const { options, result } = this.#validated(validationId);
    const deployed = { ...options, checkOnly: false, testLevel: 'NoTestRun', runTests: [] } as const;
    const id = this.#create(deployed, user);
    this.#run(id, new Uint8Array(readFileSync(this.#archiveOf(result.id))), deployed, user);
    return id;
  }

  /** @throws DeploymentError when there is none of that id */
  status(id: string): DeployResult {
    return this.#stored(id).result;
  }

  /** Lets the deployment end before it changes the org. @returns is it over already? @throws DeploymentError */
  cancel(id: string, user: DeployUser): boolean {
    const { result } = this.#stored(id);
    if (result.done)
      throw new DeploymentError('INVALID_ID_FIELD', `Deployment already completed with status ${result.status}`);
    this.#canceled.set(id, user);
    this.#update(id, { status: 'Canceling' });
    return false;
  }

  /** Newest first. */
  list(): DeployResult[] {
    return [...this.#results.values()]
      .map(({ result }) => result)
      .sort((a, b) => (a.createdDate < b.createdDate ? 1 : -1));
  }

  /** Runs something else that changes the org, when the deployments before it have ended. @throws what `work` throws */
  exclusive(work: () => Promise<void>): Promise<void> {
    const running = this.#queue.then(work);
    this.#queue = running.catch(() => undefined);
    return running;
  }

  /** Resolves when nothing runs. */
  idle(): Promise<void> {
    return this.#queue;
  }

  #validated(id: string): Stored {
    const stored = this.#stored(id);
    const { result, options } = stored;
    const refuse = (why: string): never => {
      throw new DeploymentError('INVALID_ID_FIELD', `Validation ${id} cannot be deployed: ${why}`);
    };
    if (!options.checkOnly) return refuse('it was a deployment, not a validation');
    if (result.status !== 'Succeeded') return refuse(`its status is ${result.status}`);
    if (options.testLevel === 'NoTestRun') return refuse('no Apex tests were run');
    const completed = Date.parse(result.completedDate!);
    if (this.#now() - completed > VALIDATION_DAYS * DAY) return refuse(`it is older than ${VALIDATION_DAYS} days`);
    const changed = this.list().some(
      (other) => !other.checkOnly && other.success && Date.parse(other.completedDate!) >= completed
    );
    if (changed) return refuse('the org has been deployed to since');
    return stored;
  }

  #run(id: string, archive: Uint8Array, options: DeployOptions, user: DeployUser): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#canceled.has(id)) {
        this.#finish(id, { status: 'Canceled', successes: [], failures: [], tests: NO_TESTS });
        return;
      }
      this.#update(id, { status: 'InProgress', startDate: this.#time() });
      try {
        this.#finish(id, await runDeployment(this.#target, user, archive, options, this.#control(id)));
      } catch (error) {
        this.#fail(id, error);
      }
    });
  }

  #control(id: string): DeployControl {
    return {
      isCanceled: () => this.#canceled.has(id),
      components: (numberComponentsTotal, numberComponentErrors) =>
        this.#update(id, { numberComponentsTotal, numberComponentErrors }),
      tests: (numberTestsTotal, numberTestsCompleted, numberTestErrors) =>
        this.#update(id, { numberTestsTotal, numberTestsCompleted, numberTestErrors })
    };
  }

  #create(options: DeployOptions, user: DeployUser): string {
    const id = this.#target.state.nextId('0Af');
    const now = this.#time();
    const result: DeployResult = {
      id,
      success: false,
      done: false,
      status: 'Pending',
      checkOnly: options.checkOnly,
      createdBy: user.id,
      createdByName: user.name,
      createdDate: now,
      lastModifiedDate: now,
      ignoreWarnings: options.ignoreWarnings,
      rollbackOnError: options.rollbackOnError,
      runTestsEnabled: options.testLevel !== 'NoTestRun',
      numberComponentErrors: 0,
      numberComponentsDeployed: 0,
      numberComponentsTotal: 0,
      numberTestErrors: 0,
      numberTestsCompleted: 0,
      numberTestsTotal: 0,
      details: { componentSuccesses: [], componentFailures: [], runTestResult: NO_TESTS }
    };
    this.#results.set(id, { options, result });
    this.#save(id);
    return id;
  }

  #finish(id: string, { status, successes, failures, tests }: Outcome): void {
    const deployed = successes.filter(({ componentType }) => componentType !== '').length;
    const canceled = this.#canceled.get(id);
    this.#update(id, {
      status,
      success: status === 'Succeeded' || status === 'SucceededPartial',
      done: true,
      completedDate: this.#time(),
      ...(status === 'Canceled' && canceled !== undefined
        ? { canceledBy: canceled.id, canceledByName: canceled.name }
        : {}),
      numberComponentErrors: failures.length,
      numberComponentsDeployed: deployed,
      numberComponentsTotal: deployed + failures.length,
      numberTestErrors: tests.numFailures,
      numberTestsCompleted: tests.numTestsRun - tests.numFailures,
      numberTestsTotal: tests.numTestsRun,
      details: { componentSuccesses: successes, componentFailures: failures, runTestResult: tests }
    });
    this.#forgetArchive(id);
  }

  /** A request that cannot be carried out says so; anything else is a fault of the local org, with its stack. */
  #fail(id: string, error: unknown): void {
    const known = error instanceof ArchiveError || error instanceof NoTestClassError;
    const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
    this.#update(id, {
      status: 'Failed',
      done: true,
      completedDate: this.#time(),
      errorStatusCode: known ? 'INVALID_OPERATION' : 'UNKNOWN_EXCEPTION',
      errorMessage: text
    });
    this.#forgetArchive(id);
  }

  #endedEarly(stored: Stored): Stored {
    const result: DeployResult = {
      ...stored.result,
      status: 'Failed',
      done: true,
      completedDate: stored.result.lastModifiedDate,
      errorStatusCode: 'UNKNOWN_EXCEPTION',
      errorMessage: ENDED_EARLY
    };
    return { ...stored, result };
  }

  /** Only a validation may be needed again. */
  #forgetArchive(id: string): void {
    const { options, result } = this.#stored(id);
    if (!options.checkOnly || !result.success) rmSync(this.#archiveOf(id), { force: true });
  }

  #update(id: string, change: Partial<DeployResult>): void {
    const stored = this.#stored(id);
    this.#results.set(id, { ...stored, result: { ...stored.result, ...change, lastModifiedDate: this.#time() } });
    this.#save(id);
  }

  #stored(id: string): Stored {
    const found = [...this.#results].find(([known]) => known.slice(0, 15) === id.slice(0, 15))?.[1];
    if (found === undefined || id.length < 15)
      throw new DeploymentError('INVALID_CROSS_REFERENCE_KEY', `no deployment found for id: ${id}`);
    return found;
  }

  #save(id: string): void {
    const file = path.join(this.#folder, `${id}.json`);
    writeFileSync(`${file}.new`, JSON.stringify(this.#results.get(id)));
    renameSync(`${file}.new`, file);
  }

  #archiveOf(id: string): string {
    return path.join(this.#folder, `${id}.zip`);
  }

  #now(): number {
    return this.#target.local().store.clock();
  }

  #time(): string {
    return apiTime(this.#now());
  }
}
