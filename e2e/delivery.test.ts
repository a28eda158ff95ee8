import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { callAura } from '../local-org/cli/main-job.ts';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium } from './chromium.ts';
import { openConsole } from './console-in-browser.ts';
import type { ConsoleInBrowser, WatchedPage } from './console-in-browser.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';

describe('Delivery in a browser', { skip: executablePath ? false : SKIPPED }, () => {
  let opened: ConsoleInBrowser;
  let watched: WatchedPage;
  let page: Page;

  before(async () => {
    opened = await openConsole(executablePath!, { faults: [{ kind: 'status', status: 422 }] });
    await callAura(opened.org, 'PopulationConsole', 'startRun');
    await opened.org.engine.idle();
    watched = await opened.newPage();
    page = watched.page;
    await page.goto(opened.pageUrl('delivery'));
  });
  after(() => opened?.close());

  const figure = (name: string): Promise<string> => page.locator(`[data-figure="${name}"] .number`).innerText();
  const list = (): Locator => page.locator('c-outbox-panel li.message');

  it('shows the dead letter with its reason', async () => {
    await list().first().waitFor();
    assert.equal(await figure('dead'), '1');
    assert.match(await list().first().innerText(), /Refused by Elements[\s\S]*422/);
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  const backlog = async (): Promise<string> => {
    await callAura(opened.org, 'ReadinessConsole', 'run', { ids: ['delivery-backlog'] });
    await page.goto(opened.pageUrl('overview'));
    const card = page.locator('[data-check="delivery-backlog"]');
    await card
      .getByText(/dead|given up/)
      .first()
      .waitFor();
    return card.innerText();
  };

  it('is a problem of its check', async () => {
    assert.match(await backlog(), /Problem[\s\S]*1 messages were refused or given up/);
    await page.goto(opened.pageUrl('delivery'));
    await list().first().waitFor();
  });

  it('shows exactly what was sent, by the keyboard', async () => {
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.locator('[role="option"][data-value="Delivered"]').click();
    await list().nth(1).waitFor();
    await list()
      .first()
      .getByRole('button', { name: /^Show what was sent/ })
      .press('Enter');
    const body = page.locator('c-message-body pre');
    await body.waitFor();
    const shown = await body.evaluate((element) => element.textContent);
    assert.ok(
      opened.endpoint.messages().some((message) => message.body === shown),
      'the endpoint has the same body'
    );
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('sends the dead letter again, by the keyboard', async () => {
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.locator('[role="option"][data-value="Dead"]').click();
    const before = opened.endpoint.messages().length;
    await list()
      .first()
      .getByRole('button', { name: /^Send .* again$/ })
      .press('Enter');
    await page.getByText('No message was refused or given up.').waitFor();
    await opened.org.engine.idle();
    await page.getByRole('button', { name: 'Refresh' }).press('Enter');
    await page.locator('[data-figure="dead"] .number', { hasText: /^0$/ }).waitFor();
    await page.locator('[data-figure="pending"] .number', { hasText: /^0$/ }).waitFor();
    assert.equal(opened.endpoint.messages().length, before + 1);
    assert.ok(
      opened.endpoint.manifests().every(({ complete }) => complete),
      'the manifest is complete'
    );
  });

  it('pings the endpoint', async () => {
    await page.getByRole('button', { name: 'Ping Elements' }).press('Enter');
    await page.locator('.ping-words', { hasText: 'accepts the secret' }).waitFor();
  });

  it('is no problem of its check any more', async () => {
    assert.match(await backlog(), /Passed[\s\S]*none is dead/);
  });

  it('makes the browser complain about nothing', () => {
    assert.deepEqual(watched.complaints, []);
  });

  it('shows nothing of it to a user without permission', async () => {
    opened.org.store.run('DELETE FROM PermissionSetAssignment');
    opened.org.store.commit();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(opened.pageUrl('delivery'));
    await page.getByText("You don't have access to this page").waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.deepEqual(
      asked.filter((url) => /OutboxConsole|DeliveryConsole/.test(url)),
      []
    );
    for (const [className, method, params] of [
      ['OutboxConsole', 'messages', { status: 'Dead', offset: 0 }],
      ['DeliveryConsole', 'status', {}]
    ] as const) {
      const answer = await opened.org.invokeAura(className, method, params);
      assert.match(JSON.stringify(answer), /View Elements Connect/, `${className}.${method}`);
    }
  });
});
