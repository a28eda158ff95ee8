import { LightningElement, api } from 'lwc';
import cancelRun from '@salesforce/apex/PopulationConsole.cancelRun';
import pauseRun from '@salesforce/apex/PopulationConsole.pauseRun';
import resumeRun from '@salesforce/apex/PopulationConsole.resumeRun';
import startRun from '@salesforce/apex/PopulationConsole.startRun';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { PopulationRun } from 'types/population';
import labels from './labels';

/**
 * The latest run and what can be done with it: preview and start, pause, resume, cancel.
 * @fires changed when something has been done, refresh
 */
export default class RunPanel extends LightningElement {
  /** Null while there has been none. */
  @api run: PopulationRun | null = null;

  readonly labels = labels;
  previewing = false;
  cancelling = false;
  busy = false;

  get isPaused(): boolean {
    return this.run?.status === 'Paused';
  }

  get isRunning(): boolean {
    return this.run?.status === 'Queued' || this.run?.status === 'Running';
  }

  get isUnfinished(): boolean {
    return this.isPaused || this.isRunning;
  }

  get cannotDo(): boolean {
    return !canManage() || this.busy;
  }

  get cannotStart(): boolean {
    return this.cannotDo || this.isUnfinished || this.previewing;
  }

  /** Why the button is disabled, where the reason lasts. */
  get startHint(): string {
    if (this.isPaused) return labels.startRunPaused;
    return this.isRunning ? labels.startRunActive : '';
  }

  get cancelLines(): readonly string[] {
    return [labels.cancelLine];
  }

  handleRefresh(): void {
    this.dispatchEvent(new CustomEvent('refresh'));
  }

  handlePreview(): void {
    this.previewing = true;
  }

  handleAskCancel(): void {
    this.cancelling = true;
  }

  handleLeave(): void {
    this.previewing = false;
    this.cancelling = false;
  }

  async handleStart(): Promise<void> {
    await this.attempt(() => startRun(), labels.started, labels.startedText, labels.startFailed);
  }

  async handlePause(): Promise<void> {
    await this.attempt(() => pauseRun({ runId: this.run?.runId ?? '' }), labels.paused);
  }

  async handleResume(): Promise<void> {
    await this.attempt(() => resumeRun({ runId: this.run?.runId ?? '' }), labels.resumed);
  }

  async handleCancel(): Promise<void> {
    await this.attempt(() => cancelRun({ runId: this.run?.runId ?? '' }), labels.cancelled);
  }

  private async attempt(work: () => Promise<unknown>, done: string, text = '', failed?: string): Promise<void> {
    this.busy = true;
    try {
      await work();
      toastDone(this, done, text);
    } catch (error) {
      toastFailed(this, error, failed);
    } finally {
      this.busy = false;
      this.handleLeave();
    }
    // Also after a refusal: another window may have done something meanwhile.
    this.dispatchEvent(new CustomEvent('changed'));
  }
}
