import { LightningElement } from 'lwc';
import readStatus from '@salesforce/apex/DeliveryConsole.status';
import { formatCount } from 'c/format';
import type { DeliveryStatus, MessageStatus } from 'types/delivery';
import labels from './labels';

interface Figure {
  readonly name: string;
  readonly label: string;
  readonly number: string;
}

/** The page "Delivery": how many messages are where, the messages themselves, and how they are sent. */
export default class DeliveryPage extends LightningElement {
  readonly labels = labels;
  status: DeliveryStatus | null = null;
  failure: unknown;
  loading = true;

  override connectedCallback(): void {
    void this.load();
  }

  get figures(): readonly Figure[] {
    const { pending = 0, delivered = 0, dead = 0 } = this.status ?? {};
    return [
      { name: 'pending', label: labels.pending, number: formatCount(pending) },
      { name: 'delivered', label: labels.delivered, number: formatCount(delivered) },
      { name: 'dead', label: labels.dead, number: formatCount(dead) }
    ];
  }

  /** What needs somebody, then what is under way, then what is done. */
  get firstStatus(): MessageStatus {
    const { pending = 0, delivered = 0, dead = 0 } = this.status ?? {};
    if (dead > 0) return 'Dead';
    return pending === 0 && delivered > 0 ? 'Delivered' : 'Pending';
  }

  get notConfigured(): boolean {
    return this.status !== null && !(this.status.region && this.status.secretSet);
  }

  /** Something has changed, or the user asked for the present state. */
  handleRefresh(): void {
    void this.load();
    this.refs.outbox?.reload();
  }

  handleChanged(): void {
    void this.load();
  }

  declare refs: { readonly outbox?: HTMLElement & { reload(): void } };

  private async load(): Promise<void> {
    this.loading = true;
    try {
      this.status = await readStatus();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
  }
}
