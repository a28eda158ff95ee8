/**
 * Custom formula fields: from text to a function of stored columns. What Salesforce refuses when a field is deployed is
 * refused in its words; what it takes and is not evaluated here is an UnsupportedFormulaError.
 */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema.ts';
import { FormulaNumber } from './decimal.ts';
import { EvaluationError, FormulaSyntaxError, UnsupportedFormulaError } from './errors.ts';
import { expression } from './expression.ts';
import type { Builder, Expression, FormulaRow } from './expression.ts';
import { dateFunctions } from './functions-date.ts';
import { LOGIC_FUNCTIONS } from './functions-logic.ts';
import { MATH_FUNCTIONS } from './functions-math.ts';
import { TEXT_FUNCTIONS } from './functions-text.ts';
import { OPERATORS } from './operators.ts';
import { NOT_EVALUATED, NOT_IN_FIELDS } from './other-functions.ts';
import { resolveReference } from './references.ts';
import { RULE_FUNCTIONS, globalVariable, recordCall } from './rule-functions.ts';
import type { AddInput, RuleOnlyInput } from './rule-functions.ts';
import type { FormulaStep } from './references.ts';
import { parseFormula } from './syntax.ts';
import type { FormulaNode } from './syntax.ts';
import { MILLISECONDS_PER_DAY, TYPE_NAMES, formulaTypeOf, fromColumn, toColumn, typeOf } from './values.ts';
import type { ColumnValue, FormulaType } from './values.ts';

export type { FormulaStep } from './references.ts';
export type { ColumnValue } from './values.ts';

/** What a formula reads, in the order of `evaluate`'s columns. */
export type FormulaInput =
  | { readonly kind: 'field'; readonly steps: readonly FormulaStep[]; readonly field: FieldSchema }
  /** Milliseconds since 1970 UTC. */
  | { readonly kind: 'now' }
  /** IANA name of the user's time zone. */
  | { readonly kind: 'timeZone' };

/** What the formula of a validation rule reads. */
export type RuleInput = FormulaInput | RuleOnlyInput;

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

/** Milliseconds to add to an instant to read its local clock as if it were UTC. */
export type ZoneOffset = (instant: number, timeZone: string) => number;

/** Characters that a formula may have (Salesforce Help, "Formula Field Limits and Restrictions"). */
const MAX_LENGTH = 3900;
const RESULT_TYPES: ReadonlySet<FieldSchema['type']> = new Set<FieldSchema['type']>([
  'string',
  'double',
  'currency',
  'percent',
  'boolean',
  'date',
  'datetime',
  'time'
]);

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
  const { type, run } = new Compiler(schema, inputs, RULE_FUNCTIONS).ofRule(object, text);
  if (type !== 'boolean')
    throw new FormulaSyntaxError(
      `Formula result is data type (${TYPE_NAMES[type]}), incompatible with expected data type (${TYPE_NAMES.boolean}).`
    );
  return { inputs: inputs.list, isBroken: (columns) => run(inputs.row(columns)) === true };
}

/** Each input once. */
class Inputs {
  readonly list: RuleInput[] = [];
  readonly #keys = new Map<string, number>();
  readonly #zoneOffset: ZoneOffset;

  constructor(zoneOffset: ZoneOffset) {
    this.#zoneOffset = zoneOffset;
  }

  /** The values of the inputs, from what their columns hold. */
  row(columns: readonly ColumnValue[]): FormulaRow {
    return this.list.map((input, index) => {
      if ('field' in input) return fromColumn(input.field, columns[index]!);
      const value = columns[index]!;
      return input.kind === 'isNew' || input.kind === 'permission' ? Boolean(value) : (value as string | number);
    });
  }

