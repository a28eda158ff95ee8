import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { GateError, type Finding, type Gate } from './gate.ts';
import { filesBelow } from './files.ts';

interface Lines {
  readonly total: number;
  readonly covered: number;
}

interface Kind {
  /** Folder below coverage/. */
  readonly name: string;
  readonly folder: string;
  readonly counts: (file: string) => boolean;
  /** Held by every file, or by all together. Salesforce's own floor for a package's Apex is 75 %. */
  readonly each: boolean;
}

const WANTED = 0.9;
const inTests = (file: string): boolean => /[\\/](tests|__tests__)[\\/]/.test(file);

const KINDS: readonly Kind[] = [
  { name: 'apex', folder: 'force-app', counts: (file) => file.endsWith('.cls') && !inTests(file), each: true },
  {
    name: 'lwc',
    folder: 'force-app',
    counts: (file) => /[\\/]lwc[\\/].*(?<!\.d)\.ts$/.test(file) && !inTests(file),
    each: false
  },
  {
    name: 'local-org',
    folder: 'local-org',
    counts: (file) => /(?<!\.d)\.ts$/.test(file) && !inTests(file),
    each: false
  }
];

/**
 * The coverage that `npm test` measured: high enough, of exactly the files that are there, and not older than they are.
 * A file that no summary names was not judged at all, so it is a finding however good the share looks.
 */
export const coverageGate: Gate = {
  name: 'coverage',
  title: 'Coverage by the tests',
  needsJava: false,
  run(root) {
    const judged: string[] = [];
    const findings = KINDS.flatMap((kind) => {
      const { found, share } = judge(root, kind);
      judged.push(`${kind.name} ${Math.floor(share * 1000) / 10} %`);
      return found;
    });
    return Promise.resolve({ findings, judged: judged.join(', ') });
  }
};

function judge(root: string, kind: Kind): { found: Finding[]; share: number } {
  const summary = path.join(root, 'coverage', kind.name, 'coverage-summary.json');
  if (!existsSync(summary)) throw new GateError(`There is no coverage of ${kind.name}: run npm test first`);
  const measured = JSON.parse(readFileSync(summary, 'utf8')) as Record<string, { readonly lines: Lines }>;
  const files = filesBelow(path.join(root, kind.folder), kind.counts);
  if (files.length === 0) throw new GateError(`coverage: no ${kind.name} source below ${kind.folder}`);
  const age = statSync(summary).mtimeMs;
  const finding = (file: string, message: string): Finding => ({
    file: path.relative(root, file),
    line: 0,
    rule: `coverage:${kind.name}`,
    message
  });
  const found = files.flatMap((file) => {
    const lines = measured[file]?.lines;
    if (lines === undefined) return [finding(file, 'is not in the summary: the coverage does not count it')];
    if (statSync(file).mtimeMs > age) return [finding(file, 'has changed since it was measured: run npm test')];
    return kind.each && lines.covered < WANTED * lines.total
      ? [finding(file, `${lines.covered} of ${lines.total} lines are covered; 90 % are asked for`)]
      : [];
  });
  const known = files.map((file) => measured[file]?.lines).filter((lines) => lines !== undefined);
  const total = known.reduce((sum, lines) => sum + lines.total, 0);
  const share = total === 0 ? 0 : known.reduce((sum, lines) => sum + lines.covered, 0) / total;
  if (share < WANTED)
    found.push(
      finding(
        path.join(root, kind.folder),
        `${(100 * share).toFixed(1)} % of the lines are covered; 90 % are asked for`
      )
    );
  return { found, share };
}
