import { LightningElement, api } from 'lwc';
import readLatestRun from '@salesforce/apex/InventoryConsole.latestRun';
import start from '@salesforce/apex/InventoryConsole.start';
import type { BadgeTheme } from 'c/badge';
import { TIME_ZONE, formatCount } from 'c/format';
import { canManage } from 'c/permissions';
import { Poller } from 'c/poller';
import type { Look } from 'c/poller';
import { toastDone, toastFailed } from 'c/toasts';
import type { InventoryRun as Run } from 'types/inventory';
import labels from './labels';

interface Figure {
  readonly name: string;
  readonly label: string;
  readonly number: string;
}

const STATUS: Readonly<Record<Run['status'], string>> = {
  Queued: labels.queued,
  Running: labels.running,
  Completed: labels.completed,
  Failed: labels.failed
};

/** The latest run of the inventory: starts one and follows it until its messages are delivered. @fires openpage */
export default class InventoryRun extends LightningElement {
  /** What is collected will be sent. */
  @api isConfigured = false;

  readonly labels = labels;
  readonly timeZone = TIME_ZONE;
  current: Run | null = null;
  busy = false;
  failure: unknown;
  private readonly poller = new Poller(() => this.poll());

  /** The run as the page has read it. */
  @api
  get run(): Run | null {
    return this.current;
  }
  set run(value: Run | null | undefined) {
    this.current = value ?? null;
  }

  override connectedCallback(): void {
    this.follow();
  }

  override disconnectedCallback(): void {
    this.poller.stop();
  }

  get statusText(): string {
    return this.current ? STATUS[this.current.status] : '';
  }

  get theme(): BadgeTheme {
    const status = this.current?.status;
    return status === 'Completed' ? 'good' : status === 'Failed' ? 'bad' : 'active';
  }

  get isActive(): boolean {
    return this.current?.isActive ?? false;
  }

  get notConfigured(): boolean {
    return !this.isConfigured;
  }

  get cannotStart(): boolean {
    return !canManage() || this.busy || this.isActive;
  }

  get unreadLines(): readonly string[] {
    return (this.current?.unread ?? '').split('\n').filter((line) => line !== '');
  }

  get hasUnread(): boolean {
    return this.unreadLines.length > 0;
  }

  get figures(): readonly Figure[] {
    const { current } = this;
    if (!current) return [];
    const figure = (name: string, label: string, value: number): Figure => ({
      name,
      label,
      number: formatCount(value)
    });
    return [
      figure('subscriptions', labels.subscriptions, current.subscriptions),
      figure('profiles', labels.profiles, current.profiles),
      figure('users', labels.users, current.users),
      figure('left-out', labels.leftOut, current.usersLeftOut),
      figure('delivered', labels.delivered, current.messagesDelivered),
      figure('pending', labels.pending, current.messagesPending),
      figure('dead', labels.dead, current.messagesDead)
    ];
  }

  handleOpenDelivery(): void {
    this.dispatchEvent(new CustomEvent('openpage', { detail: { page: 'delivery' }, bubbles: true, composed: true }));
  }

  handleRetry(): void {
    void this.look();
  }

  async handleStart(): Promise<void> {
    this.busy = true;
    try {
      this.current = await start();
      this.failure = undefined;
      toastDone(this, labels.started);
    } catch (error) {
      toastFailed(this, error);
      // Another window may have started one.
      await this.poll();
    } finally {
      this.busy = false;
    }
    this.follow();
  }

  /** The run goes on, or its messages are still to be sent. */
  private get isUnsettled(): boolean {
    return this.isActive || (this.isConfigured && (this.current?.messagesPending ?? 0) > 0);
  }

  private follow(): void {
    if (this.isUnsettled && this.isConnected) this.poller.start();
  }

  private async look(): Promise<void> {
    await this.poll();
    this.follow();
  }

  private async poll(): Promise<Look> {
    const before = JSON.stringify(this.current);
    try {
      this.current = await readLatestRun();
      this.failure = undefined;
    } catch (error) {
      // One look that failed ends the polling; the panel offers to try again.
      this.failure = error;
      return 'done';
    }
    if (!this.isUnsettled) return 'done';
    return JSON.stringify(this.current) === before ? 'same' : 'changed';
  }
}
