/** Scratch orgs that these tools make: they carry a mark in the Dev Hub, so that forgotten ones are found again. */
import type { DevHub } from './hub.ts';
import { entries, entry, textIn } from './sf.ts';
import type { SfRunner } from './sf.ts';

/** Begins the description of each of ours in the Dev Hub. */
export const MARK = 'Elements Connect release tools';
const HOUR = 3_600_000;

export interface ScratchRequest {
  /** Relative to the staged project. */
  readonly definitionFile: string;
  readonly alias: string;
  readonly shape: string;
  readonly days: number;
  readonly namespaced: boolean;
  /** Absolute. */
  readonly stage: string;
}

export interface ActiveScratchOrg {
  /** Of its ActiveScratchOrg record. */
  readonly id: string;
  readonly username: string;
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly expires: string;
}

export class ScratchOrgs {
  readonly #sf: SfRunner;
  readonly #hub: DevHub;

  constructor(sf: SfRunner, hub: DevHub) {
    this.#sf = sf;
    this.#hub = hub;
  }

  /** @returns its username */
  create(request: ScratchRequest): Promise<string> {
    const kind = `${request.shape}, ${request.namespaced ? 'namespaced' : 'plain'}`;
    return this.#sf.run({
      args: [
        ...['org', 'create', 'scratch', '--definition-file', request.definitionFile, '--alias', request.alias],
        ...['--duration-days', String(request.days), '--description', `${MARK}: ${kind}`],
        ...(request.namespaced ? [] : ['--no-namespace']),
        ...['--wait', '15', '--target-dev-hub', this.#hub.name]
      ],
      cwd: request.stage,
      planned: request.alias,
      read: (result) => textIn(entry(result), 'username')
    });
  }

  /** @param name alias or username that the CLI knows */
  async delete(name: string): Promise<void> {
    await this.#sf.run({
      args: ['org', 'delete', 'scratch', '--no-prompt', '--target-org', name],
      planned: null,
      read: () => null
    });
  }

  /** Ours only, the oldest first. */
  async active(): Promise<ActiveScratchOrg[]> {
    const rows = await this.#sf.run({
      args: [
        ...['data', 'query', '--target-org', this.#hub.name, '--query'],
        'SELECT Id, SignupUsername, CreatedDate, ExpirationDate, ScratchOrgInfo.Description FROM ActiveScratchOrg'
      ],
      planned: [],
      read: (result) => entries(entry(result)['records']).map(readActive)
    });
    return rows.filter(({ description }) => description.startsWith(MARK)).sort((a, b) => a.createdAt - b.createdAt);
  }

  /** Deletes ours that are older. */
  async reap(hours: number, now: number): Promise<ActiveScratchOrg[]> {
    const stale = (await this.active()).filter(({ createdAt }) => now - createdAt >= hours * HOUR);
    for (const { id } of stale)
      await this.#sf.run({
        args: [
          'data',
          'delete',
          'record',
          '--sobject',
          'ActiveScratchOrg',
          '--record-id',
          id,
          '--target-org',
          this.#hub.name
        ],
        planned: null,
        read: () => null
      });
    return stale;
  }
}

function readActive(row: Record<string, unknown>): ActiveScratchOrg {
  const info = row['ScratchOrgInfo'];
  const description = typeof info === 'object' && info !== null ? (info as Record<string, unknown>)['Description'] : '';
  const createdAt = Date.parse(textIn(row, 'CreatedDate').replace(/\+0000$/, 'Z'));
  if (Number.isNaN(createdAt)) throw new TypeError(`CreatedDate ${String(row['CreatedDate'])} is no time`);
  return {
    id: textIn(row, 'Id'),
    username: textIn(row, 'SignupUsername'),
    description: typeof description === 'string' ? description : '',
    createdAt,
    expires: typeof row['ExpirationDate'] === 'string' ? row['ExpirationDate'] : ''
  };
}
