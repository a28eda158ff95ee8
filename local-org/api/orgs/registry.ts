/**
 * The orgs of this computer, on disk: `registry.db` says which there are, `orgs/<id>/` holds the data of each. An org
 * is opened by the first request that is for it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { DatabaseChange } from '../../jobs/database-change.ts';
import { SESSION_MILLISECONDS, mintSession } from '../../runtime/platform/session-token.ts';
import { openDatabase } from '../../store/driver.ts';
import type { Database } from '../../store/driver.ts';
import { recordNumber } from '../../store/ids.ts';
import { ADMIN_USER_ID, makeId, readId } from '../../store/index.ts';
import type { OrgIdentity } from '../../store/org-identity.ts';
import { endInterrupted } from '../platform/interrupted.ts';
import { HostedOrg } from './hosted-org.ts';
import type { HostedOrgOptions, OrgFacts } from './hosted-org.ts';

export { SESSION_MILLISECONDS };

export interface RegistryOptions {
  /** Made when it does not exist. */
  readonly folder: string;
  /** Public host name -> local base URL, for callouts of all orgs. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly onError: (error: unknown) => void;
}

export interface NewOrg {
  readonly kind: OrgFacts['kind'];
  readonly projects: readonly string[];
  readonly identity: Omit<OrgIdentity, 'organizationId'>;
  /** Permission sets of the projects that the administrator gets. */
  readonly assignPermissionSets?: readonly string[];
}

export class OrgRegistry {
  readonly #options: RegistryOptions;
  readonly #database: Database;
  readonly #facts = new Map<string, OrgFacts>();
  readonly #open = new Map<string, Promise<HostedOrg>>();
  /** Ids of orgs that this process has opened. */
  readonly #begun = new Set<string>();

