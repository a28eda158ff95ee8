/** User mode and sharing: object and field permissions of the running user on queries and DML. */
import type { ObjectSchema } from '../../metadata/schema.ts';
import type {
  CheckedQuery,
  FieldReference,
  Operand,
  ResolvedCondition,
  ResolvedQuery,
  ResultColumn
} from '../../soql/checked-query.ts';
import type { VisibleRows } from '../../soql/condition-values.ts';
import { dmlError } from '../../store/results.ts';
import type { DmlError } from '../../store/results.ts';
import { DmlException } from '../library/dml-exception.ts';
import { HiddenFieldsException } from '../library/query-exception.ts';
import { ApexException, apexException, notSupported } from '../machine/errors.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { DmlCall } from './dml.ts';
import { fieldAccess, knownObjectAccess } from './permissions.ts';
import { sharedRows, visibleRows } from './record-sharing.ts';
import type { Transaction } from './transaction.ts';

/**
 * Record sharing of a query, for its plan.
 * @throws NotSupportedError for fields of parents that the user may not see, and for objects whose sharing is not modelled
 */
export function sharingOf(transaction: Transaction, query: CheckedQuery): VisibleRows {
  requireVisibleParents(transaction, query.resolved);
  for (const column of query.columns) if (column.kind === 'children') sharingOf(transaction, column.query);
  const visible = visibleRows(transaction);
  visible(transaction.org.store.object(query.objectName), 't');
  return visible;
}

/** What a query shows of a parent that the user may not see is not documented. Masters are seen with their details. */
function requireVisibleParents(transaction: Transaction, query: ResolvedQuery): void {
  for (const { steps } of fieldsOf(query)) {
    for (const { field, targets } of steps) {
      if (field.relationshipOrder !== null) continue;
      for (const name of targets) {
        const target = transaction.org.schema.objects.get(name.toLowerCase());
        if (target !== undefined && sharedRows(transaction, target, 't', 'read') !== null)
          notSupported(`fields of ${name} through ${field.apiName} for a user who may not see all its records`);
      }
    }
  }
}

/** Every field that the query names, those of semi-joins not among them. */
function fieldsOf(query: ResolvedQuery): FieldReference[] {
  const found: FieldReference[] = [];
  const visit = (operand: Operand): void => {
    const field = operand.kind === 'field' ? operand : operand.of;
    if (field !== null) found.push(field);
  };
  const visitCondition = (condition: ResolvedCondition): void => {
    if (condition.kind === 'not') visitCondition(condition.operand);
    else if (condition.kind === 'comparison') visit(condition.operand);
    else condition.operands.forEach(visitCondition);
  };
  for (const column of query.columns) if (column.kind === 'operand') visit(column.operand);
  if (query.where !== null) visitCondition(query.where);
  if (query.having !== null) visitCondition(query.having);
  query.groupBy.forEach(visit);
  query.orderBy.forEach(({ operand }) => visit(operand));
  return found;
}

/**
 * The query without those fields of `FIELDS()` that the user may not see: "FIELDS() … respects field-level security" (SOQL
 * guide, "FIELDS()").
 */
export function readableColumns(transaction: Transaction, query: CheckedQuery): CheckedQuery {
  const object = transaction.org.schema.objects.get(query.objectName.toLowerCase())!;
  const hidden = (column: ResultColumn): boolean =>
    column.kind === 'field' && column.expanded && !fieldAccess(transaction, object, column.field).read;
  if (!query.columns.some(hidden)) return query;
  const kept = query.columns.map((column) => !hidden(column));
  return {
    ...query,
    columns: query.columns.filter((_, index) => kept[index]),
    resolved: { ...query.resolved, columns: query.resolved.columns.filter((_, index) => kept[index]) }
  };
}

