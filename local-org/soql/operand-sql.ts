/** Fields, functions and aggregates as SQL, with the joins that parent fields need. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import { DISTANCE } from '../store/distance.ts';
import { SORT_KEY } from '../store/fold.ts';
import { FORMULA, formulaKey, formulaOf } from '../store/formulas.ts';
import { isShare, shareSource } from '../store/shares.ts';
import { storedFields } from '../store/tables.ts';
import { ZONE_SHIFT } from '../store/time-zones.ts';
import { quote, selectExpression } from '../store/values.ts';
import type { FieldReference, Operand, RelationshipStep } from './checked-query.ts';
import { compoundSql, degrees, isCompound } from './compound-fields.ts';
import { unsupported } from './errors.ts';
import { operandKey } from './operands.ts';
import type { ValueContext } from './condition-values.ts';
import { isText } from './field-rules.ts';
import { summarySql } from './summary-sql.ts';
import type { SoqlValue } from './syntax.ts';

/** One joined table; a polymorphic lookup joins one per object it may point to. */
interface Joined {
  readonly object: ObjectSchema;
  readonly alias: string;
}

/** When, and where, the query runs. */
export type Moment = Pick<ValueContext, 'now' | 'timeZone'> & Partial<Pick<ValueContext, 'binds' | 'rows'>>;

export class OperandSql {
  readonly #schema: OrgSchema;
  readonly #root: Joined;
  readonly #moment: Moment;
  readonly #joins = new Map<string, { readonly joined: readonly Joined[]; readonly sql: string }>();
  readonly #prefix: string;
  readonly #source: string;
  #hidden: ReadonlySet<string> = new Set();

  /** @param source what the queried object's rows are read from, its table unless told */
  constructor(schema: OrgSchema, root: ObjectSchema, moment: Moment, prefix = 't', source = sourceOf(root, moment)) {
    this.#schema = schema;
    this.#root = { object: root, alias: `${prefix}0` };
    this.#moment = moment;
    this.#prefix = prefix;
    this.#source = source;
  }

  /** From here on these operands (`operandKey`) stand for subtotals: they are null, and GROUPING tells so. */
  hide(operands: ReadonlySet<string>): void {
    this.#hidden = operands;
  }

  get rootAlias(): string {
    return this.#root.alias;
  }

