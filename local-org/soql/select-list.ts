/** The SELECT list of a query for records: fields, `FIELDS()`, TYPEOF, and what is shown in place of a value. */
import type { ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type { FieldReference, Operand, RelationshipStep, ResolvedColumn, ResultColumn } from './checked-query.ts';
import { SoqlError, unsupported } from './errors.ts';
import { isNumber } from './field-rules.ts';
import { operandField } from './operands.ts';
import { requireField, relationshipStep } from './resolve.ts';
import type { FieldPath, FunctionCall, SelectItem } from './syntax.ts';

type FieldColumn = Extract<ResultColumn, { kind: 'field' }>;
export type SelectedItem = Extract<SelectItem, { kind: 'field' | 'function' }> & { readonly expanded?: true };
export type TypeOfItem = Extract<SelectItem, { kind: 'typeof' }>;
export interface Selected {
  readonly column: ResultColumn;
  readonly resolved: ResolvedColumn;
}

/** Functions that show a record's value in another way; every other makes the query an aggregate one. */
export const RECORD_FUNCTIONS: ReadonlySet<FunctionCall['name']> = new Set(['TOLABEL', 'FORMAT', 'DISTANCE']);

/** `FIELDS()` as the fields that it stands for, compound fields among them. */
export function withFields(
  select: readonly SelectItem[],
  { fields }: ObjectSchema
): Array<SelectedItem | TypeOfItem | Extract<SelectItem, { kind: 'children' }>> {
  return select.flatMap((item) =>
    item.kind !== 'fields'
      ? [item]
      : [...fields.values()]
          .filter(({ custom }) => item.set === 'ALL' || custom === (item.set === 'CUSTOM'))
          .map(({ apiName }) => ({
            kind: 'field' as const,
            path: { kind: 'path' as const, names: [apiName], position: item.position },
            alias: null,
            position: item.position,
            expanded: true as const
          }))
  );
}

/** @param seen names that the list has so far, lower case */
export function recordColumn(
  item: SelectedItem,
  resolve: (written: FieldPath | FunctionCall) => Operand,
  seen: Set<string>
): Selected {
  const call = item.kind === 'function' ? item.call : null;
  const inner = call !== null && call.name !== 'DISTANCE' ? call.argument! : null;
  const operand = resolve(item.kind === 'field' ? item.path : (inner ?? item.call));
  if (call === null && item.alias !== null)
    throw new SoqlError('only aggregate expressions use field aliasing', item.position);
  const path = operand.kind === 'field' ? operand.steps.map((step) => step.relationship) : [];
  const field = operandField(operand);
  if (call !== null) requireShown(call, operand, item.alias);
  const name = item.alias ?? [...path, field.apiName].join('.');
  if (seen.has(name.toLowerCase())) throw new SoqlError(`duplicate field selected: ${name}`, item.position);
  seen.add(name.toLowerCase());
  const column: FieldColumn = {
    kind: 'field',
    path,
    name: field.apiName,
    field,
    shows: call?.name === 'TOLABEL' ? 'label' : call?.name === 'FORMAT' ? 'format' : 'value',
    alias: item.alias,
    expanded: item.expanded === true,
    onlyOf: null
  };
  return { column, resolved: { kind: 'operand', operand } };
}

const FORMATTED: ReadonlySet<string> = new Set(['date', 'datetime', 'time']);

function requireShown(call: FunctionCall, operand: Operand, alias: string | null): void {
  if (operand.kind === 'distance') {
    if (alias === null) throw unsupported('DISTANCE() in SELECT without an alias', call.position);
    return;
  }
  if (operand.kind !== 'field') throw unsupported(`${call.name}() of a function`, call.position);
  const { field, objectName } = operand;
  const isTranslated =
    field.type === 'picklist' || field.type === 'multipicklist' || (objectName === 'RecordType' && field.nameField);
  if (call.name === 'TOLABEL' && !isTranslated)
    throw unsupported(`toLabel() of ${field.apiName}, which is no picklist`, call.position);
  if (call.name === 'FORMAT' && !isNumber(field) && !FORMATTED.has(field.type))
    throw unsupported(`FORMAT() of ${field.apiName}, which is neither number nor date`, call.position);
}

/** One column for each field of each branch. @throws SoqlError for objects that the lookup does not point to */
export function typeOfColumns(item: TypeOfItem, schema: OrgSchema, root: ObjectSchema): Selected[] {
  const { relationship, branches, position } = item;
  if (relationship.names.length !== 1) throw unsupported(`TYPEOF ${relationship.names.join('.')}`, position);
  const step = relationshipStep(schema, root, relationship.names[0]!, relationship.position);
  if (step.field.referenceTo.length < 2)
    throw unsupported(`TYPEOF ${step.relationship}, which points to one object only`, position);
  return branches.flatMap(({ object, fields }) => {
    const target = branchTarget(schema, step, object, item);
    return fields.map((path) => branchColumn(schema, step, target, object === null, path));
  });
}

function branchTarget(
  schema: OrgSchema,
  step: RelationshipStep,
  object: string | null,
  { position }: TypeOfItem
): ObjectSchema {
  const wanted = object === null ? 'name' : object.toLowerCase();
  const target = schema.objects.get(wanted);
  const fits = object === null || step.field.referenceTo.some((name) => name.toLowerCase() === wanted);
  if (!target || !fits) throw unsupported(`TYPEOF ${step.relationship} WHEN ${object ?? 'Name'}`, position);
  return target;
}

function branchColumn(
  schema: OrgSchema,
  step: RelationshipStep,
  target: ObjectSchema,
  isElse: boolean,
  path: FieldPath
): Selected {
  if (path.names.length !== 1)
    throw unsupported(`${path.names.join('.')} in TYPEOF, which is no field of its own`, path.position);
  const field = requireField(schema, target, path.names[0]!, path.position);
  const only: RelationshipStep = isElse ? step : { ...step, targets: [target.apiName], branch: { all: step.targets } };
  const operand: FieldReference = { kind: 'field', steps: [only], objectName: target.apiName, field };
  const column: FieldColumn = {
    kind: 'field',
    path: [step.relationship],
    name: field.apiName,
    field,
    shows: 'value',
    alias: null,
    expanded: false,
    onlyOf: isElse ? 'else' : target.apiName
  };
  return { column, resolved: { kind: 'operand', operand } };
}
