import { isMet } from './part.ts';
import type { Chart, Figure, Table } from './part.ts';
import { boundWords, format, formatCell, sizeWords, spread } from './report.ts';
import type { BenchReport, PartReport } from './report.ts';

const HEAD = `# What the benchmarks found

Written by \`npm run bench -- --page\`; do not edit. [bench/README.md](../bench/README.md) says how to run parts of it.

**Only ratios within one part compare.** They set two ways of the same work against each other, in turns, on the same
data. A time is worth something only beside the machine and its load: above the number of cores, others were at work
too, and times are too long.
`;

/** The page of results, as Markdown. */
export function page({ environment, parts }: BenchReport): string {
  const { cores, processor, memoryGigabytes, system, node, sqlite } = environment;
  const machine = `Measured on ${cores} cores (${processor}), ${memoryGigabytes} GB, ${system}, Node ${node}, ${sqlite.engine} with SQLite ${sqlite.version}.\n`;
  return [HEAD, machine, promises(parts), ...parts.map(section)].join('\n');
}

/** Every figure that has a target. */
function promises(parts: readonly PartReport[]): string {
  const rows = parts.flatMap((part) =>
    part.figures
      .filter(({ target }) => target !== undefined)
      .map((figure) => [part.title, figure.name, format(figure, figure.value), boundWords(figure), verdict(figure)])
  );
  return `## What is promised\n\n${markdown(['Part', 'Figure', 'Median', 'Target', ''], [2], rows)}`;
}

function section({ title, sizes, figures, tables, charts, notes, startedAt, loadAverage }: PartReport): string {
  const rows = figures.map((figure) => [figure.name, format(figure, figure.value), spread(figure), boundWords(figure)]);
  const measured = `Measured at ${startedAt.slice(0, 16).replace('T', ' ')} UTC; load average ${loadAverage[0]} before, ${loadAverage[1]} after.`;
  return [
    `## ${title}\n`,
    `${sizeWords(sizes)}. ${measured}\n`,
    markdown(['Figure', 'Median', 'Lowest to highest', 'Target'], [1, 2], rows),
    ...(charts ?? []).map(picture),
    ...(tables ?? []).map(tableOf),
    notes.map((note) => `- ${note}\n`).join('')
  ].join('\n');
}

function picture({ name, title }: Chart): string {
  return `![${title}](images/${name}.svg)\n`;
}

function tableOf({ title, columns, rows }: Table): string {
  const numbers = columns.flatMap(({ unit }, index) => (unit === 'text' ? [] : [index]));
  const cells = rows.map((row) => row.map((cell, index) => formatCell(columns[index]!, cell)));
  return `### ${title}\n\n${markdown(
    columns.map((column) => column.title),
    numbers,
    cells
  )}`;
}

function verdict(figure: Figure): string {
  return isMet(figure) === true ? 'met' : '**missed**';
}

function markdown(titles: readonly string[], numbers: readonly number[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |\n`;
  const rule = titles.map((_, index) => (numbers.includes(index) ? '--:' : '---'));
  return line(titles) + line(rule) + rows.map(line).join('');
}
