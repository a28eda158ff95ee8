import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FieldSchema } from '../../metadata/schema.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import type { ExpectedCounts } from '../../samples/expected-counts.ts';
import { deleteRows, insertRows, undeleteRows, updateRows } from '../../store/index.ts';
import type { RowResult } from '../../store/index.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { receivedObjects } from '../received-results.ts';
import type { ReceivedField, ReceivedObject } from '../received-results.ts';
import { FaultLab } from './fault-org.ts';
import type { FaultOrg } from './fault-org.ts';

const SYSTEM = { allOrNone: true, mode: 'system' } as const;
const PARCEL = 'Parcel__c';

/** What an org's limits, its data and its platform do to a run, and to the run after it. */
describe('runs in an org that does not stand still', () => {
  let lab: FaultLab;
  let org: FaultOrg;

  before(async () => {
    lab = await FaultLab.open();
  });
  after(() => lab.close());

  function within(test: () => void): () => void {
    return () => {
      org = lab.org();
      try {
        test();
      } finally {
        org.close();
      }
    };
  }

  /** A whole run, two hours after what was before. */
  function runOnce(): ReceivedObject {
    org.advance(120);
    org.start();
    org.drain();
    assert.equal(org.run()['status'], 'Completed');
    return parcel();
  }

  function parcel(): ReceivedObject {
    return receivedObjects(org.endpoint, org.run()['runId'] as string).get(PARCEL)!;
  }

  function saved(results: RowResult[]): string {
    assert.deepEqual(
      results.flatMap(({ errors }) => errors),
      []
    );
    org.runtime.store.commit();
    return results[0]!.id!;
  }

  function parcelIds(): string[] {
    return org.runtime.store.all('SELECT Id FROM Parcel__c WHERE IsDeleted = 0').map(([id]) => String(id));
  }

  function carried(object: ReceivedObject): ReceivedField[] {
    return [...object.fields.values()].filter((field) => (field.carriedFrom ?? null) !== null);
  }

  function fieldOf(objectName: string, fieldName: string): FieldSchema {
    return org.runtime.store.object(objectName).fields.get(fieldName.toLowerCase())!;
  }

  it(
    'waits for the daily limits with a reason, and goes on when they are back',
    within(() => {
      const { context } = org.runtime;
      const real = context.orgLimits.bind(context);
      org.start();
      org.step();
      context.orgLimits = () => [{ name: 'DailyAsyncApexExecutions', used: 900, limit: 1000 }];
      org.drain();
      assert.equal(org.run()['status'], 'Paused');
      assert.match(String(org.run()['pauseReason']), /900 of 1,000 daily asynchronous Apex executions/);
      org.fireSchedule();
      org.drain();
      assert.equal(org.run()['status'], 'Paused', 'the limit is still used up');
      context.orgLimits = real;
      org.fireSchedule();
      org.drain();
      assert.equal(org.run()['status'], 'Completed');
      assert.equal(new Set(org.requests).size, org.requests.length, 'nothing is sent twice');
      assertSameCounts(parcel(), expectedCounts(org.runtime.store, PARCEL));
    })
  );

  it(
    'sees the executions of its own jobs in the daily limit',
    within(() => {
      const used = (): number => org.runtime.context.orgLimits()[0]!.used;
      const before = used();
      org.start();
      org.drain();
      assert.ok(used() >= before + (org.run()['asyncExecutions'] as number), 'every worker is an execution');
    })
  );

  it(
    'takes the numbers of an unchanged object over, with their own time',
    within(() => {
      const first = runOnce();
      assert.deepEqual(carried(first), []);
      const firstRun = org.run()['runId'];
      org.counts.clear();
      const second = runOnce();
      const asked = [...org.counts.keys()].filter((sql) => /FROM "Parcel__c" t0.* LIMIT/.test(sql));
      assert.equal(asked.length, 1, `only the records are counted: ${asked.join('\n')}`);
      assertSameCounts(second, expectedCounts(org.runtime.store, PARCEL));
      assert.ok(carried(second).length > 5, 'most fields are taken over');
      for (const field of carried(second)) {
        assert.equal(field.carriedFrom, firstRun);
        assert.deepEqual({ ...field, carriedFrom: null }, { ...first.fields.get(field.name), carriedFrom: null });
      }
    })
  );

  const changes: readonly (readonly [string, () => void])[] = [
    [
      'a record is changed',
      () => saved(updateRows(org.runtime.store, PARCEL, [{ Id: parcelIds()[3]!, Name: 'other' }], SYSTEM))
    ],
    [
      'one is deleted and another made',
      () => {
        saved(deleteRows(org.runtime.store, PARCEL, [parcelIds()[0]!], SYSTEM));
        saved(insertRows(org.runtime.store, PARCEL, [{ Name: 'new' }], SYSTEM));
      }
    ],
    [
      'one is deleted and another restored',
      () => {
        saved(undeleteRows(org.runtime.store, PARCEL, [restorable], SYSTEM));
        saved(deleteRows(org.runtime.store, PARCEL, [parcelIds()[0]!], SYSTEM));
      }
    ]
  ];
  let restorable = '';
  for (const [what, change] of changes) {
    it(
      `counts an object again when ${what}`,
      within(() => {
        restorable = parcelIds().at(-1)!;
        saved(deleteRows(org.runtime.store, PARCEL, [restorable], SYSTEM));
        runOnce();
        org.advance(1);
        change();
        const second = runOnce();
        assert.deepEqual(carried(second), []);
        assertSameCounts(second, expectedCounts(org.runtime.store, PARCEL));
      })
    );
  }

  it(
    'gives each number of its own moment while records are made all the time',
    within(() => {
      org.advance(120);
      org.start();
      org.step();
      const { store } = org.runtime;
      // Careful, as after a death: one query in a transaction, so that every step has a moment of its own.
      store.beginWrite();
      store.run('UPDATE PopulationRun__c SET CarefulTasks__c = 1000');
      store.commit();
      const truths: ExpectedCounts[] = [];
      const filled = fieldOf(PARCEL, 'Name').apiName;
      for (let steps = 0; steps < 200; steps++) {
        truths.push(expectedCounts(store, PARCEL));
        if (!org.step()) break;
        saved(insertRows(store, PARCEL, [{ [filled]: `made at ${steps}` }], SYSTEM));
      }
      const object = parcel();
      const moments = new Set<number>();
      for (const field of object.fields.values()) {
        const moment = truths.findIndex(
          (truth) => truth.records === field.total && truth.fields.get(field.name)?.filled === field.filled
        );
        if (field.status !== 'measured' || field.method === 'definition' || !truths[0]!.fields.has(field.name))
          continue;
        // A field that is counted by its filled records has the denominator of the records step.
        const isFilled = truths.some((truth) => truth.fields.get(field.name)!.filled === field.filled);
        assert.ok(moment >= 0 || isFilled, `${field.name} was never ${field.filled} of ${field.total}`);
        assert.ok(field.filled! <= field.total!, `${field.name} is over 100 %`);
        if (moment >= 0) moments.add(moment);
      }
      assert.ok(moments.size > 1, 'the fields were counted at different moments');
    })
  );
});
