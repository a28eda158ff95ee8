/** The org as a whole, for commands, web server and tests. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OrgSchema } from '../metadata/schema.ts';
import type { QueryCostModel } from '../runtime/platform/limits.ts';
import { ADMIN_USER_ID, MY_DOMAIN_HOST, insertRows, openStore, setUpOrg } from '../store/index.ts';
import type { OrgIdentity } from '../store/org-identity.ts';
import type { Store } from '../store/store.ts';
import { visibleTo } from '../runtime/platform/permissions.ts';
import { UserDirectory } from '../runtime/platform/user-directory.ts';
import { AnonymousCompiler } from './anonymous.ts';
import type { AnonymousResult } from './anonymous.ts';
import { ApiRequests } from './api-requests.ts';
import type { AuraResult } from './aura.ts';
import { createOffset, offsetClock } from './clock.ts';
import { compileOrg } from './compile-org.ts';
import type { CompiledOrg } from './compile-org.ts';
import type { DataAnswer, DataCall } from './data/calls.ts';
import { Engine } from './engine.ts';
import type { PackageScript } from './package-script.ts';
import { openFrontDoor } from './own-api/front-door.ts';
import type { FrontDoor } from './own-api/front-door.ts';
import { Setup } from './setup/setup.ts';
import { WorkerClient } from './worker-client.ts';
import type { PageAnswer } from './visualforce/render.ts';
import { WorkerPool } from './worker-pool.ts';
import type { WorkerAnswers, WorkerEvent, WorkerSetup } from './worker-protocol.ts';

export { CompileError } from './compile-org.ts';
export type { AnonymousResult } from './anonymous.ts';
export type { AuraError, AuraResult } from './aura.ts';

export interface LocalOrgOptions {
  /** sfdx project directories. */
  readonly projects: readonly string[];
  /** `:memory:` for an org that ends with `close()`. */
  readonly databaseFile: string;
  /** 'real' when left out. A virtual clock does not wait for what is due later, and adds what queries would take. */
  readonly clock?: 'real' | 'virtual';
  /** Leaves asynchronous jobs waiting until `engine.start()`. */
  readonly engineStopped?: boolean;
  /** Public host name -> local base URL, as a hosts file would: `api.example.com` -> `http://127.0.0.1:8080`. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Permission sets that the administrator gets, as whoever installs a package assigns them. */
  readonly assignPermissionSets?: readonly string[];
  readonly queryCost?: QueryCostModel;
  /** Whose org a new database is; that of `npm start` when left out. */
  readonly identity?: OrgIdentity;
  /** Signs session ids; one of its own when left out. */
  readonly sessionSecret?: string;
  /** The projects, compiled already. */
  readonly compiled?: CompiledOrg;
  readonly onProgress?: (step: OpenStep) => void;
}

export type OpenStep = 'compiling' | 'database' | 'workers' | 'ready';

export class LocalOrg {
  readonly compiled: CompiledOrg;
  /** The main thread's connection, for loading data and looking at it. Long writes hold up the workers. */
  readonly store: Store;
  readonly engine: Engine;
  /** What the org's API answers is counted here, by whoever answers it. */
  readonly apiRequests: ApiRequests;
  /** Session settings, users, apps, limits …: what an admin would find and change in Setup. */
  readonly setup: Setup;
  readonly #setup: WorkerSetup;
  readonly #temporary: string | null;
  readonly #door: FrontDoor;
  readonly #requests: WorkerPool;
  #anonymous: AnonymousCompiler | null = null;

  private constructor(
    compiled: CompiledOrg,
    store: Store,
    setup: WorkerSetup,
    temporary: string | null,
    door: FrontDoor
  ) {
    this.#door = door;
    this.compiled = compiled;
    this.apiRequests = new ApiRequests(setup.apiRequests);
    this.store = store;
    this.setup = new Setup(store, MY_DOMAIN_HOST);
    this.#setup = setup;
    this.#temporary = temporary;
    this.#requests = new WorkerPool(() => this.#startWorker(() => undefined));
    this.engine = new Engine({
      clock: setup.clock,
      clockOffset: setup.clockOffset,
      startWorker: (onEvent) => this.#startWorker(onEvent)
    });
  }

  /**
   * Compiles the projects, opens or creates the database, starts the worker for calls and the asynchronous engine.
   * @throws CompileError with all problems; MetadataError for metadata that cannot be read
   */
  static async open(options: LocalOrgOptions): Promise<LocalOrg> {
    const progress = options.onProgress ?? (() => undefined);
    progress('compiling');
    const compiled = options.compiled ?? compileOrg(options.projects);
    progress('database');
    // Workers share the data through a file, so an org "in memory" is a file that goes away.
    const temporary = options.databaseFile === ':memory:' ? mkdtempSync(path.join(tmpdir(), 'local-org-')) : null;
    const databaseFile = temporary === null ? options.databaseFile : path.join(temporary, 'org.db');
    const clockOffset = createOffset();
    const clock = offsetClock(clockOffset);
    const store = openStore(databaseFile, compiled.schema, { clock: () => clock.now(), userId: ADMIN_USER_ID });
    setUpOrg(store, compiled.projects, options.identity);
    assignPermissionSets(store, options.assignPermissionSets ?? []);
    progress('workers');
    const apiRequests = new ApiRequests();
    const sessionSecret = options.sessionSecret ?? randomBytes(32).toString('hex');
    const door = await openFrontDoor({ store, sessionSecret, apiRequests });
    const setup: WorkerSetup = {
      compiled,
      databaseFile,
      userId: ADMIN_USER_ID,
      clockOffset,
      clock: options.clock ?? 'real',
      hosts: { [MY_DOMAIN_HOST]: door.url, ...options.hosts },
      queryCost: options.queryCost ?? null,
      sessionSecret,
      apiRequests: apiRequests.shared
    };
    const org = new LocalOrg(compiled, store, setup, temporary, door);
    await org.#requests.ready();
    if (options.engineStopped !== true) org.engine.start();
    progress('ready');
    return org;
  }

