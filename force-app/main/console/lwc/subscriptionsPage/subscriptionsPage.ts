import { LightningElement } from 'lwc';
import readInventory from '@salesforce/apex/InventoryConsole.overview';
import type InventoryPreview from 'c/inventoryPreview';
import type LastSeenPanel from 'c/lastSeenPanel';
import type { Inventory, InventoryRun } from 'types/inventory';
import labels from './labels';

/**
 * The page "Subscriptions and users": licences, users last seen, what of it leaves the org, and when. @fires openpage
 */
export default class SubscriptionsPage extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  readonly labels = labels;
  inventory: Inventory | null = null;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.inventory && !this.failure;
  }

  get run(): InventoryRun | null {
    return this.inventory?.run ?? null;
  }

  handleRetry(): void {
    void this.load();
  }

  /** What is sent has changed, and with it the marks in the list and the preview. */
  async handleSaved(event: CustomEvent<{ inventory: Inventory }>): Promise<void> {
    const { companies, own, fieldsChosen } = event.detail.inventory;
    if (this.inventory) this.inventory = { ...this.inventory, companies, own, fieldsChosen };
    await (this.refs.users as unknown as LastSeenPanel).load();
    await (this.refs.preview as unknown as InventoryPreview).refresh();
  }

  handleOpenApp(): void {
    this.dispatchEvent(new CustomEvent('openpage', { detail: { page: 'app' }, bubbles: true }));
  }

  private async load(): Promise<void> {
    this.failure = undefined;
    try {
      this.inventory = await readInventory();
    } catch (error) {
      this.failure = error;
    }
  }
}
