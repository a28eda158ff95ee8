/** The schema without the objects and permissions that Setup says this org lacks: describe and dynamic SOQL see this. */
import type { ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import { readSetting } from '../store/index.ts';
import type { Store } from '../store/store.ts';

/** Both have a column for every user permission. */
const PERMISSION_OBJECTS = ['permissionset', 'mutingpermissionset'];

/** Schemas by what is missing, so that tokens and checked queries stay the same while nothing changes. */
const known = new WeakMap<OrgSchema, Map<string, OrgSchema>>();

export class VisibleSchema {
  readonly #store: Store;
  #schema: OrgSchema;

  constructor(store: Store) {
    this.#store = store;
    this.#schema = store.schema;
    this.refresh();
  }

  get schema(): OrgSchema {
    return this.#schema;
  }

  /** Reads again what is hidden. */
  refresh(): void {
    const objects = readSetting(this.#store, 'hiddenObjects');
    const permissions = readSetting(this.#store, 'hiddenPermissions');
    this.#schema =
      objects.length + permissions.length === 0
        ? this.#store.schema
        : without(this.#store.schema, objects, permissions);
  }
}

function without(schema: OrgSchema, hiddenObjects: readonly string[], hiddenFields: readonly string[]): OrgSchema {
  const made = known.get(schema) ?? new Map<string, OrgSchema>();
  known.set(schema, made);
  const key = JSON.stringify([hiddenObjects, hiddenFields]);
  const before = made.get(key);
  if (before !== undefined) return before;
  const objects = new Map(schema.objects);
  for (const name of hiddenObjects) objects.delete(name.toLowerCase());
  for (const name of PERMISSION_OBJECTS) {
    const object = objects.get(name);
    if (object !== undefined) objects.set(name, withoutFields(object, hiddenFields));
  }
  const result: OrgSchema = { ...schema, objects };
  made.set(key, result);
  return result;
}

function withoutFields(object: ObjectSchema, hidden: readonly string[]): ObjectSchema {
  const fields = new Map(object.fields);
  for (const name of hidden) fields.delete(name.toLowerCase());
  return { ...object, fields };
}
