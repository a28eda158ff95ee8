import { LightningElement, api } from 'lwc';
import { pageTitle } from 'c/consolePages';
import { TIME_ZONE, formatLabel } from 'c/format';
import { statusText } from 'c/statusBadge';
import type { Check } from 'types/readiness';
import labels from './labels';

/** What a link begins with that leads to a page of this console instead of Setup. */
const CONSOLE = 'console:';

/**
 * One check: its state, what was seen and how, and what to do.
 * @fires check with `{ id }` to run it again, openpage with `{ page }` to go where it is solved
 */
export default class CheckCard extends LightningElement {
  @api check!: Check;
  /** The check is running. */
  @api busy = false;
  /** The user may not run it, or something else is running. */
  @api cannotRun = false;
  /** Shows the details from the start. */
  @api opened = false;

  readonly labels = labels;
  readonly timeZone = TIME_ZONE;
  /** What the user has chosen; until then `opened` decides. */
  private chosen: boolean | undefined;

  get isOpen(): boolean {
    return this.chosen ?? this.opened;
  }

  get ariaExpanded(): 'true' | 'false' {
    return this.isOpen ? 'true' : 'false';
  }

  get chevron(): string {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  /** The first thing seen, for the closed card. */
  get firstSeen(): string {
    return this.isOpen ? '' : (this.check.evidence[0] ?? '');
  }

  get detailsLabel(): string {
    return formatLabel(labels.details, this.check.title);
  }

  get how(): string {
    // A check that could not be carried out has no method.
    return this.check.method && this.check.method !== 'none' ? formatLabel(labels.how, this.check.method) : '';
  }

  get runLabel(): string {
    return this.check.status ? labels.checkAgain : labels.checkNow;
  }

  get runIcon(): string {
    return this.check.status ? 'utility:refresh' : 'utility:play';
  }

  get hasRows(): boolean {
    return this.check.rows.length > 0;
  }

  get hasPurposes(): boolean {
    return this.check.rows.some(({ purpose }) => purpose);
  }

  get rowsLabel(): string {
    return formatLabel(labels.partsOf, this.check.title);
  }

  get hasToCopy(): boolean {
    return this.check.toCopy.length > 0;
  }

  get textToCopy(): string {
    return this.check.toCopy.join('\n');
  }

  /** The state differs from that of the run before. */
  get hasDrifted(): boolean {
    return isDrift(this.check);
  }

  get driftText(): string {
    return formatLabel(labels.changedFrom, statusText(this.check.previousStatus));
  }

  get earlierText(): string {
    const { changedAt } = this.check;
    return changedAt && !this.hasDrifted
      ? formatLabel(labels.changedEarlier, statusText(this.check.previousStatus))
      : '';
  }

  /** Name of the page of the console where it is solved. */
  get consolePage(): string {
    return consolePageOf(this.check.link);
  }

  get openPageLabel(): string {
    return formatLabel(labels.openPage, pageTitle(this.consolePage));
  }

  handleOpenPage(): void {
    // Reason (pmd:AvoidLwcBubblesComposedTrue): the shell is several components above, and no other has such an event
    // code-analyzer-suppress(pmd:AvoidLwcBubblesComposedTrue)
    this.dispatchEvent(
      new CustomEvent('openpage', { bubbles: true, composed: true, detail: { page: this.consolePage } })
    );
    // code-analyzer-unsuppress(pmd:AvoidLwcBubblesComposedTrue)
  }

  handleToggle(): void {
    this.chosen = !this.isOpen;
  }

  handleCheck(): void {
    this.dispatchEvent(new CustomEvent('check', { detail: { id: this.check.id } }));
  }
}

/** Name of the page of the console that a check's link leads to; empty when it leads to Setup or nowhere. */
export const consolePageOf = (link: string | null | undefined): string =>
  link?.startsWith(CONSOLE) ? link.slice(CONSOLE.length) : '';

/** Whether the last run of a check found another state than the one before it. */
export const isDrift = ({ changedAt, checkedAt }: Check): boolean => Boolean(changedAt) && changedAt === checkedAt;
