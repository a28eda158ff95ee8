import { execFile } from 'node:child_process';
import path from 'node:path';
import { createRequire } from 'node:module';
import { findJava } from './java.ts';
import { GateError, type Finding, type Gate } from './gate.ts';
import { filesBelow } from './files.ts';

/** apex-ls ships inside the PMD engine of Salesforce Code Analyzer. */
const MAIN_CLASS = 'io.github.apexdevtools.apexls.CheckForIssues';

/** An open-source type checker of Apex, with the standard library and objects of API 65: zero messages, warnings too. */
export const apexLsGate: Gate = {
  name: 'apex-ls',
  title: 'Apex type checker (apex-ls)',
  needsJava: true,
  async run(root) {
    const java = await findJava();
    const classes = filesBelow(path.join(root, 'force-app'), (file) => file.endsWith('.cls'));
    if (classes.length === 0) throw new GateError('apex-ls: no .cls file below force-app');
    const engine = path.dirname(
      createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine/package.json')
    );
    const output = await check(java, [
      '-cp',
      path.join(engine, 'dist/java-lib/*'),
      MAIN_CLASS,
      '--nocache',
      '--detail',
      'warnings',
      '-f',
      'json',
      '-w',
      root
    ]);
    return { findings: parseIssues(output, root), judged: `${classes.length} classes` };
  }
};

/** The checker exits non-zero when it finds something, so the exit code alone says nothing: its output is read. */
function check(java: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(java, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (stdout.trimStart().startsWith('{')) resolve(stdout);
      else
        reject(
          new GateError(`apex-ls gave no report: ${(stderr || stdout || error?.message) ?? 'no output'}`.slice(0, 2000))
        );
    });
  });
}

interface Report {
  readonly files?: ReadonlyArray<{
    readonly path: string;
    readonly messages?: ReadonlyArray<{
      readonly start: { readonly line: number };
      readonly category: string;
      readonly message: string;
    }>;
  }>;
}

/** Reads the checker's JSON report. Exported for its test. */
export function parseIssues(output: string, root: string): Finding[] {
  const report = JSON.parse(output) as Report;
  return (report.files ?? []).flatMap((file) =>
    (file.messages ?? []).map((message) => ({
      file: path.relative(root, file.path),
      line: message.start.line,
      rule: `apex-ls ${message.category}`,
      message: message.message
    }))
  );
}
