/** The org's own id, which a refreshed sandbox changes. */
import { makeId } from './ids.ts';
import { ORGANIZATION_ID } from './org-ids.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

/** 18 characters. */
export function organizationId(store: Store): string {
  return String(store.all('SELECT Id FROM Organization LIMIT 1')[0]?.[0] ?? ORGANIZATION_ID);
}

/**
 * Gives the org another id, as the refresh of a sandbox does: references follow, ids that were kept as text do not.
 * The caller commits.
 */
export function changeOrganizationId(store: Store): string {
  const before = organizationId(store);
  const after = makeId('00D', store.nextNumber('_organization') + 1);
  store.run('UPDATE Organization SET Id = ?', after);
  for (const object of store.schema.objects.values()) {
    if (object.fields.has('setupownerid'))
      store.run(`UPDATE ${quote(object.apiName)} SET SetupOwnerId = ? WHERE SetupOwnerId = ?`, after, before);
  }
  return after;
}
