/**
 * What the platform refuses when permission sets and their assignments are saved. Dependencies as observed in permission
 * sets of real orgs (single-purpose sets show the closure; here each names what it needs directly). They differ between
 * orgs, so Setup can add some.
 */
import type { ObjectSchema } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { assignmentErrors, seatAssignmentErrors } from './licence-rules.ts';
import type { InsertRow } from './licence-rules.ts';
import { dmlError } from './results.ts';
import type { DmlError } from './results.ts';
import { readSetting } from './setup-settings.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

type Columns = ReadonlyMap<string, SqliteValue>;

const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  AuthorApex: ['ModifyMetadata', 'ViewSetup'],
  CustomizeApplication: ['ManageCustomPermissions', 'ManageTranslation', 'ViewSetup'],
  ManageInteraction: ['ViewSetup'],
  ModifyMetadata: ['ViewSetup'],
  ViewSetup: ['ViewRoles']
};
const PREFIX = 'Permissions';

/**
 * @param id of the row that is changed; null for a new one
 * @param insert saves rows that the platform adds of its own: seats of licences
 */
export function setupErrors(
  store: Store,
  object: ObjectSchema,
  columns: Columns,
  id: string | null,
  insert: InsertRow
): DmlError[] {
  switch (object.apiName) {
    case 'PermissionSet':
      return missingDependencies(store, object, id === null ? columns : merged(store, object, columns, id));
    case 'PermissionSetAssignment':
      return id === null ? refusedAssignment(store, columns, insert) : [];
    case 'PermissionSetLicenseAssign':
      return id === null ? seatAssignmentErrors(store, columns) : [];
    default:
      return [];
  }
}

/** The first permission whose dependencies are missing, with all of them: the platform names one at a time. */
function missingDependencies(store: Store, object: ObjectSchema, row: Columns): DmlError[] {
  const needs = { ...DEPENDENCIES, ...readSetting(store, 'extraDependencies') };
  for (const [name, needed] of Object.entries(needs)) {
    if (!isOn(row, name)) continue;
    const missing = needed.filter((each) => object.fields.has(`permissions${each.toLowerCase()}`) && !isOn(row, each));
    if (missing.length > 0)
      return [
        dmlError('FIELD_INTEGRITY_EXCEPTION', `Permission ${name} depends on permission(s): ${missing.join(', ')}`)
      ];
  }
  return [];
}

function isOn(row: Columns, name: string): boolean {
  return Boolean(row.get(PREFIX + name));
}

function merged(store: Store, object: ObjectSchema, changes: Columns, id: string): Columns {
  const names = [...object.fields.values()]
    .filter(({ apiName, type }) => type === 'boolean' && apiName.startsWith(PREFIX))
    .map(({ apiName }) => apiName);
  const [row] = store.all(`SELECT ${names.map(quote).join(', ')} FROM PermissionSet WHERE Id = ?`, id);
  return new Map([...names.map((name, index) => [name, row?.[index] ?? null] as const), ...changes]);
}

function refusedAssignment(store: Store, columns: Columns, insert: InsertRow): DmlError[] {
  const user = columns.get('AssigneeId') ?? null;
  const set = columns.get('PermissionSetId') ?? null;
  if (set === null) return [];
  const [owned] = store.all('SELECT IsOwnedByProfile FROM PermissionSet WHERE Id = ?', set);
  if (owned?.[0] === 1)
    return [dmlError('FIELD_INTEGRITY_EXCEPTION', 'You cannot assign a permission set that is owned by a profile')];
  const same = store.all(
    'SELECT 1 FROM PermissionSetAssignment WHERE PermissionSetId = ? AND AssigneeId = ?',
    set,
    user
  );
  return same.length === 0
    ? assignmentErrors(store, String(set), String(user), insert)
    : [
        dmlError(
          'DUPLICATE_VALUE',
          `Duplicate PermissionSetAssignment. Assignee: ${String(user).slice(0, 15)}; Permission Set: ${String(set).slice(0, 15)}`
        )
      ];
}