  /** Where the org's data is. */
  get databaseFile(): string {
    return this.#setup.databaseFile;
  }

  get schema(): OrgSchema {
    return this.compiled.schema;
  }

  /** Calls an @AuraEnabled method as the administrator's browser would. */
  async invokeAura(className: string, method: string, params: Readonly<Record<string, unknown>>): Promise<AuraResult> {
    const result = await this.#requests.request({ type: 'aura', userId: ADMIN_USER_ID, className, method, params });
    this.engine.poke();
    return result;
  }

  /** Runs a query in system mode. Rows as Lightning would get them; COUNT() gives one row with the number. @throws Error */
  query(soql: string): Promise<WorkerAnswers['query']> {
    return this.#requests.request({ type: 'query', soql });
  }

  /**
   * Runs a block of anonymous Apex, as the administrator when no user is named: one transaction, committed when nothing is thrown. What does
   * not compile and what is thrown are results, not errors.
   */
  async executeAnonymous(source: string, userId: string = ADMIN_USER_ID): Promise<AnonymousResult> {
    this.#anonymous ??= new AnonymousCompiler(this.compiled);
    const visible = visibleTo(
      new UserDirectory(this.store, this.compiled.gaps.profiles).access(userId),
      this.compiled.schema
    );
    const block = this.#anonymous.compile(source, visible);
    if ('compiled' in block) return block;
    // The block belongs to no program but its own, so its worker lives only as long as it runs.
    const compiled = { ...this.compiled, files: [...this.compiled.files, block] };
    const worker = new WorkerClient({ ...this.#setup, compiled }, () => undefined);
    try {
      await worker.ready;
      return await worker.request({ type: 'anonymous', userId, source });
    } finally {
      await worker.end();
      this.engine.poke();
    }
  }

  /**
   * A Visualforce request of the administrator's browser. Its session may call the API, as on the platform.
   * @param viewState what the page's last answer gave; null for its first request
   * @param action method that the pressed button names
   */
  async visualforce(name: string, viewState: string | null, action: string | null): Promise<PageAnswer> {
    const request = { name, userId: ADMIN_USER_ID, viewState, action };
    const result = await this.#requests.request({ type: 'page', request });
    this.engine.poke();
    return result;
  }

  /** One call of the data APIs, as a transaction of that user. What is refused is an answer, not an error. */
  async data<K extends DataCall['kind']>(
    userId: string,
    call: Extract<DataCall, { readonly kind: K }>
  ): Promise<DataAnswer<K>> {
    const answer = await this.#requests.request({ type: 'data', userId, call });
    if (call.kind === 'save') this.engine.poke();
    return answer as DataAnswer<K>;
  }

  /**
   * Runs the install or uninstall script of a package, in a transaction of its own.
   * @returns the error with its stack; null when it ended well
   */
  async runPackageScript(className: string, userId: string, run: PackageScript): Promise<string | null> {
    const failure = await this.#requests.request({ type: 'packageScript', userId, className, run });
    this.engine.poke();
    return failure;
  }

  browserUser(): Promise<WorkerAnswers['browserUser']> {
    return this.#requests.request({ type: 'browserUser', userId: ADMIN_USER_ID });
  }

  /** Stops the engine and all threads. A database file stays, and can be opened again. */
  async close(): Promise<void> {
    await this.engine.stop();
    await this.#requests.end();
    await this.#door.close();
    this.store.close();
    if (this.#temporary !== null) rmSync(this.#temporary, { recursive: true, force: true });
  }

  #startWorker(onEvent: (event: WorkerEvent) => void): WorkerClient {
    return new WorkerClient(this.#setup, onEvent);
  }
}

/** @throws Error when there is no such permission set */
function assignPermissionSets(store: Store, names: readonly string[]): void {
  for (const name of names) {
    const id = store.all('SELECT Id FROM PermissionSet WHERE Name = ?', name)[0]?.[0];
    if (typeof id !== 'string') throw new Error(`permission set ${name} does not exist in the projects`);
    if (
      store.all('SELECT 1 FROM PermissionSetAssignment WHERE PermissionSetId = ? AND AssigneeId = ?', id, ADMIN_USER_ID)
        .length > 0
    )
      continue;
    const [result] = insertRows(
      store,
      'PermissionSetAssignment',
      [{ PermissionSetId: id, AssigneeId: ADMIN_USER_ID }],
      { allOrNone: true, mode: 'system' }
    );
    if (result!.errors.length > 0) throw new Error(`permission set ${name}: ${result!.errors[0]!.message}`);
  }
  store.commit();
}
