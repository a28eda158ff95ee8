import { LightningElement } from 'lwc';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import saveCredential from '@salesforce/apex/ConnectionConsole.useCredential';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Choices } from 'types/connection';
import labels from './labels';

/** The methods that read session settings, and what each needs. @fires changed when a method has been set up. */
export default class LoopbackPanel extends LightningElement {
  readonly labels = labels;
  choices: Choices | undefined;
  credential = '';
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.choices && !this.failure;
  }

  get cannotSave(): boolean {
    return !canManage() || this.saving || this.credential === (this.choices?.loopbackCredential ?? '');
  }

  handleInput(event: CustomEvent<{ value: string }>): void {
    this.credential = event.detail.value;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleSave(): Promise<void> {
    this.saving = true;
    try {
      await saveCredential({ name: this.credential });
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
      this.choices = await readChoices();
      this.credential = this.choices.loopbackCredential ?? '';
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
