// What Apex answers to the page of subscriptions and users. Absent and null both mean "unknown", unless said otherwise.
declare module 'types/inventory' {
  type Unknown = null | undefined;

  export type LicenceKind = 'userLicenses' | 'permissionSetLicenses' | 'packageLicenses';

  export interface Licence {
    readonly kind: LicenceKind;
    readonly name: string;
    readonly status?: string | Unknown;
    /** Absent: as many as wanted. */
    readonly total?: number | Unknown;
    readonly used?: number | Unknown;
    /** ISO 8601 date; absent: does not expire. */
    readonly expires?: string | Unknown;
  }

  export type Seen = 'never' | 'longAgo' | 'recently' | 'inactive';

  export interface SeenCount {
    readonly seen: Seen;
    readonly users: number;
  }

  export interface SeenUser {
    readonly id: string;
    readonly name: string;
    readonly username: string;
    readonly email?: string | Unknown;
    readonly company?: string | Unknown;
    readonly licence?: string | Unknown;
    /** ISO 8601; absent: never. */
    readonly lastSeenAt?: string | Unknown;
    readonly isThirdParty?: boolean | Unknown;
    readonly isCollected: boolean;
  }

  export interface InventoryRun {
    readonly name: string;
    readonly status: 'Queued' | 'Running' | 'Completed' | 'Failed';
    readonly isActive: boolean;
    readonly subscriptions: number;
    readonly profiles: number;
    readonly users: number;
    readonly usersLeftOut: number;
    /** What could not be read, a line each; absent when everything could. */
    readonly unread?: string | Unknown;
    readonly finishedAt?: string | Unknown;
    readonly error?: string | Unknown;
    readonly messagesDelivered: number;
    readonly messagesPending: number;
    readonly messagesDead: number;
  }

  export interface Inventory {
    readonly licences: readonly Licence[];
    /** Kinds that could not be read, with the words of the platform. */
    readonly unread: readonly string[];
    readonly seen: readonly SeenCount[];
    readonly companies: readonly string[];
    readonly own: readonly string[];
    readonly fieldsOffered: readonly string[];
    readonly fieldsChosen: readonly string[];
    /** Absent when there was none. */
    readonly run?: InventoryRun | Unknown;
    readonly isConfigured: boolean;
  }

  export interface InventoryChoices {
    readonly companies: readonly string[];
    readonly own: readonly string[];
    readonly fields: readonly string[];
  }

  export interface InventoryPreview {
    readonly lookedAt: number;
    readonly sent: number;
    readonly body: string;
  }
}

declare module '@salesforce/apex/InventoryConsole.overview' {
  import type { Inventory } from 'types/inventory';
  export default function overview(): Promise<Inventory>;
}

declare module '@salesforce/apex/InventoryConsole.users' {
  import type { Seen, SeenUser } from 'types/inventory';
  export default function users(params: { seen: Seen; offset: number }): Promise<readonly SeenUser[]>;
}

declare module '@salesforce/apex/InventoryConsole.preview' {
  import type { InventoryPreview } from 'types/inventory';
  export default function preview(): Promise<InventoryPreview>;
}

declare module '@salesforce/apex/InventoryConsole.saveChoices' {
  import type { Inventory, InventoryChoices } from 'types/inventory';
  export default function saveChoices(params: { choices: InventoryChoices }): Promise<Inventory>;
}

declare module '@salesforce/apex/InventoryConsole.start' {
  import type { InventoryRun } from 'types/inventory';
  export default function start(): Promise<InventoryRun>;
}

declare module '@salesforce/apex/InventoryConsole.latestRun' {
  import type { InventoryRun } from 'types/inventory';
  export default function latestRun(): Promise<InventoryRun | null>;
}

declare module '@salesforce/apex/InventoryConsole.schedule' {
  import type { Schedule } from 'types/runs';
  export default function schedule(): Promise<Schedule>;
}

declare module '@salesforce/apex/InventoryConsole.saveSchedule' {
  import type { Schedule, ScheduleTime } from 'types/runs';
  export default function saveSchedule(params: {
    /** null ends the schedule. */
    at: ScheduleTime | null;
    seen: string | null;
  }): Promise<Schedule>;
}

declare module '@salesforce/apex/InventoryConsole.licencesCsv' {
  export default function licencesCsv(): Promise<string>;
}

declare module '@salesforce/apex/InventoryConsole.usersCsv' {
  export interface UsersPage {
    readonly text: string;
    /** Absent after the last page. */
    readonly lastId?: string | null | undefined;
  }
  export default function usersCsv(params: { afterId: string | null }): Promise<UsersPage>;
}
