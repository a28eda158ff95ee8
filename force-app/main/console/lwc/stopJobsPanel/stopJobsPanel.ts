import { LightningElement } from 'lwc';
import stopAllJobs from '@salesforce/apex/ConnectionConsole.stopAllJobs';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import labels from './labels';

/** Stops every job of the package after a confirmation, as an uninstall needs it. @fires changed */
export default class StopJobsPanel extends LightningElement {
  readonly labels = labels;
  readonly lines: readonly string[] = [labels.confirmSchedules, labels.confirmWork, labels.confirmAgain];
  asking = false;
  stopping = false;

  get isIdle(): boolean {
    return !this.asking;
  }

  get cannotStop(): boolean {
    return !canManage();
  }

  handleAsk(): void {
    this.asking = true;
  }

  handleCancel(): void {
    this.asking = false;
  }

  async handleConfirm(): Promise<void> {
    this.stopping = true;
    try {
      const stopped = await stopAllJobs();
      toastDone(this, formatLabel(labels.stopped, formatCount(stopped)));
      this.asking = false;
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.stopping = false;
    }
  }
}
