import { LightningElement, api } from 'lwc';
import readPreview from '@salesforce/apex/InventoryConsole.preview';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import type { InventoryPreview as Preview } from 'types/inventory';
import labels from './labels';

/** Exactly what a run would send of the first users. */
export default class InventoryPreview extends LightningElement {
  readonly labels = labels;
  preview: Preview | null = null;
  loading = false;
  failure: unknown;

  /** Forgets what was shown: the choices have changed. Reads it again when it was open. */
  @api
  async refresh(): Promise<void> {
    if (this.preview) await this.load();
  }

  get cannotShow(): boolean {
    return !canManage() || this.loading;
  }

  get showLabel(): string {
    return this.preview ? labels.again : labels.show;
  }

  get countsText(): string {
    const { lookedAt = 0, sent = 0 } = this.preview ?? {};
    return formatLabel(labels.counts, formatCount(lookedAt), formatCount(sent));
  }

  handleShow(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.loading = true;
    this.preview = null;
    this.failure = undefined;
    try {
      this.preview = await readPreview();
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
  }
}
