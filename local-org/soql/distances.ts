/** `DISTANCE(field, GEOLOCATION(latitude, longitude), 'mi')`. */
import type { OrgSchema } from '../metadata/schema.ts';
import type { Bind } from './check-conditions.ts';
import type { FieldReference, Operand } from './checked-query.ts';
import { componentName, componentsOf } from './compound-fields.ts';
import { unsupported } from './errors.ts';
import type { DistanceTo, SoqlPosition } from './syntax.ts';

/** @throws SoqlError for fields without a place */
export function distanceOperand(
  of: FieldReference,
  to: DistanceTo,
  schema: OrgSchema,
  binds: Bind[],
  position: SoqlPosition
): Operand {
  const owner = schema.objects.get(of.objectName.toLowerCase())!;
  const components = componentsOf(owner, of.field);
  const [latitude, longitude] = (['Latitude', 'Longitude'] as const).map((name) => {
    const field = components.find((component) => componentName(of.field, component) === name);
    if (field === undefined) throw unsupported(`DISTANCE() of ${of.field.apiName}`, position);
    return { ...of, field };
  }) as [FieldReference, FieldReference];
  for (const [value, component] of [[to.latitude, latitude] as const, [to.longitude, longitude] as const])
    if (value.kind === 'bind') binds[value.index] = { expected: component.field, list: false };
  return { kind: 'distance', name: 'DISTANCE', of, latitude, longitude, to };
}
