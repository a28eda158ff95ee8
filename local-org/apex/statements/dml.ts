/** `insert`, `update`, `upsert`, `delete`, `undelete`, `merge`. */
import type { AccessLevelContext, ExpressionContext, StatementContext } from '@apexdevtools/apex-parser';
import { checkExpression } from '../expressions/check.ts';
import { nameOf, positionOf } from '../parse.ts';
import { fail, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Dml, Statement } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { elementType, isGenericSObject, isLibrary, isPrimitive, sameType, typeName } from '../typing/names.ts';

const MERGEABLE: ReadonlySet<string> = new Set(['Account', 'Contact', 'Lead', 'Case']);

interface Parts {
  readonly operation: Dml['operation'];
  readonly value: ExpressionContext;
  readonly access: AccessLevelContext | null;
  readonly externalId: string | null;
  readonly mergeWith: ExpressionContext | null;
}

export function checkDml(tree: StatementContext, body: Body): Statement {
  const position = positionOf(tree);
  const parts = partsOf(tree) ?? unsupported(position, tree.getText());
  const value = checkExpression(parts.value, body);
  if (parts.mergeWith && !isConcreteRecord(value.type))
    fail(position, `Merge requires a concrete SObject type: ${typeName(value.type)}`);
  const record =
    recordType(value.type) ?? fail(position, `DML requires SObject or SObject list type: ${typeName(value.type)}`);
  requireAllowed(parts.operation, record, body, position);
  const mergeWith = parts.mergeWith ? checkExpression(parts.mergeWith, body) : null;
  const duplicate = mergeWith ? recordType(mergeWith.type) : null;
  const fits = mergeWith === null || isIds(mergeWith.type) || (duplicate !== null && sameType(duplicate, record));
  if (!fits) fail(position, 'Invalid type for duplicate records');
  return {
    kind: 'dml',
    position,
    operation: parts.operation,
    value,
    access: parts.access === null ? 'default' : parts.access.USER() ? 'user' : 'system',
    externalId: parts.externalId === null ? null : externalIdField(parts.externalId, record, body, position),
    mergeWith
  };
}

function isConcreteRecord(type: ApexType): boolean {
  return type.kind === 'sobject' && !isGenericSObject(type);
}

/** The ids of what is merged stand for it (glade-sh/glade-tools, what an org's compiler takes). */
function isIds(type: ApexType): boolean {
  return isPrimitive(type, 'Id') || (isLibrary(type, 'List') && isPrimitive(elementType(type), 'Id'));
}

function partsOf(tree: StatementContext): Parts | null {
  const simple = [
    ['insert', tree.insertStatement()],
    ['update', tree.updateStatement()],
    ['delete', tree.deleteStatement()],
    ['undelete', tree.undeleteStatement()]
  ] as const;
  for (const [operation, statement] of simple) {
    if (statement)
      return {
        operation,
        value: statement.expression(),
        access: statement.accessLevel(),
        externalId: null,
        mergeWith: null
      };
  }
  const upsert = tree.upsertStatement();
  if (upsert) {
    const name = upsert.qualifiedName();
    return {
      operation: 'upsert',
      value: upsert.expression(),
      access: upsert.accessLevel(),
      externalId: name ? name.id_list().map(nameOf).join('.') : null,
      mergeWith: null
    };
  }
  const merge = tree.mergeStatement();
  if (!merge) return null;
  const [master, duplicates] = merge.expression_list();
  return { operation: 'merge', value: master!, access: merge.accessLevel(), externalId: null, mergeWith: duplicates! };
}

/** The sObject type of a record or of a list of records. */
function recordType(type: ApexType): Extract<ApexType, { kind: 'sobject' }> | null {
  const record = isLibrary(type, 'List') ? elementType(type) : type;
  return record.kind === 'sobject' && record.name !== 'AggregateResult' ? record : null;
}

function requireAllowed(
  operation: Dml['operation'],
  record: Extract<ApexType, { kind: 'sobject' }>,
  body: Body,
  position: Position
): void {
  const object = isGenericSObject(record) ? null : body.services.world.sobjects.find(record.name);
  if (!object) return;
  if (object.outline === true) unsupported(position, `saving ${object.apiName}: ${object.unsupportedSaves!}`);
  const allowed: Record<Dml['operation'], boolean> = {
    insert: object.createable,
    update: object.updateable,
    upsert: object.createable && object.updateable,
    delete: object.deletable,
    undelete: object.undeletable,
    // Cases can be merged too, which the local org does not do.
    merge: MERGEABLE.has(object.apiName)
  };
  if (!allowed[operation]) fail(position, `DML operation ${operation.toUpperCase()} not allowed on ${object.apiName}`);
}

function externalIdField(
  written: string,
  record: Extract<ApexType, { kind: 'sobject' }>,
  body: Body,
  position: Position
): string {
  if (isGenericSObject(record)) fail(position, 'Upsert with a field specification requires a concrete SObject type');
  const parts = written.split('.');
  const field = body.services.world.sobjects.field(record.name, parts[parts.length - 1]!);
  if (!field) fail(position, `Field does not exist: ${written} on ${record.name}`);
  if (!field.externalId && !field.idLookup && field.type !== 'id')
    fail(position, `Invalid field for upsert, must be an External Id custom or standard indexed field: ${written}`);
  return field.apiName;
}
