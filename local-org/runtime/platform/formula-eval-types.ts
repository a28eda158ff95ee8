/** Formulas that Apex writes itself (Apex Reference Guide v65, "FormulaEval Namespace"; Spring '25). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { compileApexFormula } from '../../metadata/formula/apex-formula.ts';
import type { ApexFormula } from '../../metadata/formula/apex-formula.ts';
import { EvaluationError, FormulaSyntaxError } from '../../metadata/formula/errors.ts';
import { fromColumn } from '../../metadata/formula/values.ts';
import type { FormulaValue } from '../../metadata/formula/values.ts';
import { runningValue } from '../../soql/validation.ts';
import { zoneOffset } from '../../store/time-zones.ts';
import { given } from '../library/members.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { apexException, notSupported, wordlessException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexSet } from '../values/collections.ts';
import type { ApexList } from '../values/collections.ts';
import type { SObjectTypeToken } from './describe.ts';
import { ApexFormulaContext, NotGlobalError } from './formula-context.ts';
import { RESULT_TYPES, toResult } from './formula-values.ts';
import { hasCustomPermission } from './permissions.ts';
import { currentTransaction } from './transaction.ts';
import { refusing } from './validation.ts';

/** Variables of formulas by the names in `FormulaEval.FormulaGlobal`. */
const GLOBALS: Readonly<Record<string, string>> = {
  PERMISSION: '$permission',
  PROFILE: '$profile',
  USER: '$user',
  USERROLE: '$userrole'
};

class FormulaBuilder {
  type: RuntimeType | null = null;
  text: string | null = null;
  result: string | null = null;
  globals: readonly string[] = [];
  isTemplate = false;
  blankAsZero = false;

  build(): FormulaInstance {
    const { type, text, result, isTemplate, blankAsZero } = this;
    if (type === null || text === null || result === null)
      return notSupported('FormulaBuilder.build() without a type, a formula or a return type');
    const expected = RESULT_TYPES[result] ?? notSupported(`formulas of Apex that return ${result}`);
    for (const [variable = ''] of text.matchAll(/\$\w+/g))
      if (!this.globals.includes(variable.toLowerCase())) notSupported(`${variable} in this formula of Apex`);
    const { schema } = currentTransaction().org.store;
    return validated(() => {
      const context = new ApexFormulaContext(type, schema, blankAsZero);
      const formula = compileApexFormula(schema, { text, isTemplate, result: expected }, context, zoneOffset);
      return new FormulaInstance(type, result, context, formula);
    });
  }
}

function validated(work: () => FormulaInstance): FormulaInstance {
  try {
    return refusing(work);
  } catch (error) {
    if (error instanceof FormulaSyntaxError) throw apexException('FormulaValidationException', error.message);
    if (error instanceof NotGlobalError)
      throw wordlessException('FormulaValidationException', `where ${error.message}`);
    throw error;
  }
}

class FormulaInstance {
  readonly context: ApexFormulaContext;
  readonly #type: RuntimeType;
  readonly #result: string;
  readonly #formula: ApexFormula;

  constructor(type: RuntimeType, result: string, context: ApexFormulaContext, formula: ApexFormula) {
    this.#type = type;
    this.#result = result;
    this.context = context;
    this.#formula = formula;
  }

