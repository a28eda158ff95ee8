import { readFileSync } from 'node:fs';
import path from 'node:path';
import { staleDocument } from './documents.ts';
import type { Finding, Gate } from './gate.ts';
import { filesBelow } from './files.ts';

export interface Suppression {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
}

const TABLE = 'docs/suppressions.md';
const MARKER =
  /@SuppressWarnings\s*\(\s*'([^']*)'\s*\)|\/\/\s*NOPMD\b(.*)|code-analyzer-suppress\(([^)]*)\)(.*)|eslint-disable(?:-next-line|-line)?\s+([^\n*]*)/i;
/** The reason stands in a comment on the marker's line or the one above: `// Reason (ApexCRUDViolation): …`. */
const REASON = /(?:\/\/|\*)\s*Reason \(([\w, .:/@-]+)\):\s*(\S.*?)\s*(?:\*\/)?$/;

/** Every suppression in the shipped source with the reason that stands beside it (empty when there is none). */
export function findSuppressions(root: string): Suppression[] {
  return filesBelow(path.join(root, 'force-app'), (file) => /\.(cls|trigger|ts|html)$/.test(file)).flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.flatMap((text, index) => {
      const match = MARKER.exec(text);
      if (!match) return [];
      const rules = (match[1] ?? match[2] ?? match[3] ?? match[5] ?? '')
        .split(/[,\s]+/)
        .map((rule) => rule.replace(/^PMD\./, '').trim())
        .filter(Boolean);
      const reasons = [text, lines[index - 1] ?? '', lines[index - 2] ?? '']
        .map((line) => REASON.exec(line))
        .filter((found) => found !== null);
      return (rules.length > 0 ? rules : ['(every rule)']).map((rule) => ({
        file: path.relative(root, file),
        line: index + 1,
        rule,
        reason: reasons.find((found) => found[1]!.split(/[,\s]+/).includes(rule))?.[2] ?? ''
      }));
    });
  });
}

/** The table in docs/, exactly as the source implies it. */
export function suppressionTable(suppressions: readonly Suppression[]): string {
  const rows = suppressions.map(
    ({ file, rule, reason }) => `| ${path.basename(file)} | ${rule} | ${reason.replaceAll('|', '\\|')} |`
  );
  const body =
    rows.length > 0 ? ['| Where | Rule | Why it is right here |', '| --- | --- | --- |', ...rows] : ['None.'];
  return `${['# Suppressed findings', '', 'Made from the source by `npm run check -- --write-suppressions`; the gate fails when it differs.', '', ...body].join('\n')}\n`;
}

/** Each suppression names its rule and its reason, and the table in docs/ lists them all. */
export const suppressionsGate: Gate = {
  name: 'suppressions',
  title: 'Suppressions have a reason and are listed',
  needsJava: false,
  run(root) {
    const suppressions = findSuppressions(root);
    const findings: Finding[] = suppressions
      .filter(({ reason, rule }) => reason === '' || rule === '(every rule)')
      .map(({ file, line, rule }) => ({
        file,
        line,
        rule: 'suppression',
        message: `${rule} is suppressed without a "// Reason (${rule}): …" comment beside it`
      }));
    findings.push(...staleDocument(root, TABLE, suppressionTable(suppressions), '--write-suppressions'));
    return Promise.resolve({ findings, judged: `${suppressions.length} suppressions` });
  }
};
