/** Ids that are the same in every local org, so that connections can be opened before anything is read. */
import { makeId } from './ids.ts';

export const ORGANIZATION_ID = makeId('00D', 1);
export const ADMIN_USER_ID = makeId('005', 1);

/** Where the org answers calls to itself. */
export const MY_DOMAIN_HOST = 'local-org.my.salesforce.com';
