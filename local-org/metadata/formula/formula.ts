/**
 * Custom formula fields: from text to a function of stored columns. What Salesforce refuses when a field is deployed is
 * refused in its words; what it takes and is not evaluated here is an UnsupportedFormulaError.
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema.ts';
import { Compiler, Inputs, requireResult } from './compiler.ts';
import type { FormulaInput, RuleInput, ZoneOffset } from './compiler.ts';
import { EvaluationError } from './errors.ts';
import { RULE_FUNCTIONS } from './rule-functions.ts';
import { toColumn } from './values.ts';
import type { ColumnValue } from './values.ts';

export type { FormulaInput, RuleInput } from './compiler.ts';
export type { FormulaStep } from './references.ts';
export type { ColumnValue } from './values.ts';

/** A rule is broken by a record for which its formula is true. */
export interface CompiledRule {
  readonly inputs: readonly RuleInput[];
  /** @throws EvaluationError where pages would show an error */
  isBroken(columns: readonly ColumnValue[]): boolean;
}

export interface CompiledFormula {
  readonly inputs: readonly FormulaInput[];
  /** The formula field's column; null where pages show `#Error!`. */
  evaluate(columns: readonly ColumnValue[]): ColumnValue;
}

/**
 * Compiles the formula of a field.
 * @throws FormulaSyntaxError as a deployment would fail
 * @throws UnsupportedFormulaError for what the local org does not evaluate
 */
export function compileFormula(
  schema: OrgSchema,
  object: ObjectSchema,
  field: FieldSchema,
  zoneOffset: ZoneOffset
): CompiledFormula {
  const inputs = new Inputs(zoneOffset);
  const { run } = new Compiler(schema, inputs).ofField(object, field, [], []);
  return {
    // What only rules read is refused in fields.
    inputs: inputs.list as FormulaInput[],
    evaluate(columns) {
      const row = inputs.row(columns);
      try {
        return toColumn(field, run(row));
      } catch (error) {
        if (error instanceof EvaluationError) return field.type === 'boolean' ? 0n : null;
        throw error;
      }
    }
  };
}

/**
 * Compiles the formula of a validation rule. Blank numbers are blank.
 * @throws FormulaSyntaxError as a deployment would fail
 * @throws UnsupportedFormulaError for what the local org does not evaluate
 */
export function compileRule(
  schema: OrgSchema,
  object: ObjectSchema,
  text: string,
  zoneOffset: ZoneOffset
): CompiledRule {
  const inputs = new Inputs(zoneOffset);
  const result = new Compiler(schema, inputs, RULE_FUNCTIONS).ofRule(object, text);
  requireResult(result, 'boolean');
  return {
    // Names of Apex exist in formulas of Apex only.
    inputs: inputs.list as RuleInput[],
    isBroken: (columns) => result.run(inputs.row(columns)) === true
  };
}
