/**
 * Record types have default values of their own for picklists. Which default a row gets that is inserted without a value is
 * not published where the record type's and the field's differ, so such a row is refused.
 */
import type { FieldSchema, ObjectSchema, RecordTypeSchema } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { refuse } from './results.ts';
import type { Store } from './store.ts';

/** @param given API names that the row names itself @throws Error for a row whose default is not known */
export function refuseUnknownDefaults(
  store: Store,
  object: ObjectSchema,
  columns: ReadonlyMap<string, SqliteValue>,
  given: ReadonlySet<string>
): void {
  if (!object.recordTypes.some(hasDefaults)) return;
  const id = columns.get('RecordTypeId') ?? null;
  if (id === null) return;
  const name = store.all('SELECT DeveloperName FROM RecordType WHERE Id = ?', id)[0]?.[0];
  const type = object.recordTypes.find(({ developerName }) => developerName === name);
  if (type === undefined) return;
  for (const [key, value] of type.picklistDefaults) {
    const field = object.fields.get(key);
    if (field !== undefined && !given.has(field.apiName) && value !== ownDefault(field))
      refuseDefault(object, type, field.apiName);
  }
  const status = object.fields.get('status');
  if (type.businessProcess !== null && status !== undefined && !given.has('Status'))
    refuseDefault(object, type, 'Status');
}

function hasDefaults({ picklistDefaults, businessProcess }: RecordTypeSchema): boolean {
  return picklistDefaults.size > 0 || businessProcess !== null;
}

function ownDefault(field: FieldSchema): FieldSchema['defaultValue'] {
  return field.defaultValue ?? field.picklistValues.find(({ isDefault, active }) => isDefault && active)?.value ?? null;
}

function refuseDefault({ apiName }: ObjectSchema, { developerName }: RecordTypeSchema, field: string): never {
  return refuse(
    `a new ${apiName} of record type ${developerName} without a value of ${field}, which the record type gives a default of its own`
  );
}
