// What Apex answers about readiness. Absent and null both mean "unknown".
declare module 'types/readiness' {
  type Unknown = null | undefined;

  export type CheckStatus = 'pass' | 'warning' | 'fail' | 'unknown' | 'not applicable';

  export interface CheckRow {
    readonly name: string;
    readonly status: CheckStatus;
    readonly detail: string;
    readonly purpose?: string | Unknown;
  }

  export interface CheckChange {
    /** ISO 8601. */
    readonly changedAt: string;
    readonly wasStatus: CheckStatus;
    readonly isStatus: CheckStatus;
    readonly seen: string;
  }

  export interface Check {
    readonly id: string;
    readonly title: string;
    /** Absent when the check has never run. */
    readonly status?: CheckStatus | Unknown;
    readonly evidence: readonly string[];
    readonly solution?: string | Unknown;
    /** Address of the Setup page, relative to the org's domain. */
    readonly link?: string | Unknown;
    readonly method?: string | Unknown;
    readonly rows: readonly CheckRow[];
    readonly toCopy: readonly string[];
    /** ISO 8601. */
    readonly checkedAt?: string | Unknown;
    readonly changedAt?: string | Unknown;
    readonly previousStatus?: CheckStatus | Unknown;
    readonly changes: readonly CheckChange[];
  }
}

declare module '@salesforce/apex/ReadinessConsole.checks' {
  import type { Check } from 'types/readiness';
  export default function checks(): Promise<readonly Check[]>;
}

declare module '@salesforce/apex/ReadinessConsole.run' {
  import type { Check } from 'types/readiness';
  export default function run(params: { ids: readonly string[] }): Promise<readonly Check[]>;
}
