import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { expectedCounts } from '../local-org/samples/expected-counts.ts';
import type { ExpectedCounts } from '../local-org/samples/expected-counts.ts';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium } from './chromium.ts';
import { completeRun, openConsole } from './console-in-browser.ts';
import type { ConsoleInBrowser, WatchedPage } from './console-in-browser.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';
if (!executablePath) console.error(`\n*** The console was NOT tested in a browser: ${SKIPPED} ***\n`);

/** The percentage of a share, worked out from the counts. */
function percentage(filled: number, total: number): string {
  const tenths = (filled / total) * 1000;
  if (filled > 0 && tenths < 1) return '<0.1%';
  if (filled < total && tenths > 999) return '>99.9%';
  return `${Math.round(tenths) / 10}%`;
}
const grouped = (count: number): string => count.toLocaleString('en-US');

describe('Field Population in a browser', { skip: executablePath ? false : SKIPPED }, () => {
  let opened: ConsoleInBrowser;
  let watched: WatchedPage;
  let page: Page;

  before(async () => {
    opened = await openConsole(executablePath!);
    watched = await opened.newPage();
    page = watched.page;
    await page.goto(opened.pageUrl('population'));
  });
  after(() => opened?.close());

  const fieldRow = (name: string): Locator => page.locator(`c-field-table tr[data-field="${name}"]`);
  const choose = async (objectName: string): Promise<ExpectedCounts> => {
    await page.locator(`c-object-list button.choose[data-object="${objectName}"]`).press('Enter');
    await page.getByRole('heading', { name: /^Fields of/ }).waitFor();
    await page.locator(`c-object-list button.choose[data-object="${objectName}"][aria-current]`).waitFor();
    await page.locator('c-field-table tr[data-field]').first().waitFor();
    return expectedCounts(opened.org.store, objectName);
  };

  it('says that nothing has been counted yet', async () => {
    await page.getByText('Nothing has been counted yet').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('starts a run and follows it until its messages are delivered', async () => {
    await completeRun(page);
    assert.equal(await page.getByRole('button', { name: 'Start run' }).isEnabled(), true);
    const records = await page.locator('[data-figure="records"] .number').innerText();
    assert.ok(Number(records.replaceAll(',', '')) > 10_000, records);
    const objects = await page.locator('c-object-list button.choose').count();
    const arrived = opened.endpoint.messages().length;
    // A message at least for each object, and the manifest.
    assert.ok(arrived > objects, `${arrived} messages about ${objects} objects`);
    assert.equal(await page.locator('[data-figure="delivered"] .number').innerText(), String(arrived));
  });

  for (const objectName of ['Airport__c', 'Sale__c', 'Contact']) {
    it(`shows for every field of ${objectName} what SQL counts, or why there is no figure`, async () => {
      const expected = await choose(objectName);
      const rows = await page.locator('c-field-table tr[data-field]').all();
      assert.equal(rows.length, opened.org.store.object(objectName).fields.size);
      let compared = 0;
      for (const row of rows) {
        const name = (await row.getAttribute('data-field'))!;
        const text = (await row.locator('td.fill').innerText()).replace(/\s+/g, ' ');
        const field = expected.fields.get(name);
        if (text.startsWith('Not measured')) {
          assert.ok(text.length > 'Not measured '.length, `${name} has a reason`);
        } else if (field) {
          assert.ok(text.startsWith(`${percentage(field.filled, expected.records)} `), `${name}: ${text}`);
          assert.ok(text.endsWith(`${grouped(field.filled)} of ${grouped(expected.records)}`), `${name}: ${text}`);
          compared++;
        }
      }
      assert.ok(compared > 10, `${compared} fields were compared`);
    });
  }

  it('opens the values of a picklist: records of each, not used, not defined', async () => {
    const expected = await choose('Country__c');
    const values = expected.fields.get('Subregion__c')?.values;
    assert.ok(values && values.size > 10);
    const button = fieldRow('Subregion__c').getByRole('button', { name: /^Values of/ });
    await button.press('Enter');
    const table = page.locator('c-value-list table');
    await table.waitFor();
    const valueRow = (value: string): Locator =>
      table.getByRole('row').filter({ has: page.getByText(value, { exact: true }) });
    for (const [value, counts] of values) {
      const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
      assert.equal(await valueRow(value).locator('td').first().innerText(), grouped(count), value);
    }
    assert.match(await valueRow('Northern America').innerText(), /Not used/);
    const defined = opened.org.store
      .object('Country__c')
      .fields.get('subregion__c')!
      .picklistValues.map(({ value }) => value);
    const undefinedValues = [...values.keys()].filter((value) => !defined.includes(value));
    assert.ok(undefinedValues.length > 0);
    for (const value of undefinedValues) assert.match(await valueRow(value).innerText(), /Not defined/, value);
  });

  it('has no accessibility problems with everything open', async () => {
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('shows the figures of one record type', async () => {
    const expected = await choose('Airport__c');
    const [recordTypeId, records] = [...expected.recordsByRecordType].find(([id]) => id !== null)!;
    const [name, field] = [...expected.fields].find(([, { filled }]) => filled > 0 && filled < expected.records)!;
    await page.getByRole('combobox', { name: 'Record type' }).click();
    await page.locator(`[role="option"][data-value="${recordTypeId}"]`).click();
    const filled = field.filledByRecordType.get(recordTypeId) ?? 0;
    await fieldRow(name)
      .getByText(`${grouped(filled)} of ${grouped(records)}`)
      .waitFor();
  });

  it('searches fields', async () => {
    await choose('Contact');
    await page.getByLabel('Search fields').fill('Email');
    await fieldRow('Email').waitFor();
    assert.equal(await fieldRow('LastName').count(), 0);
    await page.getByLabel('Search fields').fill('');
  });

  it('fits a phone without scrolling sideways, and stays accessible', async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.setViewportSize({ width: 1366, height: 900 });
  });

  it('ran without a complaint of the browser', () => {
    assert.deepEqual(watched.complaints, []);
  });
});
