/** Lightning Web Security as the local org emulates it: what a component may not do there fails, in these words. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../local-org/web/build/console.ts';
import { startWebServer } from '../local-org/web/server.ts';
import type { WebServer } from '../local-org/web/server.ts';
import { findChromium, launchChromium } from './chromium.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';

/** What a component does, and how it ends: in this value, or in an error of these words. */
const CASES: readonly (readonly [action: string, ends: string | RegExp])[] = [
  ['document.write("x")', /^Lightning Web Security: Cannot access write/],
  ['document.domain = "example.com"', /^Lightning Web Security: Cannot access domain/],
  ['document.open()', /^Lightning Web Security: Cannot open what all namespaces share/],
  ['document.body.remove()', /^Lightning Web Security: Cannot remove what all namespaces share/],
  ['document.body.innerHTML = ""', /^not supported by the local org: innerHTML/],
  ['document.cookie', /^not supported by the local org: cookie/],
  ['localStorage.getItem("x")', /^not supported by the local org: localStorage/],
  ['new Worker("x.js")', /^not supported by the local org: Worker/],
  ['fetch("/aura/Secret.read")', /^Lightning Web Security: Cannot request disallowed endpoint \/aura/],
  ['new XMLHttpRequest().open("GET", "/webruntime/x")', /^Lightning Web Security: Cannot request disallowed endpoint/],
  ['window.open("javascript:1")', /^Lightning Web Security: Cannot open a window at javascript:/],
  ['URL.createObjectURL(new Blob(["a"], { type: "text/csv" }))', /^Lightning Web Security: Unsupported MIME type/],
  ['URL.createObjectURL(new Blob(["a"], { type: "text/plain" })).slice(0, 5)', 'blob:'],
  ['document.querySelector("local-shell") !== null', 'true'],
  ['location.pathname', '/lightning/n/Home'],
  // Both stay inside: the test looks from outside.
  ['(window.leaked = 1)', '1'],
  ['(Array.prototype.leaked = 1)', '1']
];

const PROJECT: Readonly<Record<string, string>> = {
  'sfdx-project.json': '{ "packageDirectories": [{ "path": "app" }] }',
  'app/App.app-meta.xml':
    '<CustomApplication><label>App</label><tabs>Home</tabs><uiType>Lightning</uiType></CustomApplication>',
  'app/Home.tab-meta.xml': '<CustomTab><flexiPage>Home</flexiPage><label>Home</label></CustomTab>',
  'app/Home.flexipage-meta.xml':
    '<FlexiPage><flexiPageRegions><itemInstances><componentInstance><componentName>c:naughty</componentName></componentInstance></itemInstances></flexiPageRegions><type>AppPage</type></FlexiPage>',
  'app/lwc/naughty/naughty.js-meta.xml':
    '<LightningComponentBundle><isExposed>true</isExposed><targets><target>lightning__AppPage</target></targets></LightningComponentBundle>',
  'app/lwc/naughty/naughty.html': '<template><pre>{text}</pre></template>',
  'app/lwc/naughty/naughty.js': `import { LightningElement } from 'lwc';
const ACTIONS = [${CASES.map(([action]) => `() => ${action}`).join(',\n')}];
const end = (action) => { try { return String(action()); } catch (error) { return error.message; } };
export default class Naughty extends LightningElement {
  get text() { return JSON.stringify(ACTIONS.map(end)); }
}`
};

describe('Lightning Web Security', { skip: executablePath ? false : SKIPPED }, () => {
  const root = mkdtempSync(path.join(tmpdir(), 'lightning-web-security-'));
  let browser: Browser | undefined;
  let server: WebServer | undefined;
  let page: Page;
  let ends: readonly string[];

  before(async () => {
    for (const [name, content] of Object.entries(PROJECT)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), content);
    }
    const org = { invokeAura: () => Promise.reject(new Error('no Apex here')) };
    server = await startWebServer({ port: 0, org, site: await buildConsole({ root }) });
    browser = await launchChromium(executablePath!);
    page = await browser.newPage();
    // What the page needs inside Lightning Web Security is built when it is first asked for.
    page.setDefaultTimeout(120_000);
    await page.goto(`${server.url}/lightning/n/Home?lws=1`);
    ends = JSON.parse(await page.locator('c-naughty pre').innerText()) as readonly string[];
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(root, { recursive: true });
  });

  for (const [index, [action, expected]] of CASES.entries()) {
    it(`ends ${action}`, () => {
      const end = ends[index]!;
      if (typeof expected === 'string') assert.equal(end, expected);
      else assert.match(end, expected);
    });
  }

  it('keeps what a component does to globals inside its namespace', async () => {
    assert.equal(await page.evaluate(() => 'leaked' in globalThis || 'leaked' in []), false);
    assert.equal(ends.length, CASES.length);
  });
});
