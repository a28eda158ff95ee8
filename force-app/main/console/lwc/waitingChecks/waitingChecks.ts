import { LightningElement, api } from 'lwc';
import { consolePageOf } from 'c/checkCard';
import { pageTitle } from 'c/consolePages';
import { formatCount, formatLabel } from 'c/format';
import type { Check, CheckStatus } from 'types/readiness';
import labels from './labels';

/**
 * Checks that could not be carried out for the same reason: the reason and what to do once, then their names.
 * @fires checkall with `{ ids }` to run them again, openpage with `{ page }` to go where it is solved
 */
export default class WaitingChecks extends LightningElement {
  /** At least one; all of them with the same evidence, solution and link. */
  @api checks: readonly Check[] = [];
  /** The user may not run checks, or something is running. */
  @api cannotRun = false;

  readonly labels = labels;

  get heading(): string {
    return formatLabel(labels.waiting, formatCount(this.checks.length));
  }

  get status(): CheckStatus | null | undefined {
    return this.checks[0]?.status;
  }

  get reason(): string {
    return this.checks[0]?.evidence.join(' ') ?? '';
  }

  get solution(): string {
    return this.checks[0]?.solution ?? '';
  }

  get consolePage(): string {
    return consolePageOf(this.checks[0]?.link);
  }

  get openPageLabel(): string {
    return formatLabel(labels.openPage, pageTitle(this.consolePage));
  }

  handleOpenPage(): void {
    this.dispatchEvent(
      new CustomEvent('openpage', { bubbles: true, composed: true, detail: { page: this.consolePage } })
    );
  }

  handleRun(): void {
    this.dispatchEvent(new CustomEvent('checkall', { detail: { ids: this.checks.map(({ id }) => id) } }));
  }
}
