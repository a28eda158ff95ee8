/**
 * What the org's projects hold and the org here does not do: automation that does not run, rows that are not there.
 * Whoever would meet it is refused at that moment, and nobody else.
 */
import type { CheckedQuery, ResolvedCondition, ResolvedQuery } from '../../soql/checked-query.ts';
import { columnValues } from '../../soql/condition-values.ts';
import type { ValueContext } from '../../soql/condition-values.ts';
import { notSupported } from '../machine/errors.ts';
import type { OrgContext } from './org-context.ts';

/** What saves a record; platform events are inserted. */
export type SaveOperation = 'insert' | 'update' | 'delete' | 'undelete';

/** Operations that are not done here as the projects' metadata has them done. */
export interface RefusedSave {
  /** `the flow force-app/flows/Leads.flow-meta.xml would run`. */
  readonly why: string;
  readonly operations: readonly SaveOperation[];
}

/** Rows of an object that an org with the projects has and this one has not. */
export interface MissingRows {
  /** `of which some records were left out`. */
  readonly why: string;
  /**
   * Lower-case path of a field -> the lower-case values that the missing rows have in it: a query for others misses
   * nothing. Without an entry for a field its values are not known.
   */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Keys are lower-case API names of objects. */
export interface ProjectGaps {
  readonly saves: ReadonlyMap<string, readonly RefusedSave[]>;
  readonly rows: ReadonlyMap<string, MissingRows>;
  /** Objects whose records are shared by rules. */
  readonly sharingRules: ReadonlySet<string>;
  /** Languages that the projects hold translations for, lower case: `es`, `pt_br`. */
  readonly languages: ReadonlySet<string>;
}

type Gaps = Pick<OrgContext, 'gaps'>;

/** @throws NotSupportedError when metadata of the projects would change what the operation does */
export function refuseSave({ gaps }: Gaps, objectName: string, operations: readonly SaveOperation[]): void {
  const refused = (gaps.saves.get(objectName.toLowerCase()) ?? []).find((each) =>
    operations.some((operation) => each.operations.includes(operation))
  );
  if (refused !== undefined) notSupported(`saving ${objectName}, because ${refused.why}`);
}

/** @throws NotSupportedError for an object of which some rows are missing: any answer may lack them */
export function requireAllRows({ gaps }: Gaps, objectName: string): void {
  const missing = gaps.rows.get(objectName.toLowerCase());
  if (missing !== undefined) notSupported(`reading ${objectName}, ${missing.why}`);
}

/** The same for one row by its name. @param field whose value the name is */
export function requireRow(org: Gaps, objectName: string, field: string, name: string): void {
  const missing = org.gaps.rows.get(objectName.toLowerCase());
  if (missing?.values.get(field.toLowerCase())?.has(name.toLowerCase()) !== false) requireAllRows(org, objectName);
}

/** The same for a query and the queries in it; those that ask for rows by name may go on where none of these is missing. */
export function requireRows({ gaps }: Gaps, query: CheckedQuery, context: ValueContext): void {
  if (gaps.rows.size === 0) return;
  for (const each of queriesIn(query.resolved)) {
    const missing = gaps.rows.get(each.objectName.toLowerCase());
    if (missing !== undefined && !asksForOthers(each, missing, context))
      notSupported(`reading ${each.objectName}, ${missing.why}`);
  }
}

/** The query, its child queries and semi-joins, and those of these. */
export function queriesIn(query: ResolvedQuery): ResolvedQuery[] {
  const children = query.columns.flatMap((column) => (column.kind === 'children' ? queriesIn(column.query) : []));
  const joined = [query.where, query.having].flatMap((condition) =>
    condition === null ? [] : comparisonsIn(condition).flatMap(({ inner }) => (inner === null ? [] : queriesIn(inner)))
  );
  return [query, ...children, ...joined];
}

type Comparison = Extract<ResolvedCondition, { readonly kind: 'comparison' }>;

function comparisonsIn(condition: ResolvedCondition): Comparison[] {
  if (condition.kind === 'comparison') return [condition];
  return condition.kind === 'not' ? comparisonsIn(condition.operand) : condition.operands.flatMap(comparisonsIn);
}

/** Does a condition that has to hold name rows none of which is missing? */
function asksForOthers({ where }: ResolvedQuery, { values }: MissingRows, context: ValueContext): boolean {
  if (where === null) return false;
  const required = where.kind === 'and' ? where.operands : [where];
  return required.some((condition) => {
    if (condition.kind !== 'comparison' || condition.operand.kind !== 'field' || condition.inner !== null) return false;
    if (condition.operator !== '=' && condition.operator !== 'IN') return false;
    const { steps, field } = condition.operand;
    // Rows that do not exist have no ids that code could know.
    if (steps.length === 0 && field.type === 'id') return true;
    const missing = values.get(
      [...steps.map(({ relationship }) => relationship), field.apiName].join('.').toLowerCase()
    );
    return (
      missing !== undefined &&
      columnValues(field, condition.operator, condition.value, context).every(
        ({ value }) => !missing.has(String(value).toLowerCase())
      )
    );
  });
}
