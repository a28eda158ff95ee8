/**
 * System.RoundingMode over exact fractions of bigints: the modes and their meaning are java.math.RoundingMode's, which
 * the Apex Reference Guide ("Decimal Class", Rounding Mode) repeats with examples.
 */
export const ROUNDING_MODES = [
  'CEILING',
  'DOWN',
  'FLOOR',
  'HALF_DOWN',
  'HALF_EVEN',
  'HALF_UP',
  'UNNECESSARY',
  'UP'
] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/** Thrown when UNNECESSARY meets a value that has to be rounded; the library turns it into a System.MathException. */
export class RoundingNecessary extends Error {}

/**
 * `numerator / denominator` as an integer, rounded.
 * @throws RoundingNecessary under UNNECESSARY when the quotient is not whole.
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  return isRoundedAway(quotient, absolute(remainder) * 2n, absolute(denominator), negative, mode)
    ? quotient + (negative ? -1n : 1n)
    : quotient;
}

function isRoundedAway(
  quotient: bigint,
  twiceRemainder: bigint,
  divisor: bigint,
  negative: boolean,
  mode: RoundingMode
): boolean {
  switch (mode) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'CEILING':
      return !negative;
    case 'FLOOR':
      return negative;
    case 'HALF_UP':
      return twiceRemainder >= divisor;
    case 'HALF_DOWN':
      return twiceRemainder > divisor;
    case 'HALF_EVEN':
      return twiceRemainder > divisor || (twiceRemainder === divisor && quotient % 2n !== 0n);
    case 'UNNECESSARY':
      throw new RoundingNecessary('Rounding necessary');
  }
}

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
