import { LightningElement, api } from 'lwc';
import labels from './labels';

/** Copies a text to the clipboard and says so, until the focus goes elsewhere. */
export default class CopyButton extends LightningElement {
  @api text = '';
  @api label = '';

  said = '';

  get iconName(): string {
    return this.said === labels.copied ? 'utility:check' : 'utility:copy_to_clipboard';
  }

  async handleCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = labels.copied;
    } catch {
      this.said = labels.copyFailed;
    }
  }

  handleBlur(): void {
    this.said = '';
  }
}
