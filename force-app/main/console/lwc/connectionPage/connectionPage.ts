import { LightningElement } from 'lwc';
import type CheckList from 'c/checkList';
import type PermissionSetPanel from 'c/permissionSetPanel';

const CHECKS: readonly string[] = [
  'integration-user',
  'permissions',
  'prompt-templates',
  'psl-objects',
  'edition',
  'api-access',
  'endpoint',
  'sandbox-refresh',
  'namespace'
];

/** The page "Connection": region, integration user, permissions. What is changed is checked again at once. */
export default class ConnectionPage extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  readonly checks = CHECKS;

  async handleChanged(): Promise<void> {
    await (this.refs.set as unknown as PermissionSetPanel).load();
    await (this.refs.checks as unknown as CheckList).run();
  }
}
