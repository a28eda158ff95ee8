/** Object permissions of the profile System Administrator, which code looks up as rows. */
import { put } from './new-org.ts';
import type { Store } from './store.ts';

/** Standard objects that have object permissions; other standard ones follow these or have none. */
const STANDARD = ['Account', 'Campaign', 'Case', 'Contact', 'Lead', 'Opportunity', 'Product2'];

/** Gives the profile's permission set all of every custom object, and of the standard ones, that it has no row for yet. */
export function syncAdminPermissions(store: Store): void {
  const parent = store.all(
    "SELECT Id FROM PermissionSet WHERE ProfileId = (SELECT Id FROM Profile WHERE Name = 'System Administrator')"
  )[0]?.[0];
  if (typeof parent !== 'string') return;
  const known = new Set(
    store.all('SELECT SobjectType FROM ObjectPermissions WHERE ParentId = ?', parent).map((row) => String(row[0]))
  );
  for (const { apiName, kind } of store.schema.objects.values()) {
    if ((kind !== 'custom' && !STANDARD.includes(apiName)) || known.has(apiName)) continue;
    put(store, 'ObjectPermissions', {
      ParentId: parent,
      SobjectType: apiName,
      PermissionsCreate: true,
      PermissionsRead: true,
      PermissionsEdit: true,
      PermissionsDelete: true,
      PermissionsViewAllRecords: true,
      PermissionsModifyAllRecords: true
    });
  }
}
