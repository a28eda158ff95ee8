import { formatLabel, formatMoment } from 'c/format';
import type { DeadReason, OutboxMessage } from 'types/delivery';
import labels from './labels';

/** A message as the table shows it. */
export interface MessageRow {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly when: string;
  readonly state: string;
  readonly answer: string;
  readonly showLabel: string;
  readonly replayLabel: string;
  readonly isOpen: boolean;
}

const moment = (iso: string | null | undefined): string => (iso ? formatMoment(iso) : labels.unknown);

const REASONS: Readonly<Record<DeadReason, string>> = {
  Refused: labels.refused,
  SignatureRefused: labels.signatureRefused,
  ClockSkew: labels.clockSkew,
  GivenUp: labels.givenUp,
  Redirected: labels.redirected
};

/** Why a message is dead, in words. */
export const reasonOf = (reason: DeadReason | null | undefined): string => (reason ? REASONS[reason] : labels.unknown);

export function rowOf(message: OutboxMessage): MessageRow {
  const title = message.subject ?? message.messageId;
  return {
    id: message.recordId,
    title,
    note: `${message.type} · ${message.messageId}`,
    when: moment(message.deliveredAt ?? message.createdAt),
    state: stateOf(message),
    answer: [message.lastStatus, message.lastResponse].filter((part) => part !== null && part !== undefined).join(' '),
    showLabel: formatLabel(labels.showBody, title),
    replayLabel: formatLabel(labels.replayOne, title),
    isOpen: false
  };
}

function stateOf({ status, attempts, nextAttemptAt, deadReason }: OutboxMessage): string {
  const tried = formatLabel(labels.attempts, String(attempts ?? 0));
  if (status === 'Dead') return `${reasonOf(deadReason)} · ${tried}`;
  if (status === 'Delivered') return tried;
  return nextAttemptAt ? `${formatLabel(labels.nextAttempt, moment(nextAttemptAt))} · ${tried}` : labels.nextInTurn;
}
