// What Apex answers about the delivery. Absent and null both mean "unknown" or "none".
declare module 'types/delivery' {
  type Unknown = null | undefined;

  export interface DeliveryStatus {
    readonly region?: string | Unknown;
    readonly apiHost?: string | Unknown;
    readonly secretSet: boolean;
    readonly pending: number;
    readonly delivered: number;
    readonly dead: number;
    /** ISO 8601. */
    readonly oldestPendingAt?: string | Unknown;
    readonly nextAttemptAt?: string | Unknown;
    readonly rotatingSince?: string | Unknown;
    readonly credential?: string | Unknown;
    readonly retentionDays: number;
  }

  export interface PingResult {
    readonly result:
      'ACCEPTED' | 'CLOCK_SKEW' | 'SIGNATURE_REFUSED' | 'NOT_ALLOWED' | 'NO_ANSWER' | 'REDIRECTED' | 'UNEXPECTED';
    readonly url: string;
    readonly status?: number | Unknown;
    readonly error?: string | Unknown;
    readonly skewSeconds?: number | Unknown;
    readonly milliseconds: number;
  }

  export type MessageStatus = 'Pending' | 'Delivered' | 'Dead';
  export type DeadReason = 'Refused' | 'SignatureRefused' | 'ClockSkew' | 'GivenUp' | 'Redirected';

  export interface OutboxMessage {
    readonly recordId: string;
    readonly messageId: string;
    readonly type: string;
    readonly subject?: string | Unknown;
    readonly status: MessageStatus;
    /** ISO 8601. */
    readonly createdAt: string;
    readonly attempts?: number | Unknown;
    readonly nextAttemptAt?: string | Unknown;
    readonly deliveredAt?: string | Unknown;
    readonly lastStatus?: number | Unknown;
    readonly deadReason?: DeadReason | Unknown;
    readonly lastResponse?: string | Unknown;
  }

  export interface OutboxPage {
    readonly messages: readonly OutboxMessage[];
    readonly hasMore: boolean;
  }

  export interface MessageBody {
    readonly messageId: string;
    readonly body: string;
    readonly sha256: string;
  }
}

declare module '@salesforce/apex/DeliveryConsole.status' {
  import type { DeliveryStatus } from 'types/delivery';
  export default function status(): Promise<DeliveryStatus>;
}

declare module '@salesforce/apex/DeliveryConsole.configure' {
  export default function configure(params: { region: string; secret: string }): Promise<void>;
}

declare module '@salesforce/apex/DeliveryConsole.rotateSecret' {
  export default function rotateSecret(params: { secret: string }): Promise<void>;
}

declare module '@salesforce/apex/DeliveryConsole.finishRotation' {
  export default function finishRotation(): Promise<void>;
}

declare module '@salesforce/apex/DeliveryConsole.ping' {
  import type { PingResult } from 'types/delivery';
  export default function ping(): Promise<PingResult>;
}

declare module '@salesforce/apex/DeliveryConsole.keepFor' {
  export default function keepFor(params: { days: number }): Promise<void>;
}

declare module '@salesforce/apex/DeliveryConsole.useCredential' {
  export default function useCredential(params: { name: string }): Promise<void>;
}

declare module '@salesforce/apex/OutboxConsole.messages' {
  import type { MessageStatus, OutboxPage } from 'types/delivery';
  export default function messages(params: { status: MessageStatus; offset: number }): Promise<OutboxPage>;
}

declare module '@salesforce/apex/OutboxConsole.body' {
  import type { MessageBody } from 'types/delivery';
  export default function body(params: { recordId: string }): Promise<MessageBody>;
}

declare module '@salesforce/apex/OutboxConsole.replay' {
  export default function replay(params: { recordIds: readonly string[] }): Promise<number>;
}

declare module '@salesforce/apex/OutboxConsole.replayAll' {
  import type { DeadReason } from 'types/delivery';
  export default function replayAll(params: { reason: DeadReason | '' }): Promise<number>;
}

declare module '@salesforce/apex/OutboxConsole.sendNow' {
  export default function sendNow(): Promise<void>;
}