  /** FROM clause with every join asked for so far. */
  from(): string {
    return [`${this.#source} ${this.#root.alias}`, ...[...this.#joins.values()].map((join) => join.sql)].join(' ');
  }

  /** The bare value of a field as stored. */
  column(reference: Pick<FieldReference, 'steps' | 'field'>): string {
    const tables = this.#tables(reference.steps);
    const owner = tables.length === 1 && tables[0] === this.#root;
    const choices = tables.map((table) => this.#ownValue(reference, table));
    const found = choices.filter((choice): choice is string => choice !== null);
    if (found.length === 0) return 'NULL';
    const value = found.length === 1 ? found[0]! : `COALESCE(${found.join(', ')})`;
    return reference.field.type === 'boolean' && !owner ? `COALESCE(${value}, 0)` : value;
  }

  #ownValue({ steps, field }: Pick<FieldReference, 'steps' | 'field'>, table: Joined): string | null {
    if (field.formula !== null) return this.#formula(steps, table, field);
    // Told by the lookup, as kept programs hold copies of the fields.
    const last = steps.at(-1);
    const isCommon = last !== undefined && last.branch === undefined && last.field.referenceTo.length > 1;
    if (field.summary === null) return isCommon ? commonColumn(table, field) : `${table.alias}.${quote(field.apiName)}`;
    const value = summarySql(this.#schema, { field, alias: table.alias }, this.#moment);
    return steps.length === 0 ? value : `CASE WHEN ${table.alias}."Id" IS NOT NULL THEN ${value} END`;
  }

  /** A formula of the record that the steps lead to; null where there is none. */
  #formula(steps: readonly RelationshipStep[], { object, alias }: Joined, field: FieldSchema): string {
    const columns = formulaOf(this.#schema, object, field).inputs.map((input) => {
      if (input.kind === 'now') return String(this.#moment.now);
      if (input.kind === 'timeZone') return literal(this.#moment.timeZone);
      const further = input.steps.map((step) => ({
        relationship: step.relationship,
        field: step.field,
        targets: [step.target]
      }));
      return selectExpression(input.field, this.column({ steps: [...steps, ...further], field: input.field }));
    });
    const value = `${FORMULA}(${[literal(formulaKey(object, field)), ...columns].join(', ')})`;
    return steps.length === 0 ? value : `CASE WHEN ${alias}."Id" IS NOT NULL THEN ${value} END`;
  }

  /** The id of the record that the path leads to; null when the chain breaks. */
  parentId(steps: readonly RelationshipStep[]): string {
    const ids = this.#tables(steps).map((table) => `${table.alias}."Id"`);
    return ids.length === 1 ? ids[0]! : `COALESCE(${ids.join(', ')})`;
  }

  /** An operand for comparing, grouping and counting: scaled integers for numbers, text unfolded. */
  operand(operand: Operand): string {
    if (operand.kind === 'grouping') return this.#hidden.has(operandKey(operand.of)) ? '1' : '0';
    if (this.#hidden.has(operandKey(operand))) return 'NULL';
    if (operand.kind === 'field') return this.column(operand);
    if (operand.kind === 'dateFunction') return this.#dateFunction(operand);
    if (operand.kind === 'distance') return this.#distance(operand);
    return this.#aggregate(operand);
  }

  /** An operand for the SELECT list, in the form that `readCell` expects. */
  selected(operand: Operand): string {
    if (operand.kind === 'grouping' || this.#hidden.has(operandKey(operand))) return this.operand(operand);
    if (operand.kind === 'field') return this.#selectedField(operand);
    if (operand.kind === 'dateFunction') return this.#dateFunction(operand);
    if (operand.kind === 'distance') return `CAST(${this.#distance(operand)} AS TEXT)`;
    const of = operand.of;
    if (operand.name === 'SUM') return wideSum(this.column(of!));
    if (operand.name === 'AVG') return `${wideSum(this.column(of!))} || '/' || COUNT(${this.column(of!)})`;
    if ((operand.name === 'MIN' || operand.name === 'MAX') && of)
      return selectExpression(of.field, this.#aggregate(operand));
    return this.#aggregate(operand);
  }

  #selectedField(reference: FieldReference): string {
    const { field, steps, objectName } = reference;
    if (!isCompound(field)) return selectExpression(field, this.column(reference));
    const owner = this.#schema.objects.get(objectName.toLowerCase())!;
    return compoundSql(owner, field, (component) => this.column({ steps, field: component }));
  }

  /** What ORDER BY sorts on: picklists in their defined order, text without case. */
  sortKey(operand: Operand): string {
    const value = this.operand(operand);
    const field = operand.kind === 'field' && !this.#hidden.has(operandKey(operand)) ? operand.field : null;
    // Values that are not defined come by their text (PropicSignifi/Query.apex).
    if (field?.type === 'picklist' && field.picklistValues.length > 0)
      return `(printf('%05d', ${picklistRank(field, value)}) || ${SORT_KEY}(${value}))`;
    return field && isText(field) ? `${SORT_KEY}(${value})` : value;
  }

  #aggregate(operand: Extract<Operand, { kind: 'aggregate' }>): string {
    const of = operand.of;
    if (of === null || (operand.name === 'COUNT' && of.field.type === 'id' && of.steps.length === 0)) return 'COUNT(*)';
    const column = this.column(of);
    switch (operand.name) {
      case 'COUNT':
        return `COUNT(${column})`;
      case 'COUNT_DISTINCT':
        return `COUNT(DISTINCT ${column})`;
      case 'SUM':
        return `SUM(${column})`;
      // HAVING and ORDER BY compare averages at six digits (see `operandField`).
      case 'AVG':
        return `CAST(ROUND(AVG(${column}) * 1e${6 - of.field.scale}) AS INTEGER)`;
      case 'MIN':
      case 'MAX':
        return minMax(operand.name, of.field, column);
    }
  }

  /** At the six digits of its field (`operandField`). */
  #distance({ latitude, longitude, to }: Extract<Operand, { kind: 'distance' }>): string {
    const [here, there] = [
      [latitude, longitude].map((field) => degrees(field.field, this.column(field))),
      [to.latitude, to.longitude].map((value) => this.#number(value))
    ];
    return `CAST(ROUND(${DISTANCE}(${[...here, ...there].join(', ')}, '${to.unit}') * 1e6) AS INTEGER)`;
  }

  #number(value: SoqlValue): string {
    const given =
      value.kind === 'bind' ? this.#moment.binds?.[value.index] : value.kind === 'number' ? value.text : null;
    const number = given === null || given === undefined ? NaN : Number(given);
    if (Number.isNaN(number)) throw unsupported('GEOLOCATION() of what is no number', value.position);
    return String(number);
  }

  #dateFunction(operand: Extract<Operand, { kind: 'dateFunction' }>): string {
    const column = this.column(operand.of);
    const shifted = operand.convertTimezone ? `${ZONE_SHIFT}(${column}, ${literal(this.#moment.timeZone)})` : column;
    const moment = operand.of.field.type === 'date' ? column : `${shifted} / 1000, 'unixepoch'`;
    const part = (format: string) => `CAST(strftime('${format}', ${moment}) AS INTEGER)`;
    switch (operand.name) {
      // The fiscal year of a new org begins in January.
      case 'FISCAL_YEAR':
      case 'CALENDAR_YEAR':
        return part('%Y');
      case 'FISCAL_MONTH':
      case 'CALENDAR_MONTH':
        return part('%m');
      case 'FISCAL_QUARTER':
      case 'CALENDAR_QUARTER':
        return `(${part('%m')} + 2) / 3`;
      case 'DAY_IN_MONTH':
        return part('%d');
      case 'DAY_IN_WEEK':
        return `${part('%w')} + 1`;
      case 'DAY_IN_YEAR':
        return part('%j');
      case 'DAY_ONLY':
        return `date(${moment})`;
      case 'HOUR_IN_DAY':
        return part('%H');
      case 'WEEK_IN_MONTH':
        return `(${part('%d')} - 1) / 7 + 1`;
      case 'WEEK_IN_YEAR':
        return `(${part('%j')} - 1) / 7 + 1`;
    }
  }

  #tables(steps: readonly RelationshipStep[]): readonly Joined[] {
    if (steps.length === 0) return [this.#root];
    const key = steps
      .map((step) => `${step.relationship}:${step.branch ? step.targets.join(',') : ''}`)
      .join('.')
      .toLowerCase();
    const known = this.#joins.get(key);
    if (known) return known.joined;
    const step = steps.at(-1)!;
    const lookup = this.column({ steps: steps.slice(0, -1), field: step.field });
    const joined = step.targets.map((name, index) => ({
      object: this.#schema.objects.get(name.toLowerCase())!,
      alias: `${this.#prefix}${this.#joins.size + 1}_${index}`
    }));
    const sql = joined
      .map((table) => `LEFT JOIN ${quote(table.object.apiName)} ${table.alias} ON ${table.alias}."Id" = ${lookup}`)
      .join(' ');
    this.#joins.set(key, { joined, sql });
    return joined;
  }
}

function sourceOf(root: ObjectSchema, { rows }: Moment): string {
  const given = rows?.get(root.apiName);
  if (given !== undefined) return jsonSource(root, given);
  return isShare(root) ? shareSource(root, storedFields(root)) : quote(root.apiName);
}

function jsonSource(root: ObjectSchema, rows: string): string {
  const columns = [...root.fields.values()].map(
    ({ apiName }) => `json_extract(value, '$.${apiName}') AS ${quote(apiName)}`
  );
  return `(SELECT ${columns.join(', ')} FROM json_each(${literal(rows)}))`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A field of the platform's object `Name`, read from one of the objects behind it; null when that object lacks it. */
function commonColumn({ object, alias }: Joined, field: FieldSchema): string | null {
  if (field.apiName === 'Type') return `CASE WHEN ${alias}."Id" IS NOT NULL THEN '${object.apiName}' END`;
  const same = field.nameField
    ? [...object.fields.values()].find((candidate) => candidate.nameField)
    : object.fields.get(field.apiName.toLowerCase());
  if (field.apiName === 'NameOrAlias') throw new Error('not supported by the local org: NameOrAlias in SOQL');
  return same ? `${alias}.${quote(same.apiName)}` : null;
}

export function picklistRank(field: FieldSchema, value: string): string {
  const cases = field.picklistValues.map((item, index) => `WHEN '${item.value.replaceAll("'", "''")}' THEN ${index}`);
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE CASE ${value} ${cases.join(' ')} ELSE ${cases.length} END END`;
}

/** Where `wideSum` cuts numbers of 18 digits in two. */
export const SUM_HALF = 1_000_000_000;

/** A sum that does not overflow 64 bits: its high and low halves, as `high:low`; null when there is nothing to add. */
function wideSum(column: string): string {
  return `SUM(${column} / ${SUM_HALF}) || ':' || SUM(${column} % ${SUM_HALF})`;
}

function minMax(name: 'MIN' | 'MAX', field: FieldSchema, column: string): string {
  if (field.type === 'picklist' && field.picklistValues.length > 0) {
    return `SUBSTR(${name}(printf('%05d', ${picklistRank(field, column)}) || ${column}), 6)`;
  }
  if (!isText(field)) return `${name}(${column})`;
  // The value travels behind its key, after a character that no stored text begins with.
  const extreme = `${name}(${SORT_KEY}(${column}) || char(1) || ${column})`;
  return `SUBSTR(${extreme}, INSTR(${extreme}, char(1)) + 1)`;
}
