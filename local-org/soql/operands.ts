/** Comparing operands and typing their results. */
import { makeField } from '../metadata/field-flags.ts';
import type { FieldSchema, FieldType } from '../metadata/schema.ts';
import type { Operand, ResultColumn } from './checked-query.ts';
import type { AggregateFunction } from './syntax.ts';

export function sameOperand(a: Operand, b: Operand): boolean {
  return operandKey(a) === operandKey(b);
}

/** Equal for operands that mean the same value. */
export function operandKey(operand: Operand): string {
  if (operand.kind === 'field')
    return [...operand.steps.map((step) => step.relationship), operand.field.apiName].join('.').toLowerCase();
  const of = operand.of ? operandKey(operand.of) : '*';
  if (operand.kind === 'distance') return `distance(${of},${JSON.stringify(operand.to)})`;
  const shifted = operand.kind === 'dateFunction' && operand.convertTimezone;
  return `${operand.name}(${shifted ? 'tz:' : ''}${of})`;
}

export function aggregateColumn(operand: Operand, alias: string): ResultColumn {
  if (operand.kind === 'field')
    return { kind: 'aggregate', alias, field: operand.field, resultType: 'field', aggregate: null };
  if (operand.kind === 'dateFunction') {
    return operand.name === 'DAY_ONLY'
      ? { kind: 'aggregate', alias, field: syntheticField('date', alias), resultType: 'field', aggregate: null }
      : { kind: 'aggregate', alias, field: null, resultType: 'Integer', aggregate: null };
  }
  if (operand.kind === 'distance') throw new Error('a distance is no group');
  if (operand.kind === 'grouping')
    return { kind: 'aggregate', alias, field: null, resultType: 'Integer', aggregate: null };
  return {
    kind: 'aggregate',
    alias,
    field: operand.of?.field ?? null,
    resultType: resultType(operand.name),
    aggregate: operand.name
  };
}

function resultType(name: AggregateFunction): 'Integer' | 'Decimal' | 'field' {
  if (name === 'COUNT' || name === 'COUNT_DISTINCT') return 'Integer';
  return name === 'SUM' || name === 'AVG' ? 'Decimal' : 'field';
}

/** The field whose rules a comparison with this operand follows: a function's result has no field of its own. */
export function operandField(operand: Operand): FieldSchema {
  if (operand.kind === 'field') return operand.field;
  if (operand.kind === 'dateFunction')
    return syntheticField(operand.name === 'DAY_ONLY' ? 'date' : 'int', operand.name);
  if (operand.kind === 'distance') return syntheticField('double', operand.name);
  if (operand.kind === 'grouping') return syntheticField('int', operand.name);
  if (operand.name === 'COUNT' || operand.name === 'COUNT_DISTINCT' || !operand.of)
    return syntheticField('int', operand.name);
  if (operand.name === 'AVG') return syntheticField('double', operand.name);
  return operand.of.field;
}

/** A field that exists only as the result of a function. */
export function syntheticField(type: FieldType, name: string): FieldSchema {
  return makeField({
    apiName: name,
    label: name,
    type,
    precision: type === 'date' ? 0 : 18,
    scale: type === 'double' ? 6 : 0,
    groupable: false,
    aggregatable: false,
    createable: false,
    updateable: false
  });
}
