/**
 * `npm run check`: every gate over the project. Prints a line per gate and each finding; exits 1 on any finding, 2 when a
 * gate could not run.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { analyzerGate } from './analyzer.ts';
import { apexLsGate } from './apex-ls.ts';
import { coverageGate } from './coverage.ts';
import { GateError, formatFinding, type Gate, type GateOutcome } from './gate.ts';
import { guardsGate } from './guards.ts';
import { layeringGate } from './layering.ts';
import { lwcCompileGate } from './lwc-compile.ts';
import { metadataGate } from './metadata.ts';
import { openapiGate, writeApiTypes } from './openapi.ts';
import { queriesDocument, queriesFile, queriesGate } from './queries-document.ts';
import { formatGate, lintGate, typesGate } from './tools.ts';
import { findSuppressions, suppressionTable, suppressionsGate } from './suppressions.ts';

/** Those that take longest start first. */
const GATES: readonly Gate[] = [
  analyzerGate,
  lintGate,
  formatGate,
  lwcCompileGate,
  typesGate,
  apexLsGate,
  suppressionsGate,
  queriesGate,
  guardsGate,
  layeringGate,
  metadataGate,
  openapiGate,
  coverageGate
];

const USAGE = `Usage: npm run check -- [options]

Judges the Apex, the LWC and the metadata by every independent checker that runs without an org.

  --only a,b             only these gates: ${GATES.map(({ name }) => name).join(', ')}
  --advisory a,b         show what these gates find without failing for it
  --json FILE            write the findings as JSON as well
  --write-suppressions   bring docs/suppressions.md up to date with the source
  --write-queries        bring docs/queries-and-permissions.md up to date with the source
  --write-api-types      generate the types of the callback API from its OpenAPI document
  --self-test            show instead that each gate catches a fault that is put before it
  --help                 this text

Examples
  npm run check
  npm run check -- --only apex-ls,metadata`;

interface GateReport extends Partial<GateOutcome> {
  readonly gate: string;
  readonly title: string;
  readonly seconds: number;
  readonly error?: string;
}

async function runGate(gate: Gate, root: string): Promise<GateReport> {
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  try {
    const outcome = await gate.run(root);
    return { gate: gate.name, title: gate.title, ...outcome, seconds: seconds() };
  } catch (error) {
    // Only a gate's own refusal is worded for people; anything else keeps its stack.
    const text =
      error instanceof GateError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    return { gate: gate.name, title: gate.title, error: text, seconds: seconds() };
  }
}

/** Runs as many gates at a time as the machine has cores: most of them wait for a process of their own. In their order. */
function runGates(gates: readonly Gate[], root: string): Array<Promise<GateReport>> {
  const settle: Array<(report: GateReport) => void> = [];
  const reports = gates.map(() => new Promise<GateReport>((resolve) => settle.push(resolve)));
  const queue = gates.entries();
  for (let lane = 0; lane < availableParallelism(); lane++)
    void (async () => {
      for (const [index, gate] of queue) settle[index]!(await runGate(gate, root));
    })();
  return reports;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      advisory: { type: 'string' },
      json: { type: 'string' },
      'write-suppressions': { type: 'boolean' },
      'write-queries': { type: 'boolean' },
      'write-api-types': { type: 'boolean' },
      help: { type: 'boolean' }
    }
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const root = path.resolve(import.meta.dirname, '../..');
  if (values['write-suppressions'])
    writeFileSync(
      path.join(root, 'docs/suppressions.md'),
      await format(suppressionTable(findSuppressions(root)), { parser: 'markdown' })
    );
  if (values['write-queries'])
    writeFileSync(queriesFile(root), await format(queriesDocument(root), { parser: 'markdown' }));
  if (values['write-api-types']) await writeApiTypes(root);
  const writes = values['write-suppressions'] ?? values['write-queries'] ?? values['write-api-types'] ?? false;
  // Whoever asks for a file wants the file; the gates take minutes.
  if (writes && values.only === undefined) return 0;
  const only = values.only?.split(',');
  const advisory = values.advisory?.split(',') ?? [];
  const unknown = [...(only ?? []), ...advisory].filter((name) => !GATES.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    console.error(`No such gate: ${unknown.join(', ')}\n\n${USAGE}`);
    return 2;
  }
  const reports: GateReport[] = [];
  for (const running of runGates(
    GATES.filter(({ name }) => only?.includes(name) ?? true),
    root
  )) {
    const report = await running;
    reports.push(report);
    const failing = advisory.includes(report.gate) ? 'TO DO' : 'FAIL ';
    const verdict = report.error !== undefined ? 'ERROR' : report.findings!.length > 0 ? failing : 'ok   ';
    console.log(`${verdict} ${report.title} (${report.judged ?? 'not run'}, ${report.seconds} s)`);
    if (report.error !== undefined) console.log(`      ${report.error.replaceAll('\n', '\n      ')}`);
    for (const finding of report.findings ?? []) console.log(`      ${formatFinding(finding)}`);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
  const failed = reports.filter(
    ({ gate, error, findings }) => error !== undefined || (findings!.length > 0 && !advisory.includes(gate))
  ).length;
  console.log(`gates: ${reports.length - failed} passed, ${failed} failed`);
  return reports.some(({ error }) => error !== undefined) ? 2 : failed > 0 ? 1 : 0;
}

process.exitCode = await main();