/** Object and field permissions of a query in user mode. @throws System.QueryException as if what is hidden did not exist */
export function checkQueryAccess(transaction: Transaction, query: CheckedQuery): void {
  const hidden: Hidden = new Map();
  try {
    collectHidden(transaction, query, hidden);
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    throw new HiddenFieldsException(error.message, unreadable(transaction, query));
  }
  const [[object, fields] = []] = hidden;
  if (object === undefined || fields === undefined) return;
  throw new HiddenFieldsException(
    `No such column '${[...fields][0]!}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
    hidden
  );
}

/** Fields that the user may not read, by their object. */
type Hidden = Map<string, Set<string>>;

/** With all that is named of objects that the user may not read (tests of apex-enterprise-patterns/fflib-apex-common). */
function unreadable(transaction: Transaction, query: CheckedQuery): Hidden {
  const hidden: Hidden = new Map();
  for (const { objectName, field } of fieldsOf(query.resolved)) {
    const object = transaction.org.schema.objects.get(objectName.toLowerCase());
    if (object === undefined || field.type === 'id') continue;
    if (knownObjectAccess(transaction, object).read && fieldAccess(transaction, object, field).read) continue;
    hidden.set(object.apiName, (hidden.get(object.apiName) ?? new Set()).add(field.apiName));
  }
  return hidden;
}

function collectHidden(transaction: Transaction, query: CheckedQuery, hidden: Hidden): void {
  checkResolved(transaction, query.resolved, hidden);
  for (const column of query.columns) if (column.kind === 'children') collectHidden(transaction, column.query, hidden);
}

/**
 * `WITH SECURITY_ENFORCED`: what the query reads, not what it filters or sorts by (Apex Developer Guide, "Filter SOQL
 * Queries Using WITH SECURITY_ENFORCED").
 */
export function checkSecurityEnforced(transaction: Transaction, query: CheckedQuery): void {
  const { resolved } = query;
  const bare: ResolvedQuery = { ...resolved, where: null, having: null, groupBy: [], orderBy: [] };
  const hidden: Hidden = new Map();
  try {
    checkResolved(transaction, bare, hidden);
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    throw insufficient();
  }
  if (hidden.size > 0) throw insufficient();
  for (const column of query.columns) if (column.kind === 'children') checkSecurityEnforced(transaction, column.query);
}

function insufficient(): ApexException {
  return apexException('QueryException', 'Insufficient permissions: secure query included inaccessible field');
}

function checkResolved(transaction: Transaction, query: ResolvedQuery, hidden: Hidden): void {
  requireObject(transaction, query.objectName);
  const visit = (operand: Operand): void => {
    const field = operand.kind === 'field' ? operand : operand.of;
    if (field !== null) noteHidden(transaction, field, hidden);
  };
  const visitCondition = (condition: ResolvedCondition): void => {
    if (condition.kind === 'not') visitCondition(condition.operand);
    else if (condition.kind !== 'comparison') condition.operands.forEach(visitCondition);
    else {
      visit(condition.operand);
      if (condition.inner !== null) checkResolved(transaction, condition.inner, hidden);
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
  if (object === undefined || !knownObjectAccess(transaction, object).read) {
    throw apexException(
      'QueryException',
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
    );
  }
  return object;
}

function noteHidden(transaction: Transaction, reference: FieldReference, hidden: Hidden): void {
  for (const step of reference.steps) for (const target of step.targets) requireObject(transaction, target);
  const object = transaction.org.schema.objects.get(reference.objectName.toLowerCase());
  // Fields of custom settings have no security of their own in queries (octoberswimmer/aer, CHANGELOG v1.2.4).
  if (object === undefined || object.kind === 'listSetting' || object.kind === 'hierarchySetting') return;
  if (fieldAccess(transaction, object, reference.field).read) return;
  const fields = hidden.get(object.apiName) ?? new Set();
  hidden.set(object.apiName, fields.add(reference.field.apiName));
}

const NEEDED = { insert: 'create', update: 'edit', upsert: 'edit', delete: 'delete', undelete: 'create' } as const;

/**
 * DML in user mode: object permission for the operation, and edit access to every field that the records set.
 * @returns why records may not be saved, by their place, where others may be (octoberswimmer/aer, CHANGELOG v1.2.9)
 */
export function checkDmlAccess(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): ReadonlyMap<number, DmlError> {
  const errors = new Map<number, DmlError>();
  if (call.access !== 'user') return errors;
  const access = knownObjectAccess(transaction, object);
  const granted = call.operation === 'upsert' ? access.create && access.edit : access[NEEDED[call.operation]];
  // The exception that apex-recipes' tests catch on an org.
  if (!granted) throw apexException('SecurityException', `Access to entity '${object.apiName}' denied`);
  if (call.operation === 'delete' || call.operation === 'undelete') return errors;
  const hidden = new Set<string>();
  records.forEach((record, place) => {
    const own = record.setFields().flatMap(([name]) => {
      const field = record.field(name)!;
      const isHidden = field.type !== 'id' && record.isChanged(name) && !fieldAccess(transaction, object, field).edit;
      return isHidden ? [field.apiName] : [];
    });
    for (const name of own) hidden.add(name);
    if (own.length > 0) errors.set(place, inaccessible(object, own));
  });
  if (hidden.size === 0 || !call.allOrNone) return errors;
  const error = inaccessible(object, [...hidden]);
  throw new DmlException(error.message, [{ index: 0, id: null, object: object.apiName, ...error }]);
}

function inaccessible({ apiName }: ObjectSchema, fields: readonly string[]): DmlError {
  const message = `Operation failed due to fields being inaccessible on Sobject ${apiName}, check errors on Exception or Result!`;
  return dmlError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields);
}
