import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GUIDE_PERMISSIONS } from '../jobs/setup/presets.ts';
import { ReadinessOrg } from './readiness-org.ts';

interface SetView {
  readonly setId?: string;
  readonly notOffered: readonly string[];
  readonly added: readonly string[];
  readonly error?: string;
}

/** The shipped Apex against permission sets that refuse what they depend on. */
describe('the permission set for the sync', () => {
  let org: ReadinessOrg;
  before(async () => {
    org = await ReadinessOrg.start();
  });
  after(() => org.close());

  const save = async () => (await org.call('ConnectionConsole', 'savePermissionSet')) as SetView;

  it('is created, assigned, and makes the check pass', async () => {
    await org.prepare('ready-org', {
      connectedApp: 'absent',
      grants: { profile: [], permissionSet: [], group: [], muted: [] }
    });
    assert.equal((await org.check('permissions')).status, 'fail');
    const { setId, notOffered, error } = await save();
    assert.equal(error, undefined);
    assert.ok(setId);
    assert.deepEqual(notOffered, []);
    const { status, rows } = await org.check('permissions');
    assert.equal(status, 'pass');
    assert.equal(rows.length, 14);
    assert.ok(rows.every(({ detail }) => detail === 'Granted by permission set Elements Sync Permissions'));
  });

  it('adds, step by step, what this org wants beside it', async () => {
    await org.prepare('ready-org', {
      extraDependencies: {
        ManagePvtRptsAndDashbds: ['ManageReportsInPubFolders', 'CreateReportFolders'],
        ManageReportsInPubFolders: ['ManageDashbdsInPubFolders']
      }
    });
    const { added, error } = await save();
    assert.equal(error, undefined);
    assert.deepEqual(added, ['ManageReportsInPubFolders', 'CreateReportFolders', 'ManageDashbdsInPubFolders']);
  });

  it('leaves out what the describe lacks, and says so', async () => {
    await org.prepare('ready-org', { hiddenPermissions: ['CanApproveUninstalledApps'] });
    const { notOffered, error } = await save();
    assert.equal(error, undefined);
    assert.deepEqual(notOffered, ['Approve Uninstalled Connected Apps']);
  });

  it('is kept but not assigned where the licence of the user does not allow it, and says what to do', async () => {
    // Another user, who has nothing assigned.
    org.setup.change({ integrationUser: 'absent' });
    await org.prepare('ready-org', { integrationUser: 'API only', connectedApp: 'absent' });
    const { setId, error } = await save();
    assert.ok(setId);
    assert.match(
      error!,
      /saved but not assigned: the licence "Salesforce Integration" of .* does not allow the permission "[^"]+"\. Choose an integration user with the licence "Salesforce"/
    );
    const plan = (await org.call('ConnectionConsole', 'permissionSetPlan')) as Record<string, unknown>;
    assert.deepEqual([plan['isCreated'], plan['isAssigned']], [true, false]);
  });

  it('is assigned to a user of that licence when another licence allows the rest', async () => {
    const allows = [
      ...GUIDE_PERMISSIONS.filter((permission) => permission !== 'ApiEnabled'),
      'CanApproveUninstalledApps',
      // What the set got in the case above.
      'ManageReportsInPubFolders',
      'CreateReportFolders',
      'ManageDashbdsInPubFolders'
    ];
    await org.prepare('ready-org', {
      integrationUser: 'API only',
      connectedApp: 'absent',
      licences: [
        {
          name: 'SalesforceAPIIntegrationPsl',
          label: 'Salesforce API Integration',
          total: 5,
          used: 0,
          assigned: true,
          allows
        }
      ]
    });
    assert.equal((await save()).error, undefined);
  });

  it('is assigned once, however often it is saved', async () => {
    await org.prepare('ready-org');
    const { setId } = await save();
    await save();
    const user = org.setup.state().integrationUserId!;
    const rows = await org.started.org.query(
      `SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '${setId}' AND AssigneeId = '${user}'`
    );
    assert.equal(rows.length, 1);
  });
});
