/** Rows of UserRecordAccess (Object Reference v65): what one user may do with the records that a query names. */
import type { ObjectSchema, PlainValue } from '../../metadata/schema.ts';
import type { CheckedQuery, ResolvedCondition } from '../../soql/checked-query.ts';
import { columnValues } from '../../soql/condition-values.ts';
import type { ValueContext } from '../../soql/condition-values.ts';
import { quote } from '../../store/values.ts';
import { notSupported } from '../machine/errors.ts';
import { objectOfId } from './object-of-id.ts';
import { objectAccess } from './permissions.ts';
import { withoutAccess } from './record-sharing.ts';
import type { Transaction } from './transaction.ts';

export const USER_RECORD_ACCESS = 'UserRecordAccess';
/** "Up to 200 record IDs can be queried." */
const MAX_RECORDS = 200;

type Comparison = Extract<ResolvedCondition, { kind: 'comparison' }>;

/** The rows as a JSON text. @throws NotSupportedError for queries that the reference does not allow; how an org refuses them is not published */
export function userRecordAccessRows(transaction: Transaction, query: CheckedQuery, context: ValueContext): string {
  const { where } = query.resolved;
  const conditions = where === null ? [] : where.kind === 'and' ? where.operands : [where];
  const users = valuesOf(conditions, 'UserId', ['='], context);
  const records = valuesOf(conditions, 'RecordId', ['=', 'IN'], context);
  if (query.shape !== 'records' || users?.length !== 1 || records === null || records.length > MAX_RECORDS)
    notSupported(
      `a query on ${USER_RECORD_ACCESS} other than of one UserId and up to ${MAX_RECORDS} values of RecordId`
    );
  requireSelected(query, conditions.length > 2);
  const userId = String(users[0]);
  const user = userId === transaction.user.id ? transaction : asUser(transaction, userId);
  const ids = [...new Set(records)].filter((id): id is string => typeof id === 'string');
  return JSON.stringify(ids.flatMap((id) => row(transaction, user, id)));
}

/** The values of the one comparison of a field; null where there is none. */
function valuesOf(
  conditions: readonly ResolvedCondition[],
  name: string,
  operators: readonly string[],
  context: ValueContext
): PlainValue[] | null {
  const found = conditions.filter(
    (item): item is Comparison =>
      item.kind === 'comparison' && item.operand.kind === 'field' && item.operand.field.apiName === name
  );
  const [only] = found;
  if (found.length !== 1 || only?.operand.kind !== 'field' || !operators.includes(only.operator)) return null;
  return columnValues(only.operand.field, only.operator, only.value, context).map(({ value }) => value as PlainValue);
}

/** RecordId has to be selected, and nothing else when a kind of access is filtered by. */
function requireSelected({ columns }: CheckedQuery, filtersAccess: boolean): void {
  const names = columns.map((column) => (column.kind === 'field' ? column.name : ''));
  if (!names.includes('RecordId') || (filtersAccess && names.length > 1) || names.includes('UserId'))
    notSupported(`a query on ${USER_RECORD_ACCESS} that selects ${names.join(', ')}`);
}

function asUser(transaction: Transaction, userId: string): Transaction {
  return Object.create(transaction, { user: { value: transaction.org.user(userId) } }) as Transaction;
}

/** None for a record that the running user may not see. */
function row(running: Transaction, user: Transaction, id: string): Array<Record<string, unknown>> {
  const object = objectOfId(running.org.schema, id);
  if (object.setup || object.kind === 'customMetadata' || object.kind === 'hierarchySetting')
    notSupported(`${USER_RECORD_ACCESS} of ${object.apiName}, which has no sharing settings`);
  const [found] = running.org.store.all(`SELECT 1 FROM ${quote(object.apiName)} WHERE "Id" = ?`, id);
  if (found === undefined) return notSupported(`${USER_RECORD_ACCESS} of a record that does not exist`);
  if (!may(running, object, id, 'read')) return [];
  const access = {
    HasReadAccess: may(user, object, id, 'read'),
    HasEditAccess: may(user, object, id, 'edit'),
    HasDeleteAccess: may(user, object, id, 'delete')
  };
  const isFull = access.HasDeleteAccess && may(user, object, id, 'full');
  if (!isFull && access.HasEditAccess)
    notSupported(`${USER_RECORD_ACCESS} of a user who may edit a record, and neither delete nor share it`);
  const flags = { ...access, HasTransferAccess: isFull, HasAllAccess: isFull };
  const level = isFull ? 'All' : access.HasReadAccess ? 'Read' : 'None';
  const numbers = Object.entries(flags).map(([name, value]) => [name, value ? 1 : 0] as const);
  return [{ RecordId: id, UserId: user.user.id, MaxAccessLevel: level, ...Object.fromEntries(numbers) }];
}

/** Object permission and sharing together. */
function may(
  transaction: Transaction,
  object: ObjectSchema,
  id: string,
  what: 'read' | 'edit' | 'delete' | 'full'
): boolean {
  const granted = objectAccess(transaction, object);
  const need = what === 'delete' ? 'full' : what;
  return (what === 'full' ? granted.delete : granted[what]) && !withoutAccess(transaction, object, [id], need).has(id);
}
