import { LightningElement } from 'lwc';

const CHECKS: readonly string[] = ['connected-app', 'oauth-token', 'approve-uninstalled', 'external-client-app'];

/** The page "Connected app": how Salesforce knows the application of Elements. */
export default class AppPage extends LightningElement {
  readonly checks = CHECKS;
}
