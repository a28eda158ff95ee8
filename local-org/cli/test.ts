import { parseArgs } from 'node:util';
import { apexStage } from './stages/apex-stage.ts';
import { jestStage } from './stages/jest-stage.ts';
import { nodeTestStage } from './stages/node-test-stage.ts';
import { stopProcesses } from './stages/process.ts';
import type { Stage, StageResult } from './stages/stage.ts';
import { typesStage } from './stages/types-stage.ts';
import { formatDuration, Terminal } from './terminal.ts';

/** Folders of tests that need no process of their own. */
const SHARED = [
  'apex',
  'jobs',
  'metadata',
  ...['library', 'machine', 'platform', 'values'].map((name) => `runtime/${name}`),
  'soql',
  'store',
  'tests/conformance'
].map((folder) => `local-org/${folder}`);

const STAGES: readonly Stage[] = [
  typesStage,
  apexStage,
  jestStage,
  nodeTestStage({ name: 'release', title: 'Release tools', folder: 'scripts/release' }),
  nodeTestStage({
    name: 'local-org',
    title: 'Local org',
    folder: 'local-org',
    coverage: true,
    shared: SHARED,
    fillsMachine: true,
    longest: [
      'tests/delivery-schedules.test.ts',
      'api/tests/deployments.test.ts',
      'tests/start-command.test.ts',
      'tests/fuzz/apex-fuzz.test.ts',
      'tests/installed-package.test.ts'
    ],
    lanes: 3
  }),
  nodeTestStage({ name: 'bench', title: 'Benchmarks, at small sizes', folder: 'bench', fillsMachine: true }),
  nodeTestStage({
    name: 'browser',
    title: 'Console in a browser',
    folder: 'e2e',
    fillsMachine: true,
    longest: ['states.test.ts', 'journeys.test.ts', 'population.test.ts', 'two-tabs.test.ts'],
    lanes: 3
  })
];

const USAGE = `Usage: npm test [-- options]

Runs every test of the project that needs neither a Salesforce login nor the network.

  --only a,b   only these stages: ${STAGES.map((stage) => stage.name).join(', ')}
  --help       this text

Examples
  npm test
  npm test -- --only apex,lwc`;

const terminal = new Terminal();

function chosenStages(): readonly Stage[] {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    terminal.line(USAGE);
    process.exit(0);
  }
  if (values.only === undefined) return STAGES;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(`no stage ${unknown.join(', ')}; there are ${STAGES.map((stage) => stage.name).join(', ')}`);
  }
  return STAGES.filter((stage) => names.includes(stage.name));
}

async function runStage(stage: Stage): Promise<StageResult> {
  const started = Date.now();
  const result = await stage
    .run((text) => terminal.progress(`${stage.title}: ${text}`))
    .catch((error: unknown): StageResult => {
      const output = error instanceof Error ? error.message : String(error);
      return { passed: 0, failures: [{ name: stage.title, output }], skipped: [], notes: [] };
    });
  show(stage, result, Date.now() - started);
  return result;
}

/** In their order; those that leave cores idle two at a time. */
async function runStages(stages: readonly Stage[]): Promise<readonly StageResult[]> {
  const waiting = [...stages];
  const results: StageResult[] = [];
  const runLane = async (): Promise<void> => {
    while (waiting[0] && waiting[0].fillsMachine !== true) results.push(await runStage(waiting.shift()!));
  };
  while (waiting.length > 0) {
    await Promise.all([runLane(), runLane()]);
    const alone = waiting.shift();
    if (alone) results.push(await runStage(alone));
  }
  return results;
}

function show(stage: Stage, result: StageResult, milliseconds: number): void {
  const mark = result.failures.length > 0 ? terminal.style('red', '✗') : terminal.style('green', '✓');
  const time = terminal.style('dim', `(${formatDuration(milliseconds)})`);
  terminal.line(`${mark} ${terminal.style('bold', stage.title)}: ${summary([result])} ${time}`);
  for (const { name, output } of result.failures) {
    terminal.line(`  ${terminal.style('red', 'FAILED')} ${name}`);
    terminal.line(indent(output));
  }
  for (const { name, reason, tests } of result.skipped) {
    const count = tests === 1 ? '' : `${tests} tests of `;
    terminal.line(`  ${terminal.style('yellow', 'SKIPPED')} ${count}${name}: ${reason}`);
  }
  for (const note of result.notes) terminal.line(`  ${note}`);
}

function summary(results: readonly StageResult[]): string {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  const skipped = results.flatMap((result) => result.skipped).reduce((sum, skip) => sum + skip.tests, 0);
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

function interrupted(): void {
  terminal.line('Stopped.');
  process.exit(130);
}

process.once('exit', stopProcesses);
process.once('SIGINT', interrupted);
process.once('SIGTERM', interrupted);
try {
  const results = await runStages(chosenStages());
  // The last line is read by machines: nothing follows it, and it has no colours.
  terminal.line(summary(results));
  process.exitCode = results.some((result) => result.failures.length > 0) ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
