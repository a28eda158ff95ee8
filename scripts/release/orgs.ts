/** What is done in one org: deploy, assign, load, test, install. */
import type { ReleaseConfig } from './config.ts';
import { ReleaseError } from './errors.ts';
import { entries, entry, textIn } from './sf.ts';
import type { SfRunner } from './sf.ts';

/** Minutes that the CLI waits for a deployment or a test run. */
const LONG_WAIT = '60';
const FAILURES_SHOWN = 10;

export interface TestSummary {
  readonly ran: number;
  readonly failed: number;
  /** As Salesforce gives it: `81%`; null when it does not. */
  readonly coverage: string | null;
}

export interface InstallRequest {
  /** 0Hf… */
  readonly id: string;
  readonly status: string;
}

export class Org {
  readonly #sf: SfRunner;
  readonly name: string;
  /** Absolute: the staged project. */
  readonly #stage: string;

  /** @param name alias or username */
  constructor(sf: SfRunner, name: string, stage: string) {
    this.#sf = sf;
    this.name = name;
    this.#stage = stage;
  }

  /** The package's source. */
  deploySource(): Promise<void> {
    return this.#deploy('force-app');
  }

  /** What an admin deploys beside the package. */
  async deployBeside({ beside }: ReleaseConfig): Promise<void> {
    if (beside.length > 0) await this.#deploy(...beside);
  }

  async #deploy(...folders: string[]): Promise<void> {
    const sources = folders.flatMap((folder) => ['--source-dir', folder]);
    await this.#do(...['project', 'deploy', 'start', ...sources, '--ignore-conflicts', '--wait', LONG_WAIT]);
  }

  async assign(permissionSets: readonly string[]): Promise<void> {
    if (permissionSets.length === 0) return;
    await this.#do('org', 'assign', 'permset', ...permissionSets.flatMap((name) => ['--name', name]));
  }

  /** @param plan relative to the staged project */
  async loadSamples(plan: string): Promise<void> {
    await this.#do('data', 'import', 'tree', '--plan', plan);
  }

  /** @throws ReleaseError `tests_failed`, with the first failures */
  async runTests(): Promise<TestSummary> {
    const { summary, failures } = await this.#sf.run({
      args: [
        ...['apex', 'run', 'test', '--test-level', 'RunLocalTests', '--code-coverage', '--result-format', 'json'],
        ...['--wait', LONG_WAIT, '--target-org', this.name]
      ],
      cwd: this.#stage,
      resultWith: [100],
      planned: { summary: { ran: 0, failed: 0, coverage: null }, failures: [] },
      read: readTests
    });
    if (failures.length > 0)
      throw new ReleaseError(
        'tests_failed',
        `${failures.length} of ${summary.ran} Apex tests failed in ${this.name}:\n${failures.slice(0, FAILURES_SHOWN).join('\n')}`,
        'Correct them; npm run org -- test --class NAME runs one without an org.'
      );
    if (!this.#sf.isDry && summary.ran === 0)
      throw new ReleaseError(
        'tests_failed',
        `No Apex test ran in ${this.name}.`,
        'See whether the deployment has put any test class there.'
      );
    return summary;
  }

  /** A URL that opens the org in a browser, once; it holds a session. */
  openUrl(): Promise<string> {
    return this.#sf.run({
      args: ['org', 'open', '--url-only', '--target-org', this.name],
      planned: '<url>',
      read: (result) => textIn(entry(result), 'url')
    });
  }

  async openInBrowser(): Promise<void> {
    await this.#do('org', 'open');
  }

  /** Version ids (04t…) of the packages that are installed. */
  installed(): Promise<string[]> {
    return this.#sf.run({
      args: ['package', 'installed', 'list', '--target-org', this.name],
      planned: [],
      read: (result) => entries(result).map((each) => textIn(each, 'SubscriberPackageVersionId'))
    });
  }

  install(versionId: string, installationKey: string | null): Promise<InstallRequest> {
    const key = installationKey === null ? [] : ['--installation-key', installationKey];
    return this.#sf.run({
      args: [
        ...['package', 'install', '--package', versionId, ...key, '--no-prompt', '--security-type', 'AdminsOnly'],
        ...['--publish-wait', '20', '--wait', '0', '--target-org', this.name]
      ],
      planned: { id: '<0Hf…>', status: 'IN_PROGRESS' },
      read: readInstall
    });
  }

  installStatus(requestId: string): Promise<InstallRequest> {
    return this.#sf.run({
      args: ['package', 'install', 'report', '--request-id', requestId, '--target-org', this.name],
      planned: { id: requestId, status: 'SUCCESS' },
      read: readInstall
    });
  }

  async #do(...args: string[]): Promise<void> {
    await this.#sf.run({
      args: [...args, '--target-org', this.name],
      cwd: this.#stage,
      planned: null,
      read: () => null
    });
  }
}

function readInstall(result: unknown): InstallRequest {
  const values = entry(result);
  return { id: textIn(values, 'Id'), status: textIn(values, 'Status') };
}

function readTests(result: unknown): { summary: TestSummary; failures: string[] } {
  const values = entry(result);
  const { testsRan, failing, orgWideCoverage } = entry(values['summary']);
  if (typeof testsRan !== 'number' || typeof failing !== 'number') throw new TypeError('summary has no counts');
  const failures = entries(values['tests'])
    .filter(({ Outcome }) => Outcome === 'Fail' || Outcome === 'CompileFail')
    .map((each) => `  ${textIn(each, 'FullName')}: ${String(each['Message'])}`);
  const coverage = typeof orgWideCoverage === 'string' ? orgWideCoverage : null;
  return { summary: { ran: testsRan, failed: failing, coverage }, failures };
}
