/** Coverage as the Tooling API keeps it: by test method, by class, and of the whole org. */
import type { ApexTestResult } from '../../jobs/apex-tests.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';

/** Id of a class or trigger of the org. @throws Error when there is none: what has been compiled has a row */
export function classId({ local }: Pick<HostedOrg, 'local'>, name: string): string {
  const [row] = local.store.all(
    'SELECT Id FROM ApexClass WHERE Name = ? UNION ALL SELECT Id FROM ApexTrigger WHERE Name = ?',
    simpleName(name),
    simpleName(name)
  );
  if (typeof row?.[0] !== 'string') throw new Error(`the org has no row for ${name}`);
  return row[0];
}

function simpleName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

interface CoveredCode {
  readonly id: string;
  readonly path: string;
  readonly lines: readonly number[];
}

/** What counts for coverage: classes and triggers that are no tests. */
function coverableCode(org: HostedOrg, compiled: CompiledOrg): CoveredCode[] {
  return compiled.files.flatMap((file) => {
    const [top] = file.classes;
    const lines = [...new Set(file.hookLines)].sort((a, b) => a - b);
    return top === undefined || top.isTest || lines.length === 0
      ? []
      : [{ id: classId(org, top.name), path: file.path, lines }];
  });
}

/** Puts the coverage of these methods in the place of what their classes had, and adds everything up again. */
export function keepCoverage(org: HostedOrg, compiled: CompiledOrg, results: readonly ApexTestResult[]): void {
  const { platform } = org;
  const code = coverableCode(org, compiled);
  platform.together(() => {
    for (const testClass of new Set(results.map(({ className }) => className))) {
      const old = platform.find('ApexCodeCoverage', { ApexTestClassId: classId(org, testClass) });
      platform.delete(
        'ApexCodeCoverage',
        old.map((row) => String(row['Id']))
      );
    }
    for (const result of results) {
      const covered = new Map(result.covered.map(({ path, covered: lines }) => [path, new Set(lines)]));
      for (const each of code) {
        const lines = covered.get(each.path);
        if (lines === undefined) continue;
        platform.insert('ApexCodeCoverage', {
          ApexTestClassId: classId(org, result.className),
          ApexClassOrTriggerId: each.id,
          TestMethodName: result.method,
          ...figures(each.lines, lines)
        });
      }
    }
    addUp(org, code);
  });
}

function addUp({ platform }: HostedOrg, code: readonly CoveredCode[]): void {
  const byCode = new Map<string, Set<number>>();
  for (const row of platform.find('ApexCodeCoverage')) {
    const { coveredLines } = JSON.parse(String(row['Coverage'])) as { readonly coveredLines: readonly number[] };
    const id = String(row['ApexClassOrTriggerId']);
    byCode.set(id, new Set([...(byCode.get(id) ?? []), ...coveredLines]));
  }
  const replace = (object: string): void =>
    platform.delete(
      object,
      platform.find(object).map((row) => String(row['Id']))
    );
  replace('ApexCodeCoverageAggregate');
  replace('ApexOrgWideCoverage');
  let [covered, all] = [0, 0];
  for (const { id, lines } of code) {
    const found = figures(lines, byCode.get(id) ?? new Set());
    covered += found.NumLinesCovered;
    all += lines.length;
    platform.insert('ApexCodeCoverageAggregate', { ApexClassOrTriggerId: id, ...found });
  }
  platform.insert('ApexOrgWideCoverage', { PercentCovered: all === 0 ? 0 : Math.floor((covered * 100) / all) });
}

function figures(
  lines: readonly number[],
  covered: ReadonlySet<number>
): { readonly NumLinesCovered: number; readonly NumLinesUncovered: number; readonly Coverage: string } {
  const coveredLines = lines.filter((line) => covered.has(line));
  const uncoveredLines = lines.filter((line) => !covered.has(line));
  return {
    NumLinesCovered: coveredLines.length,
    NumLinesUncovered: uncoveredLines.length,
    Coverage: JSON.stringify({ coveredLines, uncoveredLines })
  };
}
