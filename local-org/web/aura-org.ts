import type { PageAnswer } from '../jobs/visualforce/render.ts';
import type { Setup } from '../jobs/setup/setup.ts';
import type { BrowserUser } from './browser-user.ts';

/**
 * What the web server needs of an org. `LocalOrg` (jobs/) satisfies it; tests use small fakes.
 */
export interface AuraOrg {
  /** Calls an @AuraEnabled method as Lightning does: `params` by parameter name, the result as plain JSON values. */
  invokeAura(className: string, method: string, params: Readonly<Record<string, unknown>>): Promise<AuraResult>;
  /**
   * Who the browser's user is. An org without it serves pages that do not ask: a component that imports
   * `@salesforce/user/*` or `@salesforce/customPermission/*` then fails loudly in the browser.
   */
  browserUser?(): Promise<BrowserUser>;
  /** A Visualforce request; without it `/apex/` is not served. */
  visualforce?(name: string, viewState: string | null, action: string | null): Promise<PageAnswer>;
  /** The emulated Setup; without it `/setup/` is not served. */
  readonly setup?: Setup;
}

export type AuraResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: AuraError };

/** The `body` of the error that a component's `catch` receives in Lightning. */
export interface AuraError {
  readonly message: string;
  /** `System.AuraHandledException`, `System.DmlException` … */
  readonly exceptionType?: string;
  readonly isUserDefinedException?: boolean;
  readonly stackTrace?: string;
}
