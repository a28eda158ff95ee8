import { LightningElement, api } from 'lwc';

/** Says why there is nothing to see. The default slot takes what to do about it. */
export default class EmptyState extends LightningElement {
  @api heading = '';
  @api message = '';
  @api iconName = 'utility:info';
}
