import { formatCount } from '../../local-org/cli/terminal.ts';
import type { Chart, Table } from '../part.ts';
import type { WayCost } from './measure-ways.ts';

export interface MeasuredCase {
  readonly size: { readonly rows: number; readonly fields: number; readonly recordTypes: number };
  /** The job first, bare SQL second. */
  readonly costs: readonly WayCost[];
}

export function caseTables({ size, costs }: MeasuredCase): Table {
  const bare = costs[1]!.processor;
  return {
    title: `${formatCount(size.rows)} rows, ${size.fields} fields, ${size.recordTypes} record types`,
    columns: [
      { title: 'Way', unit: 'text' },
      { title: 'Finds', unit: 'text' },
      { title: 'Queries', unit: 'count' },
      { title: 'Rows', unit: 'count' },
      { title: 'API calls', unit: 'count' },
      { title: 'Transactions', unit: 'count' },
      { title: 'Time', unit: 'ms' },
      { title: 'Processor time', unit: 'ms' },
      { title: 'To bare SQL', unit: 'ratio' }
    ],
    rows: costs.map((cost, index) => [
      cost.way,
      cost.gives,
      cost.queries,
      index === 1 ? null : cost.rows,
      cost.apiCalls,
      cost.transactions,
      cost.milliseconds,
      cost.processor,
      cost.processor / bare
    ])
  };
}

type Axis = 'rows' | 'fields' | 'recordTypes';
const AXES: readonly { readonly axis: Axis; readonly label: string; readonly name: string }[] = [
  { axis: 'rows', label: 'Records', name: 'rows' },
  { axis: 'fields', label: 'Fields', name: 'fields' },
  { axis: 'recordTypes', label: 'Record types', name: 'record-types' }
];
const MEASURES = [
  { name: 'queries', label: 'Queries', of: (cost: WayCost) => cost.queries },
  { name: 'time', label: 'Processor time in seconds', of: (cost: WayCost) => cost.processor / 1000 }
] as const;

/**
 * One chart for each size that varies while the others stay as they are in the base, and for each measure.
 * @param prefix of the names of the pictures
 */
export function growthCharts(cases: readonly MeasuredCase[], base: MeasuredCase['size'], prefix: string): Chart[] {
  return AXES.flatMap(({ axis, label, name }) => {
    const along = cases
      .filter(({ size }) => AXES.every((other) => other.axis === axis || size[other.axis] === base[other.axis]))
      .sort((one, other) => one.size[axis] - other.size[axis]);
    if (along.length < 2) return [];
    const fixed = AXES.filter((other) => other.axis !== axis).map(
      (other) => `${formatCount(base[other.axis])} ${other.label.toLowerCase()}`
    );
    return MEASURES.map((measure): Chart => {
      return {
        name: `${prefix}-${measure.name}-by-${name}`,
        title: `${measure.label} by ${label.toLowerCase()} (${fixed.join(', ')})`,
        x: label,
        y: measure.label,
        lines: along[0]!.costs.map(({ way }, index) => ({
          name: way,
          points: along.map(({ size, costs }) => [size[axis], measure.of(costs[index]!)] as const)
        }))
      };
    });
  });
}
