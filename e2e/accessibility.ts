import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds on the page as it is, one line per rule: violations, and rules that crashed and so checked nothing.
 */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await makeIdLookupWork(page);
  await motionEnded(page);
  // What is scrolled half under the header, which stays in place, would count as a target cut off by the links there.
  await page.evaluate(() => scrollTo(0, 0));
  // Evaluated, not added as a script: the page's content security policy allows no foreign scripts.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations, incomplete, passes } = await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: { run(context: unknown, options: object): Promise<AxeResults> } }).axe.run(
        { include: [['body']] },
        { runOnly: { type: 'tag', values: tags } }
      ),
    RULES
  );
  const crashed = incomplete.filter((rule) => JSON.stringify(rule).includes('error-occurred'));
  return [
    ...violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.flat().join(' ')).join(', ')})`
    ),
    // The rule that synthetic shadow once silenced: where it looked at nothing, a pass means nothing.
    ...(passes.some(({ id }) => id === 'color-contrast') ? [] : ['color-contrast: nothing was checked']),
    ...crashed.map(({ id }) => `${id}: the rule crashed and checked nothing`)
  ];
}

/** A toast that is fading has the contrast of neither state; what turns for ever, like a spinner, is not waited for. */
async function motionEnded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ended = Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
  });
}

/**
 * LWC's synthetic shadow throws on `ShadowRoot.getElementById`, and axe then gives up whole rules (colour contrast among
 * them). Synthetic shadow keeps one flat document, where the browser resolves ids document-wide: so does this lookup,
 * taken from a fresh frame because LWC patches the document's own.
 */
async function makeIdLookupWork(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frame = document.head.appendChild(document.createElement('iframe'));
    const fresh = (frame.contentWindow as unknown as typeof globalThis).Document.prototype;
    // Bound, not wrapped: a function that is defined here would carry helpers of the transpiler into the page.
    const value = fresh.getElementById.bind(document);
    frame.remove();
    const root = document.querySelector('local-shell')?.shadowRoot;
    // A page without components has no shadow.
    let prototype = root ? (Object.getPrototypeOf(root) as object | null) : null;
    for (; prototype && prototype !== Node.prototype; prototype = Object.getPrototypeOf(prototype) as object | null) {
      if (Object.hasOwn(prototype, 'getElementById')) {
        Object.defineProperty(prototype, 'getElementById', { configurable: true, writable: true, value });
      }
    }
  });
}
