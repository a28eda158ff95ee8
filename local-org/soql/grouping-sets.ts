/** `GROUP BY ROLLUP` and `GROUP BY CUBE` as the sets of fields that are subtotalled together (SOQL guide, "GROUP BY ROLLUP"). */
import type { ResolvedQuery } from './checked-query.ts';
import { operandKey } from './operands.ts';

/** For each set, the keys of the operands that it does not group by; without ROLLUP and CUBE the only one has them all. */
export function groupingSets({ groupKind, groupBy }: ResolvedQuery): ReadonlyArray<ReadonlySet<string>> {
  const keys = groupBy.map(operandKey);
  switch (groupKind) {
    case 'plain':
      return [new Set()];
    case 'rollup':
      return [...keys.keys(), keys.length].map((hidden) => new Set(keys.slice(keys.length - hidden)));
    case 'cube':
      return Array.from(
        { length: 2 ** keys.length },
        (_, bits) => new Set(keys.filter((_key, at) => bits & (1 << at)))
      );
  }
}
