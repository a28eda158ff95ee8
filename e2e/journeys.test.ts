/** The admin's journeys through the console, over the shipped Apex and the emulated Setup. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { callAura } from '../local-org/cli/main-job.ts';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium } from './chromium.ts';
import { openConsole } from './console-in-browser.ts';
import type { ConsoleInBrowser, WatchedPage } from './console-in-browser.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';
const PAGES = ['overview', 'connection', 'session', 'app', 'population', 'delivery', 'subscriptions', 'settings'];

describe('the journeys of an admin', { skip: executablePath ? false : SKIPPED }, () => {
  let opened: ConsoleInBrowser;
  let watched: WatchedPage;
  let page: Page;

  before(async () => {
    opened = await openConsole(executablePath!);
    watched = await opened.newPage();
    page = watched.page;
  });
  after(() => opened?.close());

  const open = async (name: string, mode?: 'sandboxed'): Promise<void> => {
    await page.goto(opened.pageUrl(name, mode));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  };
  const stateOf = (check: string): Promise<string> =>
    page.locator(`[data-check="${check}"] .state c-status-badge`).first().innerText();
  /** Runs one check by its own button and gives its state. */
  const runCheck = async (id: string): Promise<string> => {
    const card = page.locator(`[data-check="${id}"]`);
    const ran = page.waitForResponse((response) => response.url().includes('/aura/ReadinessConsole.run'));
    await card.getByRole('button', { name: 'Check again' }).press('Enter');
    await ran;
    await page.locator(`[data-check="${id}"][aria-busy="false"]`).waitFor();
    return stateOf(id);
  };
  const runChecks = async (): Promise<void> => {
    const button = page.getByRole('button', { name: /^(Run all checks|Run the checks|Check again)$/ }).first();
    await button.click();
    await page
      .locator('c-check-list [role="status"]', { hasText: 'All checks have run.' })
      .waitFor({ state: 'attached' });
  };

  it('finds out on a first visit what must be done, worst first', async () => {
    await open('overview');
    await page.getByText('This org has not been checked yet').waitFor();
    await runChecks();
    const states = await page.locator('[data-group="todo"] .state c-status-badge').allInnerTexts();
    assert.equal(states[0], 'Problem');
    assert.deepEqual(
      states,
      [...states].sort((a, b) => rank(a) - rank(b))
    );
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('chooses the integration user', async () => {
    opened.org.setup.usePreset('locked-session');
    await open('connection');
    await page.getByLabel('Find a user by name or username').fill('Integration');
    await page.keyboard.press('Enter');
    await page
      .locator('c-user-panel')
      .getByRole('button', { name: /^Choose / })
      .first()
      .press('Enter');
    await page.getByText(/^Chosen: Integration User/).waitFor();
  });

  it('finds the locked session, switches it off in Setup, and shows what has changed', async () => {
    await open('session');
    await page.getByLabel('Name of the Named Credential').fill('Loopback');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-check="session-ip-lock"]').getByText('Problem').waitFor();
    const link = page.locator('[data-check="session-ip-lock"] .link a');
    const setup = await opened.newPage();
    await setup.page.goto(opened.url + (await link.getAttribute('href'))!);
    await setup.page.getByRole('checkbox', { name: 'Lock sessions to the IP address' }).press('Space');
    await setup.page.getByText('Saved.').waitFor();
    assert.deepEqual(await accessibilityProblems(setup.page), []);
    await setup.page.close();
    await runChecks();
    assert.equal(await stateOf('session-ip-lock'), 'Passed');
    await page.locator('[data-check="session-ip-lock"] .drift').getByText('was Problem').waitFor();
  });

  it('repairs missing permissions after a confirmation that says what changes', async () => {
    opened.org.setup.change({ grants: { profile: [], permissionSet: [], group: [], muted: [] } });
    await open('connection');
    await page.getByRole('button', { name: /^(Create|Repair) the permission set$/ }).click();
    await page.getByText('Grant "View Setup and Configuration" in it.').waitFor();
    await page.getByRole('button', { name: 'Change the org' }).press('Enter');
    await page.getByText(/The set has every permission that this org offers/).waitFor();
    await page.locator('[data-check="permissions"]').getByText('Passed').first().waitFor();
  });

  it('previews a run, starts, pauses and resumes it, with the keyboard alone', async () => {
    await open('population');
    await page.getByRole('button', { name: 'Start run' }).press('Enter');
    await page.getByText(/^Count the records of \d+ objects/).waitFor();
    await page.getByRole('button', { name: 'Start now' }).press('Enter');
    await page.getByRole('button', { name: 'Pause' }).press('Enter');
    await page.locator('c-run-status').getByText('Paused', { exact: true }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Resume' }).press('Enter');
    await page.locator('c-run-status').getByText('Completed', { exact: true }).waitFor({ timeout: 60_000 });
    await page.locator('c-history-panel tbody tr').waitFor();
  });

  const exportFields = async (): Promise<void> => {
    await page.locator('c-object-list button.choose[data-object="Contact"]').press('Enter');
    await page.getByRole('heading', { name: /^Fields of Contact/ }).waitFor();
    await page.locator('c-field-table tr[data-field="LastName"]').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).press('Enter');
    const file = await download;
    assert.equal(file.suggestedFilename(), 'field-population-Contact.csv');
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    assert.ok(lines.some((line) => line.startsWith('Contact,LastName,')));
  };
  it('exports the fields of an object', exportFields);

  /** Moves on with the Tab key until the focus is there. */
  const tabTo = async (target: Locator): Promise<void> => {
    await target.waitFor();
    const isThere = (): Promise<boolean> => target.evaluate((element) => element.matches(':focus'));
    for (let presses = 0; presses < 300 && !(await isThere()); presses++) await page.keyboard.press('Tab');
    assert.ok(await isThere(), 'the Tab key leads there');
  };
  const press = async (button: Locator): Promise<void> => {
    await tabTo(button);
    await page.keyboard.press('Enter');
  };
  const saveAt = async (time: string, words: string): Promise<void> => {
    await tabTo(page.getByLabel('At', { exact: true }));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(time);
    await press(page.getByRole('button', { name: 'Save the schedule' }));
    await page.getByText(words).waitFor();
  };

  it('sets a schedule and changes it, with the keyboard alone', async () => {
    await press(page.getByRole('button', { name: 'Schedule the job' }));
    await saveAt('02:17', 'Every day at 02:17');
    await press(page.getByRole('button', { name: 'Change', exact: true }));
    await saveAt('03:33', 'Every day at 03:33');
  });

  it('tells another tab that its schedule is stale', async () => {
    const { page: other, complaints } = await opened.newPage();
    const panel = other.locator('c-schedule-panel');
    await other.goto(opened.pageUrl('population'));
    await panel.getByRole('button', { name: 'Change', exact: true }).click();
    await press(page.getByRole('button', { name: 'Change', exact: true }));
    await saveAt('04:44', 'Every day at 04:44');
    await panel.getByLabel('At', { exact: true }).fill('05:55');
    await panel.getByRole('button', { name: 'Save the schedule' }).click();
    await other.getByText('This schedule has been changed meanwhile').waitFor();
    await panel.getByText('Every day at 04:44').waitFor();
    await panel.getByRole('button', { name: 'Save the schedule' }).click();
    await panel.getByText('Every day at 05:55').waitFor();
    // The refusal, which the browser reports as what it is.
    assert.ok(complaints.length === 1 && complaints[0]!.includes('status of 500'), complaints.join());
    await other.close();
  });

  it('stops the schedule', async () => {
    await open('population');
    await page.getByText('Every day at 05:55').waitFor();
    await page.getByRole('button', { name: 'Stop the schedule' }).press('Enter');
    await page.locator('c-confirm-panel').getByRole('button', { name: 'Stop the schedule' }).press('Enter');
    await page.getByText('The job is not scheduled.').waitFor();
  });

  it('follows the schedule in its check, and stops all jobs before an uninstall', async () => {
    await callAura(opened.org, 'ReadinessConsole', 'run', { ids: ['population-schedule', 'uninstall'] });
    await open('overview');
    assert.equal(await runCheck('population-schedule'), 'Recommendation');
    await page.locator('[data-check="population-schedule"]').getByText('last 10,000 records').first().waitFor();
    await callAura(opened.org, 'ScheduleConsole', 'saveSchedule', { at: { frequency: 'DAILY', hour: 2, minute: 17 } });
    assert.equal(await runCheck('population-schedule'), 'Passed');
    await open('settings');
    assert.equal(await runCheck('uninstall'), 'Not applicable');
    await page.locator('[data-check="uninstall"]').getByText('1 jobs would have to be stopped').first().waitFor();
    await page.getByRole('button', { name: 'Stop all jobs' }).press('Enter');
    await page.getByText('Remove the schedules of the field population and of the subscriptions.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.locator('c-confirm-panel').getByRole('button', { name: 'Stop all jobs' }).press('Enter');
    await page.locator('[data-check="uninstall"]').getByText('No job of this package').first().waitFor();
    assert.equal(await stateOf('uninstall'), 'Passed');
    await open('overview');
    assert.equal(await runCheck('population-schedule'), 'Recommendation');
  });

  it('opens every page inside Lightning Web Security, and explores and exports results there', async () => {
    await opened.prepareSandbox();
    for (const name of PAGES) {
      await open(name, 'sandboxed');
      await page.locator('c-console-shell c-panel').first().waitFor();
      assert.equal(await page.locator('c-error-panel').count(), 0, name);
      assert.deepEqual(watched.complaints, [], name);
    }
    await page.getByRole('link', { name: 'Field population' }).press('Enter');
    await exportFields();
    assert.ok(new URL(page.url()).searchParams.has('lws'), 'links stay inside');
  });

  it('moves the focus to the title of the page that is opened, and follows the back button', async () => {
    await open('overview');
    await page.getByRole('link', { name: 'Settings' }).press('Enter');
    await page.locator('h1:focus', { hasText: 'Settings' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('ran without a complaint of the browser', () => assert.deepEqual(watched.complaints, []));

  it('shows what went wrong on the server, and tries again', async () => {
    await page.route('**/aura/ReadinessConsole.checks', (route) =>
      route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"Too many SOQL queries"}' })
    );
    await open('overview');
    await page.getByText('Too many SOQL queries').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.unroute('**/aura/ReadinessConsole.checks');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(/of \d+ checks passed/).waitFor();
  });

  it('shows nothing to a user without permission', async () => {
    opened.org.store.run('DELETE FROM PermissionSetAssignment');
    opened.org.store.commit();
    await open('overview');
    await page.getByText("You don't have access to this page").waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });
});

const rank = (state: string): number => ['Problem', 'Recommendation', 'Unknown', 'Not checked yet'].indexOf(state);
