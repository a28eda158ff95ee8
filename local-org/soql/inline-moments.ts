/** Dates and times of inline SOQL, as Salesforce's compiler reads them: each part in its range, whatever the calendar. */
import { SoqlError } from './errors.ts';
import type { SoqlPosition } from './syntax.ts';

const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?`;
const ZONE = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)`;
const DAY = String.raw`(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;

const FORMS = {
  Date: new RegExp(`^${DAY}$`),
  DateTime: new RegExp(`^${DAY}T${CLOCK}${ZONE}$`, 'i'),
  Time: new RegExp(`^${CLOCK}${ZONE}$`, 'i')
};

const DAY_PARTS = 'YYYY must be a year (AD) 0001-9999. mm must be a month 01-12. DD must be a day 01-31.';
const CLOCK_PARTS =
  'HH must be 00-23, MM must be 00-59, and SS must be 00-59. .NNN is optional and is the milliseconds within the second 000-999. OFFSET is the timezone offset and has an optional + or - followed by HHMM or HH:MM.';

const RULES = {
  Date: `If you are trying to do subtraction adding spaces around the '-' sign(s) will help. Apex dates must be of the form YYYY-mm-DD. ${DAY_PARTS}`,
  DateTime: `Apex DateTimes must be of the form YYYY-mm-DDtHH:MM:SS.NNNzOFFSET. ${DAY_PARTS} ${CLOCK_PARTS}`,
  Time: `Apex times must be of the form HH:MM:SS.NNNzOFFSET. ${CLOCK_PARTS}`
};

/** @throws SoqlError for what is not of the form */
export function requireMoment(kind: keyof typeof FORMS, text: string, position: SoqlPosition): void {
  if (!FORMS[kind].test(text)) throw new SoqlError(`Invalid ${kind} '${text}'. ${RULES[kind]}`, position);
}
