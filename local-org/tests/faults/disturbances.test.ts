import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FieldSchema } from '../../metadata/schema.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import { ADMIN_USER_ID, insertRows } from '../../store/index.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { receivedObjects } from '../received-results.ts';
import type { ReceivedObject } from '../received-results.ts';
import { FaultLab } from './fault-org.ts';
import type { FaultOrg } from './fault-org.ts';
import { killAndCheck, runUndisturbed } from './kill-runs.ts';

/** Deaths of the sample; kill-operations.faults.ts goes through all. */
const SAMPLE = 8;

/** What happens to an org while a run is in progress; each ends in a clear state. */
describe('a run that is disturbed', () => {
  let lab: FaultLab;
  let org: FaultOrg;

  before(async () => {
    lab = await FaultLab.open();
  });
  after(() => lab.close());

  function disturbed(test: () => void): () => void {
    return () => {
      org = lab.org();
      try {
        test();
      } finally {
        org.close();
      }
    };
  }

  /** Starts a run, and lets it find its objects. */
  function begin(): void {
    org.start();
    org.step();
  }

  function received(): ReadonlyMap<string, ReceivedObject> {
    return receivedObjects(org.endpoint, org.run()['runId'] as string);
  }

  function runs(): unknown {
    return org.runtime.store.all('SELECT COUNT(*) FROM PopulationRun__c')[0]![0];
  }

  // The first test: the org would remember from another one that the query is a good one.
  it(
    'counts a field another way when the platform refuses what describe has promised',
    disturbed(() => {
      const fields = org.runtime.context.schema.objects.get('parcel__c')!.fields as Map<string, FieldSchema>;
      const promised = [...fields.values()].find(
        (field) => field.custom && field.type === 'string' && !field.calculated
      )!;
      fields.set(promised.apiName.toLowerCase(), { ...promised, aggregatable: false });
      try {
        begin();
        org.drain();
      } finally {
        fields.set(promised.apiName.toLowerCase(), promised);
      }
      assert.equal(org.run()['status'], 'Completed');
      const refused = received().get('Parcel__c')!.fields.get(promised.apiName)!;
      assert.equal(refused.method, 'filter');
      assert.match(refused.reason ?? '', /does not support aggregate operator COUNT/);
      assertSameCounts(received().get('Parcel__c')!, expectedCounts(org.runtime.store, 'Parcel__c'));
    })
  );

  it(
    'stays alone when a second admin starts one',
    disturbed(() => {
      org.start();
      const name = String(org.run()['name']);
      assert.throws(() => org.call('PopulationConsole', 'startRun'), {
        message: `Run ${name} is still in progress. Wait until it has finished.`
      });
      assert.equal(org.run()['status'], 'Queued', 'the first one is not touched');
      org.drain();
      assert.equal(org.run()['status'], 'Completed');
      assert.equal(org.run()['error'] ?? null, null);
      assert.equal(runs(), 1);
    })
  );

  it(
    'goes on when the schedule fires, with one worker left',
    disturbed(() => {
      begin();
      org.fireSchedule();
      assert.equal(org.run()['status'], 'Running', 'what the admin sees while it goes on');
      org.drain();
      assert.equal(org.run()['status'], 'Completed');
      assert.equal(runs(), 1);
      assert.equal(new Set(org.requests).size, org.requests.length, 'nothing is sent twice');
    })
  );

  it(
    'finishes when its user loses the permission set half-way: it counts in system mode',
    disturbed(() => {
      begin();
      const { store } = org.runtime;
      store.beginWrite();
      store.run('DELETE FROM PermissionSetAssignment WHERE AssigneeId = ?', ADMIN_USER_ID);
      store.commit();
      org.drain();
      assert.throws(() => org.run(), /View Elements Connect/);
      const [status, failed, error] = store.all(
        'SELECT Status__c, ObjectsFailed__c, Error__c FROM PopulationRun__c'
      )[0]!;
      assert.deepEqual([status, Number(failed), error], ['Completed', 0, null]);
    })
  );

  it(
    'reports an object as unknown when it is deleted half-way',
    disturbed(() => {
      begin();
      const objects = org.runtime.context.schema.objects as Map<string, unknown>;
      const pallet = objects.get('pallet__c');
      objects.delete('pallet__c');
      try {
        org.drain();
      } finally {
        objects.set('pallet__c', pallet);
      }
      assert.equal(org.run()['status'], 'CompletedWithErrors');
      const views = org.call('PopulationConsole', 'objects', { runId: org.run()['runId'] });
      const view = (views as { objectName: string; status: string; reason?: string }[]).find(
        ({ objectName }) => objectName === 'Pallet__c'
      );
      assert.equal(view?.status, 'unknown');
      assert.match(view?.reason ?? '', /^The object cannot be described: /);
      assert.equal(org.run()['objectsFailed'], 1);
      assert.equal(received().get('Pallet__c')?.records ?? null, null, 'unknown, never zero');
      assertSameCounts(received().get('Parcel__c')!, expectedCounts(org.runtime.store, 'Parcel__c'));
    })
  );

  it(
    'counts records that are made half-way or not at all, object by object',
    disturbed(() => {
      const before = expectedCounts(org.runtime.store, 'Parcel__c');
      begin();
      const { store } = org.runtime;
      const results = insertRows(store, 'Parcel__c', [{ Name: 'late' }], { allOrNone: true, mode: 'system' });
      assert.deepEqual(
        results.flatMap(({ errors }) => errors),
        []
      );
      store.commit();
      org.drain();
      insertRows(store, 'Parcel__c', [{ Name: 'too late' }], { allOrNone: true, mode: 'system' });
      store.commit();
      const parcel = received().get('Parcel__c')!;
      assert.equal(parcel.records, before.records + 1);
      for (const field of parcel.fields.values()) {
        if (field.status === 'measured') assert.ok(field.filled! <= field.total!, `${field.name} is over 100 %`);
      }
    })
  );

  it('recovers from deaths at a sample of its operations', (context) => {
    const undisturbed = runUndisturbed(lab);
    const { operations, statements } = undisturbed.trace;
    const every = Math.ceil(operations.size / SAMPLE);
    const numbers = [...operations.keys()].filter((_, index) => index % every === 0);
    numbers.forEach((number, index) =>
      killAndCheck(lab, undisturbed, statements[number]!, index % 2 === 0 ? 'aborted' : 'lost')
    );
    context.diagnostic(`${numbers.length} kill points of ${operations.size} operations`);
  });
});
