/** The schedule with the keyboard alone, and what two tabs of one org do to each other. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from 'playwright-core';
import { Keyboard } from './keyboard.ts';
import { inBrowser, openPage } from './suite.ts';

/** How the one that comes second is refused. */
const REFUSED = 'is still in progress';

inBrowser('two tabs of one org', (suite) => {
  let other: Page;
  let complaints: readonly string[];

  before(async () => {
    ({ page: other, complaints } = await suite.opened.newPage());
    await suite.open('population');
    await openPage(other, suite.opened.pageUrl('population'));
  });
  after(() => other?.close());

  const saveAt = async (page: Page, time: string): Promise<void> => {
    const keys = new Keyboard(page);
    await keys.type(page.getByLabel('At', { exact: true }), time);
    await keys.press(page.getByRole('button', { name: 'Save the schedule' }));
  };
  const change = async (page: Page, button: string): Promise<void> =>
    new Keyboard(page).press(page.getByRole('button', { name: button, exact: true }));

  it('start a run at the same moment: one wins, the other says so, and both show the one run', async () => {
    for (const page of [suite.page, other]) {
      await change(page, 'Start run');
      await page.getByRole('button', { name: 'Start now' }).focus();
    }
    // Toasts go away by themselves.
    const refusal = Promise.any(
      [suite.page, other].map((page) =>
        page.locator('lightning-toast', { hasText: REFUSED }).waitFor({ state: 'attached' })
      )
    );
    await Promise.all([suite.page, other].map((page) => page.keyboard.press('Enter')));
    await refusal;
    for (const page of [suite.page, other])
      await page.locator('c-run-status').getByText('Completed', { exact: true }).waitFor({ timeout: 120_000 });
    const runs = suite.opened.org.store.all('SELECT Name FROM PopulationRun__c').flat();
    assert.equal(runs.length, 1, runs.join());
    for (const page of [suite.page, other])
      await page.getByRole('heading', { name: `Latest run: ${String(runs[0])}` }).waitFor();
    const refusals = [...suite.complaints, ...complaints];
    assert.ok(refusals.length === 1 && refusals[0]!.includes('status of 500'), refusals.join());
  });

  it('set and change a schedule with the keyboard alone', async () => {
    await change(suite.page, 'Schedule the job');
    await saveAt(suite.page, '02:17');
    await suite.page.getByText('Every day at 02:17').waitFor();
    await change(suite.page, 'Change');
    await suite.assertAccessible('the form is open');
    await saveAt(suite.page, '03:33');
    await suite.page.getByText('Every day at 03:33').waitFor();
  });

  it('tell that a schedule has been changed in the other one, and show it beside the form', async () => {
    await openPage(other, suite.opened.pageUrl('population'));
    const panel = other.locator('c-schedule-panel');
    await change(other, 'Change');
    await change(suite.page, 'Change');
    await saveAt(suite.page, '04:44');
    await suite.page.getByText('Every day at 04:44').waitFor();
    await saveAt(other, '05:55');
    await other.getByText('This schedule has been changed meanwhile').waitFor();
    await panel.getByText('Every day at 04:44').waitFor();
    await new Keyboard(other).press(panel.getByRole('button', { name: 'Save the schedule' }));
    await panel.getByText('Every day at 05:55').waitFor();
  });

  it('stop the schedule after a confirmation', async () => {
    await suite.open('population');
    await suite.page.getByText('Every day at 05:55').waitFor();
    await change(suite.page, 'Stop the schedule');
    await suite.assertAccessible('the confirmation is open');
    await suite.keys.press(suite.locator('c-confirm-panel').getByRole('button', { name: 'Stop the schedule' }));
    await suite.page.getByText('The job is not scheduled.').waitFor();
  });
});
