import type { Environment } from './environment.ts';
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

/**
 * The page of results, as Markdown that the formatter leaves as it is.
 * @param once reports of what needs programs that are not part of the project: measured once, kept with the sources
 */
export function page({ environment, parts }: BenchReport, once: readonly BenchReport[]): string {
  const sections = [
    HEAD,
    `Measured on ${machine(environment)}.\n`,
    promises(parts),
    ...parts.map((part) => section(part)),
    ...once.flatMap((report) =>
      report.parts.map((part) => section(part, `Measured once on ${machine(report.environment)}.`))
    )
  ];
  return sections.join('\n');
}

function machine({ cores, processor, memoryGigabytes, system, node, sqlite }: Environment): string {
  return `${cores} cores (${processor}), ${memoryGigabytes} GB, ${system}, Node ${node}, ${sqlite.engine} with SQLite ${sqlite.version}`;
}

/** Every figure that has a target. */
function promises(parts: readonly PartReport[]): string {
  const rows = parts.flatMap((part) =>
    part.figures
      .filter(({ target }) => target !== undefined)
      .map((figure) => [part.title, figure.name, format(figure, figure.value), boundWords(figure), verdict(figure)])
  );
  return `## What is promised\n\n${markdown(['Part', 'Figure', 'Median', 'Target', 'Verdict'], [2], rows)}`;
}

function section(part: PartReport, where = ''): string {
  const { title, sizes, figures, tables, charts, notes, startedAt, loadAverage } = part;
  const rows = figures.map((figure) => [figure.name, format(figure, figure.value), spread(figure), boundWords(figure)]);
  const when = `At ${startedAt.slice(0, 16).replace('T', ' ')} UTC; load average ${loadAverage[0]} before, ${loadAverage[1]} after.`;
  return [
    `## ${title}\n`,
    `${[`${sizeWords(sizes)}.`, where, when].filter((words) => words !== '').join(' ')}\n`,
    ...(rows.length === 0 ? [] : [markdown(['Figure', 'Median', 'Lowest to highest', 'Target'], [1, 2], rows)]),
    ...(charts ?? []).map(picture),
    ...(tables ?? []).map(tableOf),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}\n`).join('')])
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

/** @param numbers columns that are aligned to the right */
function markdown(titles: readonly string[], numbers: readonly number[], rows: readonly (readonly string[])[]): string {
  const cells = [titles, ...rows].map((row) => row.map((cell) => cell.replace(/\|/g, '\\|')));
  const widths = titles.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |\n`;
  const [head, ...body] = cells.map((row) =>
    line(
      row.map((cell, column) =>
        numbers.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
      )
    )
  );
  const rule = widths.map((width, column) =>
    numbers.includes(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)
  );
  return head! + line(rule) + body.join('');
}
