import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../local-org/cli/start-options.ts';
import type { Part } from './part.ts';

export interface BenchOptions {
  readonly parts: readonly Part[];
  /** Were none named? Then also those that take very long, where a report of `from` has them. */
  readonly isEverything: boolean;
  /** Absolute. */
  readonly json: string | null;
  readonly rows: number | null;
  readonly fields: number;
  readonly recordTypes: number;
  /** Of the org that `plan` is about. */
  readonly objects: number;
  readonly runs: number;
  /** Absolute. A Salesforce CLI that has field-usage tools as plugins. */
  readonly sf: string | null;
  /** Write the charts into docs/images. */
  readonly pictures: boolean;
  /** Write docs/benchmarks.md. */
  readonly page: boolean;
  /** Absolute. Reports whose parts are taken instead of being run. */
  readonly from: readonly string[];
  readonly help: boolean;
}

/** More than any org has: only `plan` does not store them. */
const MOST_ROWS = 100_000_000_000;
const MOST_OBJECTS = 10_000;
/** More than an org allows on one object. */
const MOST_FIELDS = 900;
const MOST_RECORD_TYPES = 200;

/** @throws UserError for options and parts that do not exist or make no sense */
export function readBenchOptions(args: readonly string[], parts: readonly Part[]): BenchOptions {
  const { values, positionals } = parse(args);
  const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new UserError(`no part ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}`);
  }
  return {
    parts: parts.filter(({ name, isOptional }) =>
      positionals.length === 0 ? isOptional !== true : positionals.includes(name)
    ),
    isEverything: positionals.length === 0,
    json: values.json === undefined ? null : resolve(values.json),
    rows: values.rows === undefined ? null : wholeNumber('--rows', values.rows, MOST_ROWS),
    fields: wholeNumber('--fields', values.fields, MOST_FIELDS),
    recordTypes: wholeNumber('--record-types', values['record-types'], MOST_RECORD_TYPES),
    objects: wholeNumber('--objects', values.objects, MOST_OBJECTS),
    runs: wholeNumber('--runs', values.runs, 100),
    sf: values.sf === undefined ? null : resolve(values.sf),
    pictures: values.pictures || values.page,
    page: values.page,
    from: values.from.map((file) => resolve(file)),
    help: values.help
  };
}

export function benchUsage(parts: readonly Part[]): string {
  return `Usage: npm run bench [-- part … options]

Measures the local org and the package on it. Compare ratios, which are measured within one run; times are only worth
something beside the environment that is printed with them.

Parts (all when none is named, but those with a star, which take very long)
${parts.map(({ name, title, isOptional }) => `  ${name.padEnd(12)} ${title}${isOptional === true ? ' *' : ''}`).join('\n')}

  --json FILE        write everything as JSON too, with all samples
  --rows N           records (messages for delivery) instead of each part's default, as far as a part
                     takes them; population's default is 1,000,000, plan's 1,000,000,000
  --fields N         fields of the object that load and population use (default 100)
  --record-types N   its record types (default 20)
  --objects N        objects of the org that plan is about (default 2,000)
  --runs N           repetitions of what is timed; medians are reported (default 3)
  --sf PROGRAM       a Salesforce CLI that has the field-usage tools as plugins; tools needs it
  --pictures         draw the growth curves into docs/images
  --page             write docs/benchmarks.md, and the pictures
  --from FILE        take the parts of a report that --json has written instead of running them again; may be repeated
  --help             this text

Examples
  npm run bench -- compile tests
  npm run bench -- population --rows 100000 --json population.json
  npm run bench -- comparison --rows 10000000 --fields 700 --record-types 60
  npm run bench -- plan --objects 2000 --rows 1000000000
  npm run bench -- --page`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        rows: { type: 'string' },
        fields: { type: 'string', default: '100' },
        'record-types': { type: 'string', default: '20' },
        objects: { type: 'string', default: '2000' },
        runs: { type: 'string', default: '3' },
        sf: { type: 'string' },
        pictures: { type: 'boolean', default: false },
        page: { type: 'boolean', default: false },
        from: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false }
      }
    });
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm run bench -- --help`);
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= 1 && number <= most) return number;
  throw new UserError(`${option} takes a whole number from 1 to ${most}, not "${text}"`);
}
