import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium } from './chromium.ts';
import { openConsole } from './console-in-browser.ts';
import type { ConsoleInBrowser, WatchedPage } from './console-in-browser.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';
if (!executablePath) console.error(`\n*** The console was NOT tested in a browser: ${SKIPPED} ***\n`);

/** What `PopulationConsole.fields` answers, as far as this test compares it. */
interface Fields {
  readonly objectName: string;
  readonly fields: readonly {
    readonly name: string;
    readonly status: string;
    readonly reason: string | null;
    readonly total: number | null;
    readonly filled: number | null;
    readonly values:
      readonly { readonly value: string; readonly label: string | null; readonly count: number | null }[] | null;
  }[];
}

/** The percentage of a share, worked out from the counts: the page has it from Apex's `share`. */
function percentage(filled: number, total: number): string {
  const tenths = (filled / total) * 1000;
  if (filled > 0 && tenths < 1) return '<0.1%';
  if (filled < total && tenths > 999) return '>99.9%';
  return `${Math.round(tenths) / 10}%`;
}
const grouped = (count: number): string => count.toLocaleString('en-US');

describe('Field Population in a browser', { skip: executablePath ? false : SKIPPED }, () => {
  let console_: ConsoleInBrowser;
  let watched: WatchedPage;
  let page: Page;
  /** The last answer of Apex with fields. */
  let answer: Fields;

  before(async () => {
    console_ = await openConsole(executablePath!);
    watched = await console_.newPage();
    page = watched.page;
    page.setDefaultTimeout(15_000);
    const fields = page.waitForResponse((response) => response.url().endsWith('/aura/PopulationConsole.fields'));
    await page.goto(console_.url);
    answer = (await (await fields).json()) as Fields;
    await fieldRows().first().waitFor();
  });
  after(() => console_.close());

  const fieldRows = () => page.locator('c-field-table tr[data-field]');

  it('shows the fill rate that Apex counted for every field, or why there is none', async () => {
    assert.ok(answer.fields.length > 0);
    assert.equal(await fieldRows().count(), answer.fields.length);
    for (const { name, status, reason, filled, total } of answer.fields) {
      const text = (await page.locator(`c-field-table tr[data-field="${name}"] td.fill`).innerText()).replace(
        /\s+/g,
        ' '
      );
      if (status !== 'measured') assert.equal(text, `Not measured ${reason ?? 'No reason was recorded.'}`, name);
      else if (total === 0) assert.equal(text, 'No records', name);
      else {
        assert.ok(text.startsWith(`${percentage(filled!, total!)} `), `${name}: ${text}`);
        assert.ok(text.endsWith(`${grouped(filled!)} of ${grouped(total!)}`), `${name}: ${text}`);
      }
    }
  });

  it('opens the values of a picklist with the records that hold each', async () => {
    const field = answer.fields.find(({ values }) => values && values.length > 0);
    assert.ok(field?.values, 'the shown object has a picklist');
    const row = page.locator(`c-field-table tr[data-field="${field.name}"]`);
    await row.getByRole('button', { name: /^Values of/ }).press('Enter');
    const table = page.locator('c-value-list table');
    await table.waitFor();
    for (const { value, label, count } of field.values) {
      const shown = table.getByRole('row', { name: label ?? value }).first();
      assert.equal(await shown.locator('td').first().innerText(), grouped(count!), value);
    }
  });

  it('has no accessibility problems with everything open', async () => {
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('searches fields', async () => {
    const [first] = answer.fields;
    await page.getByLabel('Search fields').fill(first!.name);
    await assert.doesNotReject(page.locator(`tr[data-field="${first!.name}"]`).waitFor());
    assert.ok((await fieldRows().count()) < answer.fields.length);
    await page.getByLabel('Search fields').fill('');
  });

  it('shows the fields of the object that is chosen by keyboard', async () => {
    const other = page.locator('c-object-list button.choose:not([aria-current])').first();
    const name = await other.getAttribute('data-object');
    await other.press('Enter');
    await page
      .locator('c-object-list button.choose[aria-current]')
      .and(page.locator(`[data-object="${name}"]`))
      .waitFor();
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
