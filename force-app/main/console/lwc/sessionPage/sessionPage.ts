import { LightningElement } from 'lwc';
import type CheckList from 'c/checkList';

const CHECKS: readonly string[] = ['session-ip-lock', 'session-ip-every-request', 'login-ip-ranges', 'my-domain'];

/** The page "Session and network": settings and addresses that can keep Elements out. */
export default class SessionPage extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  readonly checks = CHECKS;

  async handleChanged(): Promise<void> {
    await (this.refs.checks as unknown as CheckList).run();
  }
}
