// What Apex answers about schedule, preview and history. Absent and null both mean "unknown".
declare module 'types/runs' {
  import type { RunStatus } from 'types/population';
  type Unknown = null | undefined;

  export type Frequency = 'daily' | 'weekly' | 'monthly';

  export interface ScheduleTime {
    readonly frequency: Frequency;
    readonly hour: number;
    readonly minute: number;
    /** Of the week (1 is Sunday) or of the month; not used for every day. */
    readonly day?: number | Unknown;
  }

  export interface Schedule {
    readonly isScheduled: boolean;
    /** Another one after each change. */
    readonly id?: string | Unknown;
    readonly at?: ScheduleTime | Unknown;
    readonly words?: string | Unknown;
    readonly timeZone: string;
    readonly nextRunAt?: string | Unknown;
    readonly previousRunAt?: string | Unknown;
    readonly scheduledBy?: string | Unknown;
    readonly jobsUsed: number;
    readonly jobsAllowed: number;
  }

  export interface ObjectCost {
    readonly objectName: string;
    readonly label: string;
    readonly excludedBecause?: string | Unknown;
    readonly records?: number | Unknown;
    readonly queries: number;
    readonly queryRows: number;
  }

  export interface RunPreview {
    readonly objects: readonly ObjectCost[];
    readonly excluded: Readonly<Record<string, number>>;
    readonly queries: number;
    readonly queryRows: number;
    readonly asyncExecutions: number;
    /** The same if every object had changed since the last run. */
    readonly fullQueries: number;
    readonly fullQueryRows: number;
    readonly fullAsyncExecutions: number;
    readonly nextAfter?: string | Unknown;
  }

  export interface PastRun {
    readonly runId: string;
    readonly name: string;
    readonly status: RunStatus;
    readonly finishedAt?: string | Unknown;
    readonly durationSeconds?: number | Unknown;
    readonly objectsDone?: number | Unknown;
    readonly recordsCounted?: number | Unknown;
    readonly averageFill?: number | Unknown;
    readonly hasResults: boolean;
  }
}

declare module '@salesforce/apex/PopulationConsole.trends' {
  /** A trend for each name, in the same order; points oldest first. */
  export default function trends(params: { objectNames: readonly string[] }): Promise<
    readonly {
      readonly objectName: string;
      readonly points: readonly { readonly averageFill?: number | null | undefined }[];
    }[]
  >;
}

declare module '@salesforce/apex/ScheduleConsole.schedule' {
  import type { Schedule } from 'types/runs';
  export default function schedule(): Promise<Schedule>;
}

declare module '@salesforce/apex/ScheduleConsole.saveSchedule' {
  import type { Schedule, ScheduleTime } from 'types/runs';
  export default function saveSchedule(params: { at: ScheduleTime; seen: string | null }): Promise<Schedule>;
}

declare module '@salesforce/apex/ScheduleConsole.stopSchedule' {
  import type { Schedule } from 'types/runs';
  export default function stopSchedule(): Promise<Schedule>;
}

declare module '@salesforce/apex/PopulationConsole.preview' {
  import type { RunPreview } from 'types/runs';
  export default function preview(params: { after: string | null }): Promise<RunPreview>;
}

declare module '@salesforce/apex/PopulationConsole.history' {
  import type { PastRun } from 'types/runs';
  export default function history(): Promise<readonly PastRun[]>;
}

declare module '@salesforce/apex/PopulationConsole.pauseRun' {
  export default function pauseRun(params: { runId: string }): Promise<void>;
}

declare module '@salesforce/apex/PopulationConsole.resumeRun' {
  export default function resumeRun(params: { runId: string }): Promise<void>;
}

declare module '@salesforce/apex/PopulationConsole.cancelRun' {
  export default function cancelRun(params: { runId: string }): Promise<void>;
}

declare module '@salesforce/apex/ResultsConsole.csv' {
  export default function csv(params: {
    runId: string;
    objectName: string;
    recordTypeId: string | null;
  }): Promise<string>;
}

declare module '@salesforce/apex/ResultsConsole.objects' {
  import type { ObjectPopulation } from 'types/population';
  export interface ObjectsRequest {
    readonly runId: string;
    readonly search: string;
    readonly sortBy: string;
    readonly ascending: boolean;
    readonly offset: number;
  }
  export interface ObjectsPage {
    readonly objects: readonly ObjectPopulation[];
    /** Objects that the search finds, on all pages. */
    readonly total: number;
    readonly all: number;
  }
  export default function objects(params: { request: ObjectsRequest }): Promise<ObjectsPage>;
}
