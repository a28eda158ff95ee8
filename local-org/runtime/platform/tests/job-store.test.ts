import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema } from '../../../metadata/build-schema.ts';
import { standardObjects } from '../../../metadata/standard-objects.ts';
import { ADMIN_USER_ID, openStore, setUpOrg } from '../../../store/index.ts';
import type { NewJob } from '../async-work.ts';
import { JobStore, prepareJobTable } from '../job-store.ts';

function jobs(): JobStore {
  const store = openStore(':memory:', buildSchema(standardObjects(), []), { clock: () => 0, userId: ADMIN_USER_ID });
  setUpOrg(store, []);
  prepareJobTable(store);
  return new JobStore(store);
}

function batch(dueAt: number): NewJob {
  return {
    kind: 'batch',
    className: 'Any',
    payload: '{}',
    userId: ADMIN_USER_ID,
    createdAt: 0,
    dueAt,
    delayMinutes: 0,
    allowsCallouts: false,
    stackDepth: 0,
    maximumStackDepth: null,
    signature: null,
    failuresInARow: 0,
    scope: 200,
    scheduleName: null,
    cron: null,
    timeZone: 'GMT',
    method: null
  };
}

test('five batches are active, the sixth waits until one of them ends', () => {
  const store = jobs();
  const ids = [1, 2, 3, 4, 5, 6].map((due) => store.insert(batch(due)));
  for (const id of ids.slice(0, 5)) {
    const next = store.nextWaiting()!;
    assert.equal(next.id, id);
    store.markRunning(next);
  }
  assert.equal(store.nextWaiting(), null);
  store.requeue(store.get(ids[0]!)!, 100, '{}');
  assert.equal(store.nextWaiting()!.id, ids[0], 'One that has begun goes on');
  store.remove(ids[1]!);
  assert.equal(store.nextWaiting()!.id, ids[5]);
});

test('executions of the last day are counted', () => {
  const store = jobs();
  store.countExecution(1_000);
  store.countExecution(2_000);
  assert.equal(store.executionsSince(1_500), 1);
  store.countExecution(86_400_000 + 1_500);
  assert.equal(store.executionsSince(0), 2, 'Older ones are forgotten');
});
