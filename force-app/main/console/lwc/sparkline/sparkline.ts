import { LightningElement, api } from 'lwc';
import { isKnown } from 'c/format';

const WIDTH = 120;
const HEIGHT = 24;
const MARGIN = 2;

/** Shares over time as a small line; unknown ones leave a gap. The label says in words what the line shows. */
export default class Sparkline extends LightningElement {
  /** 0..1 each, oldest first; null where unknown. */
  @api values: readonly (number | null | undefined)[] = [];
  @api label = '';

  readonly viewBox = `0 0 ${WIDTH} ${HEIGHT}`;

  /** One path of line segments; a gap begins a new one. */
  get path(): string {
    const step = (WIDTH - 2 * MARGIN) / Math.max(this.values.length - 1, 1);
    let pen = 'M';
    return this.values
      .flatMap((value, index) => {
        if (!isKnown(value)) {
          pen = 'M';
          return [];
        }
        const x = MARGIN + index * step;
        const y = HEIGHT - MARGIN - value * (HEIGHT - 2 * MARGIN);
        const segment = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
        pen = 'L';
        return [segment];
      })
      .join('');
  }

  /** A line needs two points. */
  get isDrawn(): boolean {
    return this.values.filter(isKnown).length > 1;
  }
}
