/**
 * Distances on the earth. The platform takes an approximation of the haversine formula (SOQL guide, "Location-Based SOQL
 * Query Considerations"); the radius it uses is not published, so this is the mean radius of the earth.
 */

/** Name of the SQL function of latitude, longitude, latitude, longitude and unit; every connection registers it. */
export const DISTANCE = 'org_distance';

const RADIUS = { km: 6371.0088, mi: 3958.7613 };
export type DistanceUnit = keyof typeof RADIUS;

/** Degrees to kilometres or miles. */
export function distance(
  from: readonly [latitude: number, longitude: number],
  to: readonly [latitude: number, longitude: number],
  unit: DistanceUnit
): number {
  const [latitude, longitude] = from.map(radians) as [number, number];
  const [latitude2, longitude2] = to.map(radians) as [number, number];
  const half = (angle: number): number => Math.sin(angle / 2) ** 2;
  const haversine =
    half(latitude2 - latitude) + Math.cos(latitude) * Math.cos(latitude2) * half(longitude2 - longitude);
  return 2 * RADIUS[unit] * Math.asin(Math.sqrt(haversine));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
