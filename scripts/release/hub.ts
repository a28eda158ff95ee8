/** The Dev Hub, as far as a release needs it. */
import type { ReleaseConfig } from './config.ts';
import { ReleaseError } from './errors.ts';
import { entries, entry, textIn } from './sf.ts';
import type { SfRunner } from './sf.ts';
import { parseVersion } from './version-number.ts';
import type { HubVersion } from './version-number.ts';

/** A request that is or was building a version. */
export interface CreateRequest {
  /** 08c… */
  readonly id: string;
  readonly status: string;
  /** 04t…, once there is one. */
  readonly versionId: string | null;
  readonly packageId: string;
  readonly tag: string;
  readonly errors: readonly string[];
}

const FINISHED = new Set(['Success', 'Error']);

export function isFinished({ status }: CreateRequest): boolean {
  return FINISHED.has(status);
}

export class DevHub {
  readonly #sf: SfRunner;
  /** Alias or username. */
  readonly name: string;

  private constructor(sf: SfRunner, name: string) {
    this.#sf = sf;
    this.name = name;
  }

  /**
   * @param named from the command line; null takes SF_TARGET_DEV_HUB or the CLI's own default
   * @throws ReleaseError `no_dev_hub`
   */
  static async find(
    sf: SfRunner,
    named: string | null,
    env: Readonly<Record<string, string | undefined>>
  ): Promise<DevHub> {
    const given = named ?? env['SF_TARGET_DEV_HUB'] ?? '';
    if (given !== '') return new DevHub(sf, given);
    const configured = await sf.run({
      args: ['config', 'get', 'target-dev-hub'],
      planned: '<dev hub>',
      read: (result) => entries(result).map(({ value }) => (typeof value === 'string' ? value : ''))[0] ?? ''
    });
    if (configured !== '') return new DevHub(sf, configured);
    throw new ReleaseError(
      'no_dev_hub',
      'There is no Dev Hub to work with.',
      'Log in (npm run release -- login, or sf org login web --set-default-dev-hub), or name one with --target-dev-hub or SF_TARGET_DEV_HUB.'
    );
  }