  evaluate(subject: unknown): unknown {
    if (!this.#type.isInstance(subject))
      return notSupported(`evaluating a formula of ${this.#type.name} for something else`);
    const values = this.#formula.inputs.map((input) => this.#value(input, subject));
    try {
      return toResult(this.#result, this.#formula.evaluate(values));
    } catch (error) {
      if (error instanceof EvaluationError)
        throw wordlessException('FormulaEvaluationException', `for ${error.message}`);
      throw error;
    }
  }

  #value(input: ApexFormula['inputs'][number], subject: unknown): FormulaValue {
    const transaction = currentTransaction();
    switch (input.kind) {
      case 'named':
        return this.context.read(subject, input.name);
      case 'now':
        return transaction.now();
      case 'timeZone':
        return transaction.timeZone;
      case 'permission':
        return hasCustomPermission(transaction, input.name);
      case 'running':
        return fromColumn(input.field, runningValue(transaction.org.store, input, transaction.user.id));
      default:
        return notSupported('functions of saves in formulas of Apex');
    }
  }
}

function changed(self: FormulaBuilder, change: (builder: FormulaBuilder) => void): FormulaBuilder {
  change(self);
  return self;
}

export const makeBuilder = (): FormulaBuilder => new FormulaBuilder();

export const formulaEvalTypes: LibraryType[] = [
  // In the order of the guide, which is that of their names.
  libraryType(
    'FormulaEval.FormulaGlobal',
    {
      kind: 'enum',
      enumValues: [
        'CUSTOMMETADATA',
        'LABEL',
        'ORGANIZATION',
        'PERMISSION',
        'PROFILE',
        'SETUP',
        'SYSTEM',
        'USER',
        'USERROLE'
      ]
    },
    {}
  ),
  libraryType(
    'FormulaEval.FormulaReturnType',
    {
      kind: 'enum',
      enumValues: ['BOOLEAN', 'DATE', 'DATETIME', 'DECIMAL', 'DOUBLE', 'ID', 'INTEGER', 'LONG', 'STRING', 'TIME']
    },
    {}
  ),
  libraryType(
    'FormulaEval.FormulaBuilder',
    { isInstance: (value) => value instanceof FormulaBuilder },
    {
      'static FormulaEval.FormulaBuilder builder()': makeBuilder,
      'FormulaEval.FormulaInstance build()': (self: FormulaBuilder) => self.build(),
      'FormulaEval.FormulaBuilder parseAsTemplate(Boolean templateMode)': (
        self: FormulaBuilder,
        mode: boolean | null
      ) => changed(self, (builder) => (builder.isTemplate = given(mode))),
      'FormulaEval.FormulaBuilder treatNumericNullAsZero(Boolean isNumericNullZero)': (
        self: FormulaBuilder,
        isZero: boolean | null
      ) => changed(self, (builder) => (builder.blankAsZero = given(isZero))),
      'FormulaEval.FormulaBuilder withFormula(String formulaText)': (self: FormulaBuilder, text: string | null) =>
        changed(self, (builder) => (builder.text = text)),
      'FormulaEval.FormulaBuilder withGlobalVariables(List<FormulaEval.FormulaGlobal> formulaGlobals)': (
        self: FormulaBuilder,
        globals: ApexList | null
      ) =>
        changed(self, (builder) => {
          const names = given(globals).toArray() as ApexEnumValue[];
          builder.globals = names.map(({ name }) => GLOBALS[name] ?? '');
        }),
      'FormulaEval.FormulaBuilder withReturnType(FormulaEval.FormulaReturnType returnType)': (
        self: FormulaBuilder,
        type: ApexEnumValue | null
      ) => changed(self, (builder) => (builder.result = type?.name ?? null)),
      'FormulaEval.FormulaBuilder withType(Type contextType)': (self: FormulaBuilder, type: RuntimeType | null) =>
        changed(self, (builder) => (builder.type = type)),
      'FormulaEval.FormulaBuilder withType(Schema.SObjectType contextType)': (
        self: FormulaBuilder,
        token: SObjectTypeToken | null
      ) => changed(self, (builder) => (builder.type = token && runtimeType(token.schema.apiName)))
    }
  ),
  libraryType(
    'FormulaEval.FormulaInstance',
    { isInstance: (value) => value instanceof FormulaInstance },
    {
      'Object evaluate(Object contextObject)': (self: FormulaInstance, subject: unknown) => self.evaluate(subject),
      'Set<String> getReferencedFields()': (self: FormulaInstance) =>
        new ApexSet(runtimeType('Set<String>'), self.context.referenced())
    }
  )
];
