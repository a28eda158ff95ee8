import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../bootstrap.mjs';
import { coverageNote, withV8Coverage } from './coverage.ts';
import { runProcess } from './process.ts';
import type { Failure, Skip, Stage, StageResult } from './stage.ts';
import { groupTestFiles } from './test-groups.ts';

interface TestEvent {
  readonly event: 'pass' | 'fail';
  readonly name: string;
  readonly file: string;
  /** It stands for the whole file. */
  readonly isFile: boolean;
  /** The reason, or true without one; null when the test ran. */
  readonly skip: string | boolean | null;
  readonly error: string;
}
interface OutputEvent {
  readonly event: 'output';
  readonly file: string;
  readonly text: string;
}

const RUNNER = fileURLToPath(new URL('run-tests.mjs', import.meta.url));
const MINUTES = 60_000;

/** A stage that runs `*.test.ts` files under a folder with node:test. */
export function nodeTestStage(options: {
  readonly name: string;
  readonly title: string;
  readonly folder: string;
  /** Sum up which lines of the folder's TypeScript the tests ran. */
  readonly coverage?: boolean;
  /** Folders whose files share processes; any other file has one of its own. */
  readonly shared?: readonly string[];
  readonly fillsMachine?: boolean;
  /** Files that take longest, relative to the folder: they start first, so that none is left alone at the end. */
  readonly longest?: readonly string[];
  /** Files at a time: more than there are cores where tests wait more than they compute. */
  readonly lanes?: number;
}): Stage {
  return {
    name: options.name,
    title: options.title,
    fillsMachine: options.fillsMachine ?? false,
    async run(progress) {
      const files = testFiles(join(projectRoot, options.folder));
      if (files.length === 0) throw new Error(`no test files under ${options.folder}/`);
      const longest = (options.longest ?? []).map((file) => join(options.folder, file));
      const missing = longest.filter((file) => !files.includes(file));
      if (missing.length > 0) throw new Error(`no test file ${missing.join(', ')}`);
      const others = files.filter((file) => !longest.includes(file));
      const toRun = [...longest, ...(options.shared ? groupTestFiles(others, options.shared) : others)];
      const run = (env: NodeJS.ProcessEnv = {}): Promise<StageResult> =>
        runNodeTests(toRun, progress, { env, lanes: options.lanes });
      if (options.coverage !== true) return run();
      const result = await withV8Coverage(options.folder, run);
      return { ...result, notes: [...result.notes, coverageNote(options.folder, options.folder)] };
    }
  };
}

/** Files ending in `.test.ts`, relative to the project, sorted. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/(^|[\\/])node_modules[\\/]/.test(file))
    .map((file) => relative(projectRoot, join(folder, file)))
    .sort();
}

/** @throws Error when the runner ended without a single test having run. */
export async function runNodeTests(
  files: readonly string[],
  progress: (text: string) => void,
  { env = {}, lanes = 2 }: { readonly env?: NodeJS.ProcessEnv; readonly lanes?: number | undefined } = {}
): Promise<StageResult> {
  let passed = 0;
  const failed: TestEvent[] = [];
  const skipped: Skip[] = [];
  /** What each file printed, and '' what none of them did. */
  const printed = new Map<string, string>();
  const take = (line: string) => {
    const event = parseEvent(line);
    if (event === undefined) return;
    if (event.event === 'output') {
      printed.set(event.file, (printed.get(event.file) ?? '') + event.text);
      return;
    }
    if (event.event === 'fail') failed.push(event);
    else if (event.skip !== null) skipped.push({ name: nameOf(event), reason: reasonOf(event.skip), tests: 1 });
    else passed++;
    progress(`${passed} passed${failed.length === 0 ? '' : `, ${failed.length} failed`} · ${nameOf(event)}`);
  };
  const { code, output } = await runProcess(
    process.execPath,
    [
      '--import',
      'tsx',
      RUNNER,
      JSON.stringify({ files: files.map(inProject), concurrency: lanes, timeout: 10 * MINUTES, reporter: 'events' })
    ],
    // Set inside node:test, where it would keep the new runner from running anything.
    { onLine: take, env: { ...env, NODE_TEST_CONTEXT: undefined } }
  );
  const ofNone = printed.get('') ?? '';
  const failures = failed.map((event) => toFailure(event, (printed.get(event.file) ?? '') + ofNone));
  if (code !== 0 && failures.length === 0) failures.push({ name: 'node:test', output });
  if (passed + failures.length + skipped.length === 0)
    throw new Error(`no test ran in ${files.join(', ')}:\n${output}`);
  return { passed, failures, skipped, notes: [] };
}

function inProject(file: string): string {
  return resolve(projectRoot, file);
}

function nameOf({ file, isFile, name }: TestEvent): string {
  if (isFile) return file;
  return file === '' ? name : `${file}: ${name}`;
}

/** Why a file could not be loaded stands only in what it printed. */
function toFailure(event: TestEvent, printed: string): Failure {
  return { name: nameOf(event), output: event.isFile ? `${event.error}\n${printed}` : event.error };
}

function reasonOf(skip: string | boolean): string {
  return typeof skip === 'string' && skip !== '' ? skip : 'no reason given';
}

function parseEvent(line: string): TestEvent | OutputEvent | undefined {
  if (!line.startsWith('{"event":')) return undefined;
  return JSON.parse(line) as TestEvent | OutputEvent;
}
