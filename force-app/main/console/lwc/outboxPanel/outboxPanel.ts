import { LightningElement, api } from 'lwc';
import readMessages from '@salesforce/apex/OutboxConsole.messages';
import replay from '@salesforce/apex/OutboxConsole.replay';
import replayAll from '@salesforce/apex/OutboxConsole.replayAll';
import sendNow from '@salesforce/apex/OutboxConsole.sendNow';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { MessageStatus, OutboxMessage } from 'types/delivery';
import labels from './labels';
import { reasonOf, rowOf } from './rows';
import type { MessageRow } from './rows';

const STATUSES: readonly { readonly label: string; readonly value: MessageStatus }[] = [
  { label: labels.dead, value: 'Dead' },
  { label: labels.pending, value: 'Pending' },
  { label: labels.delivered, value: 'Delivered' }
];

/**
 * The messages of the outbox by status: what waits and when it is tried again, dead letters and why they died, what was
 * delivered; and the exact body of each. @fires changed when messages have been sent again
 */
export default class OutboxPanel extends LightningElement {
  readonly labels = labels;
  readonly statuses = STATUSES;
  /** The list that is shown first. */
  @api firstStatus: MessageStatus = 'Dead';
  status: MessageStatus = 'Dead';
  messages: readonly OutboxMessage[] = [];
  hasMore = false;
  loading = true;
  busy = false;
  asking = false;
  reason = '';
  failure: unknown;
  openId: string | null = null;
  private loads = 0;

  override connectedCallback(): void {
    this.status = this.firstStatus;
    void this.load(0);
  }

  /** Reads the list again. */
  @api reload(): void {
    void this.load(0);
  }

  /** The first list is on its way. */
  get isOpening(): boolean {
    return this.loading && this.loads === 1;
  }

  get rows(): readonly MessageRow[] {
    return this.messages.map((message) => ({ ...rowOf(message), isOpen: message.recordId === this.openId }));
  }

  get isEmpty(): boolean {
    return !this.loading && !this.failure && this.messages.length === 0;
  }

  get hasRows(): boolean {
    return this.messages.length > 0;
  }

  get emptyText(): string {
    const { status } = this;
    return status === 'Dead' ? labels.noneDead : status === 'Pending' ? labels.nonePending : labels.noneDelivered;
  }

  get isDead(): boolean {
    return this.status === 'Dead';
  }

  get isPending(): boolean {
    return this.status === 'Pending';
  }

  get isFixed(): boolean {
    return !canManage() || this.busy || this.loading || this.messages.length === 0;
  }

  get reasons(): readonly { readonly label: string; readonly value: string }[] {
    const reasons = (['Refused', 'SignatureRefused', 'ClockSkew', 'GivenUp', 'Redirected'] as const).map((value) => ({
      label: reasonOf(value),
      value
    }));
    return [{ label: labels.anyReason, value: '' }, ...reasons];
  }

  handleStatus(event: CustomEvent<{ value: string }>): void {
    this.status = event.detail.value as MessageStatus;
    this.asking = false;
    void this.load(0);
  }

  handleMore(): void {
    void this.load(this.messages.length);
  }

  handleRetry(): void {
    void this.load(0);
  }

  handleShow(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset.id ?? null;
    this.openId = this.openId === id ? null : id;
  }

  handleReplay(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset.id ?? '';
    void this.act(async () => this.sentAgain(await replay({ recordIds: [id] })));
  }

  handleAsk(): void {
    this.asking = true;
  }

  handleCancel(): void {
    this.asking = false;
  }

  handleReason(event: CustomEvent<{ value: string }>): void {
    this.reason = event.detail.value;
  }

  handleReplayAll(): void {
    void this.act(async () => {
      const sent = await replayAll({ reason: this.reason as '' });
      this.asking = false;
      this.sentAgain(sent);
    });
  }

  handleSendNow(): void {
    void this.act(async () => {
      await sendNow();
      toastDone(this, labels.sendingNow);
    });
  }

  private sentAgain(count: number): void {
    toastDone(this, formatLabel(labels.sentAgain, formatCount(count)));
  }

  private async act(action: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await action();
      await this.load(0);
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.busy = false;
    }
  }

  private async load(offset: number): Promise<void> {
    // The user may have chosen another status before the answer comes.
    const load = ++this.loads;
    this.loading = true;
    if (offset === 0) {
      this.messages = [];
      this.openId = null;
    }
    try {
      const page = await readMessages({ status: this.status, offset });
      if (load !== this.loads) return;
      this.messages = [...this.messages, ...page.messages];
      this.hasMore = page.hasMore;
      this.failure = undefined;
    } catch (error) {
      if (load === this.loads) this.failure = error;
    } finally {
      if (load === this.loads) this.loading = false;
    }
  }
}
