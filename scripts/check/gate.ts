/** One independent judge of the project. A gate never prints: it returns what it found. */
export interface Finding {
  /** Relative to the project root; empty when the finding is about the whole project. */
  readonly file: string;
  /** One-based; 0 when the finding has no place in the file. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

export interface GateOutcome {
  readonly findings: readonly Finding[];
  /** What was judged, so that a gate that looked at nothing is seen: `34 classes`, `112 files`. */
  readonly judged: string;
}

export interface Gate {
  readonly name: string;
  readonly title: string;
  readonly needsJava: boolean;
  run(root: string): Promise<GateOutcome>;
}

/** A gate that could not run at all: the message says what to do. */
export class GateError extends Error {
  override readonly name = 'GateError';
}

export function formatFinding(finding: Finding): string {
  const place = finding.file === '' ? '' : `${finding.file}${finding.line > 0 ? `:${finding.line}` : ''} `;
  return `${place}[${finding.rule}] ${finding.message}`;
}
