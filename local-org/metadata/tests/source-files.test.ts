import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { MetadataError } from '../errors.ts';
import { forceIgnore } from '../force-ignore.ts';
import { readSfdxProject } from '../read-project.ts';
import { field } from './fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'source-files-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function written(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = path.join(folder, String(++count));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

const CLASS = '<ApexClass><apiVersion>65.0</apiVersion></ApexClass>';
const PROJECT = { 'sfdx-project.json': '{ "packageDirectories": [{ "path": "app" }] }' };
const classes = (...names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`${name}.cls`, 'class X {}'],
      [`${name}.cls-meta.xml`, CLASS]
    ])
  );

describe('the files of a project', () => {
  it('are those of the metadata format, where a package.xml stands for the project file', () => {
    const root = written({
      'README.md': 'notes',
      'src/package.xml': '<Package><version>52.0</version></Package>',
      ...classes('src/classes/A'),
      'src/objects/Ship__c.object': `<CustomObject><label>Ship</label><nameField><type>Text</type></nameField>${field(
        'Built__c',
        'Date'
      )
        .replace(/^.*?<CustomField[^>]*>/s, '<fields>')
        .replace('</CustomField>', '</fields>')}</CustomObject>`,
      'src/labels/CustomLabels.labels':
        '<CustomLabels><labels><fullName>L</fullName><language>en_US</language><value>Text</value></labels></CustomLabels>',
      'src/customMetadata/Port.Calais.md': '<CustomMetadata><label>Calais</label></CustomMetadata>',
      'src/flows/Go.flow': '<Flow/>'
    });
    const project = readSfdxProject(root);
    assert.equal(project.sourceApiVersion, 52);
    assert.deepEqual(
      project.classes.map(({ path: file }) => file),
      ['src/classes/A.cls']
    );
    assert.deepEqual(
      project.objects.map(({ apiName, fields }) => [apiName, fields.map((each) => each.apiName)]),
      [['Ship__c', ['Built__c']]]
    );
    assert.deepEqual([project.labels[0]?.value, project.customMetadata[0]?.developerName], ['Text', 'Calais']);
    assert.deepEqual(
      project.unsupported.map(({ type }) => type),
      ['Flow']
    );
  });

  it('are without what .forceignore names, and without the bundles that only look like other types', () => {
    const root = written({
      ...PROJECT,
      '.forceignore': '# old code\napp/old/**\n',
      ...classes('app/classes/A', 'app/old/B'),
      'app/aura/Show/Show.app-meta.xml': '<AuraDefinitionBundle/>'
    });
    const { classes: found, applications } = readSfdxProject(root);
    assert.deepEqual([found.map(({ name }) => name), applications], [['A'], []]);
  });

  it('are found through links, once each, without what the CLI never reads', () => {
    const root = written({
      ...PROJECT,
      ...classes('app/classes/A', 'shared/B', 'app/.sfdx/tools/C', 'app/node_modules/x/D'),
      'app/classes/Gone.cls': 'class Gone {}',
      'app/classes/Gone.cls-meta.xml': CLASS.replace('</apiVersion>', '</apiVersion><status>Deleted</status>'),
      ...classes('app/again/A')
    });
    symlinkSync(path.join(root, 'shared'), path.join(root, 'app', 'linked'));
    symlinkSync(path.join(root, 'app'), path.join(root, 'shared', 'back'));
    assert.deepEqual(
      readSfdxProject(root).classes.map(({ path: file }) => file),
      ['app/again/A.cls', 'app/linked/B.cls']
    );
  });

  const version = (text: string): string => CLASS.replace('65.0', text);
  const refused: ReadonlyArray<readonly [files: Readonly<Record<string, string | Uint8Array>>, message: RegExp]> = [
    [{ 'a.txt': '' }, /^sfdx-project\.json:1: there is no sfdx-project\.json in .*, nor a package\.xml in it/],
    [{ 'sfdx-project.json': '[]' }, /:1: the file has to hold one JSON object/],
    [{ 'sfdx-project.json': '{ "packageDirectories": [null] }' }, /:1: "packageDirectories" has to list folders/],
    [{ 'sfdx-project.json': '{ "packageDirectories": {} }' }, /:1: "packageDirectories" has to list folders/],
    [PROJECT, /:1: package directory app does not exist/],
    [
      { ...PROJECT, ...classes('app/A'), 'app/A.cls-meta.xml': version('new') },
      /^app\/A\.cls-meta\.xml:1: the API version is 'new'; it has to be a version such as 65\.0$/
    ],
    [{ ...PROJECT, 'app/A.cls-meta.xml': CLASS }, /^app\/A\.cls-meta\.xml:1: the \.cls file beside it is missing/],
    [
      { 'sfdx-project.json': '{ "packageDirectories": [{ "path": "app" }], "sourceApiVersion": "x" }', 'app/a': '' },
      /^sfdx-project\.json:1: the API version is 'x'/
    ],
    [
      { ...PROJECT, ...classes('app/A'), 'app/A.cls': Buffer.from('class A { /* caf\xe9 */ }', 'latin1') },
      /^app\/A\.cls:1: the file is not UTF-8/
    ]
  ];
  for (const [files, message] of refused) {
    it(`say what is wrong: ${String(message)}`, () => {
      assert.throws(
        () => readSfdxProject(written(files)),
        (error: unknown) => error instanceof MetadataError && message.test(error.message)
      );
    });
  }
});

describe('.forceignore', () => {
  const cases: ReadonlyArray<readonly [text: string, file: string, ignored: boolean]> = [
    ['**/jsconfig.json', 'app/lwc/jsconfig.json', true],
    ['**/jsconfig.json', 'jsconfig.json', true],
    ['**/__tests__/**', 'app/lwc/x/__tests__/a.js', true],
    ['package.xml', 'app/package.xml', true],
    ['package.xml', 'app/package.xml.old', false],
    ['**profiles', 'app/profiles/Admin.profile-meta.xml', true],
    ['profiles/', 'app/profiles/Admin.profile-meta.xml', true],
    ['profiles/', 'app/profiles', false],
    ['*.settings', 'app/A.settings', true],
    ['/app/x', 'other/app/x', false],
    ['app/*/x.cls', 'app/a/b/x.cls', false],
    ['app/**/x.cls', 'app/x.cls', true],
    ['# app\n\n', 'app', false],
    ['*.cls\n!Keep.cls', 'app/Keep.cls', false],
    ['*.cls\n!Keep.cls', 'app/Drop.cls', true],
    ['app/old\n!app/old/A.cls', 'app/old/A.cls', true],
    ['a?c[0-9].x', 'abc7.x', true],
    ['a+b.cls', 'a+b.cls', true]
  ];
  it('says what is no part of the project', () => {
    for (const [text, file, ignored] of cases) assert.equal(forceIgnore(text)(file), ignored, `${text} and ${file}`);
  });
});

it('packages that the project needs and does not hold are known by name', () => {
  const settings = {
    packageDirectories: [
      { path: 'app', package: 'Own', dependencies: [{ package: 'Base@1.0.0.1' }, { package: 'Other' }] },
      { path: 'app', package: 'Other', dependencies: [{ package: 'Base@1.0.0.1' }, {}, null] }
    ]
  };
  const missing = (project: string): readonly string[] =>
    readSfdxProject(written({ 'sfdx-project.json': project, ...classes('app/A') })).missingPackages;
  assert.deepEqual(missing(JSON.stringify(settings)), ['Base@1.0.0.1']);
  assert.deepEqual(missing(PROJECT['sfdx-project.json']), []);
});
