import { execFile } from 'node:child_process';
import path from 'node:path';
import { createRequire } from 'node:module';
import { GateError, type Finding, type Gate } from './gate.ts';

const require = createRequire(import.meta.url);

interface ToolRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runNode(script: string, args: readonly string[], cwd: string): Promise<ToolRun> {
  // The output is read here: with CI set some tools colour it even when nobody looks.
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd, env, maxBuffer: 256 << 20 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 2, stdout, stderr });
    });
  });
}

/** Prettier's `--list-different` prints one path per file that would change and exits 1; 2 is a file it cannot read. */
export const formatGate: Gate = {
  name: 'format',
  title: 'Formatting (Apex, XML, LWC, TypeScript, Markdown)',
  needsJava: false,
  async run(root) {
    const prettier = path.join(path.dirname(require.resolve('prettier/package.json')), 'bin/prettier.cjs');
    const { code, stdout, stderr } = await runNode(prettier, ['--list-different', '.'], root);
    const findings: Finding[] = stdout
      .split('\n')
      .filter(Boolean)
      .map((file) => ({ file, line: 0, rule: 'format', message: 'is not formatted: run npm run format' }));
    if (code > 1 || (code === 1 && findings.length === 0)) {
      findings.push(
        ...stderr
          .split('\n')
          .filter((line) => line.startsWith('[error]'))
          .map((line) => ({ file: '', line: 0, rule: 'format', message: line.replace('[error] ', '') }))
      );
      if (findings.length === 0) throw new GateError(`prettier: ${stderr.slice(0, 2000)}`);
    }
    return { findings, judged: 'every file that Prettier knows' };
  }
};

interface LintedFile {
  readonly filePath: string;
  readonly messages: ReadonlyArray<{
    readonly ruleId: string | null;
    readonly line?: number;
    readonly message: string;
  }>;
}

/** ESLint with the LWC rules and type-aware TypeScript rules; warnings count as findings. */
export const lintGate: Gate = {
  name: 'lint',
  title: 'ESLint (LWC and TypeScript rules)',
  needsJava: false,
  async run(root) {
    const eslint = path.join(path.dirname(require.resolve('eslint/package.json')), 'bin/eslint.js');
    const { stdout, stderr } = await runNode(eslint, ['.', '--format', 'json'], root);
    if (!stdout.trimStart().startsWith('['))
      throw new GateError(`eslint gave no report: ${(stderr || stdout).slice(0, 2000)}`);
    const files = JSON.parse(stdout) as LintedFile[];
    if (files.length === 0) throw new GateError('eslint judged no file');
    return {
      findings: files.flatMap(({ filePath, messages }) =>
        messages.map(({ ruleId, line, message }) => ({
          file: path.relative(root, filePath),
          line: line ?? 0,
          rule: `eslint:${ruleId ?? 'parse'}`,
          message
        }))
      ),
      judged: `${files.length} files`
    };
  }
};

/** The tools' own TypeScript: the rest of the repository is type-checked by `npm test`. */
export const typesGate: Gate = {
  name: 'types',
  title: 'Types of the tools',
  needsJava: false,
  async run(root) {
    const tsc = require.resolve('typescript/bin/tsc');
    const { stdout } = await runNode(
      tsc,
      ['-p', 'scripts/tsconfig.json', '--noEmit', '--pretty', 'false', '--listFiles'],
      root
    );
    const lines = stdout.split('\n');
    const judged = lines.filter(
      (line) => line.startsWith(path.join(root, 'scripts/')) && !line.includes('node_modules')
    ).length;
    if (judged === 0) throw new GateError('types: tsc looked at no file of scripts/');
    const findings = lines.flatMap((line) => {
      const match = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line);
      return match ? [{ file: match[1]!, line: Number(match[2]), rule: match[3]!, message: match[4]! }] : [];
    });
    return { findings, judged: `${judged} files` };
  }
};
