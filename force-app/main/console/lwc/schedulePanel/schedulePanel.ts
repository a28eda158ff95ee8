import { LightningElement, api } from 'lwc';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Frequency, Schedule } from 'types/runs';
import { JOBS } from './jobs';
import type { Job } from './jobs';
import labels from './labels';

const FREQUENCIES: readonly { readonly label: string; readonly value: Frequency }[] = [
  { label: labels.daily, value: 'daily' },
  { label: labels.weekly, value: 'weekly' },
  { label: labels.monthly, value: 'monthly' }
];
const WEEKDAYS = [
  labels.sunday,
  labels.monday,
  labels.tuesday,
  labels.wednesday,
  labels.thursday,
  labels.friday,
  labels.saturday
].map((label, index) => ({ label, value: String(index + 1) }));

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** When the job runs: sets, changes and stops the schedule. */
export default class SchedulePanel extends LightningElement {
  /** Which job. */
  @api job: Job = 'population';

  readonly labels = labels;
  readonly frequencies = FREQUENCIES;
  readonly weekdays = WEEKDAYS;
  schedule: Schedule | undefined;
  editing = false;
  stopping = false;
  busy = false;
  failure: unknown;
  frequency: Frequency | string = 'daily';
  day = '1';
  /** `HH:mm` */
  time = '02:00';

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.schedule && !this.failure;
  }

  get headline(): string {
    return this.schedule?.words ?? labels.none;
  }

  get stopLines(): readonly string[] {
    return [labels.stopLine];
  }

  get usedText(): string {
    const { jobsUsed = 0, jobsAllowed = 0 } = this.schedule ?? {};
    return formatLabel(labels.usedText, formatCount(jobsUsed), formatCount(jobsAllowed));
  }

  get showsActions(): boolean {
    return !this.editing && !this.stopping;
  }

  get editLabel(): string {
    return this.schedule?.isScheduled ? labels.change : labels.set;
  }

  get cannotChange(): boolean {
    return !canManage() || this.busy;
  }

  get isWeekly(): boolean {
    return this.frequency === 'weekly';
  }

  get isMonthly(): boolean {
    return this.frequency === 'monthly';
  }

  get hint(): string {
    return this.schedule?.isScheduled ? '' : labels.suggestion;
  }

  handleEdit(): void {
    const at = this.schedule?.at;
    if (at) {
      this.frequency = at.frequency;
      this.day = String(at.day ?? 1);
      this.time = `${twoDigits(at.hour)}:${twoDigits(at.minute)}`;
    }
    this.editing = true;
  }

  handleFrequency(event: CustomEvent<{ value: string }>): void {
    this.frequency = event.detail.value;
    this.day = '1';
  }

  handleDay(event: CustomEvent<{ value: string }>): void {
    this.day = event.detail.value;
  }

  handleTime(event: CustomEvent<{ value: string }>): void {
    this.time = event.detail.value;
  }

  handleCancel(): void {
    this.editing = false;
    this.stopping = false;
  }

  handleAskStop(): void {
    this.stopping = true;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleSave(): Promise<void> {
    const [hour, minute] = this.time.split(':').map(Number);
    const day = this.frequency === 'daily' ? null : Number(this.day);
    const at = { frequency: this.frequency as Frequency, hour: hour ?? NaN, minute: minute ?? NaN, day };
    await this.change(() => JOBS[this.job].save(at, this.schedule?.id ?? null), labels.saved);
  }

  async handleStop(): Promise<void> {
    await this.change(() => JOBS[this.job].stop(), labels.stopped);
  }

  private async change(work: () => Promise<Schedule>, done: string): Promise<void> {
    this.busy = true;
    try {
      this.schedule = await work();
      this.handleCancel();
      toastDone(this, done);
    } catch (error) {
      toastFailed(this, error);
      // Somebody may have changed the schedule: show the present one beside what the user was about to save.
      await this.load();
    } finally {
      this.busy = false;
    }
  }

  private async load(): Promise<void> {
    try {
      this.schedule = await JOBS[this.job].read();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
