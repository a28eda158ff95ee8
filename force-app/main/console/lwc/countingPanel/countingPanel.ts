import { LightningElement } from 'lwc';
import readSettings from '@salesforce/apex/PopulationSettingsConsole.settings';
import saveSettings from '@salesforce/apex/PopulationSettingsConsole.saveSettings';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { CountingSettings } from 'types/settings';
import labels from './labels';

/** What is counted, and how long results are kept. */
export default class CountingPanel extends LightningElement {
  readonly labels = labels;
  settings: CountingSettings | undefined;
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.settings && !this.failure;
  }

  get resultsLabel(): string {
    return formatLabel(labels.keepResults, formatCount(this.settings?.maxResults ?? 0));
  }

  get monthsLabel(): string {
    return formatLabel(labels.keepMonths, formatCount(this.settings?.maxMonths ?? 0));
  }

  get cannotChange(): boolean {
    return !canManage() || this.saving;
  }

  handleFormulas(event: CustomEvent<{ checked: boolean }>): void {
    this.change({ skipFormulas: event.detail.checked });
  }

  handleRecount(event: CustomEvent<{ checked: boolean }>): void {
    this.change({ alwaysRecount: event.detail.checked });
  }

  handleValueNames(event: CustomEvent<{ checked: boolean }>): void {
    this.change({ sendValueNames: event.detail.checked });
  }

  handleResults(event: CustomEvent<{ value: string }>): void {
    this.change({ keepResults: Number(event.detail.value) });
  }

  handleMonths(event: CustomEvent<{ value: string }>): void {
    this.change({ keepMonths: Number(event.detail.value) });
  }

  handleRetry(): void {
    void this.load();
  }

  async handleSave(): Promise<void> {
    if (!this.settings) return;
    this.saving = true;
    try {
      this.settings = await saveSettings({ settings: this.settings });
      toastDone(this, labels.saved);
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.saving = false;
    }
  }

  private change(part: Partial<CountingSettings>): void {
    if (this.settings) this.settings = { ...this.settings, ...part };
  }

  private async load(): Promise<void> {
    try {
      this.settings = await readSettings();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
