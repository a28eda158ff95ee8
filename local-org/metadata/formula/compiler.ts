/** The tree of a formula as typed functions of the values that it reads. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema.ts';
import { FormulaNumber } from './decimal.ts';
import { FormulaSyntaxError, UnsupportedFormulaError } from './errors.ts';
import { expression } from './expression.ts';
import type { Builder, Expression, FormulaRow } from './expression.ts';
import { dateFunctions } from './functions-date.ts';
import { LOGIC_FUNCTIONS } from './functions-logic.ts';
import { MATH_FUNCTIONS } from './functions-math.ts';
import { TEXT_FUNCTIONS } from './functions-text.ts';
import { OPERATORS } from './operators.ts';
import { NOT_EVALUATED, NOT_IN_FIELDS } from './other-functions.ts';
import { resolveReference } from './references.ts';
import { globalVariable, recordCall } from './rule-functions.ts';
import type { AddInput, RuleOnlyInput } from './rule-functions.ts';
import type { FormulaStep } from './references.ts';
import { parseFormula } from './syntax.ts';
import type { FormulaNode } from './syntax.ts';
import { MILLISECONDS_PER_DAY, TYPE_NAMES, formulaTypeOf, fromColumn, typeOf } from './values.ts';
import type { ColumnValue, FormulaType } from './values.ts';

/** What a formula reads, in the order of `evaluate`'s columns. */
export type FormulaInput =
  | { readonly kind: 'field'; readonly steps: readonly FormulaStep[]; readonly field: FieldSchema }
  /** Milliseconds since 1970 UTC. */
  | { readonly kind: 'now' }
  /** IANA name of the user's time zone. */
  | { readonly kind: 'timeZone' };

/** What the formula of a validation rule reads. */
export type RuleInput = FormulaInput | RuleOnlyInput;

/** A name that the context of a formula in Apex has given a meaning. */
export interface NamedInput {
  readonly kind: 'named';
  /** As it is written. */
  readonly name: string;
}

/** What the formula in Apex code stands in. */
export interface FormulaContext {
  readonly blankAsZero: boolean;
  /** @throws FormulaSyntaxError when there is no such name; UnsupportedFormulaError when it is not known */
  typeOf(name: string): FormulaType;
  /** @throws UnsupportedFormulaError when the outcome of the call is not known */
  check(call: Extract<FormulaNode, { kind: 'call' }>): void;
  /** As `check`, for a name that is the whole formula. */
  checkResult(name: string): void;
}

/** Milliseconds to add to an instant to read its local clock as if it were UTC. */
export type ZoneOffset = (instant: number, timeZone: string) => number;

/** Characters that a formula may have (Salesforce Help, "Formula Field Limits and Restrictions"). */
const MAX_LENGTH = 3900;

/** @throws FormulaSyntaxError for a text that is too long */
export function requireLength(text: string): void {
  if (text.length > MAX_LENGTH)
    throw new FormulaSyntaxError(
      `Formula is too long (${text.length} characters).  Maximum length is ${MAX_LENGTH} characters`
    );
}

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

/** @throws FormulaSyntaxError for a result of another type */
export function requireResult({ type }: Expression, expected: FormulaType): void {
  if (type === expected) return;
  throw new FormulaSyntaxError(
    `Formula result is data type (${TYPE_NAMES[type]}), incompatible with expected data type (${TYPE_NAMES[expected]}).`
  );
}

/** Each input once. */
export class Inputs {
  readonly list: Array<RuleInput | NamedInput> = [];
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

  index(key: string, input: RuleInput | NamedInput): number {
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

/** As `Home`, of a formula that Apex code has written. */
interface ApexHome {
  readonly context: FormulaContext;
  readonly blankAsZero: boolean;
}

/** Of one formula. */
export class Compiler {
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

  /** @throws FormulaSyntaxError, UnsupportedFormulaError */
  ofContext(node: FormulaNode, context: FormulaContext): Expression {
    return this.#node(node, { context, blankAsZero: context.blankAsZero });
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
    requireLength(text);
    if (!RESULT_TYPES.has(field.type)) throw new UnsupportedFormulaError(`a formula of type ${field.type}`);
    const result = this.#node(parseFormula(text), { object, steps, blankAsZero, within: [...within, name] });
    const expected = typeOf(field.type);
    if (result.type !== 'null') requireResult(result, expected);
    return { ...result, type: expected, literal: null };
  }

  #node(node: FormulaNode, home: Home | ApexHome): Expression {
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

  #call(node: Extract<FormulaNode, { kind: 'call' }>, home: Home | ApexHome): Expression {
    const { name } = node;
    const inApex = 'context' in home;
    if (inApex) home.context.check(node);
    // Of the record that is saved, not of those whose formulas it reads.
    const ofRecord =
      this.#inRule && !inApex && home.within.length === 0
        ? recordCall(node, { schema: this.#schema, object: home.object }, this.#add, (field) =>
            this.#reference(field, home)
          )
        : null;
    if (ofRecord !== null) return ofRecord;
    const build = OPERATORS[name] ?? (Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined);
    if (build === undefined) throw unknownFunction(name, inApex);
    this.#inputs.needFor(name);
    const args = node.args.map((arg) => this.#node(arg, home));
    return build({ name: node.infix ? `operator '${name}'` : `function '${name}()'`, args });
  }

  #reference(name: string, home: Home | ApexHome): Expression {
    if (this.#inRule && name.startsWith('$')) return globalVariable(this.#schema, name, this.#add);
    if ('context' in home) return this.#named(name, home);
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

  #named(name: string, home: ApexHome): Expression {
    const type = home.context.typeOf(name);
    const index = this.#inputs.index(name.toLowerCase(), { kind: 'named', name });
    const read = expression(type, (row) => row[index]!);
    return zeroed(read, type, home);
  }
}

/** "Treat blank fields as zeroes" is about numbers only. */
function zeroed(value: Expression, type: FormulaType, { blankAsZero }: Home | ApexHome): Expression {
  if (type !== 'number' || !blankAsZero) return value;
  return expression('number', (row) => value.run(row) ?? FormulaNumber.ZERO);
}

function unknownFunction(name: string, inApex: boolean): Error {
  // Apex has the functions of validation rules; what those of a save mean there is not known.
  if (inApex && NOT_IN_FIELDS.has(name)) return new UnsupportedFormulaError(`the function ${name} in formulas of Apex`);
  if (NOT_IN_FIELDS.has(name))
    return new FormulaSyntaxError(`Function ${name} may not be used in this type of formula`);
  if (NOT_EVALUATED.has(name)) return new UnsupportedFormulaError(`the function ${name} in formulas`);
  return new FormulaSyntaxError(`Unknown function ${name}. Check spelling.`);
}
