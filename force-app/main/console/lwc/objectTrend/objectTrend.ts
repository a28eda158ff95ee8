import { LightningElement, api } from 'lwc';
import readTrends from '@salesforce/apex/PopulationConsole.trends';
import { formatLabel, formatShare, isKnown } from 'c/format';
import labels from './labels';

/** How the average fill of an object has moved over the finished runs; nothing while there are fewer than two. */
export default class ObjectTrend extends LightningElement {
  fills: readonly (number | null | undefined)[] = [];
  failed = false;
  readonly labels = labels;
  private name = '';

  /** API name. */
  @api
  get objectName(): string {
    return this.name;
  }
  set objectName(next: string) {
    if (next === this.name) return;
    this.name = next;
    this.fills = [];
    void this.load(next);
  }

  get label(): string {
    const known = this.fills.filter(isKnown);
    return formatLabel(labels.trend, formatShare(known[0] ?? 0), formatShare(known.at(-1) ?? 0));
  }

  private async load(objectName: string): Promise<void> {
    try {
      const [trend] = await readTrends({ objectNames: [objectName] });
      // Another object may have been chosen meanwhile.
      if (objectName === this.name) this.fills = trend?.points.map(({ averageFill }) => averageFill) ?? [];
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}
