import { LightningElement, api } from 'lwc';
import readCsv from '@salesforce/apex/InventoryConsole.licencesCsv';
import { saveFile } from 'c/download';
import { formatCount, formatLabel } from 'c/format';
import { toastDone, toastFailed } from 'c/toasts';
import type { Licence } from 'types/inventory';
import labels from './labels';
import { groupsOf } from './rows';
import type { LicenceGroup } from './rows';

/** Licences used and unused, by kind. Those without any seat are hidden until they are asked for. */
export default class LicencePanel extends LightningElement {
  @api licences: readonly Licence[] = [];
  /** Kinds that could not be read, with the words of the platform. */
  @api unread: readonly string[] = [];

  readonly labels = labels;
  showsEmpty = false;
  exporting = false;

  get groups(): readonly LicenceGroup[] {
    return this.allGroups
      .map((group) => ({ ...group, rows: group.rows.filter(({ isEmpty }) => this.showsEmpty || !isEmpty) }))
      .filter(({ rows }) => rows.length > 0);
  }

  get isEmpty(): boolean {
    return this.licences.length === 0;
  }

  get hasUnread(): boolean {
    return this.unread.length > 0;
  }

  get hasEmptyOnes(): boolean {
    return this.emptyOnes > 0;
  }

  get showEmptyLabel(): string {
    return formatLabel(labels.showEmpty, formatCount(this.emptyOnes));
  }

  get cannotExport(): boolean {
    return this.exporting || this.isEmpty;
  }

  handleShowEmpty(event: CustomEvent<{ checked: boolean }>): void {
    this.showsEmpty = event.detail.checked;
  }

  async handleExport(): Promise<void> {
    this.exporting = true;
    try {
      saveFile(labels.exportFile, await readCsv());
      toastDone(this, labels.exported);
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.exporting = false;
    }
  }

  private get allGroups(): readonly LicenceGroup[] {
    return groupsOf(this.licences, new Date().toISOString().slice(0, 10));
  }

  private get emptyOnes(): number {
    return this.allGroups.flatMap(({ rows }) => rows).filter(({ isEmpty }) => isEmpty).length;
  }
}
