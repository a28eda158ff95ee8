/** Subscriptions and users: what the page shows is what the org holds, and what it previews is what is sent. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { loadManyUsers } from '../local-org/tests/many-users.ts';
import { inBrowser } from './suite.ts';

interface Envelope {
  readonly type: string;
  readonly data: { readonly kind: string; readonly items: readonly Record<string, unknown>[] };
}

inBrowser('Subscriptions and users in a browser', (suite) => {
  before(async () => {
    await suite.open('subscriptions');
    await suite.locator('c-licence-panel tbody tr').first().waitFor();
  });

  // Portal users are never looked at.
  const LOOKED_AT =
    "UserType IS NULL OR UserType NOT IN ('PowerPartner', 'CspLitePortal', 'CustomerSuccess', 'PowerCustomerSuccess')";
  const count = (where: string): number =>
    Number(suite.opened.org.store.all(`SELECT COUNT(*) FROM User WHERE ${where}`)[0]![0]);
  const sentUsers = (): readonly Record<string, unknown>[] =>
    suite.opened.endpoint
      .messages()
      .map(({ body }) => JSON.parse(body) as Envelope)
      .filter(({ type, data }) => type === 'inventory.rows' && data.kind === 'users')
      .flatMap(({ data }) => data.items);
  async function download(button: string): Promise<readonly Record<string, string>[]> {
    const [file] = await Promise.all([
      suite.page.waitForEvent('download'),
      suite.keys.press(suite.page.getByRole('button', { name: button }))
    ]);
    return parse<Record<string, string>>(await readFile(await file.path()), { bom: true, columns: true });
  }

  it('shows the seats of the org', async () => {
    const [name, total, used] = suite.opened.org.store.all(
      "SELECT MasterLabel, TotalLicenses, UsedLicenses FROM UserLicense WHERE MasterLabel = 'Salesforce'"
    )[0]!;
    const cells = suite.locator(`tr[data-licence="${String(name)}"] td`);
    const shown = await cells.allInnerTexts();
    assert.deepEqual(shown.slice(0, 3).map(Number), [used, total, Number(total) - Number(used)]);
    await suite.assertAccessible();
  });

  it('lists a group of users by the keyboard, page by page', async () => {
    const never = suite.page.getByRole('button', { name: /Never seen$/ });
    await suite.keys.press(never);
    await suite.locator('tr[data-user]').first().waitFor();
    assert.equal(
      await suite.locator('tr[data-user]').count(),
      count(`IsActive = 1 AND LastLoginDate IS NULL AND (${LOOKED_AT})`)
    );
    await suite.keys.press(suite.page.getByRole('button', { name: /Within 90 days$/ }), 'Space');
    await suite.keys.press(suite.locator('c-last-seen-panel c-pager').getByRole('button', { name: 'Next' }));
    await suite.locator('c-last-seen-panel c-pager [role="status"]', { hasText: /^51/ }).waitFor();
    await suite.assertAccessible();
  });

  it('narrows users, not seats, and discloses which personal fields leave', async () => {
    // More than one page of the export.
    loadManyUsers(suite.opened.org.store, 2_600);
    const seats = await suite.locator('c-licence-panel').innerText();
    await suite.keys.type(
      suite.page.getByLabel('Company names or email domains, one per row'),
      'fabrikam.example\nNorthwind Consulting'
    );
    await suite.keys.type(
      suite.page.getByLabel('Names and domains of your own organisation, one per row'),
      'superstore.example'
    );
    for (const field of ['Username', 'FirstName', 'LastName', 'CompanyName'])
      await suite.keys.press(suite.locator('c-inventory-choices').getByLabel(field, { exact: true }), 'Space');
    await suite.page.getByText('These personal data will leave the org: Email.').waitFor();
    await suite.keys.press(suite.page.getByRole('button', { name: 'Save choices' }));
    await suite.page.getByText('The choices are saved').waitFor();
    await suite.keys.press(suite.page.getByRole('button', { name: 'Preview what will be sent' }));
    await suite.locator('c-inventory-preview pre').waitFor();
    assert.equal(await suite.locator('c-licence-panel').innerText(), seats);
    const rows = await download('Export users');
    assert.ok(rows.length > 1_000, String(rows.length));
    assert.equal(rows.length, count(LOOKED_AT));
    assert.equal(new Set(rows.map(({ Id }) => Id)).size, rows.length, 'nobody twice');
    for (const row of rows) {
      const isOurs = /@(\w+\.)*superstore\.example$/.test(row['Email']!);
      if (row['Email'] !== '') assert.equal(row['Third party'], String(!isOurs), row['Email']);
    }
  });

  it('sends exactly what the preview and the export say', async () => {
    const preview = JSON.parse(await suite.locator('c-inventory-preview pre').innerText()) as Envelope['data'];
    const marked = (await download('Export users')).filter((row) => row['Sent'] === 'true').map((row) => row['Id']);
    await suite.keys.press(suite.page.getByRole('button', { name: 'Run now' }));
    await suite.locator('c-inventory-run').getByText('Completed', { exact: true }).waitFor({ timeout: 120_000 });
    await suite.locator('[data-figure="pending"] .number', { hasText: /^0$/ }).waitFor({ timeout: 120_000 });
    const sent = sentUsers();
    assert.ok(sent.length > 0 && sent.length < count('1 = 1'), String(sent.length));
    assert.deepEqual(
      sent.map(({ Id }) => Id),
      marked
    );
    assert.deepEqual(sent.slice(0, preview.items.length), preview.items);
    for (const user of sent) {
      assert.ok('Email' in user);
      for (const kept of ['Username', 'FirstName', 'LastName', 'Name', 'CompanyName'])
        assert.ok(!(kept in user), `${kept} stays in the org`);
    }
  });

  it('schedules the collection apart from the counting', async () => {
    await suite.keys.press(suite.page.getByRole('button', { name: 'Schedule the job' }));
    await suite.keys.press(suite.locator('c-schedule-panel').getByRole('button', { name: 'Save' }));
    await suite.locator('c-schedule-panel .words', { hasText: /^Every/ }).waitFor();
    const jobs = suite.opened.org.store.all('SELECT CronJobDetailId FROM CronTrigger');
    assert.equal(jobs.length, 1);
  });

  it('exports the seats', async () => {
    const rows = await download('Export licences');
    const [[seats]] = suite.opened.org.store.all('SELECT COUNT(*) FROM UserLicense') as [[number]];
    assert.equal(rows.filter(({ Kind }) => Kind === 'userLicenses').length, Number(seats));
  });

  it('leads to the check of the external client app', async () => {
    await suite.keys.press(suite.page.getByRole('button', { name: 'Check the external client app' }));
    await suite.page.getByRole('heading', { level: 1, name: 'Connected app' }).waitFor();
  });

  it('makes the browser complain about nothing', () => {
    assert.deepEqual(suite.complaints, []);
  });
});
