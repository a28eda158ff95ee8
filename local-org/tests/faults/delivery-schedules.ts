/**
 * Seeded schedules of everything that can go wrong between the outbox and its receiver, and what has to be true after
 * each: every message is stored exactly once, or is a dead letter with its reason, which the next replay brings over;
 * every forged or replayed request is refused.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { WireRequest } from '../../runtime/platform/http-exchange.ts';
import { FaultyLink, USUAL_FAULTS } from './faulty-link.ts';
import type { Fault } from './faulty-link.ts';
import type { FaultLab, FaultOrg } from './fault-org.ts';
import { Random } from './random.ts';
import type { ReceiverClient } from './receiver-client.ts';

export interface Tally {
  schedules: number;
  requests: number;
  messages: number;
  dead: number;
  readonly reasons: Map<string, number>;
  readonly faults: Map<Fault, number>;
  readonly statuses: Set<number>;
  attacks: number;
}

export const newTally = (): Tally => ({
  schedules: 0,
  requests: 0,
  messages: 0,
  dead: 0,
  reasons: new Map(),
  faults: new Map(),
  statuses: new Set(),
  attacks: 0
});

interface Row {
  readonly messageId: string;
  readonly stream: string;
  readonly sequence: number;
  readonly status: string;
  readonly reason: string | null;
  readonly body: string;
}

const secretOf = (fill: number): string => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const MINUTE = 60_000;
const TOLERANCE = 5 * MINUTE;
const SCHEDULES_PER_ORG = 200;
/** Schedules in which nothing gets through for so long that messages are given up. */
const UNREACHABLE_SHARE = 0.01;
const UNREACHABLE: readonly (readonly Fault[])[] = [
  ['timeout before processing', 'reset before processing'],
  ['redirect'],
  ['overlong answer']
];

