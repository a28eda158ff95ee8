/** From a commit to an installed version, by the real CLI with a local org as Dev Hub: as it should go, and as it can fail. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { HostedOrg } from '../../../../local-org/api/orgs/hosted-org.ts';
import type { Network } from './network.ts';
import type { Project } from './project.ts';
import { Setting } from './setting.ts';

const KEY = 'only-for-friends-2026';
const KEYED = { ELEMENTS_CONNECT_INSTALLATION_KEY: KEY };

describe('release: versions, by the real sf against a local Dev Hub', () => {
  let setting: Setting;
  let hub: HostedOrg;
  let network: Network;
  let project: Project;

  before(async () => {
    setting = await Setting.start();
    ({ hub, network, project } = setting);
    await setting.logInToHub();
  });
  after(() => setting.close());

  const versionRows = (): readonly Record<string, unknown>[] => hub.platform.find('Package2Version');
  const requestsOf = (commit: string): number =>
    hub.platform.find('Package2VersionCreateRequest', { Tag: commit }).length;

  it('creates the package, once', async () => {
    assert.equal((await project.refused(['version'])).code, 'no_package');
    await project.done(['create']);
    assert.deepEqual(
      hub.platform.find('Package2').map((row) => [row['Name'], row['NamespacePrefix']]),
      [['Things', 'acme']]
    );
    assert.equal((await project.refused(['create'])).code, 'package_exists');
  });

  it('builds without touching the working tree', async () => {
    await project.done(['build']);
    assert.equal(
      (JSON.parse(project.read('build/stage/sfdx-project.json')) as { namespace: string }).namespace,
      'acme'
    );
    assert.equal(project.git('status', '--porcelain'), '');
  });

  it('only prints its commands in a dry run', async () => {
    const { planned } = await project.done(['release', '--target-org', 'uat', '--dry-run'], KEYED);
    assert.ok(Array.isArray(planned) && planned.length > 8, String(planned));
    assert.match(planned.join('\n'), /sf package version create .*--installation-key '?\*\*\*/);
    assert.deepEqual(versionRows(), []);
    assert.equal(project.has('build/release/1.0.0.json'), false);
  });

  it('refuses uncommitted changes, failed gates and an ancestor that is missing', async () => {
    project.write('new.txt', 'not committed');
    const dirty = await project.refused(['version']);
    assert.deepEqual([dirty.code, /new\.txt/.test(dirty.message)], ['dirty_tree', true]);
    project.git('clean', '--force', '--quiet');
    const gates = await project.refused(['version'], { GATE_FAILS: 'yes' });
    assert.deepEqual([gates.code, /the gate found something/.test(gates.message)], ['gates_failed', true]);
    assert.equal((await project.refused(['version', '--ancestor', '0.9.0'])).code, 'ancestor_missing');
    assert.deepEqual(hub.platform.find('Package2VersionCreateRequest'), []);
  });

  it('refuses coverage of 74 %, and names the class', async () => {
    const error = await project.refused(['version'], KEYED);
    assert.equal(error.code, 'low_coverage');
    assert.match(error.message, /covers 74 % of its Apex; 75 % are needed\. Least covered: Lines 7\d %/);
    const { code } = await project.refused(['promote']);
    assert.equal(code, 'low_coverage');
    assert.deepEqual(
      versionRows().map((row) => row['IsReleased']),
      [false]
    );
  });

  it('goes on after the network was lost between the request and its answer', async () => {
    project.writeLines(0);
    const commit = project.commit('Cover all lines');
    await setting.otherOrg('uat', true);
    network.loseAnswerTo(/^POST .*\/Package2VersionCreateRequest/);
    const lost = await project.refused(['release', '--target-org', 'uat'], KEYED);
    assert.deepEqual([lost.code, network.cuts, requestsOf(commit)], ['network', 1, 1]);
    assert.match(lost.fix, /same command again/);
    network.restore();
    const resumed = project.done(['release', '--target-org', 'uat'], KEYED);
    await wait(3_000);
    // Somebody else in the same clone, meanwhile.
    const second = (await project.spawned(['release'], KEYED)).json.error;
    assert.equal(second?.code, 'another_release');
    const { steps, id } = await resumed;
    assert.equal(steps.find(({ name }) => name === 'Gates')?.outcome, 'kept');
    assert.equal(requestsOf(commit), 1);
    const released = hub.platform.find('Package2Version', { IsReleased: true });
    assert.deepEqual(
      released.map((row) => [row['SubscriberPackageVersionId'], row['Tag']]),
      [[id, commit]]
    );
    const { records } = await setting.sf.result<{ records: { Name: string }[] }>([
      ...['data', 'query', '--query', 'SELECT Name FROM acme__Thing__c', '--target-org', 'uat']
    ]);
    assert.deepEqual(
      records.map(({ Name }) => Name),
      ['installed']
    );
    assert.deepEqual(hub.platform.find('ActiveScratchOrg'), []);
  });

  it('has nothing to do when it is run again', async () => {
    const { steps } = await project.done(['release', '--target-org', 'uat'], KEYED);
    assert.deepEqual(
      steps.filter(({ outcome }) => outcome !== 'kept').map(({ name }) => name),
      ['Plan 1.0.0']
    );
  });

  it('refuses a number that is released', async () => {
    project.write('README.txt', 'Things');
    project.commit('Say what it is');
    const error = await project.refused(['version'], KEYED);
    assert.equal(error.code, 'version_released');
    assert.match(error.fix, /raise "version" in package\.json/);
    assert.equal((await project.refused(['promote'])).code, 'version_released');
  });

  it('creates the next version on the released one, tries the upgrade, promotes and installs it', async () => {
    project.setVersion('1.1.0');
    const commit = project.commit('Raise the version to 1.1.0');
    const made = await project.done(['version'], KEYED);
    const [first, next] = [
      hub.platform.find('Package2Version', { IsReleased: true })[0]!,
      hub.platform.find('Package2Version', { Tag: commit })[0]!
    ];
    assert.deepEqual([next['AncestorId'], next['SubscriberPackageVersionId']], [first['Id'], made['id']]);
    const notes = project.read(String(made['notes']));
    assert.match(notes, /Changes since 1\.0\.0/);
    assert.match(notes, /- Say what it is \([0-9a-f]{7}\)/);
    assert.doesNotMatch(notes, /Cover all lines/);
    await project.done(['install', '--upgrade-test'], KEYED);
    assert.deepEqual(hub.platform.find('ActiveScratchOrg'), []);
    await project.done(['promote']);
    const wrongKey = await project.refused(['install', '--target-org', 'uat'], {
      ELEMENTS_CONNECT_INSTALLATION_KEY: 'not-the-key-2026'
    });
    assert.equal(wrongKey.code, 'wrong_installation_key');
    await project.done(['install', '--target-org', 'uat'], KEYED);
    const installed = await setting.sf.result<{ SubscriberPackageVersionId: string }[]>([
      'package',
      'installed',
      'list',
      '--target-org',
      'uat'
    ]);
    assert.deepEqual(
      installed.map((row) => row.SubscriberPackageVersionId),
      [made['id']]
    );
  });

  it('never showed a secret, and caused no failure of the server', () => {
    assert.deepEqual(setting.shown(KEY), []);
    assert.deepEqual(setting.api.errors, []);
  });
});
