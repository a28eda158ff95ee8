import { LightningElement, api } from 'lwc';
import { formatShare, isKnown } from 'c/format';
import type { Band } from 'types/population';

/** A share as a bar with its percentage as text. A share that is not known draws nothing. */
export default class FillBar extends LightningElement {
  /** 0..1; null or undefined when not known. */
  @api share: number | null | undefined;
  /** Colours the bar; without a band it has the accent colour. */
  @api band: Band | null | undefined;

  get known(): boolean {
    return isKnown(this.share);
  }

  get text(): string {
    return isKnown(this.share) ? formatShare(this.share) : '';
  }

  get barClass(): string {
    const band = this.band ? ` bar_${this.band}` : '';
    return this.share ? `bar bar_some${band}` : 'bar';
  }

  get barStyle(): string {
    return `width: ${(this.share ?? 0) * 100}%`;
  }
}
