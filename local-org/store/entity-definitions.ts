/**
 * One row of `EntityDefinition` for each object that the local org knows, for the metadata relationships that point to
 * it. The durable id of a standard object is its name, that of a custom one an id that begins with 01I (Tooling API
 * reference, "EntityDefinition").
 */
import type { ObjectSchema } from '../metadata/schema.ts';
import { makeId } from './ids.ts';
import type { Store } from './store.ts';

const CUSTOM_PREFIX = '01I';

/** Adds rows for objects that have none; names do not change afterwards. */
export function syncEntityDefinitions(store: Store): void {
  const known = new Set(store.all('SELECT QualifiedApiName FROM EntityDefinition').map(([name]) => name));
  for (const object of store.schema.objects.values()) {
    if (known.has(object.apiName) || object.outline === true) continue;
    const durableId = object.custom ? makeId(CUSTOM_PREFIX, store.nextNumber('EntityDefinition', 1)) : object.apiName;
    const { namespace, developerName } = partsOf(object);
    store.run(
      'INSERT INTO EntityDefinition (Id, DurableId, DeveloperName, QualifiedApiName, NamespacePrefix, Label, MasterLabel, PluralLabel, KeyPrefix) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      durableId,
      durableId,
      developerName,
      object.apiName,
      namespace,
      object.label,
      object.label,
      object.labelPlural,
      object.keyPrefix === '' ? null : object.keyPrefix
    );
  }
}

/** `ns__Thing__c` is `Thing` of `ns`; standard names are whole. */
function partsOf({ apiName, custom }: ObjectSchema): { namespace: string | null; developerName: string } {
  const parts = apiName.split('__');
  if (!custom || parts.length === 1) return { namespace: null, developerName: apiName };
  return { namespace: parts.length > 2 ? parts[0]! : null, developerName: parts.at(-2)! };
}
