/** The emulated Setup: every switch is found, named and reached by the keyboard. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowser } from './suite.ts';

inBrowser('Setup of the local org', (suite) => {
  it('shows first what its address asks for, in parts with headings, accessible and on a phone too', async () => {
    await suite.page.goto(`${suite.opened.url}/lightning/setup/PermSets/home`);
    const headings = suite.page.getByRole('heading', { level: 2 });
    await headings.first().waitFor();
    assert.equal((await headings.allInnerTexts())[0], 'Permissions and licences');
    assert.equal(await suite.locator('.switch').count(), Object.keys(suite.opened.org.setup.state().switches).length);
    await suite.assertAccessible();
    await suite.page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await suite.page.evaluate(() => document.documentElement.scrollWidth), 320);
    await suite.assertAccessible('320 pixels');
  });

  it('finds a switch by its words and changes it, with the keyboard alone', async () => {
    await suite.keys.type(suite.page.getByLabel('Find a switch'), 'originated');
    const lock = suite.page.getByRole('checkbox', { name: 'Lock sessions to the IP address' });
    await suite.locator('.switch').nth(1).waitFor({ state: 'detached' });
    await suite.keys.press(lock, 'Space');
    await suite.page.getByText('Saved.').waitFor();
    assert.equal(suite.opened.org.setup.state().switches.lockSessionsToIp, await lock.isChecked());
    await suite.keys.type(suite.page.getByLabel('Find a switch'), 'no such switch');
    await suite.page.getByText('No switch has these words.').waitFor();
    assert.deepEqual(suite.complaints, []);
  });
});
