/** Relationships of custom metadata to descriptions of objects, whose ids are texts of their own kind. */
import type { FieldSchema } from './schema.ts';

/** The object that metadata relationships to objects point to. */
export const ENTITY_DEFINITION = 'EntityDefinition';

/** Does the field hold a durable id, which for a standard object is its name, rather than a record's id? */
export function holdsDurableId(field: FieldSchema): boolean {
  return field.referenceTo.includes(ENTITY_DEFINITION);
}
