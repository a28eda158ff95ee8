import { LightningElement, api } from 'lwc';
import labels from './labels';

/**
 * Asks before something is changed, and says what will change. It takes the focus when it appears.
 * @fires confirm, cancel
 */
export default class ConfirmPanel extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  @api heading = '';
  /** What will change, one line each. */
  @api lines: readonly string[] = [];
  @api confirmLabel = '';
  /** The change cannot be undone. */
  @api destructive = false;
  /** It is being done. */
  @api busy = false;

  readonly labels = labels;
  private focused = false;

  override renderedCallback(): void {
    if (this.focused) return;
    this.focused = true;
    this.refs.heading?.focus();
  }

  get variant(): string {
    return this.destructive ? 'destructive' : 'brand';
  }

  handleConfirm(): void {
    this.dispatchEvent(new CustomEvent('confirm'));
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.busy) this.handleCancel();
  }
}
