/**
 * Which records a user sees, changes and deletes: org-wide defaults, owners, the role hierarchy, queues and shares.
 * Sources: Salesforce Help, "Record-Level Security"; Apex Developer Guide v65, "Sharing a Record Using Apex". Private
 * standard objects, whose records are also shared with those of their parents and children, are refused.
 */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import type { VisibleRows } from '../../soql/condition-values.ts';
import { shareOf } from '../../store/shares.ts';
import { quote } from '../../store/values.ts';
import { notSupported } from '../machine/errors.ts';
import type { Transaction } from './transaction.ts';

/** Delete, transfer and share need full access. */
export type Need = 'read' | 'edit' | 'full';

/** Kinds of objects whose rows everybody sees whatever the sharing rules say. */
const NOT_SHARED: ReadonlySet<string> = new Set(['customMetadata', 'listSetting', 'hierarchySetting', 'companion']);

/** What an org-wide default gives everybody. */
const PUBLIC: Readonly<Record<string, readonly Need[]>> = {
  Private: [],
  Read: ['read'],
  ReadWrite: ['read', 'edit'],
  ReadWriteTransfer: ['read', 'edit'],
  FullAccess: ['read', 'edit', 'full']
};

/** SQL that holds for the rows that the user may read; for queries that respect sharing. */
export function visibleRows(transaction: Transaction): VisibleRows {
  return (object, alias) => sharedRows(transaction, object, alias, 'read');
}

/** SQL that holds for the rows with that access; null when all rows have it. */
export function sharedRows(transaction: Transaction, object: ObjectSchema, alias: string, need: Need): string | null {
  if (object.setup || NOT_SHARED.has(object.kind)) return null;
  const access = transaction.org.userAccess(transaction.user.id);
  const own = access.objects.get(object.apiName.toLowerCase());
  if (access.allObjects || own?.modifyAll === true || (need === 'read' && own?.viewAll === true)) return null;
  const model = transaction.org.sharingModel(object.apiName);
  if (model === 'ControlledByParent' && object.kind === 'custom') return byMasters(transaction, object, alias, need);
  const everybody = PUBLIC[model];
  if (everybody?.includes(need) === true) return null;
  if (
    everybody === undefined ||
    !object.fields.has('ownerid') ||
    (object.kind !== 'custom' && model !== 'ReadWrite' && model !== 'ReadWriteTransfer')
  )
    return notSupported(`record sharing on ${object.apiName} (${model}) for a user without access to all its records`);
  if (transaction.org.sharingRules.has(object.apiName.toLowerCase()))
    return notSupported(`the sharing rules of ${object.apiName} for a user without access to all its records`);
  const people = principals(transaction);
  const owned = `${alias}."OwnerId" IN (${people})`;
  const share = shareOf(transaction.org.schema, object);
  if (share === null || need === 'full') return owned;
  const level = need === 'edit' ? ` AND "AccessLevel" IN ('Edit', 'All')` : '';
  const shared = `${alias}."Id" IN (SELECT "ParentId" FROM ${quote(share.apiName)} WHERE "UserOrGroupId" IN (${people})${level})`;
  return `(${owned} OR ${shared})`;
}

/** Details follow all their masters. Deleting one is changing its master. */
function byMasters(transaction: Transaction, object: ObjectSchema, alias: string, need: Need): string | null {
  const conditions = [...object.fields.values()].flatMap((field) => {
    if (field.relationshipOrder === null) return [];
    const master = transaction.org.schema.objects.get(field.referenceTo[0]!.toLowerCase())!;
    const inner = `${alias}m${field.relationshipOrder}`;
    const condition = sharedRows(
      transaction,
      master,
      inner,
      need === 'read' || field.writeRequiresMasterRead ? 'read' : 'edit'
    );
    return condition === null
      ? []
      : [
          `${alias}.${quote(field.apiName)} IN (SELECT ${inner}."Id" FROM ${quote(master.apiName)} ${inner} WHERE ${condition})`
        ];
  });
  return conditions.length === 0 ? null : `(${conditions.join(' AND ')})`;
}

/**
 * The user, everybody in roles below, and the public groups and queues that they are in, as a list of SQL literals.
 * Bosses are in a group of their people only where it says so.
 */
function principals({ org, user }: Transaction): string {
  const rows = org.store.all(
    `WITH RECURSIVE
       below(id) AS (
         SELECT "Id" FROM "UserRole" WHERE "ParentRoleId" = (SELECT "UserRoleId" FROM "User" WHERE "Id" = ?1)
         UNION SELECT r."Id" FROM "UserRole" r JOIN below ON r."ParentRoleId" = below.id),
       people(id) AS (SELECT ?1 UNION SELECT "Id" FROM "User" WHERE "UserRoleId" IN (SELECT id FROM below)),
       groups(id) AS (
         SELECT "Id" FROM "Group" WHERE "Type" = 'Organization'
         UNION SELECT m."GroupId" FROM "GroupMember" m JOIN "Group" g ON g."Id" = m."GroupId"
           WHERE m."UserOrGroupId" = ?1 OR (g."DoesIncludeBosses" = 1 AND m."UserOrGroupId" IN (SELECT id FROM people))
         UNION SELECT m."GroupId" FROM "GroupMember" m JOIN groups ON m."UserOrGroupId" = groups.id)
     SELECT id FROM people UNION SELECT id FROM groups`,
    user.id
  );
  return rows.map(([id]) => `'${String(id)}'`).join(', ');
}

/** Those of the records that the user has not that access to. Records that do not exist are not among them. */
export function withoutAccess(
  transaction: Transaction,
  object: ObjectSchema,
  ids: readonly string[],
  need: Need
): ReadonlySet<string> {
  const condition = ids.length === 0 ? null : sharedRows(transaction, object, 't', need);
  if (condition === null) return new Set();
  const rows = transaction.org.store.all(
    `SELECT t."Id" FROM ${quote(object.apiName)} t WHERE t."Id" IN (SELECT value FROM json_each(?)) AND NOT ${condition}`,
    JSON.stringify(ids)
  );
  return new Set(rows.map(([id]) => String(id)));
}

/** Lookups to custom objects: what they name has to be visible, a master has to be changeable. */
export function needOfLookup(object: ObjectSchema, field: FieldSchema): Need | null {
  if (field.type !== 'reference' || !field.custom || object.kind !== 'custom') return null;
  return field.relationshipOrder === null || field.writeRequiresMasterRead ? 'read' : 'edit';
}
