import { formatCount } from '../../local-org/cli/terminal.ts';
import { HEAVY_ROWS, runCost, sharedOut } from '../model/cost-model.ts';
import type { RunCost } from '../model/cost-model.ts';
import type { ObjectShape } from '../model/object-shape.ts';
import { simulate } from '../model/simulate.ts';
import type { SimulatedCost } from '../model/simulate.ts';
import { figure } from '../part.ts';
import type { Figure, Part, PartOptions, PartOutcome, Table } from '../part.ts';

const DEFAULT_ROWS = 1_000_000_000;
const SMALLER = [1_000_000, 10_000_000, 100_000_000];
/** The least that an org has in a day: Apex Developer Guide, "Execution Governors and Limits". */
const DAILY_EXECUTIONS = 250_000;
/**
 * Seconds from the end of an execution to the start of the next. The platform promises none, and queues are longer at
 * busy hours: an assumption, which the duration names.
 */
const HAND_OVER_SECONDS = 5;
/** How far the model may be off. In the simulator each stored row of the package's own objects stands for many, too. */
const BOUNDS = { queries: 0.05, executions: 0.05, seconds: 0.15 } as const;

interface Check {
  readonly name: string;
  readonly objects: readonly ObjectShape[];
  /** Rows that each stored one stands for in the time model. */
  readonly standsFor: number;
}

/** As many as are worked on carefully after a transaction was cut short, one of two of them empty. */
const AFTERWARDS = Array.from({ length: 26 }, (_, index): ObjectShape => {
  return { rows: (index % 2) * 100_000, fields: 10, recordTypes: 3 };
});
/** Where the model and the simulator can both run: an org of many small objects, and queries that take too long. */
const CHECKS: readonly Check[] = [
  { name: '40 small objects', objects: sharedOut(40, 20_000, { fields: 30, recordTypes: 3 }), standsFor: 1 },
  {
    // Of 80 million, 20,000 are stored: the loader's ids have gaps, and ranges of so many are halved evenly.
    name: 'objects of 80, 20 and 2 million rows among small ones',
    objects: [
      { rows: 80_000_000, fields: 10, recordTypes: 1 },
      { rows: 20_000_000, fields: 40, recordTypes: 3 },
      { rows: 2_000_000, fields: 40, recordTypes: 3 },
      ...AFTERWARDS
    ],
    standsFor: 4_000
  }
];

/** What a run takes in an org that fits onto no machine here, by a model that is held against the simulator. */
export const plan: Part = {
  name: 'plan',
  title: 'Plan of a run',
  async run(options): Promise<PartOutcome> {
    const rows = options.rows ?? DEFAULT_ROWS;
    const { objects, fields, recordTypes } = options;
    const checked: Figure[] = [];
    for (const check of CHECKS) checked.push(...(await held(check, options)));
    const costOf = (amount: number): RunCost => runCost(sharedOut(objects, amount, { fields, recordTypes }));
    const cost = costOf(rows);
    return {
      sizes: { objects, rows, fields, recordTypes, runs: 1 },
      figures: [
        figure('duration', 'ms', [hoursOf(cost) * 3_600_000]),
        figure('queries', 'count', [cost.queries]),
        figure('asynchronous executions', 'count', [cost.executions]),
        figure('queries cut short after 120 s and done again narrower', 'count', [cost.cutShort]),
        figure('API calls', 'count', [0]),
        ...checked
      ],
      tables: [bySize([...SMALLER.filter((amount) => amount < rows), rows], costOf)],
      notes: [...inWords(cost), `Assumed: ${HAND_OVER_SECONDS} s between two executions; delivery is not in it.`]
    };
  }
};

function hoursOf({ querySeconds, executions }: RunCost): number {
  return (querySeconds + executions * HAND_OVER_SECONDS) / 3600;
}

/** The same objects with fewer rows, up to all of them. */
function bySize(amounts: readonly number[], costOf: (rows: number) => RunCost): Table {
  return {
    title: 'By the rows of all objects together',
    columns: [
      { title: 'Rows', unit: 'count' },
      { title: 'Takes about', unit: 'text' },
      { title: 'Queries', unit: 'count' },
      { title: 'Async executions', unit: 'count' },
      { title: 'Of a day’s executions', unit: 'text' },
      { title: 'Queries cut short', unit: 'count' }
    ],
    rows: amounts.map((amount) => {
      const cost = costOf(amount);
      const { queries, executions, cutShort } = cost;
      return [amount, durationWords(hoursOf(cost)), queries, executions, percent(shareOfDay(cost)), cutShort];
    })
  };
}

/** Percent of a day's asynchronous executions, on each day that the run takes. */
function shareOfDay(cost: RunCost): number {
  return ((cost.executions / DAILY_EXECUTIONS) * 100) / Math.max(1, Math.ceil(hoursOf(cost) / 24));
}

function inWords(cost: RunCost): string[] {
  const { executions, beyond } = cost;
  return [
    `A run takes about ${durationWords(hoursOf(cost))}. It uses ${formatCount(executions)} asynchronous executions, ${percent(shareOfDay(cost))} of the ` +
      `${formatCount(DAILY_EXECUTIONS)} that every org has at least, on each day that it takes; and no API calls.`,
    ...(beyond === 0
      ? []
      : [
          `Of ${beyond} objects some fields would stay unknown, with the reason: their queries cannot be narrowed enough.`
        ]),
    'What a run of an org will use is in the console before it is started (preview): queries, query rows, executions. How long it takes is not: that depends on the org’s database.'
  ];
}

function durationWords(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} minutes`;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}

function percent(value: number): string {
  return value < 0.1 ? 'less than 0.1 %' : `${value.toFixed(1)} %`;
}

/** @throws Error when the model is further off than it may be: then its plan means nothing */
async function held({ name, objects, standsFor }: Check, watch: PartOptions): Promise<Figure[]> {
  const empty = runCost(objects.map((shape) => ({ ...shape, rows: 0 })));
  // The package sees the stored rows.
  const full = runCost(objects, HEAVY_ROWS * standsFor);
  const found = await simulate(objects, standsFor, watch);
  const planned: SimulatedCost = {
    queries: full.queries - empty.queries,
    executions: full.executions - empty.executions,
    seconds: full.querySeconds
  };
  // Small objects take no time on the clock that the model knows, only the machine's own.
  const measures = standsFor > 1 ? (['queries', 'executions', 'seconds'] as const) : (['queries'] as const);
  return measures.map((measure) => {
    const ratio = planned[measure] / found[measure];
    if (!(Math.abs(ratio - 1) <= BOUNDS[measure])) {
      throw new Error(`${name}: the model says ${planned[measure]} ${measure}, the simulator ${found[measure]}`);
    }
    return figure(`model to simulator, ${measure}, ${name}`, 'ratio', [ratio]);
  });
}
