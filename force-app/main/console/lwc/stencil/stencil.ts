import { LightningElement } from 'lwc';
import loading from '@salesforce/label/c.Console_Loading';

/** Holds the place of what is still loading, with the outline of a few lines. */
export default class Stencil extends LightningElement {
  readonly label = loading;
}
