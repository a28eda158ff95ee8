/** The commands with a CLI that answers from a table: order, resumption, refusals. The real CLI is in tests/sf. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sfError } from '../errors.ts';
import { FakeFailure, FakeProject, FakeRunner, PACKAGE_ID, listedVersion } from './fake-runner.ts';

const REQUEST = '08c000000000001AAA';
const VERSION = '04t000000000002AAA';
const OLD = '04t000000000001AAA';

describe('release commands', () => {
  let project: FakeProject;
  let sf: FakeRunner;
  let commit: string;
  let stagedWhenCreated: string;

  beforeEach(() => {
    project = new FakeProject();
    commit = project.git('rev-parse', 'HEAD');
    const request = { Id: REQUEST, Package2Id: PACKAGE_ID, Tag: commit, Error: [] };
    let created = false;
    const installed = new Map<string, string>();
    const orgOf = (args: readonly string[]): string => args[args.indexOf('--target-org') + 1]!;
    let promoted = false;
    sf = new FakeRunner({
      'package list': [{ Id: PACKAGE_ID, Name: 'Things' }],
      'package version list': () => [
        listedVersion('1.1.0.4', OLD, { IsReleased: true }),
        ...(created ? [listedVersion('1.2.0.1', VERSION, { Tag: commit, IsReleased: promoted })] : [])
      ],
      'package version create list': [],
      'package version create report': [{ ...request, Status: 'Success', SubscriberPackageVersionId: VERSION }],
      'package version create --package': () => {
        created = true;
        stagedWhenCreated = readFileSync(path.join(project.root, 'build/stage/sfdx-project.json'), 'utf8');
        return { ...request, Status: 'Queued', SubscriberPackageVersionId: null };
      },
      'package version promote': () => (promoted = true),
      'package installed list': (args: readonly string[]) => [
        { SubscriberPackageVersionId: installed.get(orgOf(args)) ?? OLD }
      ],
      'package install --package': (args: readonly string[]) => {
        installed.set(orgOf(args), args[args.indexOf('--package') + 1]!);
        return { Id: '0Hf1', Status: 'IN_PROGRESS' };
      },
      'package install report': { Id: '0Hf1', Status: 'SUCCESS' },
      'org create scratch': { username: 'scratch@example.com' },
      'org assign permset': {},
      'org delete scratch': {},
      'project deploy start': {}
    });
  });
  afterEach(() => project.remove());

  const json = (text: string): { error?: { code: string; message: string } } & Record<string, unknown> =>
    JSON.parse(text) as ReturnType<typeof json>;
  const refusal = async (...args: string[]): Promise<string | undefined> =>
    json((await project.run(sf, [...args, '--json'])).out).error?.code;

  it('release in order, from the commit to the sandbox', async () => {
    const { code, out, err } = await project.run(sf, ['release', '--target-org', 'uat']);
    assert.equal(code, 0, err);
    assert.match(out, /Things 1\.2\.0 is released: 1\.2\.0-1, 04t000000000002AAA\./);
    const order = [
      'package version create --package',
      'org create scratch',
      'package version promote',
      'package install --package'
    ];
    const places = order.map((beginning) => sf.asked.findLastIndex((each) => each.startsWith(beginning)));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b)
    );
    const deployed = sf.asked.filter((each) => each.startsWith('project deploy start'));
    assert.ok(deployed.length >= 2, 'in the scratch org of the upgrade, and in the sandbox');
    for (const command of deployed) assert.match(command, /--source-dir unpackaged\/main --ignore/);
    assert.match(
      sf.asked.find((each) => each.startsWith('package version create --package'))!,
      new RegExp(`--tag ${commit}`)
    );
    const staged = JSON.parse(stagedWhenCreated) as {
      namespace: string;
      packageDirectories: Record<string, string>[];
    };
    assert.deepEqual(
      [
        staged.namespace,
        staged.packageDirectories[0]!['versionNumber'],
        staged.packageDirectories[0]!['ancestorVersion']
      ],
      ['acme', '1.2.0.NEXT', '1.1.0']
    );
  });

  it('go on after a failure at any command, and never create or promote twice', async () => {
    // One release that is cut off after each of its commands in turn.
    let failures = 0;
    for (let allowed = 0; ; allowed++) {
      const counted = new FakeRunner(sf.answers);
      const run = counted.run.bind(counted);
      counted.run = (call) =>
        counted.asked.length >= allowed
          ? Promise.reject(sfError('sf', { name: '', message: 'fetch failed' }))
          : run(call).finally(() => sf.asked.push(call.args.join(' ')));
      const { code, err } = await project.run(counted, ['release', '--target-org', 'uat']);
      if (code === 0) break;
      failures++;
      assert.match(err, /network/i);
      assert.ok(allowed < 60, 'it never ends');
    }
    assert.ok(failures > 10, `${failures} failures`);
    assert.equal(sf.count('package version create --package'), 1);
    assert.equal(sf.count('package version promote'), 1);
  });

  it('find the version that was asked for when the answer got lost', async () => {
    const { answers } = sf;
    const ask = answers['package version create --package'] as () => unknown;
    sf.answers = {
      ...answers,
      'package version create --package': () => {
        ask();
        return new FakeFailure('', 'fetch failed');
      }
    };
    assert.equal(await refusal('version'), 'network');
    const { code, err } = await project.run(sf, ['version']);
    assert.equal(code, 0, err);
    assert.match(err, /The Dev Hub has 1\.2\.0-1 from this commit/);
    assert.equal(sf.count('package version create --package'), 1);
  });

  it('do not create a version while the Dev Hub builds another', async () => {
    sf.answers['package version create list'] = [
      { Id: '08c9', Package2Id: PACKAGE_ID, Status: 'InProgress', Tag: 'other' }
    ];
    assert.equal(await refusal('version'), 'another_release');
    assert.equal(sf.count('package version create --package'), 0);
  });

  it('show why the Dev Hub could not build it, and ask again next time', async () => {
    const failed = {
      Id: REQUEST,
      Package2Id: PACKAGE_ID,
      Tag: commit,
      Status: 'Error',
      Error: ['Thing.cls: unexpected token']
    };
    const good = sf.answers['package version create report'];
    sf.answers['package version create report'] = [failed];
    sf.answers['package version create --package'] = { ...failed, Status: 'Queued', Error: [] };
    const { out } = await project.run(sf, ['version', '--json']);
    assert.match(json(out).error!.message, /unexpected token/);
    sf.answers['package version create report'] = good;
    await project.run(sf, ['version']);
    assert.equal(sf.count('package version create --package'), 2);
  });

  it('refuse a dirty tree, a failed gate and a bad configuration before anything is asked', async () => {
    project.write('new.txt', '');
    assert.equal(await refusal('version'), 'dirty_tree');
    project.config({ gates: [['node', '--no-such-option']] });
    project.commit('Break the gate');
    assert.equal(await refusal('version'), 'gates_failed');
    assert.equal(sf.count('package version create'), 0);
    for (const wrong of [{ minimumCoveragePercent: 60 }, { beside: ['force-app'] }, { beside: ['unpackaged/../x'] }]) {
      project.config(wrong);
      assert.equal(await refusal('version'), 'bad_config', JSON.stringify(wrong));
    }
  });

  it('refuse a namespace in the sources', async () => {
    project.write('force-app/main/classes/Thing.cls', "public class Thing { String a = 'acme__Thing__c'; }");
    assert.equal(await refusal('build'), 'namespace_in_source');
  });

  it('delete the scratch org of a test that failed, and leave the reason standing', async () => {
    sf.answers['project deploy start'] = new FakeFailure('DeployFailed', 'Thing.cls: wrong');
    const { out } = await project.run(sf, ['test', '--json']);
    assert.deepEqual(
      [json(out).error!.code, /Thing\.cls: wrong/.test(json(out).error!.message)],
      ['matrix_failed', true]
    );
    assert.equal(sf.count('org delete scratch'), 1);
  });

  it('show no secret, whatever fails', async () => {
    const env = { ELEMENTS_CONNECT_INSTALLATION_KEY: 'open-sesame' };
    sf.answers['package version create --package'] = (args: readonly string[]) =>
      new FakeFailure('Odd', args.join(' '));
    for (const more of [[], ['--json'], ['--verbose'], ['--dry-run']]) {
      const { out, err } = await project.run(sf, ['version', ...more], env);
      assert.equal((out + err).includes('open-sesame'), false, out + err);
    }
    assert.match(sf.asked.join('\n'), /--installation-key open-sesame/);
  });

  it('change nothing in a dry run', async () => {
    const { code, out } = await project.run(new FakeRunner({}), ['release', '--target-org', 'uat', '--dry-run']);
    assert.equal(code, 0);
    assert.match(out, /sf package version promote --package/);
    assert.equal(existsSync(path.join(project.root, 'build/release')), false);
  });

  it('say how they are used', async () => {
    assert.equal((await project.run(sf, ['bogus'])).code, 2);
    assert.equal((await project.run(sf, ['version', '--bogus'])).code, 2);
    assert.equal(await refusal('scratch', 'fly'), 'usage');
    assert.equal(await refusal('install'), 'usage');
    assert.match((await project.run(sf, ['install', '--help'])).out, /Examples\n/);
    assert.deepEqual(sf.asked, []);
  });
});
