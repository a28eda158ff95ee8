/** The store's public surface. */
export { LOCAL_IDENTITY, PROJECT_IDENTITY } from './org-identity.ts';
export type { OrgIdentity } from './org-identity.ts';
export { ADMIN_USER_ID, MY_DOMAIN_HOST, ORGANIZATION_ID } from './org-ids.ts';
export { deleteRows, undeleteRows } from './delete.ts';
export { insertRows, updateRows, upsertRows } from './dml.ts';
export { makeId, readId, toId18 } from './ids.ts';
export { LoadError, loadRows } from './load.ts';
export type { Load } from './load.ts';
export type { DmlError, DmlOptions, PlainRow, RowResult } from './results.ts';
export { changeOrganizationId, organizationId } from './organization.ts';
export { readSetting, writeSetting } from './setup-settings.ts';
export type { AddressRange, SetupSettings } from './setup-settings.ts';
export { STANDARD_PRICE_BOOK_ID } from './sales-rules.ts';
export { setUpOrg } from './setup-rows.ts';
export { Store, openStore } from './store.ts';
export type { Savepoint, StoreOptions } from './store.ts';
