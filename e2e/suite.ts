/** What the suites over the console share: an org, a tab of the browser, and the keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium } from './chromium.ts';
import { openConsole } from './console-in-browser.ts';
import type { ConsoleInBrowser, ConsoleOptions, WatchedPage } from './console-in-browser.ts';
import { Keyboard } from './keyboard.ts';

/** The pages of the console, by what its addresses call them. */
export const PAGES = [
  'overview',
  'connection',
  'session',
  'app',
  'population',
  'delivery',
  'subscriptions',
  'settings'
] as const;
export type PageName = (typeof PAGES)[number];

const executablePath = findChromium();
/** For `describe`: why there is nothing to test in, or false. */
export const SKIPPED: string | false = executablePath
  ? false
  : 'no Chromium or Chrome found: install one or name it in CHROMIUM';
if (SKIPPED) console.error(`\n*** The console is NOT tested in a browser: ${SKIPPED} ***\n`);

/** One org and one tab on it; filled when the suite starts. */
export class Suite {
  private console: ConsoleInBrowser | undefined;
  private tab: WatchedPage | undefined;

  get opened(): ConsoleInBrowser {
    if (!this.console) throw new Error('the suite has not started');
    return this.console;
  }

  get page(): Page {
    if (!this.tab) throw new Error('the suite has not started');
    return this.tab.page;
  }

  get complaints(): readonly string[] {
    return this.tab?.complaints ?? [];
  }

  get keys(): Keyboard {
    return new Keyboard(this.page);
  }

  async start(options?: ConsoleOptions): Promise<void> {
    this.console = await openConsole(executablePath!, options);
    this.tab = await this.console.newPage();
  }

  async end(): Promise<void> {
    await this.console?.close();
  }

  /** Opens a page of the console and waits until it has loaded. */
  async open(name: PageName, mode?: 'sandboxed'): Promise<void> {
    await openPage(this.page, this.opened.pageUrl(name, mode));
  }

  /** axe finds nothing on the page as it is. */
  async assertAccessible(what?: string): Promise<void> {
    assert.deepEqual(await accessibilityProblems(this.page), [], what);
  }

  /** From now on the user may do nothing in the console. */
  takePermissionsAway(): void {
    this.opened.org.store.run('DELETE FROM PermissionSetAssignment');
    this.opened.org.store.commit();
  }

  locator(selector: string, options?: Parameters<Page['locator']>[1]): Locator {
    return this.page.locator(selector, options);
  }
}

export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

/** A suite over one org, skipped where there is no browser. */
export function inBrowser(title: string, define: (suite: Suite) => void, options?: ConsoleOptions): void {
  describe(title, { skip: SKIPPED }, () => {
    const suite = new Suite();
    before(() => suite.start(options));
    after(() => suite.end());
    define(suite);
  });
}