  /** The id of the package of that name. @throws ReleaseError `no_package` */
  async packageId({ packageName }: ReleaseConfig): Promise<string> {
    const id = await this.#sf.run({
      args: ['package', 'list', '--target-dev-hub', this.name],
      planned: '<0Ho…>',
      read: (result) => entries(result).find(({ Name }) => Name === packageName)?.['Id'] ?? null
    });
    if (typeof id === 'string') return id;
    throw new ReleaseError(
      'no_package',
      `The Dev Hub ${this.name} has no package "${packageName}".`,
      'Create it, once: npm run release -- create. Its namespace has to be linked to the Dev Hub.'
    );
  }

  createPackage({ packageName, namespace }: ReleaseConfig, stage: string): Promise<string> {
    const description = `${packageName} (${namespace})`;
    return this.#sf.run({
      args: [
        ...['package', 'create', '--name', packageName, '--package-type', 'Managed', '--path', 'force-app'],
        ...['--description', description, '--target-dev-hub', this.name]
      ],
      cwd: stage,
      planned: '<0Ho…>',
      read: (result) => textIn(entry(result), 'Id')
    });
  }

  versions(packageId: string): Promise<HubVersion[]> {
    return this.#sf.run({
      args: ['package', 'version', 'list', '--packages', packageId, '--verbose', '--target-dev-hub', this.name],
      planned: [],
      read: (result) => entries(result).map(readVersion)
    });
  }

  /** Requests for the package that are not finished. */
  async openRequests(packageId: string): Promise<CreateRequest[]> {
    const requests = await this.#sf.run({
      args: ['package', 'version', 'create', 'list', '--created-last-days', '1', '--target-dev-hub', this.name],
      planned: [],
      read: (result) => entries(result).map(readRequest)
    });
    return requests.filter((each) => each.packageId === packageId && !isFinished(each));
  }

  /** Starts a version; the Dev Hub builds it whether anybody waits or not. */
  createVersion(options: {
    readonly packageId: string;
    readonly stage: string;
    readonly tag: string;
    readonly installationKey: string | null;
    readonly skipAncestorCheck: boolean;
  }): Promise<CreateRequest> {
    const key =
      options.installationKey === null
        ? ['--installation-key-bypass']
        : ['--installation-key', options.installationKey];
    return this.#sf.run({
      args: [
        ...[
          'package',
          'version',
          'create',
          '--package',
          options.packageId,
          ...key,
          '--code-coverage',
          '--tag',
          options.tag
        ],
        ...(options.skipAncestorCheck ? ['--skip-ancestor-check'] : []),
        ...['--wait', '0', '--target-dev-hub', this.name]
      ],
      cwd: options.stage,
      planned: {
        id: '<08c…>',
        status: 'Queued',
        versionId: null,
        packageId: options.packageId,
        tag: options.tag,
        errors: []
      },
      read: (result) => readRequest(entry(result))
    });
  }

  request(id: string): Promise<CreateRequest> {
    return this.#sf.run({
      args: [
        'package',
        'version',
        'create',
        'report',
        '--package-create-request-id',
        id,
        '--target-dev-hub',
        this.name
      ],
      planned: { id, status: 'Success', versionId: '<04t…>', packageId: '', tag: '', errors: [] },
      read: (result) => readRequest(entries(result)[0]!)
    });
  }

  /** Percent per class of a version, the least covered first; empty when the Dev Hub does not say. */
  async classCoverage(versionId: string): Promise<{ readonly name: string; readonly percent: number }[]> {
    return this.#sf.run({
      args: ['package', 'version', 'report', '--package', versionId, '--verbose', '--target-dev-hub', this.name],
      planned: [],
      read(result) {
        const { CodeCoveragePercentages: given } = entry(result);
        const list =
          typeof given === 'object' && given !== null
            ? (given as Record<string, unknown>)['codeCoveragePercentages']
            : [];
        return entries(list ?? [])
          .map((each) => ({ name: textIn(each, 'className'), percent: Number(each['codeCoveragePercentage']) }))
          .sort((a, b) => a.percent - b.percent);
      }
    });
  }

  async promote(versionId: string): Promise<void> {
    await this.#sf.run({
      args: ['package', 'version', 'promote', '--package', versionId, '--no-prompt', '--target-dev-hub', this.name],
      planned: null,
      read: () => null
    });
  }
}

function readVersion(values: Record<string, unknown>): HubVersion {
  const [, major = '', minor = '', patch = '', build = ''] =
    /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(textIn(values, 'Version')) ?? [];
  const percent = /^([\d.]+)%$/.exec(typeof values['CodeCoverage'] === 'string' ? values['CodeCoverage'] : '');
  return {
    id: textIn(values, 'SubscriberPackageVersionId'),
    number: parseVersion(`${major}.${minor}.${patch}`),
    build: Number(build),
    released: values['IsReleased'] === true || values['IsReleased'] === 'true',
    tag: typeof values['Tag'] === 'string' ? values['Tag'] : '',
    coverage: percent === null ? null : Number(percent[1]),
    passedCoverage: values['HasPassedCodeCoverageCheck'] === true
  };
}

function readRequest(values: Record<string, unknown>): CreateRequest {
  const versionId = values['SubscriberPackageVersionId'];
  const errors: unknown[] = Array.isArray(values['Error']) ? values['Error'] : [];
  return {
    id: textIn(values, 'Id'),
    status: textIn(values, 'Status'),
    versionId: typeof versionId === 'string' && versionId !== '' ? versionId : null,
    packageId: textIn(values, 'Package2Id'),
    tag: typeof values['Tag'] === 'string' ? values['Tag'] : '',
    errors: errors.map(String)
  };
}
