import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runSchedules } from './faults/delivery-schedules.ts';
import { FaultLab } from './faults/fault-org.ts';
import { ReceiverClient } from './faults/receiver-client.ts';

/** A few of the schedules that `npm run test:faults` runs by the thousand. */
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

  it('stores every message exactly once or keeps it as a dead letter', (context) => {
    const tally = runSchedules(lab, receiver, { first: 1, count: 100 });
    context.diagnostic(`${tally.messages} messages, ${tally.requests} requests, ${tally.dead} dead letters`);
    assert.equal(tally.schedules, 100);
    assert.ok(tally.dead > 0 && tally.attacks === 700);
  });
});
