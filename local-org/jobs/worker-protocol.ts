/** What main thread and workers say to each other: plain data only. */
import type { QueryCostModel } from '../runtime/platform/limits.ts';
import type { AnonymousResult } from './anonymous.ts';
import type { AuraResult } from './aura.ts';
import type { CompiledOrg } from './compile-org.ts';
import type { PackageScript } from './package-script.ts';
import type { PageAnswer, PageRequest } from './visualforce/render.ts';
import type { DataAnswer, DataCall } from './data/calls.ts';

export interface WorkerSetup {
  readonly compiled: CompiledOrg;
  readonly databaseFile: string;
  readonly userId: string;
  /** Milliseconds to add to the real time; shared, so that all threads see the virtual clock move. */
  readonly clockOffset: SharedArrayBuffer;
  readonly clock: 'real' | 'virtual';
  readonly hosts: Readonly<Record<string, string>>;
  readonly queryCost: QueryCostModel | null;
  readonly sessionSecret: string | null;
  /** `ApiRequests.shared`. */
  readonly apiRequests: SharedArrayBuffer;
}

export type WorkerRequest =
  | {
      readonly type: 'aura';
      readonly userId: string;
      readonly className: string;
      readonly method: string;
      readonly params: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'data'; readonly userId: string; readonly call: DataCall }
  /** Runs the script of a package that has been installed, or is about to be uninstalled. */
  | {
      readonly type: 'packageScript';
      readonly userId: string;
      readonly className: string;
      readonly run: PackageScript;
    }
  | { readonly type: 'query'; readonly soql: string }
  | { readonly type: 'page'; readonly request: PageRequest }
  /** Of a worker whose program holds the compiled block. */
  | { readonly type: 'anonymous'; readonly userId: string; readonly source: string }
  | { readonly type: 'browserUser'; readonly userId: string }
  /** Runs the job that is due first, one step of it. */
  | { readonly type: 'step' }
  /** The earliest moment at which a job is due. */
  | { readonly type: 'nextDue' }
  /** Ends the thread when the statement on that line is about to run; null: never. */
  | { readonly type: 'faultAt'; readonly place: FaultPlace | null }
  /** Ends jobs that were running in a worker that died. */
  | { readonly type: 'recover'; readonly finalizers: ReadonlyMap<string, string> };

export interface WorkerAnswers {
  readonly aura: AuraResult;
  readonly page: PageAnswer;
  readonly anonymous: AnonymousResult;
  readonly data: DataAnswer;
  /** The error with its stack; null when the script ended well. */
  readonly packageScript: string | null;
  readonly query: readonly Readonly<Record<string, unknown>>[];
  readonly browserUser: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly customPermissions: readonly string[];
  };
  readonly step: StepAnswer;
  readonly nextDue: NextDue;
  readonly faultAt: null;
  readonly recover: readonly StepSummary[];
}

/** Null: nothing waits. Scheduled jobs fire again and again, so those that end by themselves are told apart. */
export interface NextDue {
  readonly any: number | null;
  readonly finite: number | null;
}

export interface StepSummary {
  readonly jobId: string;
  readonly kind: string;
  readonly className: string;
  readonly continues: boolean;
  readonly failure: string | null;
}

export type StepAnswer = { readonly ran: StepSummary } | { readonly ran: null; readonly next: NextDue };

/** What a worker says unasked. */
export type WorkerEvent =
  | { readonly event: 'ready' }
  | { readonly event: 'started'; readonly jobId: string; readonly kind: string; readonly className: string }
  | { readonly event: 'finalizer'; readonly jobId: string; readonly graph: string };

export interface FaultPlace {
  /** As in the project: `force-app/main/foundation/classes/Clock.cls`. */
  readonly path: string;
  readonly line: number;
}

export interface RequestMessage {
  readonly id: number;
  readonly request: WorkerRequest;
}

export type WorkerMessage =
  WorkerEvent | { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failure: string };
