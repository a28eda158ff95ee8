/**
 * Which records a user sees, changes and deletes: org-wide defaults, owners, the role hierarchy, queues and shares.
 * Sources: Salesforce Help, "Record-Level Security", "Built-In Sharing Behavior"; Apex Developer Guide v65, "Sharing a
 * Record Using Apex". Of private standard objects, what the owner of an account gets of its records by his role is refused.
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
  // Whom a rule means, and whether administrators too, its criteria say.
  if (transaction.org.gaps.restrictionRules.has(object.apiName.toLowerCase()))
    notSupported(`the restriction rules of ${object.apiName}`);
  const access = transaction.org.userAccess(transaction.user.id);
  const own = access.objects.get(object.apiName.toLowerCase());
  if (access.allObjects || own?.modifyAll === true || (need === 'read' && own?.viewAll === true)) return null;
  const model = transaction.org.sharingModel(object.apiName);
  if (model === 'ControlledByParent' && object.kind === 'custom') return byMasters(transaction, object, alias, need);
  if (object.apiName === 'Contact' && followsAccount(transaction, model)) return byAccount(transaction, alias, need);
  const everybody = PUBLIC[model];
  if (everybody?.includes(need) === true) return null;
  if (
    everybody === undefined ||
    !object.fields.has('ownerid') ||
    (object.kind !== 'custom' && model !== 'ReadWrite' && model !== 'ReadWriteTransfer' && !OWNED.has(object.apiName))
  )
    return notSupported(`record sharing on ${object.apiName} (${model}) for a user without access to all its records`);
  if (transaction.org.gaps.sharingRules.has(object.apiName.toLowerCase()))
    return notSupported(`the sharing rules of ${object.apiName} for a user without access to all its records`);
  const people = principals(transaction);
  const owned = `${alias}."OwnerId" IN (${people})`;
  if (OWNED.has(object.apiName)) refuseAccountOwner(transaction, object, people);
  if (object.apiName === 'Account' && need === 'read') return `(${owned} OR ${parentOfOwn(alias, people)})`;
  const share = shareOf(transaction.org.schema, object);
  if (share === null || need === 'full') return owned;
  const level = need === 'edit' ? ` AND "AccessLevel" IN ('Edit', 'All')` : '';
  const shared = `${alias}."Id" IN (SELECT "ParentId" FROM ${quote(share.apiName)} WHERE "UserOrGroupId" IN (${people})${level})`;
  return `(${owned} OR ${shared})`;
}

/** Standard objects whose records are shared by their owners, and with those who may see records that belong to them. */
const OWNED: ReadonlySet<string> = new Set(['Account', 'Case', 'Lead', 'Opportunity']);
const PUBLIC_EDIT: ReadonlySet<string> = new Set(['ReadWrite', 'ReadWriteTransfer', 'FullAccess']);

/** Contacts are controlled by their accounts unless a project says otherwise. */
function followsAccount({ org }: Transaction, model: string): boolean {
  return model === 'ControlledByParent' || (model === 'ReadWrite' && !PUBLIC_EDIT.has(org.sharingModel('Account')));
}

/** "Private contacts", those without an account, are their owners'. */
function byAccount(transaction: Transaction, alias: string, need: Need): string | null {
  const account = transaction.org.schema.objects.get('account')!;
  const inner = `${alias}a`;
  const condition = sharedRows(transaction, account, inner, need === 'full' ? 'edit' : need);
  if (condition === null) return null;
  const own = `(${alias}."AccountId" IS NULL AND ${alias}."OwnerId" IN (${principals(transaction)}))`;
  return `(${own} OR ${alias}."AccountId" IN (SELECT ${inner}."Id" FROM "Account" ${inner} WHERE ${condition}))`;
}

/** Who owns a contact, case or opportunity may read its account. */
function parentOfOwn(alias: string, people: string): string {
  const accounts = ['Contact', 'Case', 'Opportunity'].map(
    (child) => `SELECT "AccountId" FROM "${child}" WHERE "OwnerId" IN (${people}) AND "IsDeleted" = 0`
  );
  return `${alias}."Id" IN (${accounts.join(' UNION ')})`;
}

/** What the owner of an account may do with its cases and opportunities, his role says. */
function refuseAccountOwner({ org }: Transaction, object: ObjectSchema, people: string): void {
  if (!object.fields.has('accountid')) return;
  const [found] = org.store.all(
    `SELECT 1 FROM ${quote(object.apiName)} r JOIN "Account" a ON a."Id" = r."AccountId"
     WHERE a."OwnerId" IN (${people}) AND r."OwnerId" NOT IN (${people}) AND r."IsDeleted" = 0 LIMIT 1`
  );
  if (found !== undefined)
    notSupported(`what the owner of an account may see of records of ${object.apiName} that others own`);
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
