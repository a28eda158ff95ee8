/** `SObjectTypeFields.getMap()`: the fields of an object by their lower-case names. */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { CaseInsensitiveMap } from './case-insensitive-map.ts';
import { fieldToken } from './describe.ts';
import type { SObjectTypeToken } from './describe.ts';
import { refuseFeatureField } from './gaps.ts';
import { currentTransaction } from './transaction.ts';

export class FieldMap extends CaseInsensitiveMap {
  readonly #object: ObjectSchema;

  constructor(token: SObjectTypeToken) {
    super(
      runtimeType('Map<String,Schema.SObjectField>'),
      [...token.schema.fields].map(([key, field]) => [key, fieldToken(token, field.apiName)] as const)
    );
    this.#object = token.schema;
  }

  override containsKey(key: unknown): boolean {
    return super.containsKey(key) || this.#lacks(key);
  }

  override get(key: unknown): unknown {
    const found = super.get(key);
    if (found === null) this.#lacks(key);
    return found;
  }

  /** @throws NotSupportedError for a field that the projects' org would have */
  #lacks(key: unknown): false {
    if (typeof key === 'string') refuseFeatureField(currentTransaction().org, this.#object, key);
    return false;
  }
}
