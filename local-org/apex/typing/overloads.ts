/** Chooses among methods of one name by how far the arguments have to be converted. */
import { ReportedFailure } from '../problems.ts';
import type { Expression } from '../tree.ts';
import type { ApexType } from '../types.ts';
import type { Conversions } from './conversions.ts';
import { isPrimitive } from './names.ts';

export interface Overload {
  readonly parameters: readonly ApexType[];
  /** Does what is passed become an element or a key of a collection, where it converts as an assigned value does? */
  readonly takesElements?: boolean;
}

export type Choice<T extends Overload> =
  | { readonly kind: 'one'; readonly overload: T; readonly args: readonly Expression[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly overloads: readonly T[] };

/**
 * The overload nearest to the arguments, which come back converted.
 * @throws ReportedFailure when one that has a parameter of an unknown type may be meant
 */
export function chooseOverload<T extends Overload>(
  overloads: readonly T[],
  args: readonly Expression[],
  conversions: Conversions
): Choice<T> {
  if (
    overloads.some(
      ({ parameters }) => parameters.length === args.length && parameters.some(({ kind }) => kind === 'unknown')
    )
  )
    throw new ReportedFailure();
  const scored: Array<{ overload: T; distances: number[]; total: number }> = [];
  for (const overload of overloads) {
    if (overload.parameters.length !== args.length) continue;
    const distances = args.map((arg, index) => argumentDistance(arg, overload, index, conversions));
    if (distances.some((distance) => distance === null)) continue;
    const known = distances as number[];
    scored.push({ overload, distances: known, total: known.reduce((sum, distance) => sum + distance, 0) });
  }
  if (scored.length === 0) return { kind: 'none' };
  const least = Math.min(...scored.map((entry) => entry.total));
  let best = scored.filter((entry) => entry.total === least);
  if (best.length > 1) best = mostSpecific(best, args, conversions);
  if (best.length > 1) return { kind: 'ambiguous', overloads: best.map((entry) => entry.overload) };
  const { overload } = best[0]!;
  return {
    kind: 'one',
    overload,
    args: args.map((arg, index) => conversions.convert(arg, overload.parameters[index]!) ?? arg)
  };
}

/** A Decimal may be assigned to a Double, but is no argument for one. */
function argumentDistance(
  arg: Expression,
  { parameters, takesElements }: Overload,
  index: number,
  conversions: Conversions
): number | null {
  const parameter = parameters[index]!;
  const losesDigits = isPrimitive(arg.type, 'Decimal') && isPrimitive(parameter, 'Double');
  return losesDigits && !takesElements ? null : conversions.expressionDistance(arg, parameter);
}

/** Among equals, the one whose parameters all convert to the others'. What a null is passed to does not tell them apart. */
function mostSpecific<E extends { overload: Overload }>(
  entries: readonly E[],
  args: readonly Expression[],
  conversions: Conversions
): E[] {
  const narrower = entries.filter((entry) =>
    entries.every(
      (other) =>
        other === entry ||
        entry.overload.parameters.every(
          (parameter, index) =>
            args[index]!.type.kind === 'null' ||
            conversions.distance(parameter, other.overload.parameters[index]!) !== null
        )
    )
  );
  return narrower.length === 1 ? narrower : [...entries];
}
