/** `npm run screenshots`: takes the pictures of the documentation, one of every page. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { completeRun, openConsole } from './console-in-browser.ts';

const FOLDER = path.resolve(fileURLToPath(import.meta.url), '../../docs/images');
const MAX_BYTES = 300_000;

const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium or Chrome found: install one or name it in CHROMIUM');
mkdirSync(FOLDER, { recursive: true });

async function take(page: Page, name: string): Promise<void> {
  await page.locator('lightning-toast').first().waitFor({ state: 'detached' });
  // The pointer would leave its row highlighted.
  await page.mouse.move(0, 0);
  const file = path.join(FOLDER, `console-${name}.png`);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MAX_BYTES}`);
  console.log(`${file}: ${Math.round(size / 1000)} kB`);
}

const console_ = await openConsole(executablePath);
try {
  const { page } = await console_.newPage({ width: 1280, height: 1000 });
  console_.org.setup.usePreset('locked-session');
  await page.goto(console_.pageUrl('population'));
  await completeRun(page);
  await page.locator('c-object-list button.choose[data-object="Airport__c"]').click();
  // The least filled fields first.
  const sorted = page.locator('c-field-table tbody tr').first().getByText('0%', { exact: true });
  await page.getByRole('button', { name: 'Fill rate' }).click();
  await sorted.waitFor();
  await take(page, 'population');
  await page.goto(console_.pageUrl('overview'));
  await page.getByRole('button', { name: 'Run all checks' }).click();
  await page.getByText('All checks have run.').waitFor({ state: 'attached', timeout: 60_000 });
  for (const name of ['overview', 'connection', 'session', 'app', 'delivery', 'subscriptions', 'settings']) {
    await page.goto(console_.pageUrl(name));
    await page.waitForLoadState('networkidle');
    await take(page, name);
  }
  await page.goto(`${console_.url}/lightning/setup/SetupOneHome/home`);
  await page.getByRole('heading', { name: 'Setup of the local org' }).waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, 'setup');
} finally {
  await console_.close();
}
