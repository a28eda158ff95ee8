/** The results explorer: what it shows is what SQL counts, down to the values of a picklist. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import type { Locator, Response } from 'playwright-core';
import { expectedCounts } from '../local-org/samples/expected-counts.ts';
import type { ExpectedCounts } from '../local-org/samples/expected-counts.ts';
import { AGGREGATABLE_KINDS, wideObject, writeWideProject } from '../local-org/samples/wide-object.ts';
import { completeRun } from './console-in-browser.ts';
import { inBrowser } from './suite.ts';

const WIDE_FIELDS = 620;
const wideFolder = mkdtempSync(path.join(tmpdir(), 'wide-object-'));
writeWideProject(
  wideFolder,
  wideObject({ object: 'Wide__c', fields: WIDE_FIELDS, picklists: 20, recordTypes: 0, kinds: AGGREGATABLE_KINDS })
);
after(() => rmSync(wideFolder, { recursive: true }));

/** The percentage of a share, worked out from the counts. */
function percentage(filled: number, total: number): string {
  const tenths = (filled / total) * 1000;
  if (filled > 0 && tenths < 1) return '<0.1%';
  if (filled < total && tenths > 999) return '>99.9%';
  return `${Math.round(tenths) / 10}%`;
}
const grouped = (count: number): string => count.toLocaleString('en-US');

inBrowser(
  'Field Population in a browser',
  (suite) => {
    before(() => suite.open('population'));

    const fieldRow = (name: string): Locator => suite.locator(`c-field-table tr[data-field="${name}"]`);
    const choose = async (objectName: string): Promise<ExpectedCounts> => {
      await suite.keys.press(suite.locator(`c-object-list button.choose[data-object="${objectName}"]`));
      await suite.page.getByRole('heading', { name: /^Fields of/ }).waitFor();
      await suite.locator(`c-object-list button.choose[data-object="${objectName}"][aria-current]`).waitFor();
      await suite.locator('c-field-table tr[data-field]').first().waitFor();
      return expectedCounts(suite.opened.org.store, objectName);
    };

    it('says that nothing has been counted yet', async () => {
      await suite.page.getByText('Nothing has been counted yet').waitFor();
      await suite.assertAccessible();
    });

    it('starts a run and follows it until its messages are delivered', async () => {
      await completeRun(suite.page);
      assert.equal(await suite.page.getByRole('button', { name: 'Start run' }).isEnabled(), true);
      const records = await suite.locator('[data-figure="records"] .number').innerText();
      assert.ok(Number(records.replaceAll(',', '')) > 10_000, records);
      const objects = await suite.locator('c-object-list button.choose').count();
      const arrived = suite.opened.endpoint.messages().length;
      // A message at least for each object, and the manifest.
      assert.ok(arrived > objects, `${arrived} messages about ${objects} objects`);
      assert.equal(await suite.locator('[data-figure="delivered"] .number').innerText(), String(arrived));
    });

    for (const objectName of ['Airport__c', 'Sale__c', 'Contact']) {
      it(`shows for every field of ${objectName} what SQL counts, or why there is no figure`, async () => {
        const expected = await choose(objectName);
        const rows = await suite.locator('c-field-table tr[data-field]').all();
        assert.equal(rows.length, suite.opened.org.store.object(objectName).fields.size);
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
      await suite.keys.press(button);
      const table = suite.locator('c-value-list table');
      await table.waitFor();
      const valueRow = (value: string): Locator =>
        table.getByRole('row').filter({ has: suite.page.getByText(value, { exact: true }) });
      for (const [value, counts] of values) {
        const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
        assert.equal(await valueRow(value).locator('td').first().innerText(), grouped(count), value);
      }
      assert.match(await valueRow('Northern America').innerText(), /Not used/);
      const defined = suite.opened.org.store
        .object('Country__c')
        .fields.get('subregion__c')!
        .picklistValues.map(({ value }) => value);
      const undefinedValues = [...values.keys()].filter((value) => !defined.includes(value));
      assert.ok(undefinedValues.length > 0);
      for (const value of undefinedValues) assert.match(await valueRow(value).innerText(), /Not defined/, value);
    });

    it('has no accessibility problems with everything open', async () => {
      await suite.assertAccessible();
    });

    it('shows the figures of one record type', async () => {
      const expected = await choose('Airport__c');
      const [recordTypeId, records] = [...expected.recordsByRecordType].find(([id]) => id !== null)!;
      const [name, field] = [...expected.fields].find(([, { filled }]) => filled > 0 && filled < expected.records)!;
      const combobox = suite.page.getByRole('combobox', { name: 'Record type' });
      await suite.keys.pick(combobox, suite.locator(`[role="option"][data-value="${recordTypeId}"]`));
      const filled = field.filledByRecordType.get(recordTypeId) ?? 0;
      await fieldRow(name)
        .getByText(`${grouped(filled)} of ${grouped(records)}`)
        .waitFor();
    });

    it('searches fields', async () => {
      await choose('Contact');
      await suite.keys.type(suite.page.getByLabel('Search fields'), 'Email');
      await fieldRow('Email').waitFor();
      await fieldRow('LastName').waitFor({ state: 'detached' });
      await suite.page.getByLabel('Search fields').fill('');
    });

    it('pages, searches, filters and sorts the fields of an object with hundreds of them on the server', async () => {
      const rows = suite.locator('c-field-table tr[data-field]');
      const answers: Promise<number>[] = [];
      const measure = (response: Response): void => {
        if (response.url().includes('/aura/ResultsConsole.fields'))
          answers.push(response.body().then(({ length }) => length));
      };
      suite.page.on('response', measure);
      const object = suite.opened.org.store.object('Wide__c');
      await choose('Wide__c');
      await suite.page.getByText(`All (${object.fields.size})`).waitFor();
      assert.equal(await rows.count(), 100);
      const pager = suite.locator('c-field-table c-pager');
      await suite.keys.press(pager.getByRole('button', { name: 'Next' }));
      await pager.getByText(/^101/).waitFor();
      assert.equal(await rows.count(), 100);
      await suite.keys.press(suite.page.getByRole('button', { name: 'Field', exact: true }));
      await suite.locator('c-field-table th[aria-sort="ascending"]').waitFor();
      await suite.keys.press(suite.page.getByRole('button', { name: /^Not measured/ }));
      await suite.locator('c-field-table .band[aria-pressed="true"]', { hasText: 'Not measured' }).waitFor();
      await suite.keys.press(suite.page.getByRole('button', { name: /^All \(/ }));
      const last = object.fields.get('name')!.apiName;
      await suite.keys.type(suite.page.getByLabel('Search fields'), `${last} `);
      await fieldRow(last).waitFor();
      suite.page.off('response', measure);
      const sizes = await Promise.all(answers);
      assert.ok(sizes.length > 3 && Math.max(...sizes) < 100_000, `no page is large: ${sizes.join(', ')} bytes`);
    });

    it('ran without a complaint of the browser', () => {
      assert.deepEqual(suite.complaints, []);
    });
  },
  { projects: [wideFolder] }
);
