import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldSchema } from '../../metadata/schema.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import type { ExpectedCounts } from '../../samples/expected-counts.ts';
import { deleteRows, insertRows, undeleteRows, updateRows } from '../../store/index.ts';
import type { RowResult } from '../../store/index.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { receivedObjects } from '../received-results.ts';
import type { ReceivedField, ReceivedObject } from '../received-results.ts';
import { LabOfTests } from './lab-of-tests.ts';

const SYSTEM = { allOrNone: true, mode: 'system' } as const;
const PARCEL = 'Parcel__c';

/** What an org's limits, its data and its platform do to a run, and to the run after it. */
describe('runs in an org that does not stand still', () => {
  const tests = new LabOfTests();

  /** A whole run, two hours after what was before. */
  function runOnce(): ReceivedObject {
    tests.org.advance(120);
    tests.org.start();
    tests.org.drain();
    assert.equal(tests.org.run()['status'], 'Completed');
    return parcel();
  }

  function parcel(): ReceivedObject {
    return receivedObjects(tests.org.endpoint, tests.org.run()['runId'] as string).get(PARCEL)!;
  }

  function saved(results: RowResult[]): string {
    assert.deepEqual(
      results.flatMap(({ errors }) => errors),
      []
    );
    tests.org.runtime.store.commit();
    return results[0]!.id!;
  }

  function parcelIds(): string[] {
    return tests.org.runtime.store.all('SELECT Id FROM Parcel__c WHERE IsDeleted = 0').map(([id]) => String(id));
  }

  function carried(object: ReceivedObject): ReceivedField[] {
    return [...object.fields.values()].filter((field) => (field.carriedFrom ?? null) !== null);
  }

  function fieldOf(objectName: string, fieldName: string): FieldSchema {
    return tests.org.runtime.store.object(objectName).fields.get(fieldName.toLowerCase())!;
  }

  it(
    'waits for the daily limits with a reason, and goes on when they are back',
    tests.within(() => {
      const { context } = tests.org.runtime;
      const real = context.orgLimits.bind(context);
      tests.org.start();
      tests.org.step();
      context.orgLimits = () => [{ name: 'DailyAsyncApexExecutions', used: 900, limit: 1000 }];
      tests.org.drain();
      assert.equal(tests.org.run()['status'], 'Paused');
      assert.match(String(tests.org.run()['pauseReason']), /900 of 1,000 daily asynchronous Apex executions/);
      tests.org.fireSchedule();
      tests.org.drain();
      assert.equal(tests.org.run()['status'], 'Paused', 'the limit is still used up');
      context.orgLimits = real;
      tests.org.fireSchedule();
      tests.org.drain();
      assert.equal(tests.org.run()['status'], 'Completed');
      assert.equal(new Set(tests.org.requests).size, tests.org.requests.length, 'nothing is sent twice');
      assertSameCounts(parcel(), expectedCounts(tests.org.runtime.store, PARCEL));
    })
  );

  it(
    'sees the executions of its own jobs in the daily limit',
    tests.within(() => {
      const used = (): number => tests.org.runtime.context.orgLimits()[0]!.used;
      const before = used();
      tests.org.start();
      tests.org.drain();
      assert.ok(used() >= before + (tests.org.run()['asyncExecutions'] as number), 'every worker is an execution');
    })
  );

  it(
    'takes the numbers of an unchanged object over, with their own time',
    tests.within(() => {
      const first = runOnce();
      assert.deepEqual(carried(first), []);
      const firstRun = tests.org.run()['runId'];
      tests.org.counts.clear();
      const second = runOnce();
      const asked = [...tests.org.counts.keys()].filter((sql) => /FROM "Parcel__c" t0.* LIMIT/.test(sql));
      assert.equal(asked.length, 1, `only the records are counted: ${asked.join('\n')}`);
      assertSameCounts(second, expectedCounts(tests.org.runtime.store, PARCEL));
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
      () => saved(updateRows(tests.org.runtime.store, PARCEL, [{ Id: parcelIds()[3]!, Name: 'other' }], SYSTEM))
    ],
    [
      'one is deleted and another made',
      () => {
        saved(deleteRows(tests.org.runtime.store, PARCEL, [parcelIds()[0]!], SYSTEM));
        saved(insertRows(tests.org.runtime.store, PARCEL, [{ Name: 'new' }], SYSTEM));
      }
    ],
    [
      'one is deleted and another restored',
      () => {
        saved(undeleteRows(tests.org.runtime.store, PARCEL, [restorable], SYSTEM));
        saved(deleteRows(tests.org.runtime.store, PARCEL, [parcelIds()[0]!], SYSTEM));
      }
    ]
  ];
  let restorable = '';
  for (const [what, change] of changes) {
    it(
      `counts an object again when ${what}`,
      tests.within(() => {
        restorable = parcelIds().at(-1)!;
        saved(deleteRows(tests.org.runtime.store, PARCEL, [restorable], SYSTEM));
        runOnce();
        tests.org.advance(1);
        change();
        const second = runOnce();
        assert.deepEqual(carried(second), []);
        assertSameCounts(second, expectedCounts(tests.org.runtime.store, PARCEL));
      })
    );
  }

  it(
    'gives each number of its own moment while records are made all the time',
    tests.within(() => {
      tests.org.advance(120);
      tests.org.start();
      tests.org.step();
      const { store } = tests.org.runtime;
      // Careful, as after a death: one query in a transaction, so that every step has a moment of its own.
      store.beginWrite();
      store.run('UPDATE PopulationRun__c SET CarefulTasks__c = 1000');
      store.commit();
      const truths: ExpectedCounts[] = [];
      const filled = fieldOf(PARCEL, 'Name').apiName;
      for (let steps = 0; steps < 200; steps++) {
        truths.push(expectedCounts(store, PARCEL));
        if (!tests.org.step()) break;
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
