/**
 * What the formulas of validation rules may use beside those of formula fields. Source: Salesforce Help, "Formula Operators
 * and Functions" (ISNEW, ISCHANGED, PRIORVALUE, REGEX) and "Global Variables".
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema.ts';
import { FormulaSyntaxError, UnsupportedFormulaError } from './errors.ts';
import { expression, requireCount, requireType } from './expression.ts';
import type { Builder, Expression } from './expression.ts';
import { isEqual } from './operators.ts';
import { resolveReference } from './references.ts';
import type { FormulaNode } from './syntax.ts';
import { formulaTypeOf } from './values.ts';

/** What only the formula of a rule reads. */
export type RuleOnlyInput =
  | { readonly kind: 'isNew' }
  /** The field's value before the save; of a new record, the value itself. */
  | { readonly kind: 'prior'; readonly field: FieldSchema }
  /** Does the running user hold the custom permission? */
  | { readonly kind: 'permission'; readonly name: string }
  /** A field of the running user, or of the user's profile or role. */
  | { readonly kind: 'running'; readonly object: 'User' | 'Profile' | 'UserRole'; readonly field: FieldSchema };

/** Gives the place of an input in the row of values. */
export type AddInput = (key: string, input: RuleOnlyInput) => number;

const RUNNING: Readonly<Record<string, 'User' | 'Profile' | 'UserRole'>> = {
  $user: 'User',
  $profile: 'Profile',
  $userrole: 'UserRole'
};

/** A global variable such as `$User.Title`. @throws UnsupportedFormulaError for those that are not known here */
export function globalVariable(schema: OrgSchema, written: string, add: AddInput): Expression {
  const [variable, name, ...rest] = written.split('.');
  const key = written.toLowerCase();
  if (variable?.toLowerCase() === '$permission' && name !== undefined) {
    const index = add(key, { kind: 'permission', name });
    return expression('boolean', (row) => row[index]!);
  }
  const object = RUNNING[variable?.toLowerCase() ?? ''];
  const field = object && schema.objects.get(object.toLowerCase())?.fields.get(name?.toLowerCase() ?? '');
  if (!object || !field || rest.length > 0) throw new UnsupportedFormulaError(`${written} in formulas`);
  const index = add(key, { kind: 'running', object, field });
  return expression(formulaTypeOf(field, written), (row) => row[index]!);
}

/**
 * A call whose arguments are not values: ISNEW, ISCHANGED, PRIORVALUE; null for every other function.
 * @param read the record's own field as an expression
 */
export function recordCall(
  node: Extract<FormulaNode, { kind: 'call' }>,
  place: { readonly schema: OrgSchema; readonly object: ObjectSchema },
  add: AddInput,
  read: (name: string) => Expression
): Expression | null {
  const { name } = node;
  if (name === 'ISNEW') {
    requireCount({ name: `function '${name}()'`, args: node.args.map(() => expression('null', () => null)) }, 0);
    const index = add('$isnew', { kind: 'isNew' });
    return expression('boolean', (row) => row[index]!);
  }
  if (name !== 'ISCHANGED' && name !== 'PRIORVALUE') return null;
  const [argument] = node.args;
  if (node.args.length !== 1 || argument?.kind !== 'reference')
    throw new FormulaSyntaxError(`Incorrect argument type for function '${name}()'. `);
  const { field, steps } = resolveReference(place.schema, place.object, argument.name);
  if (steps.length > 0 || field.formula !== null || field.summary !== null)
    throw new UnsupportedFormulaError(`${name}(${argument.name}) in formulas`);
  const index = add(`$prior.${field.apiName.toLowerCase()}`, { kind: 'prior', field });
  if (name === 'PRIORVALUE') return expression(formulaTypeOf(field, argument.name), (row) => row[index]!);
  const now = read(argument.name);
  return expression('boolean', (row) => !isEqual(now.run(row), row[index]!));
}

export const RULE_FUNCTIONS: Readonly<Record<string, Builder>> = { REGEX: regex };

/** The whole text has to match; Java's expressions that JavaScript reads otherwise are not told apart. */
function regex(call: Parameters<Builder>[0]): Expression {
  requireCount(call, 2);
  const [text, pattern] = call.args as [Expression, Expression];
  for (const arg of [text, pattern]) requireType(call, arg, 'text');
  // Possessive quantifiers, groups with flags, and classes in classes mean something else, or nothing, in JavaScript.
  if (pattern.literal === null || /[*+?}]\+|\(\?[a-z]|\[[^\]]*\[|&&|\\[pPQEAzZGh]/.test(pattern.literal))
    throw new UnsupportedFormulaError('this expression of REGEX in formulas');
  const compiled = new RegExp(`^(?:${pattern.literal})$`, 's');
  return expression('boolean', (row) => compiled.test(String(text.run(row) ?? '')));
}
