import { LightningElement } from 'lwc';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import confirmSession from '@salesforce/apex/ConnectionConsole.confirmSession';
import { formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Region } from 'types/connection';
import labels from './labels';

type Answer = 'on' | 'off' | 'skip';

interface Option {
  readonly label: string;
  readonly value: string;
}

const ANSWERS: readonly Option[] = [
  { label: labels.on, value: 'on' },
  { label: labels.off, value: 'off' },
  { label: labels.skip, value: 'skip' }
];
const SETUP = '/lightning/setup/SecuritySession/home';

const toBoolean = (answer: string): boolean | null => (answer === 'skip' ? null : answer === 'on');

/** What the admin has seen in Setup, where no other method can look. @fires changed when it has been saved. */
export default class AnswerPanel extends LightningElement {
  readonly labels = labels;
  readonly answers = ANSWERS;
  readonly setup = SETUP;
  region: Region | undefined;
  lock: Answer | string = 'skip';
  enforce: Answer | string = 'skip';
  ranges = '';
  missing: readonly string[] = [];
  includesSalesforce = false;
  /** Until the region is known, whose addresses are asked about. */
  loading = true;
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get hasRanges(): boolean {
    return this.rangeCount !== null && this.rangeCount > 0;
  }

  get showsMissing(): boolean {
    return this.hasRanges && (this.region?.loginIps.length ?? 0) > 0;
  }

  get missingLabel(): string {
    return formatLabel(labels.missing, this.region?.label ?? '');
  }

  get addresses(): readonly Option[] {
    return (this.region?.loginIps ?? []).map((address) => ({ label: address, value: address }));
  }

  get cannotSave(): boolean {
    const nothing = this.lock === 'skip' && this.enforce === 'skip' && this.rangeCount === null;
    return !canManage() || this.saving || nothing;
  }

  handleLock(event: CustomEvent<{ value: string }>): void {
    this.lock = event.detail.value;
  }

  handleEnforce(event: CustomEvent<{ value: string }>): void {
    this.enforce = event.detail.value;
  }

  handleRanges(event: CustomEvent<{ value: string }>): void {
    this.ranges = event.detail.value;
  }

  handleMissing(event: CustomEvent<{ value: readonly string[] }>): void {
    this.missing = event.detail.value;
  }

  handleSalesforce(event: CustomEvent<{ checked: boolean }>): void {
    this.includesSalesforce = event.detail.checked;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleSave(): Promise<void> {
    this.saving = true;
    try {
      await confirmSession({
        answer: {
          lockToIp: toBoolean(this.lock),
          enforceAlways: toBoolean(this.enforce),
          ranges: this.rangeCount,
          missing: this.showsMissing ? this.missing : [],
          includesSalesforce: this.hasRanges && this.includesSalesforce
        }
      });
      toastDone(this, labels.saved);
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.saving = false;
    }
  }

  /** Null when not looked up. */
  private get rangeCount(): number | null {
    return /^\d{1,6}$/.test(this.ranges) ? Number(this.ranges) : null;
  }

  private async load(): Promise<void> {
    try {
      this.region = (await readRegions()).find(({ isChosen }) => isChosen);
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
  }
}