/** Runs the schedules of the seeds, each from a clean outbox. @throws AssertionError with the seed of the first failure */
export function runSchedules(
  lab: FaultLab,
  receiver: ReceiverClient,
  seeds: { readonly first: number; readonly count: number }
): Tally {
  const tally = newTally();
  let link: FaultyLink | null = null;
  let org: FaultOrg | null = null;
  for (let index = 0; index < seeds.count; index++) {
    if (index % SCHEDULES_PER_ORG === 0) {
      org?.close();
      org = lab.org((request) => link!.exchange(request));
    }
    const seed = seeds.first + index;
    const present = org!;
    const random = new Random(seed);
    link = new FaultyLink(
      random,
      {
        now: () => present.now,
        advance: (milliseconds) => present.advance(milliseconds / MINUTE),
        die: (death) => present.die(death),
        deliver: (request, clock) => receiver.deliver(request, clock)
      },
      random.share() < UNREACHABLE_SHARE
        ? { remaining: 45, share: 1, faults: random.pick(UNREACHABLE) }
        : { remaining: 1 + random.below(18), share: 0.2 + 0.8 * random.share(), faults: USUAL_FAULTS }
    );
    try {
      new Schedule({ org: present, receiver, link, random }, seed, tally).run();
    } catch (error) {
      org!.close();
      throw new Error(`schedule of seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error
      });
    }
  }
  org?.close();
  return tally;
}

class Schedule {
  /** What the org signs with; the last one is the newest. */
  readonly #secrets = [secretOf(1), secretOf(2)] as const;

  readonly org: FaultOrg;
  readonly receiver: ReceiverClient;
  readonly link: FaultyLink;
  readonly random: Random;
  readonly #seed: number;
  readonly #tally: Tally;

  constructor(
    { org, receiver, link, random }: Pick<Schedule, 'org' | 'receiver' | 'link' | 'random'>,
    seed: number,
    tally: Tally
  ) {
    this.org = org;
    this.receiver = receiver;
    this.link = link;
    this.random = random;
    this.#seed = seed;
    this.#tally = tally;
  }

  run(): void {
    this.#clean();
    const scenario = this.random.pick([
      'right secret',
      'right secret',
      'right secret',
      'wrong secret',
      'rotation'
    ] as const);
    if (scenario === 'wrong secret') this.#accept([secretOf(9)]);
    if (this.random.share() < 0.15) this.link.skewSeconds = this.random.pick([-4000, -301, -299, 250, 302, 86_400]);
    for (let run = 0; run <= this.random.below(2); run++) this.#write(run);
    if (scenario === 'rotation') this.#rotateMeanwhile();
    this.#drain();
    this.#assertInOrder();
    this.link.heal();
    this.#attack();
    this.#accept([this.#secrets[scenario === 'rotation' ? 1 : 0]]);
    this.#assertStoredOrDead();
    this.org.call('OutboxConsole', 'replayAll', { reason: null });
    this.#drain();
    this.#assertComplete();
    this.#count();
  }

  /** Empties both sides. The schedule starts with nothing disturbed. */
  #clean(): void {
    const { store } = this.org.runtime;
    store.beginWrite();
    store.run('DELETE FROM DeliveryMessage__c');
    store.run('DELETE FROM "_job"');
    store.commit();
    this.receiver.control({ secrets: [this.#secrets[0]], empty: true });
    this.org.call('DeliveryConsole', 'configure', { region: 'EU', secret: this.#secrets[0] });
    this.org.failures.length = 0;
  }

  #accept(secrets: readonly string[]): void {
    this.receiver.control({ secrets, empty: false });
  }

  #write(run: number): void {
    const runId = `a0R${String(this.#seed * 10 + run).padStart(12, '0')}AAA`;
    this.org.callStatic('FaultMessages', 'write', [runId, 1 + this.random.below(5)]);
  }

  /** The secret is replaced while messages are on their way; at no moment is a message without a signature that fits. */
  #rotateMeanwhile(): void {
    const steps = (): void => {
      for (let step = this.random.below(6); step > 0; step--) this.org.step();
    };
    steps();
    this.org.call('DeliveryConsole', 'rotateSecret', { secret: this.#secrets[1] });
    steps();
    this.#accept([this.#secrets[1]]);
    steps();
    this.org.call('DeliveryConsole', 'finishRotation');
  }

  /** Runs jobs until nothing is pending; the schedule, once a day, starts senders whose chain the platform has ended. */
  #drain(): void {
    for (let days = 0; ; days++) {
      for (let steps = 0; this.org.step(); steps++) assert.ok(steps < 20_000, 'the senders do not end');
      if (!this.#rows().some(({ status }) => status === 'Pending')) return;
      assert.ok(days < 60, `messages stay pending: ${this.org.failures.slice(-3).join('\n')}`);
      this.org.advance(24 * 60);
      this.org.callStatic('Delivery', 'start', []);
    }
  }

  #rows(): readonly Row[] {
    return this.org.runtime.store
      .all(
        'SELECT MessageId__c, Stream__c, Sequence__c, Status__c, DeadReason__c, Body__c FROM DeliveryMessage__c ORDER BY Stream__c, Sequence__c'
      )
      .map(([messageId, stream, sequence, status, reason, body]) => ({
        messageId: messageId as string,
        stream: stream as string,
        sequence: Number(sequence),
        status: status as string,
        reason: reason as string | null,
        body: body as string
      }));
  }

  #assertInOrder(): void {
    const first = new Map<string, number>();
    const rows = new Map(this.#rows().map((row) => [row.messageId, row]));
    for (const { request } of this.link.captured) {
      const id = request.headers['webhook-id']!;
      const { stream, sequence } = rows.get(id)!;
      if (sequence > (first.get(stream) ?? 0)) {
        assert.equal(sequence, (first.get(stream) ?? 0) + 1, `${id} overtook another`);
        first.set(stream, sequence);
      }
    }
  }

  #assertStoredOrDead(): void {
    const stored = new Map(this.receiver.state().messages.map(({ id, sha256 }) => [id, sha256]));
    for (const { messageId, status, reason, body } of this.#rows()) {
      if (status === 'Dead') {
        assert.ok(reason !== null, `${messageId} is dead without a reason`);
        this.#tally.dead++;
        this.#tally.reasons.set(reason, (this.#tally.reasons.get(reason) ?? 0) + 1);
      } else {
        assert.equal(status, 'Delivered', messageId);
        assert.equal(reason, null, messageId);
        assert.equal(stored.get(messageId), sha256(body), `${messageId} is not stored as it was sent`);
      }
    }
  }

  #assertComplete(): void {
    const rows = this.#rows();
    const { messages, manifests } = this.receiver.state();
    assert.deepEqual(
      rows.map(({ status }) => status),
      rows.map(() => 'Delivered'),
      'after the replay all is delivered'
    );
    assert.deepEqual(
      messages.map(({ id, sha256: digest }) => `${id} ${digest}`).sort(),
      rows.map(({ messageId, body }) => `${messageId} ${sha256(body)}`).sort(),
      'each message is stored exactly once'
    );
    assert.ok(manifests.length > 0 && manifests.every(({ complete }) => complete), 'the manifests are complete');
    this.#tally.messages += rows.length;
  }

  /** Whoever has listened sends again what went over the wire, as it was or changed. */
  #attack(): void {
    const before = this.receiver.state();
    const { request, at } = this.random.pick(this.link.captured);
    const { headers } = request;
    const text = Buffer.from(request.body!).toString('utf8');
    const late = at + TOLERANCE + 2_000;
    const forged = (changes: Partial<WireRequest>): WireRequest => ({ ...request, ...changes });
    const withHeader = (name: string, value: string): WireRequest => forged({ headers: { ...headers, [name]: value } });
    const seconds = String(Math.floor(late / 1000));
    const attacks: readonly (readonly [string, WireRequest, number])[] = [
      ['replayed late', request, late],
      ['replayed before its time', request, at - TOLERANCE - 2_000],
      ['another body', forged({ body: Buffer.from(text.replace('"version":1', '"version":1 ')) }), at],
      ['another id', withHeader('webhook-id', `${headers['webhook-id']}0`), at],
      ['a new time', withHeader('webhook-timestamp', seconds), late],
      ['no signature', withHeader('webhook-signature', ''), at],
      [
        'another version of signature',
        withHeader('webhook-signature', headers['webhook-signature']!.replaceAll('v1,', 'v1a,')),
        at
      ]
    ];
    for (const [name, attack, clock] of attacks) {
      const answer = this.receiver.deliver(attack, clock);
      assert.ok(answer.kind === 'response' && answer.status === 401, `${name} was not refused`);
      this.#tally.attacks++;
    }
    // In time and unchanged it is one of the sender's own repeats: acknowledged if its secret is known, stored once.
    const repeat = this.receiver.deliver(request, at);
    assert.ok(repeat.kind === 'response' && [201, 401, 409].includes(repeat.status), 'the repeat');
    const after = this.receiver.state();
    assert.ok(
      after.messages.length <= before.messages.length + (repeat.status === 201 ? 1 : 0),
      'nothing forged is stored'
    );
    assert.equal(new Set(after.messages.map(({ id }) => id)).size, after.messages.length);
  }

  #count(): void {
    this.#tally.schedules++;
    this.#tally.requests += this.link.captured.length;
    for (const [fault, times] of this.link.used)
      this.#tally.faults.set(fault, (this.#tally.faults.get(fault) ?? 0) + times);
    for (const status of this.link.statuses) this.#tally.statuses.add(status);
  }
}

function sha256(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}
