import { LightningElement, api } from 'lwc';
import readHistory from '@salesforce/apex/PopulationConsole.history';
import { TIME_ZONE, formatCount, formatLabel, formatShare, isKnown } from 'c/format';
import type { RunStatus } from 'types/population';
import type { PastRun } from 'types/runs';
import labels from './labels';

const STATUS: Readonly<Record<RunStatus, string>> = {
  Queued: labels.queued,
  Running: labels.running,
  Paused: labels.paused,
  Completed: labels.completed,
  CompletedWithErrors: labels.completedWithErrors,
  Failed: labels.failed,
  Cancelled: labels.cancelled
};
const SECONDS_OF_MINUTE = 60;

interface Row {
  readonly runId: string;
  readonly name: string;
  readonly hasResults: boolean;
  readonly openLabel: string;
  readonly status: string;
  readonly finishedAt: string;
  readonly duration: string;
  readonly objects: string;
  readonly records: string;
  readonly fill: string;
}

/**
 * Finished runs with their figures, and how the average fill has moved.
 * @fires openrun with `{ run }` to look at its results
 */
export default class HistoryPanel extends LightningElement {
  readonly labels = labels;
  readonly timeZone = TIME_ZONE;
  runs: readonly PastRun[] | undefined;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  /** Reads again, when a run has ended. */
  @api
  async load(): Promise<void> {
    try {
      this.runs = (await readHistory()).filter(({ finishedAt }) => finishedAt);
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  get loading(): boolean {
    return !this.runs && !this.failure;
  }

  get isEmpty(): boolean {
    return this.runs?.length === 0;
  }

  get hasRuns(): boolean {
    return (this.runs?.length ?? 0) > 0;
  }

  get rows(): readonly Row[] {
    return (this.runs ?? []).map((run) => ({
      runId: run.runId,
      name: run.name,
      hasResults: run.hasResults,
      openLabel: formatLabel(labels.open, run.name),
      status: STATUS[run.status],
      finishedAt: run.finishedAt ?? '',
      duration: durationOf(run.durationSeconds),
      objects: textOf(run.objectsDone),
      records: textOf(run.recordsCounted),
      fill: isKnown(run.averageFill) ? formatShare(run.averageFill) : ''
    }));
  }

  /** Oldest first. */
  get fills(): readonly (number | null | undefined)[] {
    return [...(this.runs ?? [])].reverse().map(({ averageFill }) => averageFill);
  }

  get trendLabel(): string {
    const known = this.fills.filter(isKnown);
    return formatLabel(labels.trend, formatShare(known[0] ?? 0), formatShare(known.at(-1) ?? 0));
  }

  handleOpen(event: Event): void {
    const { run: runId } = (event.currentTarget as HTMLElement).dataset;
    const run = this.runs?.find((past) => past.runId === runId);
    if (run) this.dispatchEvent(new CustomEvent('openrun', { detail: { run } }));
  }

  handleRetry(): void {
    void this.load();
  }
}

const textOf = (value: number | null | undefined): string => (isKnown(value) ? formatCount(value) : '');

function durationOf(seconds: number | null | undefined): string {
  if (!isKnown(seconds)) return '';
  if (seconds < SECONDS_OF_MINUTE) return formatLabel(labels.seconds, formatCount(seconds));
  const minutes = Math.floor(seconds / SECONDS_OF_MINUTE);
  return formatLabel(labels.minutes, formatCount(minutes), formatCount(seconds % SECONDS_OF_MINUTE));
}
