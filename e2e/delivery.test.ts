/** Delivery: a dead letter is found, understood and replayed. */
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { callAura } from '../local-org/cli/call-aura.ts';
import { inBrowser } from './suite.ts';

inBrowser(
  'Delivery in a browser',
  (suite) => {
    before(async () => {
      await callAura(suite.opened.org, 'PopulationConsole', 'startRun');
      await suite.opened.org.engine.idle();
      await suite.open('delivery');
    });

    const figure = (name: string): Promise<string> => suite.locator(`[data-figure="${name}"] .number`).innerText();
    const messages = (): Locator => suite.locator('c-outbox-panel li.message');
    const list = (status: string): Promise<void> =>
      suite.keys.pick(
        suite.page.getByRole('combobox', { name: 'Status' }),
        suite.locator(`[role="option"][data-value="${status}"]`)
      );

    it('shows the dead letter with its reason', async () => {
      await messages().first().waitFor();
      assert.equal(await figure('dead'), '1');
      assert.match(await messages().first().innerText(), /Refused by Elements[\s\S]*422/);
      await suite.assertAccessible();
    });

    const backlog = async (): Promise<string> => {
      await callAura(suite.opened.org, 'ReadinessConsole', 'run', { ids: ['delivery-backlog'] });
      await suite.open('overview');
      const card = suite.locator('[data-check="delivery-backlog"]');
      await card
        .getByText(/dead|given up/)
        .first()
        .waitFor();
      return card.innerText();
    };

    it('is a problem of its check', async () => {
      assert.match(await backlog(), /Problem[\s\S]*1 messages were refused or given up/);
      await suite.open('delivery');
      await messages().first().waitFor();
    });

    it('shows exactly what was sent, by the keyboard', async () => {
      await list('Delivered');
      await messages().nth(1).waitFor();
      await suite.keys.press(
        messages()
          .first()
          .getByRole('button', { name: /^Show what was sent/ })
      );
      const body = suite.locator('c-message-body pre');
      await body.waitFor();
      const shown = await body.evaluate((element) => element.textContent);
      assert.ok(
        suite.opened.endpoint.messages().some((message) => message.body === shown),
        'the endpoint has the same body'
      );
      await suite.assertAccessible();
    });

    it('sends the dead letter again, by the keyboard', async () => {
      await list('Dead');
      const before = suite.opened.endpoint.messages().length;
      await suite.keys.press(
        messages()
          .first()
          .getByRole('button', { name: /^Send .* again$/ })
      );
      await suite.page.getByText('No message was refused or given up.').waitFor();
      await suite.opened.org.engine.idle();
      await suite.keys.press(suite.page.getByRole('button', { name: 'Refresh' }));
      await suite.locator('[data-figure="dead"] .number', { hasText: /^0$/ }).waitFor();
      await suite.locator('[data-figure="pending"] .number', { hasText: /^0$/ }).waitFor();
      assert.equal(suite.opened.endpoint.messages().length, before + 1);
      assert.ok(
        suite.opened.endpoint.manifests().every(({ complete }) => complete),
        'the manifest is complete'
      );
    });

    it('pings the endpoint', async () => {
      await suite.keys.press(suite.page.getByRole('button', { name: 'Ping Elements' }));
      await suite.locator('.ping-words', { hasText: 'accepts the secret' }).waitFor();
    });

    it('is no problem of its check any more', async () => {
      assert.match(await backlog(), /Passed[\s\S]*none is dead/);
    });

    it('makes the browser complain about nothing', () => {
      assert.deepEqual(suite.complaints, []);
    });

    it('shows nothing of it to a user without permission', async () => {
      suite.takePermissionsAway();
      const asked: string[] = [];
      suite.page.on('request', (request) => asked.push(request.url()));
      await suite.open('delivery');
      await suite.page.getByText("You don't have access to this page").waitFor();
      await suite.assertAccessible();
      assert.deepEqual(
        asked.filter((url) => /OutboxConsole|DeliveryConsole/.test(url)),
        []
      );
      for (const [className, method, params] of [
        ['OutboxConsole', 'messages', { status: 'Dead', offset: 0 }],
        ['DeliveryConsole', 'status', {}]
      ] as const) {
        const answer = await suite.opened.org.invokeAura(className, method, params);
        assert.match(JSON.stringify(answer), /View Elements Connect/, `${className}.${method}`);
      }
    });
  },
  { faults: { faults: [{ kind: 'status', status: 422 }] } }
);
