import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ADMIN_USER_ID } from '../store/index.ts';
import { startOrg } from './started-org.ts';
import type { StartedOrg } from './started-org.ts';

interface CheckView {
  readonly id: string;
  readonly status: string | null;
  readonly evidence: readonly string[];
  readonly rows: ReadonlyArray<{ readonly name: string; readonly detail: string }>;
}

/** The checks with their real queries, as a browser asks for them. */
describe('readiness', () => {
  let started: StartedOrg;
  const call = async (className: string, method: string, params: Readonly<Record<string, unknown>> = {}) => {
    const result = await started.org.invokeAura(className, method, params);
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  };

  before(async () => {
    started = await startOrg([]);
  });
  after(() => started.close());

  it('reads every source: no query is refused', async () => {
    await call('ConnectionConsole', 'chooseUser', { userId: ADMIN_USER_ID });
    const views = (await call('ReadinessConsole', 'run', { ids: null })) as readonly CheckView[];
    assert.equal(views.length, 21);
    const statuses = new Map(views.map((view) => [view.id, view.status]));
    for (const view of views) {
      assert.doesNotMatch(view.evidence.join(' '), /could not be read: |could not be carried out/, view.id);
    }
    assert.equal(statuses.get('edition'), 'pass');
    assert.equal(statuses.get('integration-user'), 'pass');
    assert.equal(statuses.get('my-domain'), 'fail');
    const permissions = views.find((view) => view.id === 'permissions')!;
    const api = permissions.rows.find((row) => row.name === 'API Enabled')!;
    assert.equal(api.detail, 'Granted by profile System Administrator');
  });

  it('shows the results again', async () => {
    const views = (await call('ReadinessConsole', 'checks')) as readonly CheckView[];
    assert.ok(views.every((view) => view.status !== null));
  });
});
