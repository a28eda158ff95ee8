/** Custom formula fields inside SQL: one function of the connection, given the field's key and the columns it reads. */
import { UnsupportedFormulaError } from '../metadata/formula/errors.ts';
import { compileFormula } from '../metadata/formula/formula.ts';
import type { CompiledFormula } from '../metadata/formula/formula.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type { Database, SqliteValue } from './driver.ts';
import { zoneOffset } from './time-zones.ts';

/** Name of the SQL function; its first argument is a `formulaKey`. */
export const FORMULA = 'org_formula';

const compiled = new WeakMap<OrgSchema, Map<string, CompiledFormula>>();

export function formulaKey(object: ObjectSchema, field: FieldSchema): string {
  return `${object.apiName}.${field.apiName}`.toLowerCase();
}

/** Compiled once per schema. @throws UnsupportedFormulaError for what is not evaluated here */
export function formulaOf(schema: OrgSchema, object: ObjectSchema, field: FieldSchema): CompiledFormula {
  let known = compiled.get(schema);
  if (!known) compiled.set(schema, (known = new Map<string, CompiledFormula>()));
  const key = formulaKey(object, field);
  let formula = known.get(key);
  if (!formula) known.set(key, (formula = compileFormula(schema, object, field, zoneOffset)));
  return formula;
}

/**
 * A default value that is a formula, as a column. Defaults know no record, only the moment and the user.
 * @throws UnsupportedFormulaError for what is not evaluated here
 */
export function defaultFormulaValue(
  schema: OrgSchema,
  object: ObjectSchema,
  field: FieldSchema,
  moment: { readonly now: number; readonly timeZone: string }
): SqliteValue {
  const source = { text: field.defaultFormula!, blankAsZero: false, path: '' };
  const formula = compileFormula(schema, object, { ...field, formula: source }, zoneOffset);
  return formula.evaluate(
    formula.inputs.map((input) => {
      if (input.kind === 'field')
        throw new UnsupportedFormulaError(`the default formula ${source.text} of ${object.apiName}.${field.apiName}`);
      return input.kind === 'now' ? moment.now : moment.timeZone;
    })
  );
}

export function defineFormulas(database: Database, schema: OrgSchema): void {
  database.defineFunction(FORMULA, (key, ...columns) => {
    const [objectName, fieldName] = String(key).split('.') as [string, string];
    const object = schema.objects.get(objectName)!;
    return formulaOf(schema, object, object.fields.get(fieldName)!).evaluate(columns);
  });
}
