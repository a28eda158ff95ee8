/** Addresses and geolocations: one value for fields that stand on their own. */
import type { FieldSchema, ObjectSchema, PlainValue } from '../metadata/schema.ts';
import { isDecimal } from '../store/values.ts';

/** The fields behind a compound field; empty for every other field. */
export function componentsOf(object: ObjectSchema, field: FieldSchema): readonly FieldSchema[] {
  if (!isCompound(field)) return [];
  return [...object.fields.values()].filter((candidate) => candidate.compoundFieldName === field.apiName);
}

export function isCompound(field: FieldSchema): boolean {
  return field.type === 'address' || field.type === 'location';
}

/** `BillingCity` of BillingAddress as `City`, `Place__Latitude__s` as `Latitude`. */
export function componentName(compound: FieldSchema, component: FieldSchema): string {
  if (compound.type === 'location') return component.apiName.replace(/^.*__(?<part>Latitude|Longitude)__s$/, '$<part>');
  return component.apiName.slice(compound.apiName.length - 'Address'.length);
}

/** JSON text of the components that have values; null when none has. `column` gives the SQL of a component. */
export function compoundSql(
  object: ObjectSchema,
  compound: FieldSchema,
  column: (component: FieldSchema) => string
): string {
  const components = componentsOf(object, compound);
  const parts = components.map(
    (component) => `'${componentName(compound, component)}', ${degrees(component, column(component))}`
  );
  const present = components.map((component) => `${column(component)} IS NOT NULL`);
  return `CASE WHEN ${present.join(' OR ')} THEN json_object(${parts.join(', ')}) END`;
}

/** A coordinate as the number that it is, not as its stored digits; everything else as it is. */
export function degrees(component: FieldSchema, column: string): string {
  return isDecimal(component) ? `CAST(${column} AS REAL) / 1e${component.scale}` : column;
}

/** The components in such a text by name: texts, and numbers for latitude and longitude. */
export function compoundParts(value: PlainValue): Readonly<Record<string, string | number | null>> {
  return JSON.parse(String(value)) as Record<string, string | number | null>;
}
