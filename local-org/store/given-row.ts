/** The fields that a caller gives for a row, as columns. */
import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { readId } from './ids.ts';
import { dmlError } from './results.ts';
import type { DmlError, PlainRow } from './results.ts';
import { RefusedValue, checkValue } from './validate.ts';
import { isStored } from './values.ts';

/** Reads a given row into columns; collects an error for every value and field that may not be. */
export function readRow(
  object: ObjectSchema,
  row: PlainRow,
  columns: Map<string, SqliteValue>,
  writable: (field: FieldSchema) => boolean
): DmlError[] {
  const errors: DmlError[] = [];
  const refused: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const field = object.fields.get(name.toLowerCase());
    if (!field) throw new Error(`field ${object.apiName}.${name} does not exist in this org`);
    if (field.type === 'id') {
      if (value !== null) columns.set('Id', readId(String(value)) ?? String(value));
      continue;
    }
    if (!isStored(field) || !writable(field)) {
      refused.push(field.apiName);
      continue;
    }
    const checked = checkValue(field, value);
    if (checked instanceof RefusedValue) errors.push(checked.error);
    else columns.set(field.apiName, checked);
  }
  if (refused.length > 0) {
    errors.push(
      dmlError(
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
        refused
      )
    );
  }
  return errors;
}
