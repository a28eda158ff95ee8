import assert from 'node:assert/strict';
import { reportManifests } from '../../elements/manifests.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import type { ExpectedCounts } from '../../samples/expected-counts.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { receivedObjects } from '../received-results.ts';
import type { Death, FaultLab, FaultOrg, Statement, Trace } from './fault-org.ts';

/** A run that nothing disturbed: what the others are compared with. */
export interface Undisturbed {
  readonly trace: Trace;
  readonly expected: ReadonlyMap<string, ExpectedCounts>;
  readonly counts: ReadonlyMap<string, number>;
}

export function runUndisturbed(lab: FaultLab): Undisturbed {
  const org = lab.org();
  const trace = org.trace(() => startAndDrain(org));
  const objects = receivedObjects(org.endpoint, org.run()['runId'] as string);
  const expected = new Map([...objects.keys()].map((object) => [object, expectedCounts(org.runtime.store, object)]));
  const counts = new Map(org.counts);
  assertFinished(org, { trace, expected, counts });
  assert.deepEqual(org.failures, []);
  org.close();
  return { trace, expected, counts };
}

/** Runs everything once more, lets it die at that statement, and checks that it recovers by itself. */
export function killAndCheck(lab: FaultLab, undisturbed: Undisturbed, statement: Statement, death: Death): void {
  const org = lab.org();
  try {
    org.killAt(statement.number, death, () => startAndDrain(org));
    rescue(org);
    assertFinished(org, undisturbed);
  } catch (error) {
    const place = `${statement.path}:${statement.line} (${statement.kind}, statement ${statement.number}, ${death})`;
    throw new Error(`killed at ${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    org.close();
  }
}

function startAndDrain(org: FaultOrg): void {
  org.start();
  org.drain();
}

/** What came to a halt goes on when the schedule fires. */
function rescue(org: FaultOrg): void {
  const run = org.run();
  if (run['finishedAt'] !== undefined && run['messagesPending'] === 0) return;
  org.fireSchedule();
  org.drain();
}

/** @throws AssertionError unless every run has finished, with the right numbers, all delivered, nothing done thrice */
function assertFinished(org: FaultOrg, { expected, counts }: Undisturbed): void {
  const manifests = reportManifests(org.endpoint);
  const run = org.run();
  assert.equal(run['status'], 'Completed', String(run['error'] ?? run['status']));
  assert.deepEqual([run['messagesPending'], run['messagesDead']], [0, 0], 'pending and dead messages');
  const [unfinished] = org.runtime.store.all('SELECT COUNT(*) FROM PopulationRun__c WHERE ActiveSlot__c IS NOT NULL');
  assert.deepEqual(unfinished, [0], 'unfinished runs');
  const runs = org.runtime.store.all('SELECT Id FROM PopulationRun__c').map(([id]) => id as string);
  assert.ok(runs.length === 1 || (runs.length === 2 && org.hasFired), `${runs.length} runs`);
  assert.deepEqual(manifests.map(({ runId }) => runId).sort(), runs.sort(), 'a manifest for each run');
  for (const { runId, complete } of manifests) {
    assert.ok(complete, 'the manifest lists everything that arrived');
    const received = receivedObjects(org.endpoint, runId);
    assert.deepEqual([...received.keys()].sort(), [...expected.keys()].sort(), 'objects');
    for (const [name, object] of received) {
      assertSameCounts(object, expected.get(name)!);
      assert.deepEqual(
        object.parts.map(({ part }) => part),
        object.parts.map((_, index) => index + 1),
        'parts'
      );
    }
  }
  for (const [sql, times] of org.counts) {
    assert.ok(times <= 2 * runs.length * (counts.get(sql) ?? 1), `counted ${times} times: ${sql}`);
  }
  const repeats = new Set(org.requests.filter((id, index) => org.requests.indexOf(id) !== index));
  for (const id of repeats) assert.equal(org.requests.filter((each) => each === id).length, 2, `requests of ${id}`);
}
