/** What the Metadata API says about a deployment, in its own names. */

export type TestLevel = 'NoTestRun' | 'RunSpecifiedTests' | 'RunLocalTests' | 'RunAllTestsInOrg';
export const TEST_LEVELS: readonly TestLevel[] = [
  'NoTestRun',
  'RunSpecifiedTests',
  'RunLocalTests',
  'RunAllTestsInOrg'
];

export interface DeployOptions {
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  /** False: what compiles is kept, what does not is left out. */
  readonly rollbackOnError: boolean;
  readonly purgeOnDelete: boolean;
  readonly testLevel: TestLevel;
  readonly runTests: readonly string[];
}

export type DeployStatus =
  'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceling' | 'Canceled';

export interface DeployMessage {
  readonly changed: boolean;
  readonly columnNumber?: number;
  /** '' for the manifest itself. */
  readonly componentType: string;
  readonly created: boolean;
  readonly createdDate: string;
  readonly deleted: boolean;
  readonly fileName: string;
  readonly fullName: string;
  readonly id?: string;
  readonly lineNumber?: number;
  readonly problem?: string;
  readonly problemType?: 'Error' | 'Warning';
  readonly success: boolean;
}

export interface TestSuccess {
  readonly id: string;
  readonly methodName: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly seeAllData: boolean;
  /** Milliseconds. */
  readonly time: number;
}

export interface TestFailure extends TestSuccess {
  readonly message: string;
  readonly packageName: string;
  readonly stackTrace: string;
  readonly type: 'Class';
}

export interface CodeCoverage {
  readonly id: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly type: 'Class' | 'Trigger';
  readonly numLocations: number;
  readonly numLocationsNotCovered: number;
  readonly locationsNotCovered: ReadonlyArray<{
    readonly column: number;
    readonly line: number;
    readonly numExecutions: number;
    readonly time: number;
  }>;
}

export interface CoverageWarning {
  readonly id: string;
  readonly message: string;
  /** Null: the org as a whole. */
  readonly name: string | null;
  readonly namespace: string | null;
}

export interface RunTestResult {
  readonly numFailures: number;
  readonly numTestsRun: number;
  readonly totalTime: number;
  readonly codeCoverage: readonly CodeCoverage[];
  readonly codeCoverageWarnings: readonly CoverageWarning[];
  readonly failures: readonly TestFailure[];
  readonly successes: readonly TestSuccess[];
}

export const NO_TESTS: RunTestResult = {
  numFailures: 0,
  numTestsRun: 0,
  totalTime: 0,
  codeCoverage: [],
  codeCoverageWarnings: [],
  failures: [],
  successes: []
};

export interface DeployResult {
  readonly id: string;
  readonly success: boolean;
  readonly done: boolean;
  readonly status: DeployStatus;
  readonly checkOnly: boolean;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly startDate?: string;
  readonly completedDate?: string;
  readonly lastModifiedDate: string;
  readonly canceledBy?: string;
  readonly canceledByName?: string;
  readonly errorMessage?: string;
  readonly errorStatusCode?: string;
  readonly ignoreWarnings: boolean;
  readonly rollbackOnError: boolean;
  readonly runTestsEnabled: boolean;
  readonly numberComponentErrors: number;
  readonly numberComponentsDeployed: number;
  readonly numberComponentsTotal: number;
  readonly numberTestErrors: number;
  readonly numberTestsCompleted: number;
  readonly numberTestsTotal: number;
  readonly stateDetail?: string;
  readonly details: {
    readonly componentSuccesses: readonly DeployMessage[];
    readonly componentFailures: readonly DeployMessage[];
    readonly runTestResult: RunTestResult;
  };
}

/** A moment as the API writes it. */
export function apiTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
