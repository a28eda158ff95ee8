/** `Location` and `Address` (Apex Reference Guide v65): points that code makes, and compound fields that queries read. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { distance } from '../../store/distance.ts';
import { notSupported } from '../machine/errors.ts';
import type { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { given } from './members.ts';

export class ApexLocation {
  readonly latitude: ApexDouble | null;
  readonly longitude: ApexDouble | null;

  constructor(latitude: number | null, longitude: number | null) {
    if (Math.abs(latitude ?? 0) > 90 || Math.abs(longitude ?? 0) > 180)
      notSupported(`a location outside of the earth: ${latitude}, ${longitude}`);
    this.latitude = latitude === null ? null : new ApexDouble(latitude);
    this.longitude = longitude === null ? null : new ApexDouble(longitude);
  }

  toString(): string {
    return notSupported('the text of a Location');
  }
}

export type AddressPart = 'City' | 'Country' | 'GeocodeAccuracy' | 'PostalCode' | 'State' | 'Street';

/** An address that a query has read. */
export class ApexAddress extends ApexLocation {
  readonly #parts: ReadonlyMap<AddressPart, string>;

  constructor(parts: ReadonlyMap<AddressPart, string>, latitude: number | null, longitude: number | null) {
    super(latitude, longitude);
    this.#parts = parts;
  }

  part(name: AddressPart): string | null {
    return this.#parts.get(name) ?? null;
  }

  override toString(): string {
    return notSupported('the text of an Address');
  }
}

/** @throws NullPointerException for a point that is not complete */
function between(from: ApexLocation, to: ApexLocation | null, unit: string | null): ApexDouble {
  const point = (location: ApexLocation): [number, number] => [
    given(location.latitude).value,
    given(location.longitude).value
  ];
  const wanted = given(unit).toLowerCase();
  if (wanted !== 'mi' && wanted !== 'km') notSupported(`distances in ${unit}`);
  return new ApexDouble(distance(point(from), point(given(to)), wanted));
}

/** What a country's code is, the platform knows by a list of countries. */
function codes(member: string): never {
  return notSupported(`Address.${member}`);
}

export const locationTypes: LibraryType[] = [
  libraryType(
    'Location',
    { isInstance: (value) => value instanceof ApexLocation },
    {
      'static Location newInstance(Decimal latitude, Decimal longitude)': (
        latitude: Decimal | null,
        longitude: Decimal | null
      ) => new ApexLocation(given(latitude).toNumber(), given(longitude).toNumber()),
      'static Double getDistance(Location first, Location second, String unit)': (
        first: ApexLocation | null,
        second: ApexLocation | null,
        unit: string | null
      ) => between(given(first), second, unit),
      'Double getDistance(Location other, String unit)': between,
      'Double getLatitude()': (self: ApexLocation) => self.latitude,
      'Double getLongitude()': (self: ApexLocation) => self.longitude,
      'Double latitude { get; }': { get: (self: ApexLocation) => self.latitude },
      'Double longitude { get; }': { get: (self: ApexLocation) => self.longitude }
    }
  ),
  libraryType(
    'Address',
    { isInstance: (value) => value instanceof ApexAddress },
    {
      'String getCity()': (self: ApexAddress) => self.part('City'),
      'String getCountry()': (self: ApexAddress) => self.part('Country'),
      'String getCountryCode()': () => codes('getCountryCode()'),
      'Double getDistance(Location other, String unit)': between,
      'String getGeocodeAccuracy()': (self: ApexAddress) => self.part('GeocodeAccuracy'),
      'Double getLatitude()': (self: ApexAddress) => self.latitude,
      'Double getLongitude()': (self: ApexAddress) => self.longitude,
      'String getPostalCode()': (self: ApexAddress) => self.part('PostalCode'),
      'String getState()': (self: ApexAddress) => self.part('State'),
      'String getStateCode()': () => codes('getStateCode()'),
      'String getStreet()': (self: ApexAddress) => self.part('Street')
    }
  )
];
