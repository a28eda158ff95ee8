/** Logins, limits and scratch orgs, by the real CLI with a local org as Dev Hub: as it should go, and as it can fail. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SESSION_MILLISECONDS, mintSession } from '../../../../local-org/runtime/platform/session-token.ts';
import { ADMIN_USER_ID } from '../../../../local-org/store/index.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { MARK } from '../../scratch-orgs.ts';
import { Setting } from './setting.ts';

/** Long enough for the CLI to log in with a session that is about to end. */
const LAST_SECONDS = 60_000;

describe('release: logins and scratch orgs, by the real sf against a local Dev Hub', () => {
  let setting: Setting;
  let loginEnds: number;

  before(async () => {
    setting = await Setting.start();
  });
  after(() => setting.close());

  const activeOrgs = (): readonly Record<string, unknown>[] => setting.hub.platform.find('ActiveScratchOrg');

  it('says so when there is no Dev Hub, with nothing but JSON on the output', async () => {
    const { code, json, stderr } = await setting.project.spawned(['version']);
    assert.equal(code, 1, stderr);
    assert.equal(json.error?.code, 'no_dev_hub');
    assert.match(json.error.fix, /npm run release -- login/);
  });

  it('logs in from the environment, and not with a wrong token', async () => {
    const { project, network, token, api } = setting;
    const env = { ELEMENTS_CONNECT_DEV_HUB_URL: network.url };
    assert.equal((await project.refused(['login'], env)).code, 'no_login');
    const wrong = `${token.slice(0, -4)}0000`;
    assert.equal((await project.refused(['login'], { ...env, SF_ACCESS_TOKEN: wrong })).code, 'login_expired');
    assert.equal((await setting.logInToHub())['username'], 'hub@local-org.example');
    // For later: a session that is about to end.
    loginEnds = Date.now() + LAST_SECONDS;
    await setting.otherOrg('old', false, ({ facts }) => {
      const issuedAt = loginEnds - SESSION_MILLISECONDS;
      return mintSession(
        { organizationId: facts.id, userId: ADMIN_USER_ID, kind: 'api', issuedAt },
        facts.sessionSecret
      );
    });
    assert.deepEqual(api.errors, []);
  });

  it('looks at everything a release needs, and at what is left', async () => {
    // Without SF_TARGET_DEV_HUB: the login has set it.
    const { limits, checks } = (await setting.project.done(['doctor'], { SF_TARGET_DEV_HUB: '' })) as unknown as {
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

  it('makes a scratch org ready, opens it, tests it, deletes it', async () => {
    const { project, api } = setting;
    const alias = ['--alias', 'dev'];
    const made = await project.done(['scratch', 'create', '--shape', 'developer', '--no-tests', ...alias]);
    const { local } = await api.server.orgs.open(api.server.orgs.list().at(-1)!.id);
    assert.deepEqual(local.store.all('SELECT Name FROM Account'), [['Sample']]);
    const listed = (await project.done(['scratch', 'list']))['orgs'] as { username: string }[];
    assert.deepEqual(
      listed.map(({ username }) => username),
      [made['username']]
    );
    assert.match(String((await project.done(['scratch', 'open', '--url-only', ...alias]))['url']), /frontdoor\.jsp/);
    const { tests } = await project.done(['scratch', 'test', ...alias]);
    assert.deepEqual(tests, { ran: 1, failed: 0, coverage: '74%' });
    await project.done(['scratch', 'delete', ...alias]);
    assert.deepEqual(activeOrgs(), []);
  });

  it('tests a matrix of shapes, and leaves no org behind when one fails', async () => {
    const error = await setting.project.refused(['test', '--shapes', 'developer,multi-currency']);
    assert.equal(error.code, 'matrix_failed');
    assert.match(error.message, /developer plain: 1 Apex tests ran, 0 failed/);
    assert.match(error.message, /multi-currency plain: FAILED .*not supported by the local org: .*MultiCurrency/);
    assert.deepEqual(activeOrgs(), []);
  });

  it('says so when there are no scratch orgs left, and reaps forgotten ones', async () => {
    const { project } = setting;
    const full = await setting.otherOrg('full');
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

  it('says so when the login has expired', async () => {
    await wait(Math.max(0, loginEnds - Date.now()));
    const error = await setting.project.refused(['version', '--list', '--target-dev-hub', 'old']);
    assert.equal(error.code, 'login_expired');
    assert.match(error.fix, /log in again/);
  });

  it('never showed a secret, and caused no failure of the server', () => {
    assert.deepEqual(setting.shown(), []);
    assert.deepEqual(setting.api.errors, []);
  });
});
