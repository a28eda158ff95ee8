import { LightningElement } from 'lwc';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import saveHosts from '@salesforce/apex/ChoicesConsole.saveHosts';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import labels from './labels';

/** The hosts of the custom region. */
export default class HostsPanel extends LightningElement {
  readonly labels = labels;
  ready = false;
  apiHost = '';
  appHost = '';
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.ready && !this.failure;
  }

  get cannotChange(): boolean {
    return !canManage() || this.saving;
  }

  handleApi(event: CustomEvent<{ value: string }>): void {
    this.apiHost = event.detail.value;
  }

  handleApp(event: CustomEvent<{ value: string }>): void {
    this.appHost = event.detail.value;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleSave(): Promise<void> {
    this.saving = true;
    try {
      await saveHosts({ apiHost: this.apiHost, appHost: this.appHost });
      toastDone(this, labels.saved);
      await this.load();
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.saving = false;
    }
  }

  private async load(): Promise<void> {
    try {
      const custom = (await readRegions()).find(({ isCustom }) => isCustom);
      this.apiHost = custom?.apiHost ?? '';
      this.appHost = custom?.appHost ?? '';
      this.ready = true;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
