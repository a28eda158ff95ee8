import { LightningElement, api } from 'lwc';
import readBody from '@salesforce/apex/OutboxConsole.body';
import { formatCount, formatLabel } from 'c/format';
import type { MessageBody as Body } from 'types/delivery';
import labels from './labels';

/** Exactly what was or will be sent: not a character is changed. */
export default class MessageBody extends LightningElement {
  @api recordId = '';

  readonly labels = labels;
  content: Body | null = null;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get sizeText(): string {
    return formatLabel(labels.size, formatCount(this.content?.body.length ?? 0));
  }

  handleRetry(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.failure = undefined;
    try {
      this.content = await readBody({ recordId: this.recordId });
    } catch (error) {
      this.failure = error;
    }
  }
}
