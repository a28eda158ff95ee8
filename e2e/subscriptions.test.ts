/** Subscriptions and users: what the page shows is what the org holds, and what it previews is what is sent. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { loadManyUsers } from '../local-org/tests/many-users.ts';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium } from './chromium.ts';
import { openConsole } from './console-in-browser.ts';
import type { ConsoleInBrowser, WatchedPage } from './console-in-browser.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';

interface Envelope {
  readonly type: string;
  readonly data: { readonly kind: string; readonly items: readonly Record<string, unknown>[] };
}

describe('Subscriptions and users in a browser', { skip: executablePath ? false : SKIPPED }, () => {
  let opened: ConsoleInBrowser;
  let watched: WatchedPage;
  let page: Page;

  before(async () => {
    opened = await openConsole(executablePath!);
    watched = await opened.newPage();
    page = watched.page;
    await page.goto(opened.pageUrl('subscriptions'));
    await page.locator('c-licence-panel tbody tr').first().waitFor();
  });
  after(() => opened?.close());

  // Portal users are never looked at.
  const LOOKED_AT =
    "UserType IS NULL OR UserType NOT IN ('PowerPartner', 'CspLitePortal', 'CustomerSuccess', 'PowerCustomerSuccess')";
  const count = (where: string): number =>
    Number(opened.org.store.all(`SELECT COUNT(*) FROM User WHERE ${where}`)[0]![0]);
  const sentUsers = (): readonly Record<string, unknown>[] =>
    opened.endpoint
      .messages()
      .map(({ body }) => JSON.parse(body) as Envelope)
      .filter(({ type, data }) => type === 'inventory.rows' && data.kind === 'users')
      .flatMap(({ data }) => data.items);
  async function download(button: string): Promise<readonly Record<string, string>[]> {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).press('Enter')
    ]);
    return parse<Record<string, string>>(await readFile(await file.path()), { bom: true, columns: true });
  }

  it('shows the seats of the org', async () => {
    const [name, total, used] = opened.org.store.all(
      "SELECT MasterLabel, TotalLicenses, UsedLicenses FROM UserLicense WHERE MasterLabel = 'Salesforce'"
    )[0]!;
    const cells = page.locator(`tr[data-licence="${String(name)}"] td`);
    const shown = await cells.allInnerTexts();
    assert.deepEqual(shown.slice(0, 3).map(Number), [used, total, Number(total) - Number(used)]);
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('lists a group of users by the keyboard, page by page', async () => {
    const never = page.getByRole('button', { name: /Never seen$/ });
    await never.press('Enter');
    await page.locator('tr[data-user]').first().waitFor();
    assert.equal(
      await page.locator('tr[data-user]').count(),
      count(`IsActive = 1 AND LastLoginDate IS NULL AND (${LOOKED_AT})`)
    );
    await page.getByRole('button', { name: /Within 90 days$/ }).press('Space');
    await page.locator('c-last-seen-panel c-pager').getByRole('button', { name: 'Next' }).press('Enter');
    await page.locator('c-last-seen-panel c-pager [role="status"]', { hasText: /^51/ }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('narrows users, not seats, and discloses which personal fields leave', async () => {
    // More than one page of the export.
    loadManyUsers(opened.org.store, 2_600);
    const seats = await page.locator('c-licence-panel').innerText();
    await page.getByLabel('Company names or email domains, one per row').fill('fabrikam.example\nNorthwind Consulting');
    await page.getByLabel('Names and domains of your own organisation, one per row').fill('superstore.example');
    for (const field of ['Username', 'FirstName', 'LastName', 'CompanyName'])
      await page.locator('c-inventory-choices').getByLabel(field, { exact: true }).press('Space');
    await page.getByText('These personal data will leave the org: Email.').waitFor();
    await page.getByRole('button', { name: 'Save choices' }).press('Enter');
    await page.getByText('The choices are saved').waitFor();
    await page.getByRole('button', { name: 'Preview what will be sent' }).press('Enter');
    await page.locator('c-inventory-preview pre').waitFor();
    assert.equal(await page.locator('c-licence-panel').innerText(), seats);
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
    const preview = JSON.parse(await page.locator('c-inventory-preview pre').innerText()) as Envelope['data'];
    const marked = (await download('Export users')).filter((row) => row['Sent'] === 'true').map((row) => row['Id']);
    await page.getByRole('button', { name: 'Run now' }).press('Enter');
    await page.locator('c-inventory-run').getByText('Completed', { exact: true }).waitFor({ timeout: 60_000 });
    await page.locator('[data-figure="pending"] .number', { hasText: /^0$/ }).waitFor({ timeout: 60_000 });
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
    await page.getByRole('button', { name: 'Schedule the job' }).press('Enter');
    await page.locator('c-schedule-panel').getByRole('button', { name: 'Save' }).press('Enter');
    await page.locator('c-schedule-panel .words', { hasText: /^Every/ }).waitFor();
    const jobs = opened.org.store.all('SELECT CronJobDetailId FROM CronTrigger');
    assert.equal(jobs.length, 1);
  });

  it('exports the seats', async () => {
    const rows = await download('Export licences');
    const [[seats]] = opened.org.store.all('SELECT COUNT(*) FROM UserLicense') as [[number]];
    assert.equal(rows.filter(({ Kind }) => Kind === 'userLicenses').length, Number(seats));
  });

  it('leads to the check of the external client app', async () => {
    await page.getByRole('button', { name: 'Check the external client app' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Connected app' }).waitFor();
  });

  it('fits into 320 pixels', async () => {
    const narrow = await opened.newPage({ width: 320, height: 800 });
    await narrow.page.goto(opened.pageUrl('subscriptions'));
    await narrow.page.locator('c-licence-panel tbody tr').first().waitFor();
    assert.equal(await narrow.page.evaluate(() => document.documentElement.scrollWidth), 320);
    assert.deepEqual(await accessibilityProblems(narrow.page), []);
    assert.deepEqual(narrow.complaints, []);
  });

  it('makes the browser complain about nothing', () => {
    assert.deepEqual(watched.complaints, []);
  });
});