  constructor(options: RegistryOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
    this.#database = openDatabase(join(options.folder, 'registry.db'));
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000');
    this.#database.exec('CREATE TABLE IF NOT EXISTS org (id TEXT PRIMARY KEY, facts TEXT NOT NULL) WITHOUT ROWID');
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID'
    );
    for (const [, facts] of this.#database.prepare('SELECT id, facts FROM org ORDER BY id').all()) {
      const read = JSON.parse(String(facts)) as OrgFacts;
      this.#facts.set(read.id, read);
    }
  }

  /** Where everything is kept. */
  get folder(): string {
    return this.#options.folder;
  }

  /** For tables of other parts of the API: grants of OAuth. */
  get database(): Database {
    return this.#database;
  }

  /** In the order in which they were made. */
  list(): OrgFacts[] {
    return [...this.#facts.values()].sort((a, b) => a.createdAt - b.createdAt);
  }

  /** @param id 15 or 18 characters */
  find(id: string): OrgFacts | null {
    return this.#facts.get(readId(id) ?? '') ?? null;
  }

  /** The org whose first user has that name. */
  findByUsername(username: string): OrgFacts | null {
    return this.list().find(({ identity }) => identity.username.toLowerCase() === username.toLowerCase()) ?? null;
  }

  /**
   * Makes an org and opens it; one that cannot be opened leaves nothing behind.
   * @throws CompileError, MetadataError
   */
  async create({ kind, projects, identity, assignPermissionSets = [] }: NewOrg): Promise<HostedOrg> {
    const id = makeId('00D', this.#nextNumber());
    const facts: OrgFacts = {
      id,
      kind,
      projects,
      identity: { ...identity, organizationId: id },
      sessionSecret: randomBytes(32).toString('hex'),
      createdAt: Math.max(Date.now(), ...this.list().map(({ createdAt }) => createdAt + 1))
    };
    rmSync(this.#folderOf(id), { recursive: true, force: true });
    mkdirSync(this.#folderOf(id), { recursive: true });
    try {
      const opened = await this.#start(facts, assignPermissionSets);
      this.#save(facts);
      return opened;
    } catch (error) {
      rmSync(this.#folderOf(id), { recursive: true, force: true });
      throw error;
    }
  }

  /** @throws Error for an org that does not exist; CompileError, MetadataError when its projects no longer compile */
  open(id: string): Promise<HostedOrg> {
    const facts = this.find(id);
    if (facts === null) return Promise.reject(new Error(`there is no org ${id}`));
    return this.#open.get(facts.id) ?? this.#start(facts);
  }

  /**
   * Puts other projects in the place of an org's, and brings its data in line with them. Sessions stay valid; requests
   * that come meanwhile wait. `HostedOrg`s handed out before are closed.
   * @param compiled those projects, compiled already: nothing of them may fail to open any more
   * @throws Error that kept the org from opening, and the org is as before
   */
  replaceProjects(id: string, projects: readonly string[], compiled: CompiledOrg): Promise<HostedOrg> {
    const before = this.find(id);
    if (before === null) return Promise.reject(new Error(`there is no org ${id}`));
    const open = this.open(before.id);
    const replacing = this.#replace(before, projects, compiled, open);
    // Who asks for the org meanwhile gets the one that is open afterwards, whichever it is.
    const settled = replacing.catch(() => this.#start(before));
    this.#open.set(before.id, settled);
    return replacing.finally(() => settled);
  }

  async #replace(
    before: OrgFacts,
    projects: readonly string[],
    compiled: CompiledOrg,
    open: Promise<HostedOrg>
  ): Promise<HostedOrg> {
    const org = await open;
    const { databaseFile, compiled: old } = org.local;
    await org.close();
    const change = new DatabaseChange(databaseFile);
    const after: OrgFacts = { ...before, projects };
    try {
      change.bringInLine(old, compiled);
      const opened = await HostedOrg.open(this.#optionsOf(after), compiled);
      this.#save(after);
      change.keep();
      return opened;
    } catch (error) {
      change.undo();
      throw error;
    }
  }

  /** Ends the org and removes its data. */
  async delete(id: string): Promise<void> {
    const facts = this.find(id);
    if (facts === null) return;
    this.#facts.delete(facts.id);
    this.#database.prepare('DELETE FROM org WHERE id = ?').run(facts.id);
    await (await this.#open.get(facts.id)?.catch(() => null))?.close();
    this.#open.delete(facts.id);
    rmSync(this.#folderOf(facts.id), { recursive: true, force: true });
  }

  /** A new session of the user, for the API. */
  newSession(facts: OrgFacts, userId: string = ADMIN_USER_ID): string {
    return mintSession({ organizationId: facts.id, userId, kind: 'api', issuedAt: Date.now() }, facts.sessionSecret);
  }

  /** Closes all orgs; their data stays. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const org of open) await (await org.catch(() => null))?.close();
    this.#database.close();
  }

  /** Never that of an org that was deleted: its sessions would name the new one. */
  #nextNumber(): number {
    this.#database
      .prepare(
        "INSERT INTO sequence (name, last) VALUES ('org', ?) ON CONFLICT (name) DO UPDATE SET last = max(last + 1, excluded.last)"
      )
      .run(Math.max(0, ...this.list().map(({ id }) => recordNumber(id) ?? 0)) + 1);
    return Number(this.#database.prepare("SELECT last FROM sequence WHERE name = 'org'").get()![0]);
  }

  #start(facts: OrgFacts, assignPermissionSets: readonly string[] = []): Promise<HostedOrg> {
    const opening = HostedOrg.open({ ...this.#optionsOf(facts), assignPermissionSets }).then((org) => {
      if (!this.#begun.has(facts.id)) endInterrupted(org.platform);
      this.#begun.add(facts.id);
      return org;
    });
    this.#open.set(facts.id, opening);
    // The next request tries again.
    opening.catch(() => this.#open.delete(facts.id));
    return opening;
  }

  #optionsOf(facts: OrgFacts): HostedOrgOptions {
    const { hosts, onError } = this.#options;
    return { facts, folder: this.#folderOf(facts.id), hosts, onError };
  }

  #save(facts: OrgFacts): void {
    this.#facts.set(facts.id, facts);
    this.#database.prepare('INSERT OR REPLACE INTO org (id, facts) VALUES (?, ?)').run(facts.id, JSON.stringify(facts));
  }

  #folderOf(id: string): string {
    return join(this.#options.folder, 'orgs', id.slice(0, 15));
  }
}
