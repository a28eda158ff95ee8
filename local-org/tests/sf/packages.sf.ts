/** The real CLI takes a package from its source to an org and out of it again; after each step the orgs are looked at. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TestApi } from '../../api/tests/fixture.ts';
import { apexClass, manifestOf, metadataFile } from '../../api/tests/org-on-disk.ts';
import type { HostedOrg } from '../../api/orgs/hosted-org.ts';
import { SfCli } from './sf-cli.ts';

const SOURCES: Readonly<Record<string, string>> = {
  ...apexClass(
    'Things',
    'public with sharing class Things {\n  public static Integer count() {\n    return [SELECT COUNT() FROM Thing__c WHERE Size__c > 0];\n  }\n}\n'
  ),
  ...apexClass(
    'ThingsTest',
    '@IsTest\nprivate class ThingsTest {\n  @IsTest\n  static void counts() {\n    Test.testInstall(new Installed(), null);\n    Assert.areEqual(1, Things.count());\n  }\n}\n'
  ),
  ...apexClass(
    'Installed',
    "public with sharing class Installed implements InstallHandler {\n  public void onInstall(InstallContext context) {\n    insert new Thing__c(Name = 'first', Size__c = 1);\n  }\n}\n"
  ),
  'objects/Thing__c/Thing__c.object-meta.xml': metadataFile(
    'CustomObject',
    '<deploymentStatus>Deployed</deploymentStatus><label>Thing</label><pluralLabel>Things</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>'
  ),
  'objects/Thing__c/fields/Size__c.field-meta.xml': metadataFile(
    'CustomField',
    '<fullName>Size__c</fullName><label>Size</label><type>Number</type><precision>6</precision><scale>0</scale>'
  )
};
const UNCOVERED =
  'public with sharing class Uncovered {\n  public static Integer sum() {\n    Integer a = 1;\n    Integer b = 2;\n    return a + b;\n  }\n}\n';

const FOLDER = 'force-app/main/default';
const BY_REST = { SF_ORG_METADATA_REST_DEPLOY: 'true' };

interface Deployment {
  readonly id: string;
  readonly status: string;
  readonly success: boolean;
  readonly checkOnly: boolean;
  readonly numberTestsCompleted: number;
}

interface Preview {
  readonly toDeploy: readonly { readonly type: string; readonly fullName: string }[];
  readonly conflicts: readonly unknown[];
}

describe('sf: from a Dev Hub to a subscriber and back', () => {
  let api: TestApi;
  let hub: HostedOrg;
  let project: string;
  let sf: SfCli;
  let versionId: string;

  before(async () => {
    api = await TestApi.start();
    hub = await api.createOrg();
    project = join(api.folder, 'work');
    for (const [file, text] of Object.entries(SOURCES)) write(join(FOLDER, file), text);
    write('config/scratch.json', JSON.stringify({ orgName: 'Subscriber', edition: 'Developer' }));
    writeProject('1.0.0.NEXT', {});
    sf = new SfCli(api.folder, project);
    await sf.result(
      ['org', 'login', 'access-token', '--no-prompt', '--alias', 'hub', '--instance-url', api.server.url],
      { SF_ACCESS_TOKEN: api.server.orgs.newSession(hub.facts) }
    );
  });
  after(() => api.close());

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }

  function writeProject(versionNumber: string, packageAliases: object): void {
    const directory = {
      path: 'force-app',
      default: true,
      package: 'Things',
      versionName: 'one',
      versionNumber,
      postInstallScript: 'Installed',
      ancestorVersion: 'NONE'
    };
    write(
      'sfdx-project.json',
      JSON.stringify({
        packageDirectories: [directory],
        namespace: 'acme',
        sourceApiVersion: '65.0',
        packageAliases
      })
    );
  }

  function aliases(): Record<string, string> {
    return (
      JSON.parse(readFileSync(join(project, 'sfdx-project.json'), 'utf8')) as { packageAliases: Record<string, string> }
    ).packageAliases;
  }

  const createVersion = (): Promise<{ SubscriberPackageVersionId: string }> =>
    sf.result([
      ...['package', 'version', 'create', '--package', 'Things', '--installation-key', 'secret', '--code-coverage'],
      ...['--skip-ancestor-check', '--wait', '5', '--target-dev-hub', 'hub']
    ]);
  const ofHub = (...args: string[]): string[] => ['package', 'version', ...args, '--target-dev-hub', 'hub'];
  const promote = ['package', 'version', 'promote', '--no-prompt', '--target-dev-hub', 'hub', '--package'];

  /** The org of the alias `sub`, which every change of its metadata opens again. */
  const subscriber = (): Promise<HostedOrg> => api.server.orgs.open(api.server.orgs.list().at(-1)!.id);

  /** A class as the subscriber has it. */
  async function textOf(className: string): Promise<string> {
    const classes = (await subscriber()).local.compiled.projects.flatMap((each) => each.classes);
    return classes.find(({ name }) => name === className)!.text;
  }

  const preview = (): Promise<Preview> => sf.result(['project', 'deploy', 'preview', '--target-org', 'sub']);

  it('signs a scratch org up, whose session the CLI gets by a code', async () => {
    await sf.result([
      ...['org', 'create', 'scratch', '--definition-file', 'config/scratch.json', '--alias', 'sub', '--no-namespace'],
      ...['--duration-days', '1', '--wait', '5', '--target-dev-hub', 'hub']
    ]);
    const { facts } = await subscriber();
    assert.equal(facts.kind, 'scratch');
    assert.equal(hub.platform.find('ActiveScratchOrg')[0]!['ScratchOrg'], facts.id.slice(0, 15));
  });

  it('refuses to promote a version whose tests cover too little', async () => {
    await sf.result([
      'package',
      'create',
      '--name',
      'Things',
      '--package-type',
      'Managed',
      '--path',
      'force-app',
      '--target-dev-hub',
      'hub'
    ]);
    assert.equal(hub.platform.find('Package2')[0]!['NamespacePrefix'], 'acme');
    writeProject('1.0.0.NEXT', aliases());
    for (const [file, text] of Object.entries(apexClass('Uncovered', UNCOVERED))) write(join(FOLDER, file), text);
    const { SubscriberPackageVersionId } = await createVersion();
    const { message } = await sf.failure([...promote, SubscriberPackageVersionId]);
    assert.match(message, /code coverage required to promote this version has not been met/);
    assert.equal(hub.platform.find('Package2Version')[0]!['IsReleased'], false);
    await sf.result(ofHub('delete', '--package', SubscriberPackageVersionId, '--no-prompt'));
    assert.equal(hub.platform.find('Package2Version')[0]!['IsDeprecated'], true);
  });

  it('promotes one that is covered, once', async () => {
    write(join(FOLDER, 'classes/Uncovered.cls'), 'public with sharing class Uncovered {}\n');
    ({ SubscriberPackageVersionId: versionId } = await createVersion());
    await sf.result([...promote, versionId]);
    const released = hub.platform.find('Package2Version', { IsReleased: true });
    assert.deepEqual(
      released.map((row) => row['SubscriberPackageVersionId']),
      [versionId]
    );
    const [again, kept] = await Promise.all([
      sf.failure([...promote, versionId]),
      sf.failure(ofHub('delete', '--package', versionId, '--no-prompt')),
      assert.rejects(createVersion(), /A released package version with version number 1\.0\.0 already exists/)
    ]);
    assert.match(again.message, /already been promoted|previously released/i);
    assert.match(kept.message, /Released versions of managed packages can’t be deleted/);
    assert.equal(hub.platform.find('Package2Version', { IsReleased: true })[0]!['IsDeprecated'], false);
  });

  it('changes the words of a version, and tells what it is', async () => {
    await sf.result(ofHub('update', '--package', versionId, '--version-name', 'renamed', '--tag', 'v1'));
    const [report, list, graph, packages, requests] = await Promise.all([
      sf.result<Record<string, unknown>>(ofHub('report', '--package', versionId)),
      sf.result<readonly Record<string, unknown>[]>(ofHub('list', '--packages', 'Things', '--released')),
      sf.result<string>(ofHub('displaydependencies', '--package', versionId, '--installation-key', 'secret')),
      sf.result<readonly Record<string, unknown>[]>(['package', 'list', '--target-dev-hub', 'hub']),
      sf.result<readonly Record<string, unknown>[]>(ofHub('create', 'list'))
    ]);
    const told = ['Name', 'Tag', 'Version', 'IsReleased', 'HasPassedCodeCoverageCheck'].map((name) => report[name]);
    assert.deepEqual(told, ['renamed', 'v1', '1.0.0.2', true, true]);
    assert.deepEqual(report['CodeCoverage'], { apexCodeCoveragePercentage: 100 });
    assert.deepEqual(
      list.map((row) => [row['SubscriberPackageVersionId'], row['NamespacePrefix'], row['Name']]),
      [[versionId, 'acme', 'renamed']]
    );
    assert.deepEqual(
      packages.map((row) => [row['Name'], row['NamespacePrefix']]),
      [['Things', 'acme']]
    );
    assert.deepEqual(requests.map((row) => row['Status']).sort(), ['Error', 'Success', 'Success']);
    assert.match(
      graph,
      /^strict digraph G \{\s+node_04t\w+ \[label="Things@1\.0\.0\.2"\]\s+\}$/,
      'it needs no other package'
    );
  });

  it('installs it in the scratch org, where its script runs', async () => {
    await sf.result([
      ...['package', 'install', '--package', versionId, '--installation-key', 'secret', '--no-prompt'],
      ...['--wait', '3', '--publish-wait', '1', '--target-org', 'sub']
    ]);
    const query = 'SELECT Name, acme__Size__c FROM acme__Thing__c';
    const [{ records }, listed] = await Promise.all([
      sf.result<{ records: readonly Record<string, unknown>[] }>([
        ...['data', 'query', '--query', query, '--target-org', 'sub']
      ]),
      sf.result<readonly Record<string, unknown>[]>(['package', 'installed', 'list', '--target-org', 'sub'])
    ]);
    assert.deepEqual(
      records.map(({ Name, acme__Size__c }) => [Name, acme__Size__c]),
      [['first', 1]]
    );
    assert.deepEqual(
      listed.map((row) => row['SubscriberPackageNamespace']),
      ['acme']
    );
  });

  it('uninstalls it, and its data is gone', async () => {
    await sf.result(['package', 'uninstall', '--package', versionId, '--wait', '3', '--target-org', 'sub']);
    const { store } = (await subscriber()).local;
    assert.deepEqual(store.all("SELECT name FROM sqlite_master WHERE name LIKE 'acme%'"), []);
  });

  it('deploys the source instead, tests it, and knows afterwards that nothing has changed', async () => {
    await sf.result(['project', 'deploy', 'start', '--target-org', 'sub', '--test-level', 'RunLocalTests']);
    assert.deepEqual(
      (await subscriber()).local.compiled.projects.flatMap(({ classes }) => classes.map(({ name }) => name)).sort(),
      ['Installed', 'Things', 'ThingsTest', 'Uncovered']
    );
    const { toDeploy, conflicts } = await preview();
    assert.deepEqual([toDeploy, conflicts], [[], []]);
  });

  it('leaves the org as it was when a deployment breaks a test, or does not compile', async () => {
    const file = join(FOLDER, 'classes/Things.cls');
    write(file, 'public with sharing class Things {\n  public static Integer count() {\n    return 7;\n  }\n}\n');
    const deploy = ['project', 'deploy', 'start', '--target-org', 'sub', '--source-dir', file];
    const broken = await sf.run([...deploy, '--test-level', 'RunLocalTests', '--json']);
    assert.notEqual(broken.code, 0);
    assert.match(broken.stdout, /Expected: 1, Actual: 7/);
    write(file, "public with sharing class Things {\n  public static Integer count() {\n    return 'x';\n  }\n}\n");
    const wrong = await sf.run([...deploy, '--json'], BY_REST);
    assert.match(wrong.stdout, /"lineNumber": 3/);
    assert.match(await textOf('Things'), /SELECT COUNT\(\)/);
  });

  it('deploys by REST as by SOAP', async () => {
    const file = 'classes/Uncovered.cls';
    write(join(FOLDER, file), 'public with sharing class Uncovered {\n  // by REST\n}\n');
    await sf.result(['project', 'deploy', 'start', '--target-org', 'sub', '--source-dir', join(FOLDER, file)], BY_REST);
    assert.match(await textOf('Uncovered'), /by REST/);
  });

  it('retrieves what was deployed, by a manifest', async () => {
    const members = (name: string, type: string): string =>
      `<types><members>${name}</members><name>${type}</name></types>`;
    write('manifest/package.xml', manifestOf(members('Things', 'ApexClass') + members('Thing__c', 'CustomObject')));
    await sf.result([
      ...['project', 'retrieve', 'start', '--target-org', 'sub', '--manifest', 'manifest/package.xml'],
      '--ignore-conflicts'
    ]);
    assert.match(readFileSync(join(project, FOLDER, 'classes/Things.cls'), 'utf8'), /SELECT COUNT\(\)/);
    assert.match(
      readFileSync(join(project, FOLDER, 'objects/Thing__c/fields/Size__c.field-meta.xml'), 'utf8'),
      /<precision>6</
    );
  });

  it('validates a change, which stays out of the org until its validation is deployed', async () => {
    write(join(FOLDER, 'classes/Uncovered.cls'), 'public with sharing class Uncovered {\n  // validated\n}\n');
    const validated = await sf.result<Deployment>([
      ...['project', 'deploy', 'validate', '--source-dir', FOLDER, '--test-level', 'RunLocalTests'],
      ...['--target-org', 'sub']
    ]);
    assert.deepEqual([validated.checkOnly, validated.success, validated.numberTestsCompleted], [true, true, 1]);
    assert.doesNotMatch(await textOf('Uncovered'), /validated/);
    const { toDeploy } = await preview();
    assert.deepEqual(
      toDeploy.map(({ type, fullName }) => [type, fullName]),
      [['ApexClass', 'Uncovered']]
    );
    const quick = ['project', 'deploy', 'quick', '--target-org', 'sub', '--job-id', validated.id];
    const deployed = await sf.result<Deployment>(quick);
    assert.match(await textOf('Uncovered'), /validated/);
    const report = ['project', 'deploy', 'report', '--target-org', 'sub', '--job-id', deployed.id];
    const [reported, again] = await Promise.all([sf.result<Deployment>(report), sf.run([...quick, '--json'])]);
    assert.deepEqual([reported.id, reported.status, reported.checkOnly], [deployed.id, 'Succeeded', false]);
    assert.match(again.stdout, /cannot be deployed: the org has been deployed to since/);
  });

  it('creates no user: that is refused in words, and nobody is there', async () => {
    const users = async (): Promise<unknown> => (await subscriber()).local.store.all('SELECT Id, Username FROM User');
    const before = await users();
    const { message } = await sf.failure(['org', 'create', 'user', '--target-org', 'sub']);
    assert.match(message, /not supported by the local org: creating users/);
    assert.deepEqual(await users(), before);
  });

  it('deletes the scratch org', async () => {
    await sf.result(['org', 'delete', 'scratch', '--target-org', 'sub', '--no-prompt']);
    assert.deepEqual(hub.platform.find('ActiveScratchOrg'), []);
    assert.deepEqual(
      api.server.orgs.list().map(({ kind }) => kind),
      ['devHub']
    );
    assert.deepEqual(api.errors, []);
  });
});
