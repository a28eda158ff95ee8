/** docs/requirements-from-seeds.md names checks, permissions, regions and tests; all of them exist and say what it says. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../cli/bootstrap.mjs';

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const rows = read('docs/requirements-from-seeds.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:-|sentence )/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim())
  );
const classes = 'force-app/main/readiness/classes';
const ids = readdirSync(join(projectRoot, classes)).flatMap((file) =>
  [...read(`${classes}/${file}`).matchAll(/super\('([a-z-]+)',/g)].map(([, id]) => id!)
);
const record = (name: string): string =>
  read(`force-app/main/connection/customMetadata/RequiredPermission.${name}.md-meta.xml`);
const value = (xml: string, field: string): string | undefined =>
  new RegExp(`<field>${field}</field>\\s*<value[^>]*>([^<]*)<`).exec(xml)?.[1]?.replaceAll('&apos;', "'");
const unpackaged = read('unpackaged/main/default/permissionsets/Elements_Sync_Permissions.permissionset-meta.xml');

/** Apart from the full stop and the kind of apostrophe. */
const plain = (sentence: string): string => sentence.replaceAll('’', "'").replace(/\.$/, '');

/** Where a test of that name is; null when there is none. */
function testFile(name: string): string | null {
  const files = [
    `local-org/tests/${name}.test.ts`,
    `force-app/main/console/lwc/${name}/__tests__/${name}.test.ts`,
    ...readdirSync(join(projectRoot, 'force-app/main')).map((each) => `force-app/main/${each}/tests/${name}.cls`)
  ];
  return files.find((file) => existsSync(join(projectRoot, file))) ?? null;
}

describe('requirements from the seeds', () => {
  it('has rows, each with a sentence, a carrier and a test', () => {
    assert.ok(rows.length > 60, String(rows.length));
    for (const row of rows) {
      assert.equal(row.length, 3, row.join(' | '));
      assert.ok(
        row.every((cell) => cell !== ''),
        row.join(' | ')
      );
    }
  });

  it('names checks that exist, and tests that name them', () => {
    assert.equal(new Set(ids).size, 21);
    for (const [sentence, carrier, shownBy] of rows as [string, string, string][]) {
      const tests = [...shownBy.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!);
      if (tests.length === 0) assert.equal(shownBy, 'not seen from Salesforce', sentence);
      const texts = tests.map((name) => {
        const file = testFile(name);
        assert.ok(file, `${name} (${sentence})`);
        return name === 'readiness-checks' ? read(file) + read('local-org/tests/readiness-cases.ts') : read(file);
      });
      for (const [, id] of carrier.matchAll(/check `([a-z-]+)`/g)) {
        assert.ok(ids.includes(id!), `${id} (${sentence})`);
        assert.ok(
          texts.some((text) => text.includes(`'${id}'`)),
          `no test of ${sentence} names ${id}`
        );
      }
    }
  });

  it('carries the table of permissions: label, purpose, API name, and the set to deploy', () => {
    const permissions = rows.flatMap(([sentence, carrier]) => {
      const name = /\(`Permissions(\w+)`\)/.exec(carrier!)?.[1];
      return name === undefined ? [] : [{ name, sentence: sentence! }];
    });
    assert.equal(permissions.length, 14);
    for (const { name, sentence } of permissions) {
      const label = sentence.slice(0, sentence.indexOf(':'));
      const purpose = sentence.slice(sentence.indexOf(':') + 2);
      assert.equal(value(record(name), 'SetupLabel__c'), label);
      assert.equal(value(record(name), 'ApiName__c'), name);
      assert.equal(plain(value(record(name), 'Purpose__c') ?? ''), plain(purpose));
      assert.ok(unpackaged.includes(`<name>${name}</name>`), `unpackaged/ grants ${name}`);
    }
  });

  it('grants in unpackaged/ exactly those and what they depend on', () => {
    const granted = [...unpackaged.matchAll(/<name>(\w+)<\/name>/g)].map(([, name]) => name!);
    for (const name of granted) {
      const needed = (value(record(name), 'Dependencies__c') ?? '').split(',').filter((each) => each !== '');
      assert.deepEqual(
        needed.filter((each) => !granted.includes(each)),
        [],
        `${name} depends on`
      );
    }
    assert.ok(!granted.includes('ViewAllData'));
    assert.match(read('unpackaged/README.md'), /EinsteinGPTPromptTemplateManager/);
    assert.equal(value(record('EinsteinGPTPromptTemplateManager'), 'SetupLabel__c'), 'Prompt Template Manager');
  });

  it('marks as required what the guide marks so', () => {
    const required = [...unpackaged.matchAll(/<name>(\w+)<\/name>/g)]
      .map(([, name]) => name!)
      .filter((name) => value(record(name), 'IsRequired__c') === 'true');
    assert.deepEqual(required.sort(), [
      'ApiEnabled',
      'CanApproveUninstalledApps',
      'ManageInteraction',
      'ModifyMetadata',
      'ViewRoles',
      'ViewSetup'
    ]);
  });

  it('carries the addresses of the regions', () => {
    const addresses = (text: string): string[] => text.match(/\d{1,3}(?:\.\d{1,3}){3}/g) ?? [];
    const told = rows.flatMap(([sentence, carrier]) => {
      const region = /region `(\w+)`/.exec(carrier!)?.[1];
      return region === undefined ? [] : [{ region, wanted: addresses(sentence!) }];
    });
    assert.deepEqual(told.map(({ region }) => region).sort(), ['EU', 'Japan', 'US']);
    for (const { region, wanted } of told) {
      assert.equal(wanted.length, 3);
      const xml = read(`force-app/main/connection/customMetadata/Region.${region}.md-meta.xml`);
      assert.deepEqual(addresses(value(xml, 'LoginIps__c') ?? ''), wanted);
    }
  });

  it('has a guide for what cannot be seen from Salesforce', () => {
    const guide = read('docs/admin-guide.md');
    for (const words of [
      'Space Administrator',
      'incognito',
      'log in',
      'production org',
      'time-out',
      'first sync',
      'chat icon',
      'support@elements.cloud'
    ])
      assert.match(guide, new RegExp(words, 'i'), words);
  });
});
