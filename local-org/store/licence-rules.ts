/**
 * What licences refuse when a permission set or a seat is assigned, in the platform's words as they have been reported
 * ("Can't assign permission set … to user …", "License Limit Exceeded - …").
 */
import type { ObjectSchema } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { dmlError } from './results.ts';
import type { DmlError, PlainRow } from './results.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

type Columns = ReadonlyMap<string, SqliteValue>;
/** Saves a row of the platform's own. */
export type InsertRow = (objectName: string, row: PlainRow) => string;

/**
 * User permissions that a user licence allows by itself. Of Salesforce Integration those of its only profile are sure;
 * more comes with permission set licences.
 */
const ALLOWED: Readonly<Record<string, ReadonlySet<string> | 'all'>> = {
  Salesforce: 'all',
  'Salesforce Integration': new Set(['ApiEnabled', 'ApiUserOnly'])
};
const PERMISSION = 'Permissions';
const MAXIMUM = 'MaximumPermissions';
const SEAT = 'PermissionSetLicenseAssign';

/** A permission set goes to a user: takes a seat of the set's licence where the user has none, as the platform does. */
export function assignmentErrors(store: Store, setId: string, userId: string, insert: InsertRow): DmlError[] {
  const set = onlyRow(store, 'PermissionSet', setId);
  const licence = set.get('LicenseId');
  if (typeof licence === 'string' && licence.startsWith(store.object('PermissionSetLicense').keyPrefix)) {
    if (!heldLicences(store, userId).includes(licence)) {
      const full = seatErrors(store, licence);
      if (full.length > 0) return full;
      insert(SEAT, { PermissionSetLicenseId: licence, AssigneeId: userId });
      takeSeat(store, licence);
    }
    return [];
  }
  const allowed = allowedPermissions(store, userId);
  if (allowed === 'all') return [];
  const refused = permissionsOf(store.object('PermissionSet')).find(
    ({ column, name }) => set.get(column) === 1 && !allowed.has(name)
  );
  if (refused === undefined) return [];
  const user = onlyRow(store, 'User', userId);
  return [
    dmlError(
      'FIELD_INTEGRITY_EXCEPTION',
      `Can't assign permission set ${String(set.get('Label'))} to user ${String(user.get('Name'))}. The user license doesn't allow the permission: ${refused.label}`
    )
  ];
}

/** A user gets a seat directly. */
export function seatAssignmentErrors(store: Store, columns: Columns): DmlError[] {
  const licence = String(columns.get('PermissionSetLicenseId'));
  const user = String(columns.get('AssigneeId'));
  if (heldLicences(store, user).includes(licence))
    return [dmlError('DUPLICATE_VALUE', 'Duplicate PermissionSetLicenseAssign')];
  const errors = seatErrors(store, licence);
  if (errors.length === 0) takeSeat(store, licence);
  return errors;
}

/** The seat that this assignment held is free again. */
export function releaseSeat(store: Store, assignmentId: string): void {
  store.run(
    `UPDATE PermissionSetLicense SET UsedLicenses = UsedLicenses - 1
     WHERE Id = (SELECT PermissionSetLicenseId FROM ${SEAT} WHERE Id = ?)`,
    assignmentId
  );
}

function takeSeat(store: Store, licence: string): void {
  store.run('UPDATE PermissionSetLicense SET UsedLicenses = UsedLicenses + 1 WHERE Id = ?', licence);
}

function seatErrors(store: Store, licence: string): DmlError[] {
  const [row] = store.all(
    'SELECT MasterLabel FROM PermissionSetLicense WHERE Id = ? AND UsedLicenses >= TotalLicenses',
    licence
  );
  return row === undefined ? [] : [dmlError('LICENSE_LIMIT_EXCEEDED', `License Limit Exceeded - ${String(row[0])}`)];
}

function heldLicences(store: Store, userId: string): string[] {
  return store.all(`SELECT PermissionSetLicenseId FROM ${SEAT} WHERE AssigneeId = ?`, userId).map(([id]) => String(id));
}

/** By name without `Permissions`. @throws Error for user licences of which that is not known */
function allowedPermissions(store: Store, userId: string): ReadonlySet<string> | 'all' {
  const licence = String(
    store.all(
      `SELECT UserLicense.Name FROM User JOIN Profile ON Profile.Id = User.ProfileId
       JOIN UserLicense ON UserLicense.Id = Profile.UserLicenseId WHERE User.Id = ?`,
      userId
    )[0]?.[0]
  );
  const own = ALLOWED[licence];
  if (own === undefined)
    throw new Error(`not supported by the local org: what the user licence ${licence} allows in permission sets`);
  if (own === 'all') return own;
  const added = heldLicences(store, userId).flatMap((id) => {
    const row = onlyRow(store, 'PermissionSetLicense', id);
    return [...row.keys()].filter((name) => name.startsWith(MAXIMUM) && row.get(name) === 1);
  });
  return new Set([...own, ...added.map((name) => name.slice(MAXIMUM.length))]);
}

function permissionsOf(object: ObjectSchema): { column: string; name: string; label: string }[] {
  return [...object.fields.values()]
    .filter(({ apiName, type }) => type === 'boolean' && apiName.startsWith(PERMISSION))
    .map(({ apiName, label }) => ({ column: apiName, name: apiName.slice(PERMISSION.length), label }));
}

/** Every stored field of a row that is there. */
function onlyRow(store: Store, objectName: string, id: string): Columns {
  const fields = store.fields(store.object(objectName));
  const [row] = store.all(
    `SELECT ${fields.map(({ apiName }) => quote(apiName)).join(', ')} FROM ${quote(objectName)} WHERE Id = ?`,
    id
  );
  if (row === undefined)
    throw new Error(`not supported by the local org: an assignment of ${objectName} ${id}, which does not exist`);
  return new Map(fields.map(({ apiName }, index) => [apiName, row[index]!]));
}
