import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runSchedules } from './delivery-schedules.ts';
import { FaultLab } from './fault-org.ts';
import { FAULTS } from './faulty-link.ts';
import { ReceiverClient } from './receiver-client.ts';

const SCHEDULES = Number(process.env['DELIVERY_SCHEDULES'] ?? 2_500);
const FIRST = Number(process.env['DELIVERY_SEED'] ?? 1_000);

describe('the delivery, over a bad network', () => {
  let lab: FaultLab;
  let receiver: ReceiverClient;

  before(async () => {
    lab = await FaultLab.open();
    receiver = await ReceiverClient.start();
  });
  after(() => {
    receiver.close();
    lab.close();
  });

  it('stores every message exactly once or keeps it as a dead letter, and refuses all that is forged or replayed', (context) => {
    const tally = runSchedules(lab, receiver, { first: FIRST, count: SCHEDULES });
    context.diagnostic(
      `${tally.schedules} schedules from seed ${FIRST}: ${tally.messages} messages, ${tally.requests} requests, ` +
        `${tally.dead} dead letters (${[...tally.reasons].map(([reason, times]) => `${reason} ${times}`).join(', ')}), ` +
        `${tally.statuses.size} statuses, ${tally.attacks} attacks`
    );
    context.diagnostic([...tally.faults].map(([fault, times]) => `${fault} ${times}`).join(', '));
    assert.deepEqual(
      FAULTS.filter((fault) => !tally.faults.has(fault)),
      [],
      'every fault occurred'
    );
    assert.deepEqual([...tally.reasons.keys()].sort(), [
      'ClockSkew',
      'GivenUp',
      'Redirected',
      'Refused',
      'SignatureRefused'
    ]);
    assert.equal(tally.statuses.size, 400, 'every status from 200 to 599 occurred');
  });
});
