import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { callAura } from '../local-org/cli/call-aura.ts';
import { startElementsEndpoint } from '../local-org/elements/endpoint.ts';
import type { ElementsEndpoint } from '../local-org/elements/endpoint.ts';
import type { FaultPlan } from '../local-org/elements/fault-plan.ts';
import { LocalOrg } from '../local-org/jobs/local-org.ts';
import { loadSamples } from '../local-org/samples/load-samples.ts';
import { buildConsole } from '../local-org/web/build/console.ts';
import { startWebServer } from '../local-org/web/server.ts';
import { launchChromium } from './chromium.ts';

const PROJECTS = ['..', '../local-org/samples/sample-org'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url))
);

export interface ConsoleInBrowser {
  readonly url: string;
  /** Address of a page of the console: `overview`, `connection` …; sandboxed: inside Lightning Web Security. */
  pageUrl(page: string, mode?: 'sandboxed'): string;
  /** Builds what the pages inside Lightning Web Security need, which would exceed the patience of a browser. */
  prepareSandbox(): Promise<void>;
  readonly org: LocalOrg;
  /** What receives the results. */
  readonly endpoint: ElementsEndpoint;
  /** A new tab; what its console and scripts complain about is collected. */
  newPage(viewport?: { readonly width: number; readonly height: number }): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface ConsoleOptions {
  /** Of the endpoint. */
  readonly faults?: FaultPlan;
  /** Folders of sfdx projects, beside the package and the sample org. */
  readonly projects?: readonly string[];
}

export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Misuse inside the base components, and the browser's word on how the membrane makes a realm: nobody here can mend them. */
const KNOWN_COMPLAINTS =
  /which is not in the same shadow root|An iframe which has both allow-scripts and allow-same-origin/;

/**
 * Opens a browser on the console of a local org: the shipped package, the sample data, a delivery to the reference
 * endpoint that is configured, and no run yet.
 */
export async function openConsole(executablePath: string, options: ConsoleOptions = {}): Promise<ConsoleInBrowser> {
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of opened.reverse()) await closeOne();
  };
  try {
    const site = await buildConsole();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const endpoint = await startElementsEndpoint({ port: 0, secrets: [secret], faults: options.faults ?? {} });
    opened.push(() => endpoint.close());
    const org = await LocalOrg.open({
      projects: [...PROJECTS, ...(options.projects ?? [])],
      databaseFile: ':memory:',
      clock: 'real',
      hosts: { 'api.q9elements.com': endpoint.url },
      assignPermissionSets: ['Elements_Connect_Admin']
    });
    opened.push(() => org.close());
    await loadSamples(org.store, org.schema);
    org.engine.start();
    await callAura(org, 'DeliveryConsole', 'configure', { region: 'EU', secret });
    const server = await startWebServer({ port: 0, org, site });
    opened.push(() => server.close());
    const browser = await launchChromium(executablePath);
    opened.push(() => browser.close());
    const pageUrl: ConsoleInBrowser['pageUrl'] = (name, mode) =>
      `${server.url}/lightning/n/Elements_Connect?c__page=${name}${mode === 'sandboxed' ? '&lws=1' : ''}`;
    return {
      url: server.url,
      pageUrl,
      prepareSandbox: () => site.prepareSandbox!(),
      org,
      endpoint,
      newPage: (viewport) => newPage(browser, viewport),
      close
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function newPage(browser: Browser, viewport = { width: 1366, height: 900 }): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !KNOWN_COMPLAINTS.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}

/** Previews a run, starts it and waits until it has completed and all its messages are delivered. */
export async function completeRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start run' }).click();
  await page.getByRole('button', { name: 'Start now' }).click();
  await page.locator('c-run-status').getByText('Completed', { exact: true }).waitFor({ timeout: 120_000 });
  await page.locator('c-field-table tr[data-field]').first().waitFor();
  await page.locator('[data-figure="delivered"] .note').waitFor({ state: 'detached', timeout: 60_000 });
}
