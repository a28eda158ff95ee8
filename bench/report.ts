import { formatCount, formatDuration } from '../local-org/cli/terminal.ts';
import type { Terminal } from '../local-org/cli/terminal.ts';
import type { Environment } from './environment.ts';
import { isMet } from './part.ts';
import type { Figure, PartOutcome } from './part.ts';

export interface PartReport extends PartOutcome {
  readonly part: string;
  readonly title: string;
  /** Of the last minute, when the part began and when it ended. */
  readonly loadAverage: readonly [number, number];
}

/** What `--json` writes. */
export interface BenchReport {
  readonly version: 1;
  readonly startedAt: string;
  readonly environment: Environment;
  readonly parts: readonly PartReport[];
}

export function printEnvironment(
  terminal: Terminal,
  { cores, processor, memoryGigabytes, system, node, sqlite }: Environment
): void {
  terminal.line(`${cores} cores (${processor}), ${memoryGigabytes} GB, ${system}`);
  terminal.line(`Node ${node}, ${sqlite.engine} with SQLite ${sqlite.version}`);
}

export function printPart(terminal: Terminal, { title, sizes, figures, notes, loadAverage }: PartReport): void {
  const size = Object.entries(sizes).map(([name, amount]) => `${formatCount(amount)} ${words(name)}`);
  terminal.line();
  terminal.line(terminal.style('bold', `${title}: ${size.join(', ')}`));
  terminal.table(
    [
      { title: 'Figure' },
      { title: 'Median', align: 'right' },
      { title: 'Lowest to highest', align: 'right' },
      { title: 'Target' }
    ],
    figures.map((figure) => [figure.name, format(figure, figure.value), spread(figure), target(terminal, figure)])
  );
  for (const note of notes) terminal.line(note);
  terminal.line(terminal.style('dim', `Load average ${loadAverage[0]} before, ${loadAverage[1]} after`));
}

function format({ unit }: Pick<Figure, 'unit'>, value: number): string {
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'ratio':
      return `${value.toFixed(2)} x`;
    case 'count':
      return formatCount(value);
    case 'per second':
      return `${formatCount(Math.round(value))}/s`;
  }
}

function spread(figure: Figure): string {
  if (figure.samples.length === 1) return '';
  return `${format(figure, Math.min(...figure.samples))} to ${format(figure, Math.max(...figure.samples))}`;
}

function target(terminal: Terminal, figure: Figure): string {
  const met = isMet(figure);
  if (met === null) return '';
  const bound =
    'atMost' in figure.target!
      ? `at most ${format(figure, figure.target.atMost)}`
      : `at least ${format(figure, figure.target!.atLeast)}`;
  return `${bound}: ${met ? terminal.style('green', 'met') : terminal.style('red', 'missed')}`;
}

/** `recordTypes` reads as `record types`. */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
