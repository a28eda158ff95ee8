// What Apex answers to the population page. Absent and null both mean "unknown", never zero.
declare module 'types/population' {
  type Unknown = null | undefined;

  export type RunStatus =
    'Queued' | 'Running' | 'Paused' | 'Completed' | 'CompletedWithErrors' | 'Failed' | 'Cancelled';

  export interface PopulationRun {
    readonly runId: string;
    readonly name: string;
    readonly status: RunStatus;
    /** ISO 8601. */
    readonly startedAt?: string | Unknown;
    readonly finishedAt?: string | Unknown;
    readonly objectsTotal?: number | Unknown;
    readonly objectsDone?: number | Unknown;
    readonly recordsCounted?: number | Unknown;
    readonly fieldsMeasured?: number | Unknown;
    readonly fieldsUnmeasured?: number | Unknown;
    readonly queriesUsed?: number | Unknown;
    readonly queryRowsUsed?: number | Unknown;
    readonly asyncExecutions?: number | Unknown;
    readonly messagesPending?: number | Unknown;
    readonly messagesDelivered?: number | Unknown;
    readonly messagesDead?: number | Unknown;
    readonly error?: string | Unknown;
    /** What the admin should know about the run. */
    readonly notice?: string | Unknown;
    /** Why the run has paused itself. */
    readonly pauseReason?: string | Unknown;
  }

  export type MeasureStatus = 'measured' | 'skipped' | 'unknown';

  export interface ObjectPopulation {
    readonly objectName: string;
    readonly label: string;
    readonly records?: number | Unknown;
    /** Of the result, or of the task that will produce it. */
    readonly status: MeasureStatus | 'Queued' | 'Running' | 'Failed';
    readonly fieldsMeasured?: number | Unknown;
    readonly fieldsUnmeasured?: number | Unknown;
    /** 0..1. */
    readonly averageFill?: number | Unknown;
    /** ISO 8601. */
    readonly asOf?: string | Unknown;
    readonly reason?: string | Unknown;
  }

  export interface RecordTypePopulation {
    readonly id: string;
    readonly name: string;
    readonly records?: number | Unknown;
  }

  export interface ValuePopulation {
    readonly value: string;
    readonly label?: string | Unknown;
    readonly count?: number | Unknown;
    /** 0..1 of the field's total. */
    readonly share?: number | Unknown;
    /** Whether the field's definition has the value. */
    readonly defined: boolean;
    readonly active: boolean;
  }

  export type Band = 'zero' | 'below25' | 'below50' | 'below75' | 'from75';

  export interface FieldPopulation {
    readonly name: string;
    readonly label: string;
    readonly type: string;
    readonly status: MeasureStatus;
    readonly method?: string | Unknown;
    readonly reason?: string | Unknown;
    readonly total?: number | Unknown;
    readonly filled?: number | Unknown;
    /** 0..1. */
    readonly share?: number | Unknown;
    readonly band?: Band | Unknown;
    /** Of a picklist; the values themselves are read one field at a time. */
    readonly valueCount?: number | Unknown;
  }

  /** A band, or the fields that have none because they are not measured. */
  export type BandChoice = Band | 'notMeasured';

  /** Which fields of an object to show; the server filters, sorts and cuts. */
  export interface FieldQuery {
    readonly search: string;
    /** null: all. */
    readonly band: BandChoice | null;
    readonly sortBy: 'label' | 'type' | 'method' | 'fill';
    /** Types or methods in the order that their words have for the user; for sorting by them. */
    readonly ranks: readonly string[];
    readonly direction: 'ascending' | 'descending';
    /** Position of the first row, from 0. */
    readonly offset: number;
  }

  /** A page of the fields of an object. */
  export interface FieldsPage {
    readonly objectName: string;
    readonly label: string;
    readonly records?: number | Unknown;
    readonly recordTypes: readonly RecordTypePopulation[];
    /** The rows of the page, in order. */
    readonly fields: readonly FieldPopulation[];
    /** Fields that are found, on all pages. */
    readonly total: number;
    /** Fields of the object. */
    readonly all: number;
    /** How many fields of the object are in each band. */
    readonly bands: Readonly<Partial<Record<BandChoice, number>>>;
  }
}

declare module '@salesforce/apex/PopulationConsole.latestRun' {
  import type { PopulationRun } from 'types/population';
  export default function latestRun(): Promise<PopulationRun | null>;
}

declare module '@salesforce/apex/ResultsConsole.fields' {
  import type { FieldQuery, FieldsPage } from 'types/population';
  export default function fields(params: {
    request: FieldQuery & {
      readonly runId: string;
      readonly objectName: string;
      /** null: all record types. */
      readonly recordTypeId: string | null;
    };
  }): Promise<FieldsPage>;
}

declare module '@salesforce/apex/ResultsConsole.values' {
  import type { ValuePopulation } from 'types/population';
  export default function values(params: {
    runId: string;
    objectName: string;
    recordTypeId: string | null;
    fieldName: string;
  }): Promise<readonly ValuePopulation[]>;
}

declare module '@salesforce/apex/PopulationConsole.startRun' {
  export default function startRun(): Promise<string>;
}
