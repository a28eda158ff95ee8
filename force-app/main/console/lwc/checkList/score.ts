import { formatCount, formatLabel } from 'c/format';
import { statusText } from 'c/statusBadge';
import type { Check, CheckStatus } from 'types/readiness';
import labels from './labels';

/** Worst first; a check that has never run comes last. */
const ORDER: readonly (CheckStatus | undefined)[] = ['fail', 'warning', 'unknown'];

/** A part of the bar that shows how the checks stand. */
export interface Segment {
  readonly name: string;
  readonly text: string;
  readonly barClass: string;
  readonly dotClass: string;
  readonly style: string;
}

/** Whether a check asks for something to be done, be it only to run it. */
export const isToDo = ({ status }: Check): boolean => status !== 'pass' && status !== 'not applicable';

const count = (checks: readonly Check[], status: CheckStatus): number =>
  checks.filter((check) => check.status === status).length;

/** How many of the checks that concern this org have passed. */
export function scoreOf(checks: readonly Check[]): { readonly passed: number; readonly applicable: number } {
  return { passed: count(checks, 'pass'), applicable: checks.length - count(checks, 'not applicable') };
}

/** Keeps the order of the guide among checks of one state. */
export function worstFirst(checks: readonly Check[]): readonly Check[] {
  const rank = ({ status }: Check): number => {
    const found = ORDER.indexOf(status ?? undefined);
    return found < 0 ? ORDER.length : found;
  };
  return [...checks].sort((a, b) => rank(a) - rank(b));
}

/** One sentence about the checks: the worst state decides; `ready` is said when they have all passed. */
export function verdictOf(checks: readonly Check[], ready: string): string {
  const fails = count(checks, 'fail');
  if (fails > 0) return formatLabel(labels.notReady, formatCount(fails));
  const undecided = checks.filter(({ status }) => !status || status === 'unknown').length;
  if (undecided > 0) return formatLabel(labels.undecided, formatCount(undecided));
  const warnings = count(checks, 'warning');
  return warnings > 0 ? formatLabel(labels.readyWith, formatCount(warnings)) : ready;
}

/** The bar over the checks that concern this org. */
export function segmentsOf(checks: readonly Check[]): readonly Segment[] {
  const { applicable } = scoreOf(checks);
  const states = [
    ['pass', 'good'],
    ['fail', 'bad'],
    ['warning', 'warning'],
    ['unknown', 'neutral']
  ] as const;
  return states.flatMap(([status, theme]) => {
    const found = count(checks, status);
    if (found === 0) return [];
    return [
      {
        name: status,
        text: `${statusText(status)}: ${formatCount(found)}`,
        barClass: `segment segment_${theme}`,
        dotClass: `dot segment_${theme}`,
        style: `width: ${(found / applicable) * 100}%`
      }
    ];
  });
}
