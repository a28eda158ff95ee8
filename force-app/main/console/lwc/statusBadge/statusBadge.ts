import { LightningElement, api } from 'lwc';
import type { BadgeTheme } from 'c/badge';
import type { CheckStatus } from 'types/readiness';
import labels from './labels';

type Shown = CheckStatus | 'never';

interface Look {
  readonly text: string;
  readonly icon: string;
  readonly theme: BadgeTheme;
}

const LOOK: Readonly<Record<Shown, Look>> = {
  pass: { text: labels.pass, icon: 'utility:success', theme: 'good' },
  warning: { text: labels.warning, icon: 'utility:warning', theme: 'warning' },
  fail: { text: labels.fail, icon: 'utility:error', theme: 'bad' },
  unknown: { text: labels.unknown, icon: 'utility:help', theme: 'neutral' },
  'not applicable': { text: labels.notApplicable, icon: 'utility:ban', theme: 'neutral' },
  never: { text: labels.never, icon: 'utility:clock', theme: 'neutral' }
};

/** The word for the state of a check. */
export const statusText = (status: CheckStatus | null | undefined): string => LOOK[status ?? 'never'].text;

/** The state of a check as icon and word. */
export default class StatusBadge extends LightningElement {
  /** Null or undefined: the check has never run. */
  @api status: CheckStatus | null | undefined;

  get look(): Look {
    return LOOK[this.status ?? 'never'];
  }
}