  index(key: string, input: RuleInput): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    this.#keys.set(key, this.list.length);
    return this.list.push(input) - 1;
  }

  /** Of this formula: asking for the moment makes it an input. */
  dates(): Readonly<Record<string, Builder>> {
    const now = (row: FormulaRow) => row[this.index('$now', { kind: 'now' })] ?? null;
    const localDay = (row: FormulaRow, instant: number) => {
      const zone = String(row[this.index('$zone', { kind: 'timeZone' })]);
      return Math.floor((instant + this.#zoneOffset(instant, zone)) / MILLISECONDS_PER_DAY);
    };
    return dateFunctions({ now: expression('datetime', now), localDay });
  }

  /** What a function reads beside its arguments; has to be known before the first row is evaluated. */
  needFor(name: string): void {
    if (name === 'NOW' || name === 'TIMENOW' || name === 'TODAY') this.index('$now', { kind: 'now' });
    if (name === 'TODAY' || name === 'DATEVALUE') this.index('$zone', { kind: 'timeZone' });
  }
}

/** What the text of one formula is read with. */
interface Home {
  readonly object: ObjectSchema;
  /** From the record whose formula is asked for to the one whose formula is read. */
  readonly steps: readonly FormulaStep[];
  readonly blankAsZero: boolean;
  /** Formulas that refer to this one, itself included: `Object.Field`. */
  readonly within: readonly string[];
}

class Compiler {
  readonly #schema: OrgSchema;
  readonly #inputs: Inputs;
  readonly #functions: Readonly<Record<string, Builder>>;
  /** Functions and variables of the record's save and of its user exist in rules only. */
  readonly #inRule: boolean;
  readonly #add: AddInput = (key, input) => this.#inputs.index(key, input);

  constructor(schema: OrgSchema, inputs: Inputs, ruleFunctions: Readonly<Record<string, Builder>> | null = null) {
    this.#schema = schema;
    this.#inputs = inputs;
    this.#inRule = ruleFunctions !== null;
    this.#functions = {
      ...LOGIC_FUNCTIONS,
      ...MATH_FUNCTIONS,
      ...TEXT_FUNCTIONS,
      ...inputs.dates(),
      ...ruleFunctions
    };
  }

  ofRule(object: ObjectSchema, text: string): Expression {
    return this.#node(parseFormula(text), { object, steps: [], blankAsZero: false, within: [] });
  }

  ofField(
    object: ObjectSchema,
    field: FieldSchema,
    steps: readonly FormulaStep[],
    within: readonly string[]
  ): Expression {
    const { text, blankAsZero } = field.formula!;
    const name = `${object.apiName}.${field.apiName}`;
    if (within.includes(name))
      throw new FormulaSyntaxError(
        'Formula cannot use another formula field that directly or indirectly refers to itself.'
      );
    if (text.length > MAX_LENGTH)
      throw new FormulaSyntaxError(
        `Formula is too long (${text.length} characters).  Maximum length is ${MAX_LENGTH} characters`
      );
    if (!RESULT_TYPES.has(field.type)) throw new UnsupportedFormulaError(`a formula of type ${field.type}`);
    const result = this.#node(parseFormula(text), { object, steps, blankAsZero, within: [...within, name] });
    const expected = typeOf(field.type);
    if (result.type !== expected && result.type !== 'null')
      throw new FormulaSyntaxError(
        `Formula result is data type (${TYPE_NAMES[result.type]}), incompatible with expected data type (${TYPE_NAMES[expected]}).`
      );
    return { ...result, type: expected, literal: null };
  }

  #node(node: FormulaNode, home: Home): Expression {
    switch (node.kind) {
      case 'number': {
        const number = FormulaNumber.parse(node.text)!;
        return expression('number', () => number);
      }
      case 'text': {
        const value = node.value === '' ? null : node.value;
        return { type: 'text', run: () => value, literal: node.value };
      }
      case 'boolean':
        return expression('boolean', () => node.value);
      case 'null':
        return expression('null', () => null);
      case 'reference':
        return this.#reference(node.name, home);
      case 'call':
        return this.#call(node, home);
    }
  }

  #call(node: Extract<FormulaNode, { kind: 'call' }>, home: Home): Expression {
    const { name } = node;
    // Of the record that is saved, not of those whose formulas it reads.
    const ofRecord =
      this.#inRule && home.within.length === 0
        ? recordCall(node, { schema: this.#schema, object: home.object }, this.#add, (field) =>
            this.#reference(field, home)
          )
        : null;
    if (ofRecord !== null) return ofRecord;
    const build = OPERATORS[name] ?? (Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined);
    if (build === undefined) throw unknownFunction(name);
    this.#inputs.needFor(name);
    const args = node.args.map((arg) => this.#node(arg, home));
    return build({ name: node.infix ? `operator '${name}'` : `function '${name}()'`, args });
  }

  #reference(name: string, home: Home): Expression {
    if (this.#inRule && name.startsWith('$')) return globalVariable(this.#schema, name, this.#add);
    const { object, field, steps: own } = resolveReference(this.#schema, home.object, name);
    const steps = [...home.steps, ...own];
    if (field.formula !== null)
      return zeroed(this.ofField(object, field, steps, home.within), typeOf(field.type), home);
    const type = formulaTypeOf(field, name);
    const key = [...steps.map(({ relationship }) => relationship), field.apiName].join('.').toLowerCase();
    const index = this.#inputs.index(key, { kind: 'field', steps, field });
    return zeroed(
      expression(type, (row) => row[index]!),
      type,
      home
    );
  }
}

/** "Treat blank fields as zeroes" is about numbers only. */
function zeroed(value: Expression, type: FormulaType, { blankAsZero }: Home): Expression {
  if (type !== 'number' || !blankAsZero) return value;
  return expression('number', (row) => value.run(row) ?? FormulaNumber.ZERO);
}

function unknownFunction(name: string): Error {
  if (NOT_IN_FIELDS.has(name))
    return new FormulaSyntaxError(`Function ${name} may not be used in this type of formula`);
  if (NOT_EVALUATED.has(name)) return new UnsupportedFormulaError(`the function ${name} in formulas`);
  return new FormulaSyntaxError(`Unknown function ${name}. Check spelling.`);
}
