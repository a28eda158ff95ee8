/**
 * Line coverage of each kind of source, kept in `coverage/<kind>/coverage-summary.json` in the format of Istanbul's
 * json-summary, whichever tool measured it, so that one gate of `npm run check` can judge them all.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import type { ClassCoverage } from '../../jobs/apex-tests.ts';
import { projectRoot } from '../bootstrap.mjs';
import { runProcess } from './process.ts';

interface Lines {
  readonly total: number;
  readonly covered: number;
}
type Summary = Readonly<Record<string, { readonly lines: Lines }>>;

const summaryFile = (kind: string): string => join(projectRoot, 'coverage', kind, 'coverage-summary.json');

/** Keeps what the Apex tests covered, class by class. */
export function writeApexCoverage(classes: readonly ClassCoverage[]): void {
  const total = {
    total: classes.reduce((sum, { coverable }) => sum + coverable, 0),
    covered: classes.reduce((sum, { covered }) => sum + covered, 0)
  };
  const files = classes.map(({ path, coverable, covered }) => [
    resolve(projectRoot, path),
    { lines: { total: coverable, covered } }
  ]);
  mkdirSync(join(projectRoot, 'coverage', 'apex'), { recursive: true });
  writeFileSync(
    summaryFile('apex'),
    `${JSON.stringify({ total: { lines: total }, ...Object.fromEntries(files) }, null, 2)}\n`
  );
}

/**
 * Runs something whose Node processes write V8 coverage, then sums up the TypeScript of a folder, tests left out; files
 * that no test loaded count with all their lines.
 */
export async function withV8Coverage<T>(folder: string, run: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const raw = mkdtempSync(join(tmpdir(), 'elements-coverage-'));
  try {
    const result = await run({ NODE_V8_COVERAGE: raw });
    prune(raw, folder);
    const { code, output } = await runProcess(process.execPath, [
      join(projectRoot, 'node_modules', 'c8', 'bin', 'c8.js'),
      'report',
      `--temp-directory=${raw}`,
      `--include=${folder}/**/*.ts`,
      '--exclude=**/tests/**',
      // Worker threads run bundles, which are sources of this folder only once they are mapped back.
      '--exclude-after-remap',
      '--all',
      `--src=${folder}`,
      '--reporter=json-summary',
      `--reports-dir=${join('coverage', folder)}`
    ]);
    if (code !== 0) throw new Error(`c8 could not sum up the coverage of ${folder}:\n${output}`);
    const measured = JSON.parse(readFileSync(summaryFile(folder), 'utf8')) as Summary;
    writeFileSync(summaryFile(folder), `${JSON.stringify(withoutTypes(measured), null, 2)}\n`);
    return result;
  } finally {
    rmSync(raw, { recursive: true });
  }
}

/** What Node writes with NODE_V8_COVERAGE, as far as it is looked at here. */
interface RawCoverage {
  readonly result: ReadonlyArray<{ readonly url: string }>;
  readonly 'source-map-cache'?: Readonly<Record<string, { readonly data: { sources: readonly string[] } | null }>>;
}

/**
 * Leaves in Node's files what counts: scripts of the folder and bundles of threads, each with its source map once. c8
 * holds all of them in memory, and each process brings some megabytes of other packages. It knows the sources of a
 * bundle only by path, where Node names them by address.
 */
function prune(raw: string, folder: string): void {
  const wanted = [folder, join('.cache', 'threads')].map((each) => `${pathToFileURL(join(projectRoot, each)).href}/`);
  const isWanted = (url: string): boolean => wanted.some((start) => url.startsWith(start));
  const mapped = new Set<string>();
  for (const file of readdirSync(raw).map((name) => join(raw, name))) {
    const coverage = JSON.parse(readFileSync(file, 'utf8')) as RawCoverage;
    const maps = Object.entries(coverage['source-map-cache'] ?? {}).filter(
      ([url]) => isWanted(url) && !mapped.has(url)
    );
    for (const [url, { data }] of maps) {
      mapped.add(url);
      if (data === null || data.sources.length < 2) continue;
      data.sources = data.sources.map((source) => (source.startsWith('file:') ? fileURLToPath(source) : source));
    }
    const result = coverage.result.filter(({ url }) => isWanted(url));
    writeFileSync(file, JSON.stringify({ ...coverage, result, 'source-map-cache': Object.fromEntries(maps) }));
  }
}

/** A file of types alone has no line that runs: it stays in the summary, with none. */
export function withoutTypes(summary: Summary): Summary {
  const files = Object.entries(summary)
    .filter(([file]) => file !== 'total')
    .map(([file, { lines }]) => [file, lines.covered === 0 && isOnlyTypes(file) ? NO_LINES : { lines }] as const);
  const sum = (count: (lines: Lines) => number): number => files.reduce((all, [, { lines }]) => all + count(lines), 0);
  const total = { total: sum((lines) => lines.total), covered: sum((lines) => lines.covered) };
  return { total: { lines: total }, ...Object.fromEntries(files) };
}

const NO_LINES = { lines: { total: 0, covered: 0 } };

function isOnlyTypes(file: string): boolean {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
      removeComments: true,
      verbatimModuleSyntax: true
    }
  });
  return outputText.replace(/export \{\s*\};?/g, '').trim() === '';
}

/** One line for people: `Coverage: 90 of 100 lines of the components (90 %)`; less than all is never 100 %. */
export function coverageNote(kind: string, what: string): string {
  const { total } = JSON.parse(readFileSync(summaryFile(kind), 'utf8')) as Summary;
  const { covered, total: lines } = total!.lines;
  return `Coverage: ${covered} of ${lines} lines of ${what} (${lines === 0 ? 100 : Math.floor((100 * covered) / lines)} %)`;
}
