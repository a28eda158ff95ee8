/** The maps of the `Schema` namespace: keys are lower case, and a look-up in any case finds them. */
import { ApexMap } from '../values/collections.ts';
import { refuseDroppedPrefix } from './dropped-namespace.ts';

function fold(key: unknown): unknown {
  return typeof key === 'string' ? key.toLowerCase() : key;
}

export class CaseInsensitiveMap extends ApexMap {
  override containsKey(key: unknown): boolean {
    refuseDroppedPrefix(key);
    return super.containsKey(fold(key));
  }

  override get(key: unknown): unknown {
    refuseDroppedPrefix(key);
    return super.get(fold(key));
  }

  override put(key: unknown, value: unknown): unknown {
    return super.put(fold(key), value);
  }

  override remove(key: unknown): unknown {
    return super.remove(fold(key));
  }
}
