import { Contract, ContractError } from './contract.ts';
import type { Schemas } from './contract.ts';

/** Every message Elements accepts shares one envelope; what is in `data` depends on `type`. */
export interface Envelope {
  /** Known to the contract or added by a later package, which is stored all the same. */
  readonly type: string;
  readonly version: 1;
  /** ISO 8601, with an offset. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const MANIFEST_TYPES: readonly string[] = [
  'population.manifest',
  'inventory.manifest'
] satisfies Schemas['KnownMessage']['type'][];

/** One of the manifests that close a run; a large run has several. */
export type Manifest = Schemas['Manifest'];

const contract = new Contract();

/** @throws ContractError when a member is missing, of the wrong type, or a manifest lists a message twice */
export function parseEnvelope(value: unknown): Envelope {
  const message = contract.message(value);
  if (isManifest(message)) requireEachOnce(message.data as Manifest);
  return message;
}

/** @throws ContractError when the value is no ping */
export function requirePing(value: unknown): void {
  contract.check('Ping', value);
}

/** Does the message close a run? */
export function isManifest({ type }: Pick<Envelope, 'type'>): boolean {
  return MANIFEST_TYPES.includes(type);
}

/** @throws Error when the message is no manifest */
export function manifestOf({ type, data }: Envelope): Manifest {
  if (!isManifest({ type })) throw new Error(`${type} is no manifest`);
  return data as unknown as Manifest;
}

/** What JSON Schema cannot say. */
function requireEachOnce({ messages }: Manifest): void {
  const seen = new Set<string>();
  messages.forEach(({ id }, index) => {
    if (seen.has(id)) throw new ContractError(`data.messages.${index} repeats the id ${id}`);
    seen.add(id);
  });
}
