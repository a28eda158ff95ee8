/** The admin's journeys through the console, over the shipped Apex and the emulated Setup, with the keyboard alone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import type { Locator } from 'playwright-core';
import { callAura } from '../local-org/cli/call-aura.ts';
import { Keyboard } from './keyboard.ts';
import { PAGES, inBrowser } from './suite.ts';

const rank = (state: string): number => ['Problem', 'Recommendation', 'Unknown', 'Not checked yet'].indexOf(state);

inBrowser('the journeys of an admin', (suite) => {
  const card = (check: string): Locator => suite.locator(`[data-check="${check}"]`);
  const button = (name: string | RegExp, inside = 'body'): Locator =>
    suite.locator(inside).getByRole('button', { name, exact: true });
  const stateOf = (check: string): Promise<string> => card(check).locator('.state c-status-badge').first().innerText();
  /** Runs one check by its own button and gives its state. */
  const runCheck = async (id: string): Promise<string> => {
    const ran = suite.page.waitForResponse((response) => response.url().includes('/aura/ReadinessConsole.run'));
    await suite.keys.press(card(id).getByRole('button', { name: 'Check again' }));
    await ran;
    await suite.locator(`[data-check="${id}"][aria-busy="false"]`).waitFor();
    return stateOf(id);
  };
  const runChecks = async (): Promise<void> => {
    await suite.keys.press(button(/^(Run all checks|Run the checks|Check again)$/).first());
    await suite
      .locator('c-check-list [role="status"]', { hasText: 'All checks have run.' })
      .waitFor({ state: 'attached' });
  };

  it('finds out on a first visit what must be done, worst first', async () => {
    await suite.open('overview');
    await suite.page.getByText('This org has not been checked yet').waitFor();
    await runChecks();
    const states = await suite.locator('[data-group="todo"] .state c-status-badge').allInnerTexts();
    assert.equal(states[0], 'Problem');
    assert.deepEqual(
      states,
      [...states].sort((a, b) => rank(a) - rank(b))
    );
    await suite.assertAccessible();
  });

  it('chooses the integration user', async () => {
    suite.opened.org.setup.usePreset('locked-session');
    await suite.open('connection');
    await suite.keys.type(suite.page.getByLabel('Find a user by name or username'), 'Integration');
    await suite.page.keyboard.press('Enter');
    await suite.keys.press(button(/^Choose /, 'c-user-panel').first());
    await suite.page.getByText(/^Chosen: Integration User/).waitFor();
  });

  it('finds the locked session, switches it off in Setup, and shows what has changed', async () => {
    await suite.open('session');
    await suite.keys.type(suite.page.getByLabel('Name of the Named Credential'), 'Loopback');
    await suite.keys.press(button('Save'));
    await card('session-ip-lock').getByText('Problem').waitFor();
    const link = await card('session-ip-lock').locator('.link a').getAttribute('href');
    const { page: setup } = await suite.opened.newPage();
    await setup.goto(suite.opened.url + link!);
    await new Keyboard(setup).press(setup.getByRole('checkbox', { name: 'Lock sessions to the IP address' }), 'Space');
    await setup.getByText('Saved.').waitFor();
    await setup.close();
    await runChecks();
    assert.equal(await stateOf('session-ip-lock'), 'Passed');
    await card('session-ip-lock').locator('.drift').getByText('was Problem').waitFor();
  });

  it('repairs missing permissions after a confirmation that says what changes', async () => {
    suite.opened.org.setup.change({ grants: { profile: [], permissionSet: [], group: [], muted: [] } });
    await suite.open('connection');
    await suite.keys.press(button(/^(Create|Repair) the permission set$/));
    await suite.page.getByText('Grant "View Setup and Configuration" in it.').waitFor();
    await suite.assertAccessible();
    await suite.keys.press(button('Change the org'));
    await suite.page.getByText(/The set has every permission that this org offers/).waitFor();
    await card('permissions').getByText('Passed').first().waitFor();
  });

  it('previews a run, starts, pauses and resumes it', async () => {
    await suite.open('population');
    await suite.keys.press(button('Start run'));
    await suite.page.getByText(/^Count the records of \d+ objects/).waitFor();
    await suite.assertAccessible('the preview');
    // No job runs meanwhile: the run could end before the Tab key leads to Pause.
    await suite.opened.org.engine.stop();
    await suite.keys.press(button('Start now'));
    await suite.keys.press(button('Pause'));
    await suite.locator('c-run-status').getByText('Paused', { exact: true }).waitFor();
    suite.opened.org.engine.start();
    await suite.assertAccessible('paused');
    await suite.keys.press(button('Resume'));
    await suite.locator('c-run-status').getByText('Completed', { exact: true }).waitFor({ timeout: 120_000 });
    await suite.locator('c-history-panel tbody tr').waitFor();
  });

  const exportFields = async (): Promise<void> => {
    await suite.keys.press(suite.locator('c-object-list button.choose[data-object="Contact"]'));
    await suite.page.getByRole('heading', { name: /^Fields of Contact/ }).waitFor();
    await suite.locator('c-field-table tr[data-field="LastName"]').waitFor();
    const download = suite.page.waitForEvent('download');
    await suite.keys.press(button('Export as CSV'));
    const file = await download;
    assert.equal(file.suggestedFilename(), 'field-population-Contact.csv');
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    assert.ok(lines.some((line) => line.startsWith('Contact,LastName,')));
  };
  it('exports the fields of an object', exportFields);

  it('follows the schedule in its check, and stops all jobs before an uninstall', async () => {
    await callAura(suite.opened.org, 'ReadinessConsole', 'run', { ids: ['population-schedule', 'uninstall'] });
    await suite.open('overview');
    assert.equal(await runCheck('population-schedule'), 'Recommendation');
    await card('population-schedule').getByText('last 10,000 records').first().waitFor();
    const at = { frequency: 'DAILY', hour: 2, minute: 17 };
    await callAura(suite.opened.org, 'ScheduleConsole', 'saveSchedule', { at });
    assert.equal(await runCheck('population-schedule'), 'Passed');
    await suite.open('settings');
    assert.equal(await runCheck('uninstall'), 'Not applicable');
    await card('uninstall').getByText('1 jobs would have to be stopped').first().waitFor();
    await suite.keys.press(button('Stop all jobs'));
    await suite.page.getByText('Remove the schedules of the field population and of the subscriptions.').waitFor();
    await suite.assertAccessible();
    await suite.keys.press(button('Stop all jobs', 'c-confirm-panel'));
    await card('uninstall').getByText('No job of this package').first().waitFor();
    assert.equal(await stateOf('uninstall'), 'Passed');
    await suite.open('overview');
    assert.equal(await runCheck('population-schedule'), 'Recommendation');
  });

  it('makes the org ready, says so, and is accessible then', async () => {
    suite.opened.org.setup.usePreset('ready-org');
    await suite.open('overview');
    await runChecks();
    assert.deepEqual(await suite.locator('[data-group="todo"] .state', { hasText: 'Problem' }).allInnerTexts(), []);
    await suite.assertAccessible();
  });

  it('opens every page inside Lightning Web Security, and explores and exports results there', async () => {
    await suite.opened.prepareSandbox();
    for (const name of PAGES) {
      await suite.open(name, 'sandboxed');
      await suite.locator('c-console-shell c-panel').first().waitFor();
      assert.equal(await suite.locator('c-error-panel').count(), 0, name);
      await suite.assertAccessible(name);
      assert.deepEqual(suite.complaints, [], name);
    }
    await suite.keys.press(suite.page.getByRole('link', { name: 'Field population' }));
    await exportFields();
    assert.ok(new URL(suite.page.url()).searchParams.has('lws'), 'links stay inside');
  });

  it('moves the focus to the title of the page that is opened, and follows the back button', async () => {
    await suite.open('overview');
    await suite.keys.press(suite.page.getByRole('link', { name: 'Settings' }));
    await suite.locator('h1:focus', { hasText: 'Settings' }).waitFor();
    await suite.page.goBack();
    await suite.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('ran without a complaint of the browser', () => assert.deepEqual(suite.complaints, []));

  it('shows what went wrong on the server, and tries again', async () => {
    await suite.page.route('**/aura/ReadinessConsole.checks', (route) =>
      route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"Too many SOQL queries"}' })
    );
    await suite.open('overview');
    await suite.page.getByText('Too many SOQL queries').waitFor();
    await suite.page.unroute('**/aura/ReadinessConsole.checks');
    await suite.keys.press(button('Try again'));
    await suite.page.getByText(/of \d+ checks passed/).waitFor();
  });

  it('shows nothing to a user without permission', async () => {
    suite.takePermissionsAway();
    await suite.open('overview');
    await suite.page.getByText("You don't have access to this page").waitFor();
  });
});
