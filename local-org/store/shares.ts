/**
 * Share objects of custom objects: rows that code has inserted are stored, those of the owners follow from the records.
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import { readId } from './ids.ts';
import type { SqliteValue } from './driver.ts';
import { dmlError } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

/** Name of the SQL function that gives the id of an owner's share from the record's id. */
export const OWNER_SHARE = 'org_owner_share';
/** Every Share object of a custom object has it. */
export const SHARE_PREFIX = '02c';

/** Distinct from the ids of stored shares, whose fourth character is a digit. */
export function ownerShareId(recordId: SqliteValue | undefined): string | null {
  return typeof recordId === 'string' ? readId(`${SHARE_PREFIX}O${recordId.slice(4, 15)}`) : null;
}

export function isShare(object: ObjectSchema): boolean {
  return object.kind === 'companion' && object.keyPrefix === SHARE_PREFIX;
}

/** The object of a record's shares; null where there is nothing to share. */
export function shareOf(schema: OrgSchema, object: ObjectSchema): ObjectSchema | null {
  const share = schema.objects.get(object.apiName.replace(/__c$/, '__Share').toLowerCase());
  return share !== undefined && share !== object && isShare(share) ? share : null;
}

/** What queries on a Share object read: stored shares and those of the owners, of records that are not deleted. */
export function shareSource(share: ObjectSchema, fields: readonly FieldSchema[]): string {
  const parent = quote(share.fields.get('parentid')!.referenceTo[0]!);
  const owner: Readonly<Record<string, string>> = {
    Id: `${OWNER_SHARE}(p."Id")`,
    ParentId: 'p."Id"',
    UserOrGroupId: 'p."OwnerId"',
    AccessLevel: `'All'`,
    RowCause: `'Owner'`,
    LastModifiedDate: 'p."LastModifiedDate"',
    LastModifiedById: 'p."LastModifiedById"',
    IsDeleted: '0'
  };
  const names = fields.map(({ apiName }) => apiName);
  return `(SELECT ${names.map((name) => `s.${quote(name)}`).join(', ')} FROM ${quote(share.apiName)} s
    JOIN ${parent} p ON p."Id" = s."ParentId" AND p."IsDeleted" = 0
    UNION ALL SELECT ${names.map((name) => `${owner[name]!} AS ${quote(name)}`).join(', ')} FROM ${parent} p WHERE p."IsDeleted" = 0)`;
}

/**
 * What a new share may not say. Causes other than Manual and Apex sharing reasons are the platform's own; levels that the
 * org-wide default gives anyway are refused as trivial.
 */
export function shareErrors(store: Store, object: ObjectSchema, columns: ReadonlyMap<string, SqliteValue>): DmlError[] {
  if (!isShare(object)) return [];
  const grantee = columns.get('UserOrGroupId') ?? null;
  // Code: octoberswimmer/aer, CHANGELOG v1.2.19. The words are from memory.
  if (store.all('SELECT 1 FROM "User" WHERE "Id" = ? AND "IsActive" = 0', grantee).length > 0)
    return [
      dmlError('INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${String(grantee).slice(0, 15)}]`)
    ];
  const cause = columns.get('RowCause') ?? null;
  if (cause !== null && cause !== 'Manual' && !String(cause).endsWith('__c'))
    throw new Error(`not supported by the local org: shares of ${object.apiName} with the row cause ${String(cause)}`);
  const level = columns.get('AccessLevel') ?? null;
  const trivial = level === 'All' || (level === 'Read' && object.sharedAs === 'Read');
  if (level === null || !trivial) return [];
  return [
    dmlError(
      'FIELD_FILTER_VALIDATION_EXCEPTION',
      `field integrity exception: AccessLevel (trivial share level ${String(level)}, for organization with default level ${object.sharedAs === 'Read' ? 'Read' : 'None'})`,
      ['AccessLevel']
    )
  ];
}

/**
 * A record that is shared with somebody for the same cause already is not shared twice: "the create() call updates any
 * modified fields and returns the existing record" (Object Reference v65, "AccountShare").
 * @returns the id of the share that there was; null when there was none
 */
export function shareAgain(
  store: Store,
  object: ObjectSchema,
  columns: ReadonlyMap<string, SqliteValue>
): string | null {
  if (!isShare(object)) return null;
  const key = ['ParentId', 'UserOrGroupId', 'RowCause'].map((name) => columns.get(name) ?? null);
  const [known] = store.all(
    `SELECT "Id" FROM ${quote(object.apiName)} WHERE "ParentId" = ? AND "UserOrGroupId" = ? AND "RowCause" IS ?`,
    ...key
  );
  if (known === undefined) return null;
  store.run(
    `UPDATE ${quote(object.apiName)} SET "AccessLevel" = ? WHERE "Id" = ?`,
    columns.get('AccessLevel') ?? null,
    known[0]!
  );
  return String(known[0]);
}

/** Shares that users and code made end when the record gets another owner. */
export function dropManualShares(
  store: Store,
  object: ObjectSchema,
  id: string,
  changes: ReadonlyMap<string, SqliteValue>
): void {
  const share = changes.has('OwnerId') ? shareOf(store.schema, object) : null;
  if (share === null) return;
  store.run(
    `DELETE FROM ${quote(share.apiName)} WHERE "ParentId" = ?1 AND "RowCause" = 'Manual'
       AND ?2 IS NOT (SELECT "OwnerId" FROM ${quote(object.apiName)} WHERE "Id" = ?1)`,
    id,
    changes.get('OwnerId')!
  );
}
