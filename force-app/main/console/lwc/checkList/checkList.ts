import { LightningElement, api } from 'lwc';
import readChecks from '@salesforce/apex/ReadinessConsole.checks';
import runChecks from '@salesforce/apex/ReadinessConsole.run';
import { isDrift } from 'c/checkCard';
import { TIME_ZONE, formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import type { Check } from 'types/readiness';
import { bundled, singly } from './bundles';
import labels from './labels';
import { isToDo, scoreOf, segmentsOf, verdictOf, worstFirst } from './score';
import type { Segment } from './score';

interface Item {
  readonly key: string;
  readonly check: Check;
  readonly busy: boolean;
  readonly opened: boolean;
  /** Checks that wait for the same thing, shown as one. */
  readonly waiting: readonly Check[] | null;
}

interface Group {
  readonly name: string;
  readonly heading: string;
  readonly items: readonly Item[];
}

/**
 * Readiness checks with what the last run found; runs one or all, one after the other, so that each result shows as soon
 * as it is there. @fires checked when checks have run.
 */
export default class CheckList extends LightningElement {
  /** Ids of the checks to show, in this order; all when left out. */
  @api ids: readonly string[] | undefined;
  /** These are all checks: together they say whether the org is ready. */
  @api withSummary = false;

  readonly labels = labels;
  readonly timeZone = TIME_ZONE;
  checks: readonly Check[] = [];
  loading = true;
  failure: unknown;
  /** Ids still to run; the first one is running. */
  queue: readonly string[] = [];
  planned = 0;
  announcement = '';

  override connectedCallback(): void {
    void this.load();
  }

  /** Reads what the last run found. */
  @api
  async load(): Promise<void> {
    this.loading = true;
    try {
      this.checks = this.chosen(await readChecks());
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
  }

  /** Runs checks; all that are shown when no ids are given. */
  @api
  async run(ids: readonly string[] = this.checks.map(({ id }) => id)): Promise<void> {
    if (this.queue.length > 0) return;
    this.queue = ids;
    this.planned = ids.length;
    this.announcement = '';
    try {
      await this.runQueue();
      // Closing the page ends the run: nobody would see the rest.
      if (!this.isConnected) return;
      this.failure = undefined;
      this.announcement = labels.finished;
    } catch (error) {
      this.failure = error;
    } finally {
      this.queue = [];
    }
    this.dispatchEvent(new CustomEvent('checked'));
  }

  get showsLoading(): boolean {
    return this.loading && this.checks.length === 0;
  }

  get hasChecks(): boolean {
    return this.checks.length > 0;
  }

  get isRunning(): boolean {
    return this.queue.length > 0;
  }

  get cannotRun(): boolean {
    return this.isRunning || !canManage();
  }

  get neverRun(): boolean {
    return this.hasChecks && this.checks.every(({ status }) => !status);
  }

  get showsSummary(): boolean {
    return this.hasChecks && !this.neverRun;
  }

  get runLabel(): string {
    if (this.withSummary) return labels.runAll;
    return this.neverRun ? labels.runFirst : labels.runThese;
  }

  get heading(): string {
    if (this.neverRun) return labels.checks;
    return verdictOf(this.checks, this.withSummary ? labels.ready : labels.readyHere);
  }

  get scoreText(): string {
    const { passed, applicable } = scoreOf(this.checks);
    return formatLabel(labels.score, formatCount(passed), formatCount(applicable));
  }

  get segments(): readonly Segment[] {
    return segmentsOf(this.checks);
  }

  /** The newest of the moments at which the checks ran. */
  get lastRunAt(): string {
    return this.checks.reduce((latest, { checkedAt }) => (checkedAt && checkedAt > latest ? checkedAt : latest), '');
  }

  get driftText(): string {
    const drifted = this.checks.filter(isDrift).length;
    return drifted > 0 ? formatLabel(labels.drift, formatCount(drifted)) : '';
  }

  get progress(): number {
    return this.planned === 0 ? 0 : Math.round(((this.planned - this.queue.length) / this.planned) * 100);
  }

  get progressStyle(): string {
    return `width: ${this.progress}%`;
  }

  get progressText(): string {
    const done = formatCount(this.planned - this.queue.length);
    return formatLabel(labels.progressText, done, formatCount(this.planned));
  }

  get groups(): readonly Group[] {
    if (this.neverRun) return [];
    const group = (name: string, label: string, checks: readonly Check[], bundle = singly): readonly Group[] =>
      checks.length === 0
        ? []
        : [{ name, heading: formatLabel(label, formatCount(checks.length)), items: this.itemsOf(checks, bundle) }];
    const without = (status: string): readonly Check[] => this.checks.filter((check) => check.status === status);
    return [
      ...group('todo', labels.toDo, worstFirst(this.checks.filter(isToDo)), bundled),
      ...group('done', labels.done, without('pass')),
      ...group('none', labels.notApplicable, without('not applicable'))
    ];
  }

  get allDone(): boolean {
    return this.withSummary && this.showsSummary && !this.checks.some(isToDo);
  }

  handleRun(): void {
    void this.run();
  }

  handleCheck(event: CustomEvent<{ id: string }>): void {
    void this.run([event.detail.id]);
  }

  handleCheckAll(event: CustomEvent<{ ids: readonly string[] }>): void {
    void this.run(event.detail.ids);
  }

  handleRetry(): void {
    void this.load();
  }

  /** One after the other: each result shows as soon as it is there, and each check has limits of its own. */
  private async runQueue(): Promise<void> {
    const [id] = this.queue;
    if (id === undefined || !this.isConnected) return;
    const [result] = await runChecks({ ids: [id] });
    if (result) this.checks = this.checks.map((check) => (check.id === id ? result : check));
    this.queue = this.queue.slice(1);
    await this.runQueue();
  }

  private chosen(checks: readonly Check[]): readonly Check[] {
    const { ids } = this;
    if (!ids) return checks;
    return ids.flatMap((id) => checks.filter((check) => check.id === id));
  }

  private itemsOf(checks: readonly Check[], bundle = singly): readonly Item[] {
    return bundle(checks).map(([check, ...others]) => ({
      key: check.id,
      check,
      busy: this.queue[0] === check.id,
      opened: isToDo(check) && Boolean(check.status),
      waiting: others.length > 0 ? [check, ...others] : null
    }));
  }
}
