/**
 * Every user holds the permission set of his profile: the platform keeps a PermissionSetAssignment for it, which nobody
 * assigns or takes away (Object Reference v65, "PermissionSetAssignment", and tests of SalesforceFoundation/EDA that find
 * what the running user may do by it). Profiles of which it is not known what they grant have no permission set here.
 */
import type { InsertRow } from './licence-rules.ts';
import type { Store } from './store.ts';

const ASSIGNMENT = 'PermissionSetAssignment';

/** Makes the assignment of a user who is new or has another profile now. */
export function syncProfileAssignment(store: Store, userId: string, insert: InsertRow): void {
  // Small schemas of tests leave objects out.
  if (!store.schema.objects.has(ASSIGNMENT.toLowerCase())) return;
  const [set] = store.all(
    'SELECT PermissionSet.Id FROM User JOIN PermissionSet ON PermissionSet.ProfileId = User.ProfileId WHERE User.Id = ?',
    userId
  );
  const wanted = set?.[0] ?? null;
  const [held] = store.all(
    `SELECT ${ASSIGNMENT}.Id, PermissionSetId FROM ${ASSIGNMENT}
     JOIN PermissionSet ON PermissionSet.Id = PermissionSetId WHERE AssigneeId = ? AND IsOwnedByProfile = 1`,
    userId
  );
  if ((held?.[1] ?? null) === wanted) return;
  if (held !== undefined) store.run(`DELETE FROM ${ASSIGNMENT} WHERE Id = ?`, held[0]!);
  if (wanted !== null) insert(ASSIGNMENT, { PermissionSetId: String(wanted), AssigneeId: userId });
}

/** Is the assignment one that goes with its user's profile? */
export function isOfProfile(store: Store, assignmentId: string): boolean {
  const found = store.all(
    `SELECT 1 FROM ${ASSIGNMENT} JOIN PermissionSet ON PermissionSet.Id = PermissionSetId
     WHERE ${ASSIGNMENT}.Id = ? AND IsOwnedByProfile = 1`,
    assignmentId
  );
  return found.length > 0;
}
