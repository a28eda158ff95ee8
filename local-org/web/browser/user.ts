import type { BrowserUser } from '../browser-user.ts';
import { pageContext } from './page-context.ts';

function currentUser(): BrowserUser {
  const { user } = pageContext();
  if (!user) throw new Error('not supported by the local org: this org does not say who its browser user is');
  return user;
}

/** `@salesforce/i18n/timeZone`. */
export const timeZone = (): string => currentUser().timeZone;

/** `@salesforce/user/Id`. */
export const userId = (): string => currentUser().id;

/** `@salesforce/customPermission/*`: true, or undefined as on the platform, never false. */
export const hasCustomPermission = (name: string): true | undefined =>
  currentUser().customPermissions.includes(name) || undefined;
