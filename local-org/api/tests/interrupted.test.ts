import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { OrgRegistry } from '../orgs/registry.ts';
import { DEV_HUB } from './fixture.ts';

it('what was under way when the local org was stopped ends with an error when it is started again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interrupted-'));
  const onError = (error: unknown): void => assert.fail(String(error));
  try {
    const before = new OrgRegistry({ folder, hosts: {}, onError });
    const { platform, facts } = await before.create(DEV_HUB);
    const [queued, building, built] = ['Queued', 'InProgress', 'Success'].map((Status) =>
      platform.insert('Package2VersionCreateRequest', { Status })
    );
    const installing = platform.insert('PackageInstallRequest', { Status: 'IN_PROGRESS' });
    await before.close();

    const after = new OrgRegistry({ folder, hosts: {}, onError });
    try {
      const again = (await after.open(facts.id)).platform;
      const states = again.find('Package2VersionCreateRequest').map(({ Id, Status }) => [Id, Status]);
      assert.deepEqual(states, [
        [queued, 'Error'],
        [building, 'Error'],
        [built, 'Success']
      ]);
      const errors = again.find('Package2VersionCreateRequestError');
      assert.deepEqual(errors.map(({ ParentRequestId }) => ParentRequestId).sort(), [queued, building].sort());
      assert.match(String(errors[0]!['Message']), /was stopped/);
      const [install] = again.find('PackageInstallRequest', { Id: installing });
      assert.equal(install!['Status'], 'ERROR');
    } finally {
      await after.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
