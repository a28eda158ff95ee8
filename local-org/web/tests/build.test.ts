import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { buildConsole } from '../build/console.ts';
import type { ConsoleSite } from '../build/console.ts';

const BUNDLE_META = `<LightningComponentBundle><isExposed>true</isExposed><targets><target>lightning__AppPage</target></targets></LightningComponentBundle>`;

/** A whole project with one component; each test breaks one thing. `null` leaves a file out. */
const PROJECT: Readonly<Record<string, string>> = {
  'sfdx-project.json': '{ "packageDirectories": [{ "path": "force-app" }] }',
  'force-app/applications/App.app-meta.xml':
    '<CustomApplication><label>R &amp; D</label><tabs>Home</tabs><uiType>Lightning</uiType></CustomApplication>',
  'force-app/tabs/Home.tab-meta.xml': '<CustomTab><flexiPage>Home</flexiPage><label>Home</label></CustomTab>',
  'force-app/flexipages/Home.flexipage-meta.xml':
    '<FlexiPage><flexiPageRegions><itemInstances><componentInstance><componentName>c:hello</componentName></componentInstance></itemInstances></flexiPageRegions><type>AppPage</type></FlexiPage>',
  'force-app/labels/CustomLabels.labels-meta.xml':
    '<CustomLabels><labels><fullName>Greeting</fullName><value>Hello &lt;you&gt;</value></labels></CustomLabels>',
  'force-app/customPermissions/Greet.customPermission-meta.xml': '<CustomPermission/>',
  'force-app/lwc/hello/hello.js-meta.xml': BUNDLE_META,
  'force-app/lwc/hello/hello.html': '<template>{text}</template>',
  'force-app/lwc/hello/hello.js': component("import text from '@salesforce/label/c.Greeting';")
};

function component(imports: string): string {
  return `import { LightningElement } from 'lwc';\n${imports}\nexport default class Hello extends LightningElement { text = text; }\n`;
}

describe('console build', () => {
  const folders: string[] = [];
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  async function build(
    changes: Readonly<Record<string, string | null>> = {}
  ): Promise<{ site: ConsoleSite; script: string }> {
    const root = mkdtempSync(path.join(tmpdir(), 'console-build-'));
    folders.push(root);
    for (const [name, content] of Object.entries({ ...PROJECT, ...changes })) {
      if (content === null) continue;
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), content);
    }
    const site = await buildConsole({ root });
    return { site, script: readFileSync(path.join(root, '.cache/console/main.js'), 'utf8') };
  }
  const importing = (statement: string): Readonly<Record<string, string>> => ({
    'force-app/lwc/hello/hello.js': component(`${statement}`)
  });

  it('builds any project: title, tabs, labels as text, components under their own tag', async () => {
    const { site, script } = await build();
    assert.equal(site.title, 'R & D');
    assert.match(script, /"Hello <you>"/);
    assert.match(script, /sel: "c-hello"/);
    assert.ok(site.folders.some(({ prefix }) => prefix.startsWith('/vendor/')));
  });

  const refusals: readonly (readonly [string, Readonly<Record<string, string | null>>, RegExp])[] = [
    [
      'an unknown label',
      importing("import text from '@salesforce/label/c.Missing';"),
      /Custom label c\.Missing is not/
    ],
    [
      'an unknown custom permission',
      importing("import text from '@salesforce/customPermission/Nope';"),
      /Custom permission Nope/
    ],
    [
      'a platform module without a shim',
      importing("import text from 'lightning/uiRecordApi';"),
      /not supported by the local org: module lightning\/uiRecordApi, imported by force-app\/lwc\/hello\/hello\.js/
    ],
    [
      'a private base component',
      importing("import text from 'lightning/utilsPrivate';"),
      /not supported by the local org: module lightning\/utilsPrivate/
    ],
    ['an npm package', importing("import text from 'rollup';"), /not supported by the local org: module rollup/],
    ['a component that does not exist', importing("import text from 'c/missing';"), /module c\/missing/],
    [
      'a schema reference without a schema',
      importing("import text from '@salesforce/schema/Account.Name';"),
      /not supported by the local org: @salesforce\/schema/
    ],
    [
      'other facts about the user',
      importing("import text from '@salesforce/user/Nope';"),
      /not supported by the local org: @salesforce\/user\/Nope/
    ],
    [
      'an unknown base component in a template',
      { 'force-app/lwc/hello/hello.html': '<template><lightning-nope></lightning-nope></template>' },
      /module lightning\/nope/
    ],
    [
      'a template that does not compile',
      { 'force-app/lwc/hello/hello.html': '<template><p></template>' },
      /hello\.html:1: .*LWC1/
    ],
    [
      'a tab that does not exist',
      { 'force-app/tabs/Home.tab-meta.xml': null },
      /names Home\.tab-meta\.xml, which is not in the project/
    ],
    [
      'a tab without an app page',
      { 'force-app/tabs/Home.tab-meta.xml': '<CustomTab><url>x</url></CustomTab>' },
      /not supported by the local org: .*flexiPage/
    ],
    [
      'a page that does not exist',
      { 'force-app/flexipages/Home.flexipage-meta.xml': null },
      /names Home\.flexipage-meta\.xml/
    ],
    [
      'a component that is not exposed',
      {
        'force-app/lwc/hello/hello.js-meta.xml':
          '<LightningComponentBundle><isExposed>false</isExposed></LightningComponentBundle>'
      },
      /is not exposed to lightning__AppPage/
    ],
    [
      'no application',
      { 'force-app/applications/App.app-meta.xml': null },
      /not supported by the local org: 0 applications/
    ],
    [
      'the same label twice',
      { 'force-app/labels/More.labels-meta.xml': PROJECT['force-app/labels/CustomLabels.labels-meta.xml']! },
      /label Greeting is defined twice/
    ]
  ];
  for (const [what, changes, message] of refusals) {
    it(`refuses ${what}`, () => assert.rejects(build(changes), message));
  }
});
