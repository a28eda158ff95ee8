import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SETUP_CASES } from './readiness-cases.ts';
import { CREDENTIAL, ReadinessOrg } from './readiness-org.ts';

const SETUP = /^\/lightning\/setup\//;
const USER = /ManageUsers/;

describe('readiness: what Setup holds', () => {
  let org: ReadinessOrg;
  before(async () => {
    org = await ReadinessOrg.start();
  });
  after(() => org.close());

  for (const [what, check, switches, finding] of SETUP_CASES) {
    it(`${check}: ${what}`, async () => {
      await org.prepare('ready-org', switches);
      await org.expect(check, finding);
    });
  }

  it('integration-user: gone, and never chosen', async () => {
    await org.prepare('ready-org');
    org.setup.change({ integrationUser: 'absent' });
    await org.expect('integration-user', {
      status: 'fail',
      seen: /does not exist any more/,
      solution: /Create/,
      link: USER
    });
  });

  it('permissions: each row says what grants it', async () => {
    await org.prepare('ready-org', {
      grants: {
        profile: ['ViewSetup'],
        permissionSet: ['RunReports'],
        group: ['ApiEnabled', 'ViewRoles'],
        muted: ['ViewRoles']
      }
    });
    const { rows } = await org.check('permissions');
    const detail = (name: string) => rows.find((row) => row.name === name)!.detail;
    assert.match(detail('View Setup and Configuration'), /profile Integration/);
    assert.match(detail('Run Reports'), /permission set Integration Permissions/);
    assert.match(detail('API Enabled'), /group Integration Group/);
    assert.match(detail('View Roles and Role Hierarchy'), /Integration Group mutes/);
  });

  it('sandbox-refresh: the same org, then another', async () => {
    await org.prepare('ready-org', { sandbox: true });
    await org.call('ConnectionConsole', 'markConnected');
    await org.expect('sandbox-refresh', { status: 'pass', seen: /still has the id/, link: SETUP });
    org.setup.refreshSandbox();
    await org.expect('sandbox-refresh', {
      status: 'fail',
      seen: /was refreshed/,
      solution: /"Reconnect"/,
      link: SETUP
    });
  });

  it('namespace: none, then one', async () => {
    await org.prepare('ready-org');
    await org.call('ConnectionConsole', 'markConnected');
    await org.expect('namespace', { status: 'pass', seen: /no namespace/, link: /ImportedPackage/ });
    org.setup.change({ namespace: 'acme' });
    await org.expect('namespace', {
      status: 'warning',
      seen: /namespace acme.*it had none/,
      solution: /marks the old ones as deleted/,
      link: /ImportedPackage/
    });
  });

  it('endpoint: a real signed ping, then another secret', async () => {
    await org.prepare('ready-org');
    await org.expect('endpoint', { status: 'pass', seen: /accepts the secret/, link: /SecurityRemoteProxy/ });
    await org.call('DeliveryConsole', 'configure', { region: 'EU', secret: `whsec_${'A'.repeat(43)}=` });
    await org.expect('endpoint', {
      status: 'fail',
      seen: /does not accept the signature/,
      solution: /Copy/,
      link: SETUP
    });
  });

  it('endpoint: through a Named Credential, and messages the same way', async () => {
    await org.prepare('ready-org');
    await org.call('DeliveryConsole', 'useCredential', { name: CREDENTIAL });
    await org.expect('endpoint', { status: 'pass', seen: /callout:Elements_API.*accepts the secret/, link: SETUP });
    const before = org.started.endpoint.messages().length;
    await org.call('PopulationConsole', 'startRun');
    await org.started.org.engine.idle();
    assert.ok(org.started.endpoint.messages().length > before, 'the run arrived');
    await org.call('DeliveryConsole', 'useCredential', { name: 'Nobody' });
    await org.expect('endpoint', {
      status: 'fail',
      seen: /named credential "Nobody" might not exist/,
      solution: /Named Credential/,
      link: SETUP
    });
    await org.call('DeliveryConsole', 'useCredential', { name: '' });
  });

  it('the link of the console leads to the page that reads the session settings', async () => {
    const { readerUrl } = (await org.call('ConnectionConsole', 'choices')) as { readonly readerUrl: string };
    assert.equal(readerUrl, '/apex/ReadSessionSettings');
    const page = await org.started.org.visualforce(readerUrl.replace('/apex/', ''), null, null);
    assert.ok(page.ok && /value="read"/.test(page.body), JSON.stringify(page));
  });

  it('keeps what changed since the last time', async () => {
    await org.prepare('ready-org');
    await org.check('edition');
    org.setup.change({ edition: 'Team Edition' });
    const view = (await org.check('edition')) as unknown as {
      previousStatus: string;
      changes: { wasStatus: string }[];
    };
    assert.equal(view.previousStatus, 'pass');
    assert.equal(view.changes[0]!.wasStatus, 'pass');
  });

  it('no check writes: only the results of the run differ afterwards', async () => {
    await org.prepare('lying-sources', { promptTemplates: 'present' });
    await org.call('ReadinessConsole', 'run', { ids: null });
    const before = snapshot();
    await org.call('ReadinessConsole', 'run', { ids: null });
    assert.deepEqual(snapshot(), before);
  });

  /** Every table as text; results of the checks, and what the machinery of the database keeps, left out. */
  function snapshot(): Record<string, unknown> {
    const { store } = org.started.org;
    const tables = store
      .all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .map(([name]) => String(name))
      .filter((name) => name !== 'ReadinessResult__c');
    return Object.fromEntries(
      tables.map((name) => [
        name,
        JSON.stringify(store.all(`SELECT * FROM "${name}"`), (_key, value: unknown) =>
          typeof value === 'bigint' ? `${value}n` : value
        )
      ])
    );
  }
});
