/** Every message Elements accepts shares one envelope; what is in `data` depends on `type`. See docs/callback-api.md. */
export interface Envelope {
  /** `population.object`, `population.manifest`; others may be added within a version and are stored all the same. */
  readonly type: string;
  readonly version: 1;
  /** ISO 8601, with an offset. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const MANIFEST_TYPE = 'population.manifest';

export interface ManifestEntry {
  readonly id: string;
  /** Hexadecimal SHA-256 of the exact body that was sent under this id. */
  readonly sha256: string;
}

/** One of the manifests that close a run; a large run has several. */
export interface Manifest {
  readonly runId: string;
  /** From 1. */
  readonly part: number;
  readonly isLast: boolean;
  readonly messages: readonly ManifestEntry[];
}

/** The body is JSON but not a message of the contract; the message says which member is wrong. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
}

const TYPE = /^[a-z]+(\.[a-z]+)+$/;
const ISO_TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;
const SHA256 = /^[0-9a-f]{64}$/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws EnvelopeError when a member is missing, of the wrong type, or unknown to the contract. */
export function parseEnvelope(value: unknown): Envelope {
  if (!isObject(value)) throw new EnvelopeError('the body must be a JSON object');
  const { type, version, timestamp, data } = value;
  if (typeof type !== 'string' || !TYPE.test(type)) throw new EnvelopeError('type must be words joined by dots');
  if (version !== 1) throw new EnvelopeError(`unknown version ${JSON.stringify(version)}`);
  if (typeof timestamp !== 'string' || !ISO_TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp))) {
    throw new EnvelopeError('timestamp must be an ISO 8601 date and time with an offset');
  }
  if (!isObject(data)) throw new EnvelopeError('data must be a JSON object');
  if (type === MANIFEST_TYPE) parseManifest(data);
  return { type, version, timestamp, data };
}

/** @throws EnvelopeError when `data` is not that of a manifest. */
export function parseManifest(data: Readonly<Record<string, unknown>>): Manifest {
  const { runId, part, isLast, messages } = data;
  if (typeof runId !== 'string' || runId === '') throw new EnvelopeError('data.runId must be a string');
  if (typeof part !== 'number' || !Number.isInteger(part) || part < 1) {
    throw new EnvelopeError('data.part must be a whole number from 1');
  }
  if (typeof isLast !== 'boolean') throw new EnvelopeError('data.isLast must be true or false');
  if (!Array.isArray(messages)) throw new EnvelopeError('data.messages must be a list');
  const seen = new Set<string>();
  const entries = messages.map((entry: unknown, index): ManifestEntry => {
    if (!isObject(entry) || typeof entry['id'] !== 'string' || typeof entry['sha256'] !== 'string') {
      throw new EnvelopeError(`data.messages[${index}] must have an id and a sha256`);
    }
    const { id, sha256 } = entry;
    if (!SHA256.test(sha256)) throw new EnvelopeError(`data.messages[${index}].sha256 must be 64 hexadecimal digits`);
    if (seen.has(id)) throw new EnvelopeError(`data.messages[${index}] repeats the id ${id}`);
    seen.add(id);
    return { id, sha256 };
  });
  return { runId, part, isLast, messages: entries };
}
