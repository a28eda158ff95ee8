import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JobOutcome } from '../cli/main-job.ts';
import { Contract } from '../elements/contract.ts';
import { expectedCounts } from '../samples/expected-counts.ts';
import { loadSamples } from '../samples/load-samples.ts';
import { assertSameCounts } from './compare-counts.ts';
import { receivedObjects } from './received-results.ts';
import type { ReceivedObject } from './received-results.ts';
import { SAMPLE_ORG } from '../cli/package-org.ts';
import { startOrg } from './started-org.ts';
import type { StartedOrg } from './started-org.ts';

const SAMPLE_OBJECTS = ['Country__c', 'Airport__c', 'Account', 'Contact', 'Sale__c'];

describe('the whole job over the sample data', () => {
  let started: StartedOrg;
  let outcome: JobOutcome;
  let received: ReadonlyMap<string, ReceivedObject>;

  before(async () => {
    started = await startOrg([SAMPLE_ORG]);
    await loadSamples(started.org.store, started.org.schema);
    outcome = await started.runJob();
    received = receivedObjects(started.endpoint, outcome.run.runId);
  });
  after(() => started.close());

  it('completes, and everything it sent arrived, verified', () => {
    assert.deepEqual(outcome.problems, []);
    assert.deepEqual(started.failedJobs, []);
    assert.equal(outcome.run.status, 'Completed');
  });

  it('sends what the contract describes, and no member that it does not name', () => {
    const contract = new Contract({ strict: true });
    const messages = started.endpoint.messages();
    for (const { body } of messages) contract.message(JSON.parse(body));
    assert.deepEqual(
      [...new Set(messages.map(({ envelope }) => envelope.type))].sort(),
      contract.knownTypes.filter((type) => type.startsWith('population.')).sort()
    );
  });

  for (const object of SAMPLE_OBJECTS) {
    it(`counts ${object} as SQL does: each field, record type by record type, and each picklist value`, () => {
      const result = received.get(object);
      assert.ok(result, 'a result arrived');
      const compared = assertSameCounts(result, expectedCounts(started.org.store, object));
      const picklists = [...result.fields.values()].filter(
        (field) => field.type === 'picklist' && field.status === 'measured'
      );
      assert.ok(compared.fields > 20, `${compared.fields} fields were compared`);
      assert.ok(compared.values >= picklists.length, `${compared.values} values were compared`);
    });

    it(`reports every field of ${object}, measured or with a reason`, () => {
      const described = started.org.store.object(object).fields;
      assert.deepEqual(
        [...(received.get(object)?.fields.keys() ?? [])].sort(),
        [...described.values()].map((field) => field.apiName).sort()
      );
    });
  }

  it('counts the objects without sample data as SQL does, too', () => {
    const others = [...received.keys()].filter((object) => !SAMPLE_OBJECTS.includes(object));
    assert.ok(others.length > 0);
    for (const object of others) assertSameCounts(received.get(object)!, expectedCounts(started.org.store, object));
  });

  it('shows picklist values that are defined but unused, and stored but not defined', () => {
    const values = received.get('Country__c')?.fields.get('Subregion__c')?.values ?? [];
    const unused = values.filter((value) => value.defined && value.count === 0).map((value) => value.value);
    const undefinedValues = values.filter((value) => !value.defined).map((value) => value.value);
    assert.deepEqual(unused, ['Northern America']);
    assert.deepEqual(undefinedValues.sort(), ['Central Europe', 'North America', 'Southeast Europe']);
  });

  it('leaves each part of each object at the endpoint, once and in order', () => {
    const objects = outcome.objects.map((object) => object.object).sort();
    assert.deepEqual([...received.keys()].sort(), objects);
    for (const { objectName, parts } of received.values()) {
      assert.deepEqual(
        parts.map(({ part, isLast }) => [part, isLast]),
        parts.map((_, index) => [index + 1, index === parts.length - 1]),
        objectName
      );
    }
  });

  it('closes with a manifest that lists them all with their digests', () => {
    const manifest = started.endpoint.manifests().find((report) => report.runId === outcome.run.runId);
    assert.equal(manifest?.complete, true);
    const parts = [...received.values()].flatMap((object) => object.parts);
    assert.equal(manifest?.entries.length, parts.length);
    assert.deepEqual(started.endpoint.refused(), []);
  });
});
