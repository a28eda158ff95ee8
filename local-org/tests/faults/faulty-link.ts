/** The network between an org and its receiver, as bad as a seeded schedule makes it. */
import type { WireAnswer, WireRequest } from '../../runtime/platform/http-exchange.ts';
import type { Death } from './fault-org.ts';
import { LIMIT_FIGURES } from '../../runtime/platform/limits.ts';
import type { Random } from './random.ts';

export type Fault =
  | 'none'
  | 'status before processing'
  | 'status after processing'
  | 'timeout before processing'
  | 'timeout after processing'
  | 'reset before processing'
  | 'reset after processing'
  | 'truncated answer'
  | 'half an answer'
  | 'slow answer'
  | 'overlong answer'
  | 'redirect'
  | 'duplicate'
  | 'delayed'
  | 'killed before sending'
  | 'killed after sending'
  | 'server lost after sending';

export const FAULTS: readonly Fault[] = [
  'none',
  'status before processing',
  'status after processing',
  'timeout before processing',
  'timeout after processing',
  'reset before processing',
  'reset after processing',
  'truncated answer',
  'half an answer',
  'slow answer',
  'overlong answer',
  'redirect',
  'duplicate',
  'delayed',
  'killed before sending',
  'killed after sending',
  'server lost after sending'
];

/** Statuses are many, so they come more often. */
export const USUAL_FAULTS: readonly Fault[] = [
  ...FAULTS,
  ...FAULTS.filter((fault) => fault.startsWith('status')).flatMap((fault) => [fault, fault])
];

/** What the link needs of the org and of the receiver's process. */
export interface LinkEnds {
  /** Milliseconds since 1970. */
  now(): number;
  advance(milliseconds: number): void;
  /** Ends the transaction that is sending. @throws always */
  die(death: Death): never;
  /** Hands a request to the receiver and waits for its answer. */
  deliver(request: WireRequest, clock: number): WireAnswer;
}

const NO_PROCESSING = /before/;
/** By the contract these say that the message is stored. */
const SAYS_STORED = (status: number): boolean => (status >= 200 && status < 300) || status === 409;
const SECOND = 1_000;
/** As long as the platform lets an answer be; with anything else in the heap, too much. */
const FILLS_THE_HEAP = new Uint8Array(LIMIT_FIGURES.asynchronous.calloutBodyBytes);
/** Has no factor in common with the number of statuses, so that all get their turn. */
const STATUS_STEP = 151;

export class FaultyLink {
  /** How many requests are still disturbed; then all is well. */
  remaining: number;
  /** Seconds that the receiver's clock is ahead while the link is disturbed. */
  skewSeconds = 0;
  /** Requests as they went over the wire, for whoever listens. */
  readonly captured: { readonly request: WireRequest; readonly at: number }[] = [];
  readonly used = new Map<Fault, number>();
  readonly statuses = new Set<number>();
  readonly #held: { readonly request: WireRequest; readonly after: number }[] = [];
  readonly #random: Random;
  #statusesGiven = 0;
  readonly #ends: LinkEnds;
  readonly #share: number;
  readonly #faults: readonly Fault[];

  /** @param share of the disturbed requests that get one of the faults, 0 to 1 */
  constructor(
    random: Random,
    ends: LinkEnds,
    { remaining, share, faults }: { remaining: number; share: number; faults: readonly Fault[] }
  ) {
    this.#random = random;
    this.#ends = ends;
    this.remaining = remaining;
    this.#share = share;
    this.#faults = faults;
  }

  exchange(request: WireRequest): WireAnswer {
    this.captured.push({ request, at: this.#ends.now() });
    this.#releaseHeld();
    const disturbed = this.remaining > 0 && this.#random.share() < this.#share;
    const fault = disturbed ? this.#random.pick(this.#faults) : 'none';
    this.remaining--;
    this.used.set(fault, (this.used.get(fault) ?? 0) + 1);
    return this.#suffer(fault, request);
  }

  /** The disturbance is over; what was held back arrives late. */
  heal(): void {
    this.remaining = 0;
    this.skewSeconds = 0;
    for (const { request } of this.#held.splice(0)) this.#deliver(request);
  }

  #suffer(fault: Fault, request: WireRequest): WireAnswer {
    if (fault === 'killed before sending') this.#ends.die('aborted');
    if (fault === 'status before processing' || fault === 'status after processing')
      return this.#status(fault, request);
    if (fault === 'delayed') {
      this.#held.push({ request, after: this.captured.length + this.#random.below(4) });
      return this.#timeout();
    }
    if (fault === 'timeout before processing') return this.#timeout();
    if (fault === 'redirect') return this.#redirect();
    if (fault === 'reset before processing') return failure('Unexpected end of file from server');
    const answer = this.#deliver(request);
    switch (fault) {
      case 'timeout after processing':
        return this.#timeout();
      case 'reset after processing':
      case 'truncated answer':
        return failure('Unexpected end of file from server');
      case 'half an answer':
        return answer.kind === 'failure' ? answer : { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
      case 'slow answer':
        this.#ends.advance((1 + this.#random.below(18)) * SECOND);
        return answer;
      case 'overlong answer':
        return answer.kind === 'failure' ? answer : { ...answer, body: FILLS_THE_HEAP };
      case 'duplicate':
        return this.#deliver(request);
      case 'killed after sending':
        return this.#ends.die('aborted');
      case 'server lost after sending':
        return this.#ends.die('lost');
      default:
        return answer;
    }
  }

  /** Any status there is, with or without the message having been processed: saying that it is stored takes that. */
  #status(fault: Fault, request: WireRequest): WireAnswer {
    const status = 200 + ((this.#random.seed + STATUS_STEP * this.#statusesGiven++) % 400);
    this.statuses.add(status);
    if (SAYS_STORED(status) || !NO_PROCESSING.test(fault)) {
      const answer = this.#deliver(request);
      // A receiver that refuses the message does not say that it has stored it.
      if (SAYS_STORED(status) && answer.kind === 'response' && !SAYS_STORED(answer.status)) return answer;
    }
    const wait = this.#random.pick(['', '', '0', '90', '1200', '90000', 'soon', 'Sat, 31 Feb 2026 21:00:00 GMT']);
    return {
      kind: 'response',
      status,
      reason: '',
      headers: wait === '' ? [] : [['Retry-After', wait]],
      body: Buffer.from(this.#random.pick(['', '{}', '<html>Bad gateway</html>', '{"code":"x","time":"nonsense"}']))
    };
  }

  #redirect(): WireAnswer {
    const status = this.#random.pick([300, 301, 302, 303, 307, 308]);
    this.statuses.add(status);
    const headers = [['Location', 'https://elsewhere.example/connect/v1/messages']] as const;
    return { kind: 'response', status, reason: '', headers, body: new Uint8Array() };
  }

  #timeout(): WireAnswer {
    this.#ends.advance(20 * SECOND);
    return failure('Read timed out');
  }

  #releaseHeld(): void {
    for (const held of [...this.#held]) {
      if (this.captured.length <= held.after) continue;
      this.#held.splice(this.#held.indexOf(held), 1);
      this.#deliver(held.request);
    }
  }

  #deliver(request: WireRequest): WireAnswer {
    const skew = this.remaining > 0 ? this.skewSeconds * SECOND : 0;
    return this.#ends.deliver(request, this.#ends.now() + skew);
  }
}

function failure(message: string): WireAnswer {
  return { kind: 'failure', message };
}
