import { LightningElement, api } from 'lwc';
import readPreview from '@salesforce/apex/PopulationConsole.preview';
import { formatCount, formatLabel, isKnown } from 'c/format';
import type { ObjectCost, RunPreview as Preview } from 'types/runs';
import labels from './labels';

const MOST_SHOWN = 10;

interface Row {
  readonly name: string;
  readonly label: string;
  readonly records: string;
  readonly queries: string;
}

/**
 * What a run will do and cost, before it is started. A large org takes several calls, which are added up.
 * @fires confirm, cancel
 */
export default class RunPreview extends LightningElement {
  /** The run is being started. */
  @api busy = false;

  readonly labels = labels;
  costs: readonly ObjectCost[] = [];
  parts: readonly Preview[] = [];
  complete = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.complete && !this.failure;
  }

  get loadingText(): string {
    return formatLabel(labels.loading, formatCount(this.costs.length));
  }

  get counted(): readonly ObjectCost[] {
    return this.costs.filter(({ excludedBecause }) => !excludedBecause);
  }

  /** Why objects are left out, by name or by what they are: the reason and for how many. */
  get excluded(): ReadonlyMap<string, number> {
    const found = new Map(Object.entries(this.parts[0]?.excluded ?? {}));
    for (const { excludedBecause } of this.costs)
      if (excludedBecause) found.set(excludedBecause, (found.get(excludedBecause) ?? 0) + 1);
    return found;
  }

  get reasons(): readonly { readonly reason: string; readonly text: string }[] {
    return [...this.excluded]
      .sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => ({ reason, text: formatLabel(labels.reason, reason, formatCount(count)) }));
  }

  get lines(): readonly string[] {
    const add = (value: (part: Preview) => number): number =>
      this.parts.reduce((total, part) => total + value(part), 0);
    const sum = (value: (part: Preview) => number): string => formatCount(add(value));
    const carries = add(({ fullQueries }) => fullQueries) > add(({ queries }) => queries);
    const left = [...this.excluded.values()].reduce((total, count) => total + count, 0);
    return [
      formatLabel(labels.objects, formatCount(this.counted.length)),
      formatLabel(
        labels.cost,
        sum(({ queries }) => queries),
        sum(({ queryRows }) => queryRows),
        sum(({ asyncExecutions }) => asyncExecutions)
      ),
      ...(carries
        ? [
            formatLabel(
              labels.costInFull,
              sum(({ fullQueries }) => fullQueries),
              sum(({ fullQueryRows }) => fullQueryRows),
              sum(({ fullAsyncExecutions }) => fullAsyncExecutions)
            )
          ]
        : []),
      formatLabel(labels.excluded, formatCount(left)),
      labels.noChange
    ];
  }

  get largest(): readonly Row[] {
    return [...this.counted]
      .sort((a, b) => b.queries - a.queries)
      .slice(0, MOST_SHOWN)
      .map(({ objectName, label, records, queries }) => ({
        name: objectName,
        label,
        records: isKnown(records) ? formatCount(records) : '',
        queries: formatCount(queries)
      }));
  }

  handleConfirm(): void {
    this.dispatchEvent(new CustomEvent('confirm'));
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  handleRetry(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.costs = [];
    this.parts = [];
    this.complete = false;
    this.failure = undefined;
    try {
      await this.add(null);
      this.complete = true;
    } catch (error) {
      this.failure = error;
    }
  }

  /** Asks for the objects after a name, and for the rest until there is none or nobody looks any more. */
  private async add(after: string | null): Promise<void> {
    const part = await readPreview({ after });
    this.parts = [...this.parts, part];
    this.costs = [...this.costs, ...part.objects];
    if (part.nextAfter && this.isConnected) await this.add(part.nextAfter);
  }
}
