import { LightningElement } from 'lwc';
import labels from './labels';

/** The page "Subscriptions and users": the place where licences and users will be shown. */
export default class SubscriptionsPage extends LightningElement {
  readonly labels = labels;
}
