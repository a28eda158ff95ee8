import type { ApexTestResult, ApexTestRun, ClassCoverage } from '../../jobs/apex-tests.ts';
import { projectRoot } from '../bootstrap.mjs';
import { writeApexCoverage } from './coverage.ts';
import type { Failure, Stage, StageResult } from './stage.ts';

/** Salesforce asks for 75 % of the package; what is below it in one class is named. */
const WANTED_COVERAGE = 0.75;

/** The package's Apex tests on the local org: a result per method, coverage per class. */
export const apexStage: Stage = {
  name: 'apex',
  title: 'Apex',
  async run(progress) {
    // Loaded here, so that a fault in the local org fails this stage and not the command.
    const { runApexTests } = await import('../../jobs/apex-tests.ts');
    let ended = 0;
    const run = await runApexTests({
      projects: [projectRoot],
      onResult: ({ className, method }) => progress(`${++ended} methods · ${className}.${method}`)
    });
    writeApexCoverage(run.coverage);
    return toStageResult(run);
  }
};

/** @throws Error when there was no test at all. */
export function toStageResult({ results, coverage }: ApexTestRun): StageResult {
  if (results.length === 0) throw new Error('the package has no Apex tests');
  const failures: Failure[] = results.filter((result) => result.outcome !== 'Pass').map(toFailure);
  return { passed: results.length - failures.length, failures, skipped: [], notes: coverageNotes(coverage) };
}

function toFailure(result: ApexTestResult): Failure {
  const output = [result.message, result.stackTrace].filter((text) => text !== null).join('\n');
  return { name: `${result.className}.${result.method}`, output };
}

function coverageNotes(coverage: readonly ClassCoverage[]): string[] {
  const covered = coverage.reduce((sum, each) => sum + each.covered, 0);
  const coverable = coverage.reduce((sum, each) => sum + each.coverable, 0);
  const low = coverage.filter((each) => each.covered < WANTED_COVERAGE * each.coverable);
  return [
    `Coverage: ${covered} of ${coverable} lines in ${coverage.length} classes (${share(covered, coverable)})`,
    ...low.map(
      (each) => `  ${share(each.covered, each.coverable)} ${each.path}, not lines ${each.uncoveredLines.join(', ')}`
    )
  ];
}

/** Rounded down: less than all is never 100 %. */
function share(covered: number, coverable: number): string {
  return `${coverable === 0 ? 100 : Math.floor((100 * covered) / coverable)} %`;
}
