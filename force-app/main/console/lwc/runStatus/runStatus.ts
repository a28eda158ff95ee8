import { LightningElement, api } from 'lwc';
import type { BadgeTheme } from 'c/badge';
import { TIME_ZONE, formatCount, formatLabel, isKnown } from 'c/format';
import type { PopulationRun, RunStatus } from 'types/population';
import labels from './labels';

interface Figure {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly note: string;
}

const STATUS: Readonly<Record<RunStatus, { readonly label: string; readonly theme: BadgeTheme }>> = {
  Queued: { label: labels.queued, theme: 'neutral' },
  Running: { label: labels.running, theme: 'active' },
  Paused: { label: labels.paused, theme: 'warning' },
  Completed: { label: labels.completed, theme: 'good' },
  CompletedWithErrors: { label: labels.completedWithErrors, theme: 'warning' },
  Failed: { label: labels.failed, theme: 'bad' },
  Cancelled: { label: labels.cancelled, theme: 'neutral' }
};

/** The strip over the results: how the latest run stands, how far it is, what it counted and what it cost. */
export default class RunStatusStrip extends LightningElement {
  @api run!: PopulationRun;

  readonly labels = labels;
  readonly timeZone = TIME_ZONE;

  get statusLabel(): string {
    return STATUS[this.run.status].label;
  }

  get theme(): BadgeTheme {
    return STATUS[this.run.status].theme;
  }

  get isActive(): boolean {
    return this.run.status === 'Queued' || this.run.status === 'Running' || this.run.status === 'Paused';
  }

  get progress(): number {
    const { objectsDone, objectsTotal } = this.run;
    return isKnown(objectsDone) && isKnown(objectsTotal) && objectsTotal > 0
      ? Math.floor((objectsDone / objectsTotal) * 100)
      : 0;
  }

  get progressStyle(): string {
    return `width: ${this.progress}%`;
  }

  get progressText(): string {
    const { objectsDone, objectsTotal } = this.run;
    if (!isKnown(objectsDone) || !isKnown(objectsTotal) || objectsTotal === 0) return labels.progressFinding;
    // Some of the rest will be left out: which ones shows only when their turn comes.
    return formatLabel(labels.progressText, formatCount(objectsDone), formatCount(objectsTotal - objectsDone));
  }

  /** Why the run has paused itself, or what else the admin should know. */
  get notice(): string {
    return this.run.pauseReason ?? this.run.notice ?? '';
  }

  get failure(): string | undefined {
    return this.run.error ?? undefined;
  }

  /** Figures that are not known are left out. */
  get figures(): readonly Figure[] {
    const { run } = this;
    const figures: readonly (readonly [string, string, number | null | undefined, string])[] = [
      ['records', labels.recordsCounted, run.recordsCounted, ''],
      ['measured', labels.fieldsMeasured, run.fieldsMeasured, ''],
      ['unmeasured', labels.fieldsUnmeasured, run.fieldsUnmeasured, ''],
      ['queries', labels.queries, run.queriesUsed, ''],
      ['rows', labels.queryRows, run.queryRowsUsed, ''],
      ['jobs', labels.asyncExecutions, run.asyncExecutions, ''],
      ['delivered', labels.messagesDelivered, run.messagesDelivered, this.deliveryNote]
    ];
    return figures.flatMap(([name, label, value, note]) =>
      isKnown(value) ? [{ name, label, text: formatCount(value), note }] : []
    );
  }

  get deliveryNote(): string {
    const { messagesPending, messagesDead } = this.run;
    const notes = [
      isKnown(messagesPending) && messagesPending > 0 && formatLabel(labels.pending, formatCount(messagesPending)),
      isKnown(messagesDead) && messagesDead > 0 && formatLabel(labels.dead, formatCount(messagesDead))
    ];
    return notes.filter((note) => note !== false).join(', ');
  }
}
