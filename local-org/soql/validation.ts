/** Validation rules of an object, judged for a row that is about to be saved. */
import { EvaluationError, FormulaSyntaxError, UnsupportedFormulaError } from '../metadata/formula/errors.ts';
import { compileRule } from '../metadata/formula/formula.ts';
import type { ColumnValue, CompiledRule, FormulaInput, RuleInput } from '../metadata/formula/formula.ts';
import type { ObjectSchema, OrgSchema, ValidationRuleSchema } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import type { SavedColumns } from '../store/results.ts';
import type { Store } from '../store/store.ts';
import { zoneOffset } from '../store/time-zones.ts';
import { quote, selectExpression } from '../store/values.ts';
import { OperandSql } from './operand-sql.ts';
import type { Moment } from './operand-sql.ts';

/** When the row is saved, and by whom. */
export interface SaveMoment extends Moment {
  readonly userId: string;
  hasPermission(name: string): boolean;
}

interface KnownRule extends ValidationRuleSchema {
  readonly compiled: CompiledRule;
}

const known = new WeakMap<OrgSchema, Map<string, readonly KnownRule[]>>();

/** The object's rules, ready to be judged. @throws UnsupportedFormulaError for a rule that is not evaluated here */
export function rulesOfObject(schema: OrgSchema, object: ObjectSchema): readonly KnownRule[] {
  let rules = known.get(schema);
  if (!rules) known.set(schema, (rules = new Map<string, readonly KnownRule[]>()));
  let found = rules.get(object.apiName);
  if (!found)
    rules.set(
      object.apiName,
      (found = (object.validationRules ?? []).map((rule) => ({ ...rule, compiled: compiled(schema, object, rule) })))
    );
  return found;
}

function compiled(schema: OrgSchema, object: ObjectSchema, rule: ValidationRuleSchema): CompiledRule {
  try {
    return compileRule(schema, object, rule.formula, zoneOffset);
  } catch (error) {
    if (!(error instanceof UnsupportedFormulaError) && !(error instanceof FormulaSyntaxError)) throw error;
    const reason = error.message.replace(/^not supported by the local org: /, '');
    throw new UnsupportedFormulaError(`the validation rule ${object.apiName}.${rule.name}: ${reason}`);
  }
}

/** The rules that the row breaks. `before` is null for a new one. */
export function brokenRules(
  store: Store,
  object: ObjectSchema,
  saved: { readonly row: SavedColumns; readonly before: SavedColumns | null },
  moment: SaveMoment
): ValidationRuleSchema[] {
  return rulesOfObject(store.schema, object).filter((rule) => {
    try {
      return rule.compiled.isBroken(columnsOf(store, object, rule.compiled.inputs, saved, moment));
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      throw new UnsupportedFormulaError(`a record for which the validation rule ${rule.name} has no value`);
    }
  });
}

function columnsOf(
  store: Store,
  object: ObjectSchema,
  inputs: readonly RuleInput[],
  { row, before }: { readonly row: SavedColumns; readonly before: SavedColumns | null },
  moment: SaveMoment
): ColumnValue[] {
  const own = readFields(
    store,
    object,
    inputs.filter((input) => input.kind === 'field'),
    row,
    moment
  );
  const priors = inputs
    .filter((input) => input.kind === 'prior')
    .map(({ field }) => ({ kind: 'field' as const, steps: [], field }));
  const prior = readFields(store, object, priors, before ?? row, moment);
  return inputs.map((input): ColumnValue => {
    switch (input.kind) {
      case 'field':
        return own.shift()!;
      case 'prior':
        return prior.shift()!;
      case 'isNew':
        return before === null ? 1 : 0;
      case 'permission':
        return moment.hasPermission(input.name) ? 1 : 0;
      case 'now':
        return moment.now;
      case 'timeZone':
        return moment.timeZone;
      case 'running':
        return runningValue(store, input, moment.userId);
    }
  });
}

/** Fields of the row as it is given, and of its parents as they are stored. */
function readFields(
  store: Store,
  object: ObjectSchema,
  inputs: ReadonlyArray<Extract<FormulaInput, { kind: 'field' }>>,
  row: SavedColumns,
  moment: Moment
): SqliteValue[] {
  if (inputs.length === 0) return [];
  const stored = store.fields(object).filter((field) => field.type !== 'base64');
  const source = `(SELECT ${stored.map((field, index) => `?${index + 1} AS ${quote(field.apiName)}`).join(', ')})`;
  const operands = new OperandSql(store.schema, object, moment, 't', source);
  const columns = inputs.map(({ steps, field }) => {
    const followed = steps.map((step) => ({
      relationship: step.relationship,
      field: step.field,
      targets: [step.target]
    }));
    return selectExpression(field, operands.column({ steps: followed, field }));
  });
  const values = stored.map((field) => row.get(field.apiName) ?? (field.type === 'boolean' ? 0 : null));
  return [...store.all(`SELECT ${columns.join(', ')} FROM ${operands.from()}`, ...values)[0]!];
}

const RUNNING_ID: Readonly<Record<'User' | 'Profile' | 'UserRole', string>> = {
  User: '"Id"',
  Profile: '"ProfileId"',
  UserRole: '"UserRoleId"'
};

/** A field of the running user, or of the user's profile or role, as a column. */
export function runningValue(
  store: Store,
  { object, field }: Extract<RuleInput, { kind: 'running' }>,
  userId: string
): SqliteValue {
  const [row] = store.all(
    `SELECT ${selectExpression(field, quote(field.apiName))} FROM ${quote(object)} WHERE "Id" = (SELECT ${RUNNING_ID[object]} FROM "User" WHERE "Id" = ?)`,
    userId
  );
  return row?.[0] ?? null;
}
