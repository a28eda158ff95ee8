/**
 * The text of a debug log, as far as the local org writes one: what `System.debug` said and how the transaction ended.
 * Source of the lines' form: "Debug Log" in the Apex Developer Guide.
 */
import type { Failure } from '../runtime/machine/failure.ts';
import type { LogLine, Transaction } from '../runtime/platform/transaction.ts';
import type { OrgUser } from '../runtime/platform/org-context.ts';
import { offsetAt } from '../runtime/values/time-zone.ts';

export interface LoggedBlock {
  readonly source: string;
  readonly transaction: Transaction;
  readonly user: OrgUser;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Null when the transaction ended well. */
  readonly failure: Failure | null;
}

const HEADER = '65.0 APEX_CODE,DEBUG';
/** What the category's level DEBUG lets through. */
const SHOWN: ReadonlySet<string> = new Set(['DEBUG', 'INFO', 'WARN', 'ERROR']);
const UNIT = 'execute_anonymous_apex';

export function debugLog({ source, transaction, user, startedAt, failure }: LoggedBlock): string {
  const at = (elapsed: number): string => `${timeOfDay(startedAt + elapsed / 1_000_000, user.timeZone)} (${elapsed})`;
  const end = at(transaction.elapsed);
  const events = [
    `${at(0)}|USER_INFO|[EXTERNAL]|${user.id}|${user.username}|${zoneText(startedAt, user.timeZone)}`,
    `${at(0)}|EXECUTION_STARTED`,
    `${at(0)}|CODE_UNIT_STARTED|[EXTERNAL]|${UNIT}`,
    ...transaction.log.filter(({ level }) => SHOWN.has(level)).map((line) => `${at(line.elapsed)}|${debugEvent(line)}`),
    ...(failure === null ? [] : [`${end}|FATAL_ERROR|${failure.text}\n\n${failure.stackTrace}`]),
    `${end}|CODE_UNIT_FINISHED|${UNIT}`,
    `${end}|EXECUTION_FINISHED`
  ];
  const block = source.split('\n').map((line) => `Execute Anonymous: ${line}`);
  return `${[HEADER, ...block, ...events].join('\n')}\n`;
}

function debugEvent({ line, level, text }: LogLine): string {
  return `USER_DEBUG|[${line ?? 'EXTERNAL'}]|${level}|${text}`;
}

/** `16:32:01.5`: the last part is milliseconds without leading zeros. */
function timeOfDay(instant: number, zone: string): string {
  const wall = new Date(instant + offsetAt(instant, zone));
  return `${wall.toISOString().slice(11, 19)}.${wall.getUTCMilliseconds()}`;
}

function zoneText(instant: number, zone: string): string {
  const minutes = Math.abs(offsetAt(instant, zone)) / 60_000;
  const sign = offsetAt(instant, zone) < 0 ? '-' : '+';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `(GMT${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}) ${zone}|${zone}`;
}
