import { LightningElement, api } from 'lwc';
import type { CheckStatus } from 'types/readiness';
import labels from './labels';

type Shown = CheckStatus | 'never';

const LOOK: Readonly<Record<Shown, { readonly text: string; readonly icon: string; readonly theme: string }>> = {
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

  get look(): { readonly text: string; readonly icon: string } {
    return LOOK[this.status ?? 'never'];
  }

  get badgeClass(): string {
    return `badge badge_${LOOK[this.status ?? 'never'].theme}`;
  }
}
