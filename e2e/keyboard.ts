import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More than any page has. */
const MOST_STOPS = 400;

/** What a user does who has no mouse: moves with the Tab key, presses keys, types. */
export class Keyboard {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Moves on with the Tab key until the focus is there, backwards where that is behind. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    const key = (await target.evaluate(isBehindFocus)) ? 'Shift+Tab' : 'Tab';
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await target.evaluate((element) => element.matches(':focus'))) return;
      await this.page.keyboard.press(key);
      await this.page.evaluate(handledInput);
    }
    assert.fail(`the Tab key does not lead to ${String(target)}`);
  }

  async press(target: Locator, key = 'Enter'): Promise<void> {
    await this.tabTo(target);
    await this.page.keyboard.press(key);
  }

  /** Replaces what a field holds. */
  async type(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  /** Picks an option of a combobox. */
  async pick(combobox: Locator, option: Locator): Promise<void> {
    await this.tabTo(combobox);
    await this.page.keyboard.press('Enter');
    await option.waitFor();
    const wanted = await option.getAttribute('id');
    // The mark follows a frame after the dropdown opens, and on a busy machine a while after a key.
    const marked = async (condition: string): Promise<string | null> => {
      await combobox.and(this.page.locator(condition)).waitFor();
      return combobox.getAttribute('aria-activedescendant');
    };
    let at = await marked('[aria-activedescendant]');
    for (let stops = 0; at !== wanted; stops++) {
      assert.ok(stops < MOST_STOPS, `no arrow key leads to ${String(option)}`);
      await this.page.keyboard.press('ArrowDown');
      at = await marked(`[aria-activedescendant]:not([aria-activedescendant="${at}"])`);
    }
    await this.page.keyboard.press('Enter');
  }
}

/**
 * Runs in the page: a busy machine handles keys frame by frame, several at once, so that the focus would seem to jump over
 * elements. A page that is not in front may have no frames.
 */
function handledInput(): Promise<unknown> {
  return Promise.race([
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    new Promise((done) => setTimeout(done, 100))
  ]);
}

/** Runs in the page. */
function isBehindFocus(element: Element): boolean {
  const { activeElement, body } = document;
  if (!activeElement || activeElement === body) return false;
  return Boolean(activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING);
}
