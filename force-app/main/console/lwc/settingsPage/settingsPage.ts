import { LightningElement } from 'lwc';
import type CheckList from 'c/checkList';

const CHECKS: readonly string[] = ['uninstall'];

/** The page "Settings". What stands in the way of an uninstall is checked again when the jobs have been stopped. */
export default class SettingsPage extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  readonly checks = CHECKS;

  async handleStopped(): Promise<void> {
    await (this.refs.checks as unknown as CheckList).run();
  }
}
