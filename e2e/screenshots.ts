/** `npm run screenshots`: takes the pictures of the documentation. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.ts';
import { completeRun, openConsole } from './console-in-browser.ts';

const FOLDER = path.resolve(fileURLToPath(import.meta.url), '../../docs/images');
const MAX_BYTES = 300_000;

const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium or Chrome found: install one or name it in CHROMIUM');
mkdirSync(FOLDER, { recursive: true });

const console_ = await openConsole(executablePath);
try {
  const { page } = await console_.newPage({ width: 1280, height: 1000 });
  await page.goto(console_.pageUrl('population'));
  await completeRun(page);
  await page.locator('c-object-list button.choose[data-object="Airport__c"]').click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.locator('lightning-toast').waitFor({ state: 'detached' });
  // The least filled fields first.
  await page.getByRole('button', { name: 'Fill rate' }).click();
  // The pointer would leave its row highlighted.
  await page.mouse.move(0, 0);
  const file = path.join(FOLDER, 'console-population.png');
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MAX_BYTES}`);
  console.log(`${file}: ${Math.round(size / 1000)} kB`);
} finally {
  await console_.close();
}
