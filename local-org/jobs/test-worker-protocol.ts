/** What the test runner and its workers say to each other. The runner sends classes, and null at the end. */
import type { CoveredLines } from '../runtime/machine/statements.ts';
import type { ApexTestResult } from './apex-tests.ts';
import type { CompiledOrg } from './compile-org.ts';

/** What the org has beside its setup when the tests run: 'none' in a new one; 'unreachable' here in one that is in use. */
export type OrgData = 'none' | 'unreachable';

export interface TestWorkerSetup {
  readonly compiled: CompiledOrg;
  /** Assigned to the user whom the tests run as. */
  readonly permissionSets: readonly string[];
  readonly orgData: OrgData;
}

export interface TestClassRequest {
  readonly className: string;
  /** Lower case; null: all. */
  readonly methods: readonly string[] | null;
}

export type TestWorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly result: ApexTestResult }
  | { readonly type: 'classDone' }
  | { readonly type: 'coverage'; readonly lines: readonly CoveredLines[] };
