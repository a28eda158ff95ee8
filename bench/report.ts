import { readFileSync } from 'node:fs';
import { UserError } from '../local-org/cli/start-options.ts';
import { formatCount, formatDuration } from '../local-org/cli/terminal.ts';
import type { Terminal } from '../local-org/cli/terminal.ts';
import type { Environment } from './environment.ts';
import { isMet } from './part.ts';
import type { Figure, PartOutcome, Table } from './part.ts';

const HOUR = 3_600_000;
/** What is longer is given in hours. */
const LONG = 2 * HOUR;

export interface PartReport extends PartOutcome {
  readonly part: string;
  readonly title: string;
  /** Time of day in UTC, ISO 8601. */
  readonly startedAt: string;
  /** Of the last minute, when the part began and when it ended. */
  readonly loadAverage: readonly [number, number];
}

/** What `--json` writes. */
export interface BenchReport {
  readonly version: 2;
  readonly environment: Environment;
  readonly parts: readonly PartReport[];
}

/** @throws UserError for a file that is no report */
export function readReport(file: string): BenchReport {
  const refused = (why: string): UserError => new UserError(`${file} is no report that --json has written: ${why}`);
  let report: Partial<BenchReport>;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Partial<BenchReport>;
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  if (report.version !== 2 || !Array.isArray(report.parts) || report.environment === undefined) {
    throw refused('it is of another version');
  }
  return report as BenchReport;
}

export function printEnvironment(
  terminal: Terminal,
  { cores, processor, memoryGigabytes, system, node, sqlite }: Environment
): void {
  terminal.line(`${cores} cores (${processor}), ${memoryGigabytes} GB, ${system}`);
  terminal.line(`Node ${node}, ${sqlite.engine} with SQLite ${sqlite.version}`);
}

export function printPart(terminal: Terminal, { title, sizes, figures, tables, notes, loadAverage }: PartReport): void {
  terminal.line();
  terminal.line(terminal.style('bold', `${title}: ${sizeWords(sizes)}`));
  terminal.table(
    [
      { title: 'Figure' },
      { title: 'Median', align: 'right' },
      { title: 'Lowest to highest', align: 'right' },
      { title: 'Target' }
    ],
    figures.map((figure) => [figure.name, format(figure, figure.value), spread(figure), target(terminal, figure)])
  );
  for (const table of tables ?? []) printTable(terminal, table);
  for (const note of notes) terminal.line(note);
  terminal.line(terminal.style('dim', `Load average ${loadAverage[0]} before, ${loadAverage[1]} after`));
}

function printTable(terminal: Terminal, { title, columns, rows }: Table): void {
  terminal.line();
  terminal.line(title);
  terminal.table(
    columns.map((column) => ({ title: column.title, align: column.unit === 'text' ? 'left' : 'right' })),
    rows.map((row) => row.map((cell, index) => formatCell(columns[index]!, cell)))
  );
  terminal.line();
}

/** Nothing for null. */
export function formatCell({ unit }: Table['columns'][number], cell: string | number | null): string {
  if (cell === null) return '';
  return typeof cell === 'string' || unit === 'text' ? String(cell) : format({ unit }, cell);
}

/** `1,000 rows, 20 record types` */
export function sizeWords(sizes: PartOutcome['sizes']): string {
  return Object.entries(sizes)
    .map(([name, amount]) => `${formatCount(amount)} ${words(name)}`)
    .join(', ');
}

export function format({ unit }: Pick<Figure, 'unit'>, value: number): string {
  switch (unit) {
    case 'ms':
      return value < LONG ? formatDuration(value) : `${(value / HOUR).toFixed(1)} h`;
    case 'ratio':
      return `${value.toFixed(2)} x`;
    case 'count':
      return formatCount(value);
    case 'per second':
      return `${formatCount(Math.round(value))}/s`;
  }
}

export function spread(figure: Figure): string {
  if (figure.samples.length === 1) return '';
  return `${format(figure, Math.min(...figure.samples))} to ${format(figure, Math.max(...figure.samples))}`;
}

function target(terminal: Terminal, figure: Figure): string {
  const met = isMet(figure);
  if (met === null) return '';
  return `${boundWords(figure)}: ${met ? terminal.style('green', 'met') : terminal.style('red', 'missed')}`;
}

/** Nothing without a target. */
export function boundWords(figure: Figure): string {
  const { target: bound } = figure;
  if (bound === undefined) return '';
  return 'atMost' in bound ? `at most ${format(figure, bound.atMost)}` : `at least ${format(figure, bound.atLeast)}`;
}

/** `recordTypes` reads as `record types`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
