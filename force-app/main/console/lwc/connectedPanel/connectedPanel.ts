import { LightningElement } from 'lwc';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import markConnected from '@salesforce/apex/ConnectionConsole.markConnected';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import labels from './labels';

/** Remembers the org as the connected one. @fires changed */
export default class ConnectedPanel extends LightningElement {
  readonly labels = labels;
  isMarked: boolean | undefined;
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get isReady(): boolean {
    return this.isMarked !== undefined;
  }

  get loading(): boolean {
    return !this.isReady && !this.failure;
  }

  get stateText(): string {
    return this.isMarked ? labels.yes : labels.no;
  }

  get cannotSave(): boolean {
    return !canManage() || this.saving;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleMark(): Promise<void> {
    this.saving = true;
    try {
      await markConnected();
      toastDone(this, labels.saved);
      await this.load();
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.saving = false;
    }
  }

  private async load(): Promise<void> {
    try {
      this.isMarked = (await readChoices()).isMarkedConnected;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
