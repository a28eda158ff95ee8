import { LightningElement } from 'lwc';
import chooseRegion from '@salesforce/apex/ChoicesConsole.chooseRegion';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Region } from 'types/connection';
import labels from './labels';

/** The choice of the region. @fires changed when another one has been chosen. */
export default class RegionPanel extends LightningElement {
  readonly labels = labels;
  regions: readonly Region[] = [];
  /** What the picker shows; saved by the button. */
  picked = '';
  loading = true;
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get isReady(): boolean {
    return this.regions.length > 0;
  }

  get options(): readonly { readonly label: string; readonly value: string }[] {
    return this.regions.map(({ label, name }) => ({ label, value: name }));
  }

  get region(): Region | undefined {
    return this.regions.find(({ name }) => name === this.picked);
  }

  get isCustom(): boolean {
    return this.region?.isCustom === true;
  }

  get apiHost(): string {
    return this.region?.apiHost ?? labels.unknown;
  }

  get appHost(): string {
    return this.region?.appHost ?? labels.unknown;
  }

  get loginIps(): string {
    return this.region && this.region.loginIps.length > 0 ? this.region.loginIps.join(', ') : labels.unknown;
  }

  get textToCopy(): string {
    return this.region?.loginIps.join('\n') ?? '';
  }

  get cannotSave(): boolean {
    return !canManage() || this.saving || !this.region || this.region.isChosen;
  }

  handlePick(event: CustomEvent<{ value: string }>): void {
    this.picked = event.detail.value;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleSave(): Promise<void> {
    this.saving = true;
    try {
      await chooseRegion({ name: this.picked });
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
      this.regions = await readRegions();
      this.picked = this.regions.find(({ isChosen }) => isChosen)?.name ?? '';
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
  }
}
