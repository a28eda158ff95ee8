/**
 * Faults on demand: what the reference endpoint does wrong, for tests and demonstrations. Off unless it is started with
 * a plan; then `GET`, `PUT` and `DELETE /faults` show, replace and clear the plan while it runs.
 */

const KINDS = ['status', 'timeout', 'reset', 'drop', 'slow', 'truncate', 'duplicate', 'previous answer'] as const;

/**
 * One kind of fault, for the next `times` requests. `status`: answers that status and stores nothing. `timeout`: never
 * answers. `reset`: breaks the connection. `drop`: stores the message, then breaks the connection. `slow`: answers after
 * `seconds`. `truncate`: stores the message and breaks off in the middle of the answer. `duplicate`: handles the request
 * twice, as if the network had repeated it, and gives the second answer. `previous answer`: gives the answer of the
 * request before, as if answers had changed places.
 */
export interface EndpointFault {
  readonly kind: (typeof KINDS)[number];
  /** 200 to 599; of `status`. */
  readonly status?: number;
  /** Header of `status`: seconds or an HTTP date. */
  readonly retryAfter?: string;
  /** Of `slow`. */
  readonly seconds?: number;
  /** 1 when left out. */
  readonly times?: number;
}

export interface FaultPlan {
  /** In order, each for its number of requests; then all is well. */
  readonly faults?: readonly EndpointFault[];
  /** How far the clock of the endpoint is ahead; negative: behind. */
  readonly clockSkewSeconds?: number;
  /** Accepted instead of those it was started with: another one, or the next one of a rotation. */
  readonly secrets?: readonly string[];
}

/** The plan is not one; the message says what is wrong. */
export class FaultPlanError extends Error {
  override readonly name = 'FaultPlanError';
}

/** @throws FaultPlanError when the text is no plan */
export function parseFaultPlan(text: string): FaultPlan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FaultPlanError(`the fault plan is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const plan = objectOf(value, 'the fault plan', ['faults', 'clockSkewSeconds', 'secrets']);
  const { faults = [], clockSkewSeconds = 0, secrets } = plan;
  if (!Array.isArray(faults)) throw new FaultPlanError('faults must be a list');
  if (typeof clockSkewSeconds !== 'number' || !Number.isFinite(clockSkewSeconds)) {
    throw new FaultPlanError('clockSkewSeconds must be a number');
  }
  if (secrets !== undefined && !(Array.isArray(secrets) && secrets.every((secret) => typeof secret === 'string'))) {
    throw new FaultPlanError('secrets must be a list of secrets');
  }
  return {
    faults: faults.map(parseFault),
    clockSkewSeconds,
    ...(secrets === undefined ? {} : { secrets })
  };
}

function parseFault(value: unknown, index: number): EndpointFault {
  const place = `faults[${index}]`;
  const fault = objectOf(value, place, ['kind', 'status', 'retryAfter', 'seconds', 'times']);
  const kind = KINDS.find((known) => known === fault['kind']);
  if (kind === undefined) throw new FaultPlanError(`${place}.kind must be one of ${KINDS.join(', ')}`);
  if (kind === 'status') wholeNumber(fault['status'], `${place}.status`, 200, 599);
  if (kind === 'slow') wholeNumber(fault['seconds'], `${place}.seconds`, 1, 600);
  if (fault['times'] !== undefined) wholeNumber(fault['times'], `${place}.times`, 1, 1_000_000);
  if (fault['retryAfter'] !== undefined && typeof fault['retryAfter'] !== 'string') {
    throw new FaultPlanError(`${place}.retryAfter must be a text`);
  }
  return fault as unknown as EndpointFault;
}

function objectOf(value: unknown, place: string, members: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FaultPlanError(`${place} must be an object`);
  }
  const unknown = Object.keys(value).find((name) => !members.includes(name));
  if (unknown !== undefined) throw new FaultPlanError(`${place} has no member ${unknown}`);
  return value as Readonly<Record<string, unknown>>;
}

function wholeNumber(value: unknown, place: string, least: number, most: number): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
  throw new FaultPlanError(`${place} must be a whole number from ${least} to ${most}`);
}

/** The plan while it is used up. */
export class FaultSwitch {
  #plan: FaultPlan = {};
  #left: EndpointFault[] = [];

  set(plan: FaultPlan): void {
    this.#plan = plan;
    this.#left = [...(plan.faults ?? [])];
  }

  get plan(): FaultPlan {
    return { ...this.#plan, faults: this.#left };
  }

  /** The fault of this request; null when all is well. */
  next(): EndpointFault | null {
    const fault = this.#left[0];
    if (fault === undefined) return null;
    const times = (fault.times ?? 1) - 1;
    if (times > 0) this.#left[0] = { ...fault, times };
    else this.#left.shift();
    return fault;
  }
}
