/** Formulas that Apex code writes itself (`FormulaEval`): they read values in memory, whatever these are. */
import type { OrgSchema } from '../schema.ts';
import { Compiler, Inputs, requireLength, requireResult } from './compiler.ts';
import type { FormulaContext, NamedInput, RuleInput, ZoneOffset } from './compiler.ts';
import { UnsupportedFormulaError } from './errors.ts';
import type { FormulaRow } from './expression.ts';
import { RULE_FUNCTIONS } from './rule-functions.ts';
import { parseFormula } from './syntax.ts';
import type { FormulaNode } from './syntax.ts';
import type { FormulaType, FormulaValue } from './values.ts';

export interface ApexFormula {
  /** What `evaluate` needs a value of, in this order. */
  readonly inputs: ReadonlyArray<RuleInput | NamedInput>;
  /** @throws EvaluationError where pages would show an error */
  evaluate(values: FormulaRow): FormulaValue;
}

export interface ApexFormulaText {
  readonly text: string;
  /** `{!Name} ({!Phone})` rather than `Name & " (" & Phone & ")"`. */
  readonly isTemplate: boolean;
  readonly result: FormulaType;
}

/**
 * Compiles a formula of Apex code.
 * @throws FormulaSyntaxError for what is wrong with it
 * @throws UnsupportedFormulaError for what the local org does not evaluate
 */
export function compileApexFormula(
  schema: OrgSchema,
  formula: ApexFormulaText,
  context: FormulaContext,
  zoneOffset: ZoneOffset
): ApexFormula {
  requireLength(formula.text);
  const inputs = new Inputs(zoneOffset);
  const compiler = new Compiler(schema, inputs, RULE_FUNCTIONS);
  const node = formula.isTemplate ? templateOf(formula.text, context) : parseFormula(formula.text);
  if (node.kind === 'reference') context.checkResult(node.name);
  const result = compiler.ofContext(node, context);
  if (result.type === 'null') throw new UnsupportedFormulaError('a formula of Apex without a value');
  requireResult(result, formula.result);
  return { inputs: inputs.list, evaluate: (values) => result.run(values) };
}

/** Merge fields of other types than text are turned into texts whose look is not documented. */
function templateOf(template: string, context: FormulaContext): FormulaNode {
  const parts = template.split(/\{!(?<formula>[^}]*)\}/);
  const nodes = parts
    .map((part, index): FormulaNode => (index % 2 === 1 ? parseFormula(part) : { kind: 'text', value: part }))
    .filter((node) => node.kind !== 'text' || node.value !== '');
  const isText = (node: FormulaNode) =>
    node.kind === 'text' || (node.kind === 'reference' && context.typeOf(node.name) === 'text');
  if (!nodes.every(isText))
    throw new UnsupportedFormulaError('merge fields in templates of Apex that are no text fields');
  return nodes.reduce<FormulaNode>((left, right) => ({ kind: 'call', name: '&', args: [left, right], infix: true }), {
    kind: 'text',
    value: ''
  });
}
