/** `Location` (Apex Reference Guide v65): a point that code makes; distances are not computed here. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { notSupported } from '../machine/errors.ts';
import type { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { given } from './members.ts';

class ApexLocation {
  readonly latitude: ApexDouble;
  readonly longitude: ApexDouble;

  constructor(latitude: number, longitude: number) {
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
      notSupported(`a location outside of the earth: ${latitude}, ${longitude}`);
    this.latitude = new ApexDouble(latitude);
    this.longitude = new ApexDouble(longitude);
  }

  toString(): string {
    return notSupported('the text of a Location');
  }
}

export const locationType: LibraryType = libraryType(
  'Location',
  { isInstance: (value) => value instanceof ApexLocation },
  {
    'static Location newInstance(Decimal latitude, Decimal longitude)': (
      latitude: Decimal | null,
      longitude: Decimal | null
    ) => new ApexLocation(given(latitude).toNumber(), given(longitude).toNumber()),
    'Double getLatitude()': (self: ApexLocation) => self.latitude,
    'Double getLongitude()': (self: ApexLocation) => self.longitude,
    'Double latitude { get; }': { get: (self: ApexLocation) => self.latitude },
    'Double longitude { get; }': { get: (self: ApexLocation) => self.longitude }
  }
);
