/** System.RoundingMode. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { ROUNDING_MODES, RoundingNecessary } from '../values/rounding.ts';
import type { RoundingMode } from '../values/rounding.ts';
import { given, mathException } from './members.ts';

export const roundingModeType: LibraryType = libraryType(
  'RoundingMode',
  { kind: 'enum', enumValues: ROUNDING_MODES },
  {}
);

/**
 * Runs a rounding computation under the mode that the caller named.
 *
 * @throws System.MathException `refusal` for UNNECESSARY when rounding is needed
 */
export function rounding<T>(
  mode: ApexEnumValue | null,
  compute: (mode: RoundingMode) => T,
  refusal = 'Rounding necessary'
): T {
  try {
    return compute(given(mode).name as RoundingMode);
  } catch (error) {
    if (error instanceof RoundingNecessary) throw mathException(refusal);
    throw error;
  }
}
