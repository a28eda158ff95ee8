import { LightningElement, api } from 'lwc';
import saveChoices from '@salesforce/apex/InventoryConsole.saveChoices';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Inventory } from 'types/inventory';
import labels from './labels';

/** Stands for all companies. */
const ALL = '*';

/**
 * Whose accounts and which personal fields leave the org, and a sentence that says so. @fires saved with `{ inventory }`
 */
export default class InventoryChoices extends LightningElement {
  readonly labels = labels;
  /** One name per row, as the user has typed them. */
  companies = ALL;
  own = '';
  fields: readonly string[] = [];
  changed = false;
  saving = false;
  private stored: Inventory | undefined;

  /** What is stored; a new one takes the place of what has been typed. */
  @api
  get inventory(): Inventory | undefined {
    return this.stored;
  }
  set inventory(value: Inventory | undefined) {
    this.stored = value;
    this.companies = value?.companies.length ? value.companies.join('\n') : ALL;
    this.own = value?.own.join('\n') ?? '';
    this.fields = value?.fieldsChosen ?? [];
    this.changed = false;
  }

  get options(): readonly { readonly label: string; readonly value: string }[] {
    return (this.stored?.fieldsOffered ?? []).map((value) => ({ label: value, value }));
  }

  get chosenFields(): string[] {
    return [...this.fields];
  }

  get isReadOnly(): boolean {
    return !canManage() || this.saving;
  }

  get cannotSave(): boolean {
    return this.isReadOnly || !this.changed;
  }

  get leavesText(): string {
    return this.fields.length === 0 ? labels.leavesNone : formatLabel(labels.leaves, this.fields.join(', '));
  }

  get scopeText(): string {
    const names = rowsOf(this.companies).filter((name) => name !== ALL);
    return names.length === 0 ? labels.all : formatLabel(labels.some, formatCount(names.length));
  }

  handleCompanies(event: CustomEvent<{ value: string }>): void {
    this.companies = event.detail.value;
    this.changed = true;
  }

  handleOwn(event: CustomEvent<{ value: string }>): void {
    this.own = event.detail.value;
    this.changed = true;
  }

  handleFields(event: CustomEvent<{ value: readonly string[] }>): void {
    this.fields = event.detail.value;
    this.changed = true;
  }

  async handleSave(): Promise<void> {
    this.saving = true;
    try {
      const inventory = await saveChoices({
        choices: { companies: rowsOf(this.companies), own: rowsOf(this.own), fields: this.chosenFields }
      });
      toastDone(this, labels.saved);
      this.dispatchEvent(new CustomEvent('saved', { detail: { inventory } }));
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.saving = false;
    }
  }
}

const rowsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
