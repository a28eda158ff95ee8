import type { Locator, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../e2e/chromium.ts';
import { loadTables } from '../../local-org/samples/load-samples.ts';
import { writeWideProject } from '../../local-org/samples/wide-object.ts';
import { wideOrg, wideOrgTables } from '../../local-org/samples/wide-org.ts';
import { buildConsole } from '../../local-org/web/build/console.ts';
import { startWebServer } from '../../local-org/web/server.ts';
import { withBenchOrg } from '../bench-org.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';
import { runJob } from '../population/run-job.ts';

const MOST_OBJECTS = 1_000;
const MOST_FIELDS = 50;

/** What an admin waits for, by name: from the gesture until the page shows what follows from it. */
const GESTURES = [
  ['the first page (Settings), with an empty cache', (page: Page, url: string) => openShell(page, url)],
  ['Field population after it, until the objects show', (page: Page, url: string) => openResults(page, url)],
  ['an object chosen until its fields show', (page: Page) => chooseObject(page)],
  ['objects filtered by name', (page: Page) => filterObjects(page)],
  ['objects sorted by name, twice', (page: Page) => sortObjects(page)],
  ['the next page of objects', (page: Page) => nextPage(page)],
  ['the list scrolled to its end', (page: Page) => scrollToEnd(page)]
] as const;

/** The results of a large org in a browser, with the shipped components and the shipped Apex behind them. */
export const consoleInBrowser: Part = {
  name: 'console',
  title: 'Console in a browser',
  run: ({ objects, fields, runs, onProgress, signal }) => {
    const chromium = findChromium();
    if (chromium === null) throw new Error('no Chromium or Chrome found: install one or name it in CHROMIUM');
    const planned = wideOrg(Math.min(objects, MOST_OBJECTS), Math.min(fields, MOST_FIELDS));
    return withBenchOrg(
      signal,
      (folder) => {
        for (const { wide } of planned) writeWideProject(folder, wide);
        return [folder];
      },
      async (opened): Promise<PartOutcome> => {
        onProgress('loading records');
        await loadTables(opened.org.store, opened.org.schema, wideOrgTables(planned), { signal });
        onProgress('counting');
        await runJob(opened);
        const server = await startWebServer({ port: 0, org: opened.org, site: await buildConsole() });
        const browser = await launchChromium(chromium);
        try {
          const url = `${server.url}/lightning/n/Elements_Connect?c__page=`;
          const samples = await repeat(runs + 1, signal, async (run) => {
            onProgress(run === 0 ? 'warming up' : `run ${run} of ${runs}`);
            const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
            const times: number[] = [];
            for (const [, gesture] of GESTURES) {
              times.push((await timed(() => gesture(page, url))).milliseconds);
            }
            await page.close();
            return times;
          });
          const measured = samples.slice(1);
          return {
            sizes: { objects: planned.length, fields: planned.length * Math.min(fields, MOST_FIELDS), runs },
            figures: GESTURES.map(([name], index) =>
              figure(
                name,
                'ms',
                measured.map((times) => times[index]!)
              )
            ),
            notes: ['Each run is a new browser context with an empty cache; browser, org and bench share the machine.']
          };
        } finally {
          await browser.close();
          await server.close();
        }
      },
      { clock: 'virtual' }
    );
  }
};

const rows = (page: Page) => page.locator('c-object-list button.choose');

async function openShell(page: Page, url: string): Promise<void> {
  await page.goto(`${url}settings`);
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
}

async function openResults(page: Page, url: string): Promise<void> {
  await page.goto(`${url}population`);
  await rows(page).first().waitFor();
}

async function chooseObject(page: Page): Promise<void> {
  const last = rows(page).last();
  const name = await last.getAttribute('data-object');
  await last.press('Enter');
  await page.locator(`c-object-list button.choose[data-object="${name}"][aria-current]`).waitFor();
  await page.locator('c-field-table tr[data-field]').first().waitFor();
}

async function filterObjects(page: Page): Promise<void> {
  const search = page.locator('c-object-list input');
  await search.fill('Wide_0007__c');
  await rows(page).nth(1).waitFor({ state: 'detached' });
  if ((await rows(page).first().getAttribute('data-object')) !== 'Wide_0007__c')
    throw new Error('another object is left');
  await search.fill('');
  await rows(page).nth(1).waitFor();
}

/** By name, A first, then Z first: each time another object comes first, which the next gesture has to wait for. */
async function sortObjects(page: Page): Promise<void> {
  const sort = page.locator('c-object-list button.sort').first();
  for (let click = 1; click <= 2; click++) {
    const first = await firstRow(page);
    await sort.click();
    await first.waitFor({ state: 'detached' });
  }
}

/** A small org has one page only. */
async function nextPage(page: Page): Promise<void> {
  const next = page.locator('c-object-list c-pager .next button');
  if ((await next.count()) === 0) return;
  const first = await firstRow(page);
  await next.click();
  await first.waitFor({ state: 'detached' });
}

/** The object that is first now, as long as it is first. */
async function firstRow(page: Page): Promise<Locator> {
  const name = await rows(page).first().getAttribute('data-object');
  return page.locator(`c-object-list tbody tr:first-child button[data-object="${name}"]`);
}

async function scrollToEnd(page: Page): Promise<void> {
  await rows(page).last().scrollIntoViewIfNeeded();
}
