// What Apex answers about the connection. Absent and null both mean "none".
declare module 'types/connection' {
  type None = null | undefined;

  export interface Region {
    readonly name: string;
    readonly label: string;
    readonly apiHost?: string | None;
    readonly appHost?: string | None;
    readonly loginIps: readonly string[];
    readonly isCustom: boolean;
    readonly isChosen: boolean;
  }

  export interface FoundUser {
    readonly userId: string;
    readonly name: string;
    readonly profileName?: string | None;
    readonly licence?: string | None;
  }

  export interface Choices {
    readonly integrationUserId?: string | None;
    readonly integrationUserName?: string | None;
    readonly loopbackCredential?: string | None;
    readonly isMarkedConnected: boolean;
    readonly readerUrl: string;
  }

  export interface PermissionSetPlan {
    readonly isCreated: boolean;
    readonly isAssigned: boolean;
    readonly userName?: string | None;
    readonly missing: readonly string[];
    readonly present: readonly string[];
    readonly notOffered: readonly string[];
  }

  export interface PermissionSetOutcome {
    readonly setId?: string | None;
    readonly notOffered: readonly string[];
    readonly added: readonly string[];
    /** The platform's words; absent when all went well. */
    readonly error?: string | None;
  }

  export interface SessionAnswer {
    readonly lockToIp: boolean | null;
    readonly enforceAlways: boolean | null;
    readonly ranges: number | null;
    readonly missing: readonly string[];
    readonly includesSalesforce: boolean;
  }
}

declare module '@salesforce/apex/ChoicesConsole.regions' {
  import type { Region } from 'types/connection';
  export default function regions(): Promise<readonly Region[]>;
}

declare module '@salesforce/apex/ChoicesConsole.chooseRegion' {
  export default function chooseRegion(params: { name: string }): Promise<void>;
}

declare module '@salesforce/apex/ChoicesConsole.users' {
  import type { FoundUser } from 'types/connection';
  export default function users(params: { search: string }): Promise<readonly FoundUser[]>;
}

declare module '@salesforce/apex/ConnectionConsole.choices' {
  import type { Choices } from 'types/connection';
  export default function choices(): Promise<Choices>;
}

declare module '@salesforce/apex/ConnectionConsole.chooseUser' {
  export default function chooseUser(params: { userId: string }): Promise<void>;
}

declare module '@salesforce/apex/ConnectionConsole.useCredential' {
  export default function useCredential(params: { name: string }): Promise<void>;
}

declare module '@salesforce/apex/ConnectionConsole.markConnected' {
  export default function markConnected(): Promise<void>;
}

declare module '@salesforce/apex/ConnectionConsole.confirmSession' {
  import type { SessionAnswer } from 'types/connection';
  export default function confirmSession(params: { answer: SessionAnswer }): Promise<void>;
}

declare module '@salesforce/apex/ConnectionConsole.permissionSetPlan' {
  import type { PermissionSetPlan } from 'types/connection';
  export default function permissionSetPlan(): Promise<PermissionSetPlan>;
}

declare module '@salesforce/apex/ConnectionConsole.stopAllJobs' {
  export default function stopAllJobs(): Promise<number>;
}

declare module '@salesforce/apex/ConnectionConsole.savePermissionSet' {
  import type { PermissionSetOutcome } from 'types/connection';
  export default function savePermissionSet(): Promise<PermissionSetOutcome>;
}
