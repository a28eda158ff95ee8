/** Every page in every state: nothing jumps while it loads, axe finds nothing, and it fits a phone. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { callAura } from '../local-org/cli/call-aura.ts';
import { accessibilityProblems } from './accessibility.ts';
import { layoutShift } from './layout-shift.ts';
import { PAGES, inBrowser } from './suite.ts';
import type { PageName, Suite } from './suite.ts';

const DESKTOP = { width: 1366, height: 900 };
const PHONE = { width: 320, height: 640 };
/** Half of what is thought good on the web. */
const MOST_SHIFT = 0.05;

/** Opens the page afresh in each size and says what is wrong with it; axe looks at the given sizes. */
async function problemsOf(suite: Suite, name: PageName, looked: readonly object[]): Promise<readonly string[]> {
  const { page } = suite;
  const problems: string[] = [];
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    await suite.open(name);
    const say = (problem: string): number => problems.push(`${name} at ${size.width}: ${problem}`);
    const { total, moved } = await layoutShift(page);
    if (total > MOST_SHIFT) say(`content shifted by ${total.toFixed(3)}: ${[...new Set(moved)].join(', ')}`);
    if (looked.includes(size)) (await accessibilityProblems(page)).forEach(say);
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needed > size.width) say(`needs ${needed} pixels`);
  }
  return problems;
}

inBrowser('every page of the console', (suite) => {
  /** Each page in the state that the org is in; `looksRight` is a selector of what that state shows. */
  const eachPage = (
    state: string,
    looksRight: string,
    pages: readonly PageName[] = PAGES,
    looked = [DESKTOP]
  ): void => {
    for (const name of pages) {
      it(`${state}: ${name} keeps still, is accessible and fits a phone`, async () => {
        assert.deepEqual(await problemsOf(suite, name, looked), []);
        await suite.locator(looksRight).first().waitFor();
      });
    }
  };

  it('while they load, shows an outline', async () => {
    const { page } = suite;
    await page.route('**/aura/**', () => {});
    for (const name of PAGES) {
      await page.goto(suite.opened.pageUrl(name));
      await suite.locator('c-panel[aria-busy="true"] c-stencil').first().waitFor();
      assert.deepEqual(await accessibilityProblems(page), [], name);
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  eachPage('before anything was done', 'c-console-shell c-panel, c-run-panel');

  it('fills with the results of a run and of the checks', async () => {
    const { org } = suite.opened;
    org.setup.usePreset('locked-session');
    await callAura(org, 'PopulationConsole', 'startRun');
    await callAura(org, 'ReadinessConsole', 'run', { ids: null });
    await org.engine.idle();
  });

  eachPage('with data', 'c-console-shell c-panel', PAGES, [DESKTOP, PHONE]);

  it('shows what went wrong', async () => {
    await suite.page.route('**/aura/**', (route) =>
      route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"Too many SOQL queries"}' })
    );
  });

  eachPage('with an error of the server', 'c-error-panel');

  it('tells a user without permission', async () => {
    await suite.page.unrouteAll();
    suite.takePermissionsAway();
  });

  eachPage('without permission', 'c-console-shell c-empty-state', ['overview', 'settings']);
});
