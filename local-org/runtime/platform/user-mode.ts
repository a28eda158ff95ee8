/**
 * User mode and sharing: object and field permissions of the running user on queries and DML. Of record sharing only
 * org-wide defaults are known; code that would depend on owners, roles or shares is refused.
 */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import type {
  CheckedQuery,
  FieldReference,
  Operand,
  ResolvedCondition,
  ResolvedQuery
} from '../../soql/checked-query.ts';
import { DmlException } from '../library/dml-exception.ts';
import { currentSharing } from '../machine/call-state.ts';
import { ApexException, apexException, notSupported } from '../machine/errors.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { DmlCall } from './dml.ts';
import { fieldAccess, objectAccess } from './permissions.ts';
import type { Transaction } from './transaction.ts';

/** Kinds of objects whose rows everybody sees whatever the sharing rules say. */
const NOT_SHARED: ReadonlySet<string> = new Set(['customMetadata', 'listSetting', 'hierarchySetting', 'companion']);

const PUBLIC_READ: ReadonlySet<string> = new Set(['Read', 'ReadWrite', 'ReadWriteTransfer', 'FullAccess']);
const PUBLIC_WRITE: ReadonlySet<string> = new Set(['ReadWrite', 'ReadWriteTransfer', 'FullAccess']);

/** Whether the org-wide default alone lets every user see, or change, all records of an object. */
function isShared(transaction: Transaction, object: ObjectSchema, purpose: 'read' | 'change' | 'delete'): boolean {
  if (object.setup || NOT_SHARED.has(object.kind)) return true;
  const access = transaction.org.userAccess(transaction.user.id);
  if (access.allObjects) return true;
  const own = access.objects.get(object.apiName.toLowerCase());
  if (own?.modifyAll === true || (purpose === 'read' && own?.viewAll === true)) return true;
  const model = transaction.org.sharingModel(object.apiName);
  if (purpose === 'delete') return model === 'FullAccess';
  return (purpose === 'read' ? PUBLIC_READ : PUBLIC_WRITE).has(model);
}

/** Where the org-wide default is not enough, owners, roles and shares decide, which is not modelled. */
function requireShared(transaction: Transaction, object: ObjectSchema, purpose: 'read' | 'change' | 'delete'): void {
  if (isShared(transaction, object, purpose)) return;
  notSupported(
    `record sharing on ${object.apiName} (${transaction.org.sharingModel(object.apiName)}) for a user without access to all its records`
  );
}

/** Sharing of everything that a query reads rows of: child queries and semi-joins too. */
export function checkSharing(transaction: Transaction, query: CheckedQuery): void {
  visitObjects(query.resolved, (name) => requireShared(transaction, transaction.org.store.object(name), 'read'));
  for (const column of query.columns) if (column.kind === 'children') checkSharing(transaction, column.query);
}

function visitObjects(query: ResolvedQuery, visit: (name: string) => void): void {
  visit(query.objectName);
  const visitCondition = (condition: ResolvedCondition): void => {
    if (condition.kind === 'not') visitCondition(condition.operand);
    else if (condition.kind !== 'comparison') condition.operands.forEach(visitCondition);
    else if (condition.inner !== null) visitObjects(condition.inner, visit);
  };
  if (query.where !== null) visitCondition(query.where);
}

/** Object and field permissions of a query in user mode. @throws System.QueryException as if what is hidden did not exist */
export function checkQueryAccess(transaction: Transaction, query: CheckedQuery): void {
  checkResolved(transaction, query.resolved);
  for (const column of query.columns) if (column.kind === 'children') checkQueryAccess(transaction, column.query);
}

/**
 * `WITH SECURITY_ENFORCED`: what the query reads, not what it filters or sorts by (Apex Developer Guide, "Filter SOQL
 * Queries Using WITH SECURITY_ENFORCED").
 */
export function checkSecurityEnforced(transaction: Transaction, query: CheckedQuery): void {
  const { resolved } = query;
  const bare: ResolvedQuery = { ...resolved, where: null, having: null, groupBy: [], orderBy: [] };
  try {
    checkResolved(transaction, bare);
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    throw apexException('QueryException', 'Insufficient permissions: secure query included inaccessible field');
  }
  for (const column of query.columns) if (column.kind === 'children') checkSecurityEnforced(transaction, column.query);
}

function checkResolved(transaction: Transaction, query: ResolvedQuery): void {
  requireObject(transaction, query.objectName);
  const visit = (operand: Operand): void => {
    const field = operand.kind === 'field' ? operand : operand.of;
    if (field !== null) requireField(transaction, field);
  };
  const visitCondition = (condition: ResolvedCondition): void => {
    if (condition.kind === 'not') visitCondition(condition.operand);
    else if (condition.kind !== 'comparison') condition.operands.forEach(visitCondition);
    else {
      visit(condition.operand);
      if (condition.inner !== null) checkResolved(transaction, condition.inner);
    }
  };
  for (const column of query.columns) if (column.kind === 'operand') visit(column.operand);
  if (query.where !== null) visitCondition(query.where);
  if (query.having !== null) visitCondition(query.having);
  query.groupBy.forEach(visit);
  query.orderBy.forEach(({ operand }) => visit(operand));
}

function requireObject(transaction: Transaction, name: string): ObjectSchema {
  const object = transaction.org.schema.objects.get(name.toLowerCase());
  if (object === undefined || !objectAccess(transaction, object).read) {
    throw apexException(
      'QueryException',
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
    );
  }
  return object;
}

function requireField(transaction: Transaction, reference: FieldReference): void {
  for (const step of reference.steps) for (const target of step.targets) requireObject(transaction, target);
  const object = transaction.org.schema.objects.get(reference.objectName.toLowerCase());
  if (object === undefined) return;
  if (!fieldAccess(transaction, object, reference.field).read) {
    throw apexException(
      'QueryException',
      `No such column '${reference.field.apiName}' on entity '${object.apiName}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
    );
  }
}

const NEEDED = { insert: 'create', update: 'edit', upsert: 'edit', delete: 'delete', undelete: 'create' } as const;

/** DML in user mode: object permission for the operation, and edit access to every field that the records set. */
export function checkDmlAccess(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): void {
  // Classes `with sharing` change shared records only, though permissions do not count for them.
  const shares = call.access === 'user' || (call.access === 'default' && currentSharing() === 'with');
  if (shares && call.operation !== 'insert')
    requireShared(
      transaction,
      object,
      call.operation === 'delete' || call.operation === 'undelete' ? 'delete' : 'change'
    );
  if (call.access !== 'user') return;
  const access = objectAccess(transaction, object);
  const granted = call.operation === 'upsert' ? access.create && access.edit : access[NEEDED[call.operation]];
  // The exception that apex-recipes' tests catch on an org.
  if (!granted) throw apexException('SecurityException', `Access to entity '${object.apiName}' denied`);
  if (call.operation === 'delete' || call.operation === 'undelete') return;
  const hidden = new Set<FieldSchema>();
  for (const record of records) {
    for (const [name] of record.setFields()) {
      const field = record.field(name)!;
      if (field.type !== 'id' && record.isChanged(name) && !fieldAccess(transaction, object, field).edit)
        hidden.add(field);
    }
  }
  if (hidden.size > 0) {
    denied(
      `Operation failed due to fields being inaccessible on Sobject ${object.apiName}, check errors on Exception or Result!`,
      [...hidden].map((field) => field.apiName)
    );
  }
}

function denied(message: string, fields: readonly string[]): never {
  throw new DmlException(message, [
    { index: 0, id: null, message, statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', fields }
  ]);
}
