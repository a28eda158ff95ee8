import { LightningElement, api } from 'lwc';
import { formatCount, formatLabel } from 'c/format';
import labels from './labels';

/** Goes through the pages of a list; shows nothing when there is one page. @fires page with `{ offset }` */
export default class Pager extends LightningElement {
  /** Position of the first row, from 0. */
  @api offset = 0;
  /** Rows of a page. */
  @api size = 50;
  /** Rows of all pages. */
  @api total = 0;

  readonly labels = labels;

  get isShown(): boolean {
    return this.total > this.size;
  }

  get isFirst(): boolean {
    return this.offset <= 0;
  }

  get isLast(): boolean {
    return this.offset + this.size >= this.total;
  }

  get rangeText(): string {
    const last = Math.min(this.offset + this.size, this.total);
    return formatLabel(labels.range, formatCount(this.offset + 1), formatCount(last), formatCount(this.total));
  }

  handlePrevious(): void {
    this.open(Math.max(this.offset - this.size, 0));
  }

  handleNext(): void {
    this.open(this.offset + this.size);
  }

  private open(offset: number): void {
    this.dispatchEvent(new CustomEvent('page', { detail: { offset } }));
  }
}
