/** Every message Elements accepts shares one envelope; what is in `data` depends on `type`. See docs/callback-api.md. */
export interface Envelope {
  readonly type: MessageType;
  readonly version: 1;
  /** ISO 8601, with an offset. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type MessageType = 'population.object' | 'population.manifest';

export interface ManifestEntry {
  readonly id: string;
  /** Hexadecimal SHA-256 of the exact body that was sent under this id. */
  readonly sha256: string;
}

export interface Manifest {
  readonly runId: string;
  readonly messages: readonly ManifestEntry[];
}

/** The body is JSON but not a message of the contract; the message says which member is wrong. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
}

const MESSAGE_TYPES: ReadonlySet<string> = new Set<MessageType>(['population.object', 'population.manifest']);
const ISO_TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;
const SHA256 = /^[0-9a-f]{64}$/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws EnvelopeError when a member is missing, of the wrong type, or unknown to the contract. */
export function parseEnvelope(value: unknown): Envelope {
  if (!isObject(value)) throw new EnvelopeError('the body must be a JSON object');
  const { type, version, timestamp, data } = value;
  if (typeof type !== 'string' || !MESSAGE_TYPES.has(type)) {
    throw new EnvelopeError(`unknown type ${JSON.stringify(type)}`);
  }
  if (version !== 1) throw new EnvelopeError(`unknown version ${JSON.stringify(version)}`);
  if (typeof timestamp !== 'string' || !ISO_TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp))) {
    throw new EnvelopeError('timestamp must be an ISO 8601 date and time with an offset');
  }
  if (!isObject(data)) throw new EnvelopeError('data must be a JSON object');
  if (type === 'population.manifest') parseManifest(data);
  return { type: type as MessageType, version, timestamp, data };
}

/** @throws EnvelopeError when `data` is not that of a manifest. */
export function parseManifest(data: Readonly<Record<string, unknown>>): Manifest {
  const { runId, messages } = data;
  if (typeof runId !== 'string' || runId === '') throw new EnvelopeError('data.runId must be a string');
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
  return { runId, messages: entries };
}
