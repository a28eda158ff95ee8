/** Checks JSON against the schemas of docs/callback-api.openapi.yaml, the one source of the contract. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { components } from './callback-api.ts';

export type Schemas = components['schemas'];

interface OpenApiDocument {
  readonly components: {
    readonly schemas: Readonly<Record<string, object>> & {
      readonly KnownMessage: { readonly discriminator: { readonly mapping: Readonly<Record<string, string>> } };
    };
  };
}

/** The body is JSON but not what the contract says; the message names the member. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

const DOCUMENT = new URL('../../docs/callback-api.openapi.yaml', import.meta.url);
const ID = 'callback-api';

/** Formats are words that JSON Schema leaves to its users; these packages are CommonJS with a default member. */
const withFormats = addFormats as unknown as (ajv: Ajv2020) => void;

export class Contract {
  readonly #ajv = new Ajv2020({ allErrors: false, allowUnionTypes: true, discriminator: false, strict: true });
  readonly #schemaByType: Readonly<Record<string, string>>;

  /** `strict`: a member that the contract does not name is an error, which a receiver may not make it. For tests. */
  constructor({ strict = false } = {}) {
    const document = parse(readFileSync(DOCUMENT, 'utf8')) as OpenApiDocument;
    const { schemas } = document.components;
    this.#schemaByType = schemas.KnownMessage.discriminator.mapping;
    withFormats(this.#ajv);
    this.#ajv.addVocabulary(['discriminator', 'openapi', 'info', 'servers', 'tags', 'paths', 'components']);
    this.#ajv.addSchema({ $id: ID, components: { schemas: strict ? closed(schemas) : schemas } }, ID);
  }

  /** @throws ContractError when the body is no message of the contract */
  message(value: unknown): Schemas['Message'] {
    const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
    const known = typeof type === 'string' ? this.#schemaByType[type] : undefined;
    this.#check(known ?? '#/components/schemas/OtherMessage', value);
    return value as Schemas['Message'];
  }

  /** Types that the contract describes; others have the same envelope. */
  get knownTypes(): readonly string[] {
    return Object.keys(this.#schemaByType);
  }

  /** @throws ContractError when the value does not fit the schema of that name */
  check(name: keyof Schemas, value: unknown): void {
    this.#check(`#/components/schemas/${name}`, value);
  }

  #check(reference: string, value: unknown): void {
    const validate = this.#ajv.getSchema(ID + reference) as ValidateFunction | undefined;
    if (validate === undefined) throw new Error(`the contract has no schema ${reference}`);
    if (!validate(value)) throw new ContractError(validate.errors!.map(inWords).join('; '));
  }
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === '' ? 'the body' : instancePath.slice(1).replaceAll('/', '.');
  const expected: unknown = params['allowedValues'] ?? params['allowedValue'] ?? params['additionalProperty'];
  return `${place} ${message}${expected === undefined ? '' : ` (${JSON.stringify(expected)})`}`;
}

/** The schemas, with every object that names its members closed against others. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, closed<unknown>(member)]));
  const isOpen = copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy);
  return (isOpen ? { ...copy, additionalProperties: false } : copy) as T;
}
