import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { WireAnswer, WireRequest } from '../../runtime/platform/http-exchange.ts';
import { LIMIT_FIGURES } from '../../runtime/platform/limits.ts';
import { FaultLab } from './fault-org.ts';
import type { FaultOrg } from './fault-org.ts';

const RUN_ID = 'a0R000000000001AAA';
/** What a long text field holds at most, and so the longest body. */
const LONGEST_BODY = 131_072;
const SECONDS = 1 / 60;

/** The limits of a transaction, approached as closely as messages can; the org enforces them. */
describe('the delivery, at its limits', () => {
  let lab: FaultLab;
  let org: FaultOrg;
  let answer: (request: WireRequest) => WireAnswer;
  /** How many requests each transaction sent. */
  let perStep: number[];
  let bodies: number[];

  before(async () => {
    lab = await FaultLab.open();
  });
  after(() => lab.close());
  afterEach(() => org.close());

  function open(): void {
    perStep = [];
    bodies = [];
    answer = () => response(200);
    org = lab.org((request: WireRequest) => {
      perStep[perStep.length - 1]!++;
      bodies.push(request.body?.length ?? 0);
      return answer(request);
    });
  }

  function drain(): void {
    for (;;) {
      perStep.push(0);
      if (!org.step()) return;
      assert.ok(perStep.length < 2_000, 'the senders do not end');
    }
  }

  function assertDelivered(count: number): void {
    const rows = org.runtime.store.all('SELECT Status__c, COUNT(*) FROM DeliveryMessage__c GROUP BY Status__c');
    assert.deepEqual(
      rows.map(([status, total]) => [status, Number(total)]),
      [['Delivered', count]]
    );
    assert.deepEqual(org.failures, []);
  }

  it('sends 250 messages with fewer callouts in each transaction than the 100 allowed', () => {
    open();
    org.callStatic('FaultMessages', 'write', [RUN_ID, 249]);
    drain();
    assertDelivered(250);
    assert.equal(Math.max(...perStep), 90);
    assert.ok(90 < LIMIT_FIGURES.asynchronous.callouts);
  });

  it('sends messages of the longest body within the heap', () => {
    open();
    org.callStatic('FaultMessages', 'writeLongest', [RUN_ID, 60]);
    drain();
    assertDelivered(60);
    assert.equal(Math.max(...bodies), LONGEST_BODY);
    assert.ok(Math.max(...perStep) > 10, `${Math.max(...perStep)} in one transaction`);
  });

  it('survives answers as long as the heap allows one to be', () => {
    open();
    answer = () => response(200, Buffer.alloc(4_000_000, 'x'));
    org.callStatic('FaultMessages', 'write', [RUN_ID, 9]);
    drain();
    assertDelivered(10);
  });

  it('counts an answer that fills the heap as a failed attempt: the message dies with its reason, the others pass', () => {
    open();
    const culprit = (request: WireRequest): boolean => request.headers['webhook-id']!.endsWith('_2');
    answer = (request) =>
      response(200, culprit(request) ? Buffer.alloc(LIMIT_FIGURES.asynchronous.calloutBodyBytes) : Buffer.from('{}'));
    org.callStatic('FaultMessages', 'write', [RUN_ID, 3]);
    drain();
    const rows = org.runtime.store.all(
      'SELECT Status__c, DeadReason__c, Attempts__c, LastResponse__c FROM DeliveryMessage__c ORDER BY Sequence__c'
    );
    assert.deepEqual(
      rows.map(([status, reason, attempts]) => [status, reason, Number(attempts) / 1]),
      [
        ['Delivered', null, 1],
        ['Dead', 'GivenUp', 40],
        ['Delivered', null, 1],
        ['Delivered', null, 1]
      ]
    );
    assert.match(String(rows[1]![3]), /^The sender ended before the answer: Apex heap size too large: 12\d{6}$/);
  });

  it('takes an answer above the limit of the platform for none', () => {
    open();
    answer = () => ({ kind: 'failure', message: 'Exceeded max size limit of 12000000 with response size 12000001' });
    org.callStatic('FaultMessages', 'write', [RUN_ID, 0]);
    drain();
    assert.deepEqual(
      org.runtime.store.all('SELECT Status__c, DeadReason__c, LastResponse__c FROM DeliveryMessage__c'),
      [['Dead', 'GivenUp', 'Exceeded max size limit of 12000000 with response size 12000001']]
    );
    assert.deepEqual(org.failures, []);
  });

  it('begins no callout that could pass the 120 seconds of a transaction', () => {
    open();
    answer = () => {
      org.advance(19 * SECONDS);
      return response(200);
    };
    org.callStatic('FaultMessages', 'write', [RUN_ID, 19]);
    drain();
    assertDelivered(20);
    // After five of 19 seconds a sixth could take until 115 + …: more than 110 in all.
    assert.equal(Math.max(...perStep), 5);
  });

  it('waits six days in ten-minute steps of one chain of jobs', () => {
    open();
    let first = true;
    answer = () => {
      const isFirst = first;
      first = false;
      return isFirst ? { ...response(503), headers: [['Retry-After', String(6 * 24 * 3600)]] } : response(200);
    };
    org.callStatic('FaultMessages', 'write', [RUN_ID, 1]);
    const started = org.now;
    drain();
    assertDelivered(2);
    assert.ok(perStep.length > 6 * 24 * 6, `${perStep.length} jobs`);
    assert.ok(org.now - started >= 6 * 24 * 3_600_000);
  });
});

function response(status: number, body: Buffer = Buffer.from('{}')): Extract<WireAnswer, { kind: 'response' }> {
  return { kind: 'response', status, reason: '', headers: [], body };
}
