import { LightningElement, api } from 'lwc';

/** A part of a page under a heading. The slot `actions` is beside the heading. */
export default class Panel extends LightningElement {
  @api heading = '';
  /** A line under the heading. */
  @api note = '';
}
