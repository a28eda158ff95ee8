/** Every command of `npm run release`, by the real CLI, with a local org as Dev Hub: as it should go, and as it can fail. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { DEV_HUB, TestApi } from '../../../../local-org/api/tests/fixture.ts';
import type { HostedOrg } from '../../../../local-org/api/orgs/hosted-org.ts';
import { SESSION_MILLISECONDS, mintSession } from '../../../../local-org/runtime/platform/session-token.ts';
import { ADMIN_USER_ID } from '../../../../local-org/store/index.ts';
import { SfCli } from '../../../../local-org/tests/sf/sf-cli.ts';
import { MARK } from '../../scratch-orgs.ts';
import { Network } from './network.ts';
import { Project } from './project.ts';

const KEY = 'only-for-friends-2026';
const KEYED = { ELEMENTS_CONNECT_INSTALLATION_KEY: KEY };
/** Long enough for the CLI to log in with a session that is about to end. */
const LAST_SECONDS = 60_000;

describe('release: by the real sf against a local Dev Hub', () => {
  let api: TestApi;
  let hub: HostedOrg;
  let network: Network;
  let project: Project;
  let sf: SfCli;
  let token: string;
  let loginEnds: number;

  before(async () => {
    api = await TestApi.start();
    hub = await api.createOrg();
    network = await Network.to(api.server.port);
    project = new Project(api.folder);
    sf = new SfCli(api.folder, project.folder);
    token = api.server.orgs.newSession(hub.facts);
  });
  after(async () => {
    network.close();
    await api.close();
  });

  const logIn = (alias: string, sessionId: string): Promise<unknown> =>
    sf.result(['org', 'login', 'access-token', '--no-prompt', '--alias', alias, '--instance-url', api.server.url], {
      SF_ACCESS_TOKEN: sessionId
    });
  const versionRows = (): readonly Record<string, unknown>[] => hub.platform.find('Package2Version');
  const requestsOf = (commit: string): number =>
    hub.platform.find('Package2VersionCreateRequest', { Tag: commit }).length;

  it('says so when there is no Dev Hub', async () => {
    const error = await project.refused(['version']);
    assert.equal(error.code, 'no_dev_hub');
    assert.match(error.fix, /npm run release -- login/);
  });

  it('logs in from the environment, and not with a wrong token', async () => {
    const env = { ELEMENTS_CONNECT_DEV_HUB_URL: network.url };
    assert.equal((await project.refused(['login'], env)).code, 'no_login');
    const wrong = `${token.slice(0, -4)}0000`;
    assert.equal((await project.refused(['login'], { ...env, SF_ACCESS_TOKEN: wrong })).code, 'login_expired');
    const done = await project.done(['login'], { ...env, SF_ACCESS_TOKEN: token });
    assert.equal(done['username'], 'hub@local-org.example');
    // For later: a session that is about to end.
    const issuedAt = Date.now() - SESSION_MILLISECONDS + LAST_SECONDS;
    loginEnds = Date.now() + LAST_SECONDS;
    const other = await api.createOrg({}, { identity: { ...DEV_HUB.identity, username: 'old@local-org.example' } });
    const facts = { organizationId: other.facts.id, userId: ADMIN_USER_ID, kind: 'api' as const, issuedAt };
    await logIn('old', mintSession(facts, other.facts.sessionSecret));
  });

  it('looks at everything a release needs, and at what is left', async () => {
    const { limits, checks } = (await project.done(['doctor'])) as unknown as {
      limits: Record<string, { left: number; max: number } | null>;
      checks: { name: string; ok: boolean }[];
    };
    assert.deepEqual(
      checks.map(({ name }) => name),
      ['Node', 'Java', 'Git', 'Salesforce CLI', 'Dev Hub', 'Left']
    );
    assert.deepEqual(limits['ActiveScratchOrgs'], { left: 3, max: 3 });
    assert.deepEqual(limits['DailyScratchOrgs'], { left: 6, max: 6 });
  });

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

  it('makes a scratch org ready, opens it, tests it, deletes it', async () => {
    const alias = ['--alias', 'dev'];
    const made = await project.done(['scratch', 'create', '--shape', 'developer', ...alias]);
    assert.deepEqual(made['tests'], { ran: 1, failed: 0, coverage: '74%' });
    const { facts } = await api.server.orgs.open(api.server.orgs.list().at(-1)!.id);
    const { store } = (await api.server.orgs.open(facts.id)).local;
    assert.deepEqual(store.all('SELECT Name FROM Account'), [['Sample']]);
    const listed = (await project.done(['scratch', 'list']))['orgs'] as { username: string }[];
    assert.deepEqual(
      listed.map(({ username }) => username),
      [made['username']]
    );
    assert.match(String((await project.done(['scratch', 'open', '--url-only', ...alias]))['url']), /frontdoor\.jsp/);
    await project.done(['scratch', 'delete', ...alias]);
    assert.deepEqual(hub.platform.find('ActiveScratchOrg'), []);
  });

  it('tests a matrix of shapes, and leaves no org behind when one fails', async () => {
    const error = await project.refused(['test', '--shapes', 'developer,multi-currency']);
    assert.equal(error.code, 'matrix_failed');
    assert.match(error.message, /developer plain: 1 Apex tests ran, 0 failed/);
    assert.match(error.message, /multi-currency plain: FAILED .*not supported by the local org: .*MultiCurrency/);
    assert.deepEqual(hub.platform.find('ActiveScratchOrg'), []);
  });

  it('says so when there are no scratch orgs left, and reaps forgotten ones', async () => {
    const full = await api.createOrg({}, { identity: { ...DEV_HUB.identity, username: 'full@local-org.example' } });
    for (const name of ['one', 'two', 'three']) {
      const SignupUsername = `${name}@local-org.example`;
      const Description = name === 'three' ? 'made by hand' : `${MARK}: ${name}`;
      const info = full.platform.insert('ScratchOrgInfo', { SignupUsername, Description, Status: 'Active' });
      full.platform.insert('ActiveScratchOrg', {
        SignupUsername,
        ScratchOrgInfoId: info,
        ScratchOrg: `00D00000000000${name.length}`
      });
    }
    await logIn('full', api.server.orgs.newSession(full.facts));
    const target = ['--target-dev-hub', 'full'];
    const error = await project.refused(['scratch', 'create', '--shape', 'developer', '--alias', 'more', ...target]);
    assert.equal(error.code, 'scratch_limit');
    assert.match(error.fix, /scratch reap/);
    assert.deepEqual((await project.done(['scratch', 'reap', ...target]))['reaped'], []);
    const { reaped } = await project.done(['scratch', 'reap', '--older-than', '0', ...target]);
    assert.deepEqual(reaped, ['one@local-org.example', 'two@local-org.example']);
    assert.deepEqual(
      full.platform.find('ActiveScratchOrg').map((row) => row['SignupUsername']),
      ['three@local-org.example']
    );
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
    const uat = await api.createOrg(
      {},
      { identity: { ...DEV_HUB.identity, isSandbox: true, username: 'uat@local-org.example' } }
    );
    await logIn('uat', api.server.orgs.newSession(uat.facts));
    network.loseAnswerTo(/^POST .*\/Package2VersionCreateRequest/);
    const lost = await project.refused(['release', '--target-org', 'uat'], KEYED);
    assert.deepEqual([lost.code, network.cuts, requestsOf(commit)], ['network', 1, 1]);
    assert.match(lost.fix, /same command again/);
    network.restore();
    const resumed = project.done(['release', '--target-org', 'uat'], KEYED);
    await wait(3_000);
    // Somebody else in the same clone, meanwhile.
    const second = await project.refused(['release'], KEYED);
    assert.equal(second.code, 'another_release');
    const { steps, id } = await resumed;
    assert.equal(steps.find(({ name }) => name === 'Gates')?.outcome, 'kept');
    assert.equal(requestsOf(commit), 1);
    const released = hub.platform.find('Package2Version', { IsReleased: true });
    assert.deepEqual(
      released.map((row) => [row['SubscriberPackageVersionId'], row['Tag']]),
      [[id, commit]]
    );
    const { records } = await sf.result<{ records: { Name: string }[] }>([
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
      ELEMENTS_CONNECT_INSTALLATION_KEY: 'wrong'
    });
    assert.equal(wrongKey.code, 'wrong_installation_key');
    await project.done(['install', '--target-org', 'uat'], KEYED);
    const installed = await sf.result<{ SubscriberPackageVersionId: string }[]>([
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

  it('says so when the login has expired', async () => {
    await wait(Math.max(0, loginEnds - Date.now()));
    const error = await project.refused(['version', '--list', '--target-dev-hub', 'old']);
    assert.equal(error.code, 'login_expired');
    assert.match(error.fix, /log in again/);
  });

  it('never showed a secret, and caused no failure of the server', () => {
    for (const secret of [KEY, token]) assert.equal(project.printed.includes(secret), false, 'a secret was printed');
    assert.doesNotMatch(project.printed, /00D[0-9A-Za-z]{12}![0-9A-Za-z.]+/);
    assert.deepEqual(api.errors, []);
  });
});
