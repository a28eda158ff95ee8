/**
 * An org has rows of setup objects that the local org lacks: profiles, licences, users of the platform's own, what metadata
 * of the project that is not read would make. Tests of any project stand for such an org, so queries that may find one of
 * these rows are refused there: a verdict must not rest on rows that are missing.
 */
import type { OrgSchema, PlainValue } from '../../metadata/schema.ts';
import type { CheckedQuery, Operand, ResolvedCondition, ResolvedQuery } from '../../soql/checked-query.ts';
import { columnValues } from '../../soql/condition-values.ts';
import type { ValueContext } from '../../soql/condition-values.ts';
import { planQuery } from '../../soql/plan.ts';
import { runPlan } from '../../soql/run.ts';
import type { PlainRow } from '../../store/results.ts';
import { notSupported } from '../machine/errors.ts';
import type { OrgContext } from './org-context.ts';
import { ELSEWHERE, PLATFORM_ROWS } from './setup-row-facts.ts';
import type { UnknownRows } from './setup-row-facts.ts';
import { findRows } from './system-rows.ts';
import type { Transaction } from './transaction.ts';

type Comparison = Extract<ResolvedCondition, { kind: 'comparison' }>;
/** What a condition says of an unknown row: it may hold, it cannot, or it has to be asked of what is known. */
type Possible = 'any' | 'none' | ResolvedCondition;

/** Fields whose values name one row of an org. */
const NAMES: ReadonlySet<string> = new Set(['Name', 'DeveloperName', 'MasterLabel', 'Label', 'Username']);
/** @throws NotSupportedError for a query that may find rows that an org has and that are not here */
export function requireKnownRows(transaction: Transaction, query: CheckedQuery, context: ValueContext): void {
  if (transaction.org.elsewhere === null) return;
  const reader = (resolved: ResolvedQuery): Reader => new Reader(transaction, query, resolved, context);
  const root = reader(query.resolved);
  const missed = root.isSatisfied(query) ? null : root.mayFindUnknown();
  const refused = missed ?? childrenOf(reader, query.resolved) ?? semiJoinsOf(reader, query.resolved);
  if (refused !== null) refuseRows(refused);
}

interface FoundElsewhere {
  readonly objectName: string;
  readonly group: UnknownRows;
}

function refuseRows({ objectName, group: { why } }: FoundElsewhere): never {
  notSupported(
    `a query on ${objectName} that may find rows ${why ?? 'which orgs have and the local org does not know'}`
  );
}

function rowsElsewhere({ elsewhere }: Pick<OrgContext, 'elsewhere'>, object: string): UnknownRows[] {
  const key = object.toLowerCase();
  return (elsewhere ?? []).filter(({ objectName }) => objectName.toLowerCase() === key).map(({ unknown }) => unknown);
}

/** @throws NotSupportedError for an object of which rows are elsewhere: any answer may lack them */
export function requireAllRows(org: OrgContext, objectName: string): void {
  const [group] = rowsElsewhere(org, objectName);
  if (group !== undefined) refuseRows({ objectName, group });
}

/** The same where one row is asked for by its `DeveloperName`. */
export function requireNamedRow(org: OrgContext, objectName: string, name: string): void {
  const group = rowsElsewhere(org, objectName).find(({ rows }) =>
    rows.some(({ DeveloperName: own }) => own === undefined || String(own).toLowerCase() === name.toLowerCase())
  );
  if (group !== undefined) refuseRows({ objectName, group });
}

type ReaderOf = (resolved: ResolvedQuery) => Reader;

/** What a child query may lack of a parent that is found. */
function childrenOf(reader: ReaderOf, query: ResolvedQuery): FoundElsewhere | null {
  for (const column of query.columns) {
    if (column.kind !== 'children') continue;
    const parents = reader(query);
    const { apiName } = column.lookup;
    const found = reader(column.query).mayFindUnknown(
      // Nothing but its name is known of a record that was left out.
      (row, { why }) => (why !== undefined && !(apiName in row)) || parents.finds(row[apiName])
    );
    const inside = found ?? semiJoinsOf(reader, column.query);
    if (inside !== null) return inside;
  }
  return null;
}

/** What a semi-join may lack that leads to rows that are here. */
function semiJoinsOf(reader: ReaderOf, { where }: ResolvedQuery): FoundElsewhere | null {
  for (const inner of innerQueries(where)) {
    const [column] = inner.columns;
    const field = column?.kind === 'operand' ? fieldOf(column.operand) : null;
    const leadsHere = (row: PlainRow): boolean =>
      field === null || field.steps.length > 0 || !isElsewhere(field.field.apiName, row);
    const found = reader(inner).mayFindUnknown(leadsHere) ?? semiJoinsOf(reader, inner);
    if (found !== null) return found;
  }
  return null;
}

function innerQueries(where: ResolvedCondition | null): ResolvedQuery[] {
  if (where === null) return [];
  if (where.kind === 'not') return innerQueries(where.operand);
  if (where.kind !== 'comparison') return where.operands.flatMap(innerQueries);
  return where.inner === null ? [] : [where.inner];
}

/** Is the value an id of a row that is not here? */
function isElsewhere(name: string, row: PlainRow): boolean {
  return name === 'Id' || row[name] === ELSEWHERE;
}

/** Rows of the object that an org may have beside those here. */
function unknownRowsOf(transaction: Transaction, objectName: string): UnknownRows[] {
  return [
    ...(PLATFORM_ROWS[objectName] ?? []),
    ...dependentRows(transaction, objectName),
    ...rowsElsewhere(transaction.org, objectName)
  ];
}

/** Rows that follow from those that are here: what profiles grant that have no permission set here. */
function dependentRows({ org }: Transaction, objectName: string): UnknownRows[] {
  const bare = (): PlainRow[] => {
    const owned = new Set(findRows(org.store, 'PermissionSet', {}).map((row) => row['ProfileId']));
    return findRows(org.store, 'Profile', {}).filter((row) => !owned.has(row['Id']));
  };
  const parents = { 'PermissionSet.IsOwnedByProfile': true };
  switch (objectName) {
    case 'User':
      // jongpie/NebulaLogger finds it by this name.
      return [
        { rows: [{ Username: `autoproc@${org.organization.id.toLowerCase()}`, ProfileId: ELSEWHERE }], unsure: [] }
      ];
    case 'PermissionSet': {
      const known = { IsOwnedByProfile: true, IsCustom: false, Type: 'Profile', Name: 'X' };
      return [{ rows: bare().map((row) => ({ ...known, ProfileId: row['Id']! })), unsure: 'all', joined: ['Profile'] }];
    }
    case 'PermissionSetAssignment': {
      const profiles = new Set(bare().map((row) => row['Id']));
      const users = findRows(org.store, 'User', {}).filter((row) => profiles.has(row['ProfileId']));
      const rows = users.map((row) => ({ AssigneeId: row['Id']!, IsActive: true }));
      return [{ rows, unsure: ['SystemModstamp'], joined: ['Assignee'], parents }];
    }
    case 'ObjectPermissions':
    case 'FieldPermissions': {
      // The profiles with minimum access grant nothing of objects.
      const bareSets = new Set(
        findRows(org.store, 'Profile', {}).flatMap((row) =>
          String(row['Name']).startsWith('Minimum Access - ') ? [row['Id']] : []
        )
      );
      const sets = findRows(org.store, 'PermissionSet', { IsOwnedByProfile: true }).filter(
        (row) => !bareSets.has(row['ProfileId'])
      );
      const rows = sets.flatMap((set) =>
        standardObjects(org.schema)
          .filter(
            (name) =>
              objectName === 'FieldPermissions' ||
              findRows(org.store, objectName, { ParentId: set['Id']!, SobjectType: name }).length === 0
          )
          .map((SobjectType) => ({ ParentId: set['Id']!, SobjectType }))
      );
      return [{ rows, unsure: 'all', joined: ['Parent'] }];
    }
    default:
      return [];
  }
}

function standardObjects({ objects }: OrgSchema): string[] {
  return [...objects.values()].filter(({ kind, setup }) => kind === 'standard' && !setup).map(({ apiName }) => apiName);
}

class Reader {
  readonly #transaction: Transaction;
  readonly #query: CheckedQuery;
  readonly #resolved: ResolvedQuery;
  readonly #context: ValueContext;

  constructor(transaction: Transaction, query: CheckedQuery, resolved: ResolvedQuery, context: ValueContext) {
    this.#transaction = transaction;
    this.#query = query;
    this.#resolved = resolved;
    this.#context = context;
  }

  /** Any rows will do, as many as the query asks for: those that are here are enough. */
  isSatisfied({ shape }: CheckedQuery): boolean {
    const { limit, offset, orderBy, where } = this.#resolved;
    if (shape !== 'records' || limit === null || offset !== null || orderBy.length > 0) return false;
    const wanted = typeof limit === 'number' ? limit : Number(this.#context.binds[limit.index]);
    return this.#count(where) >= wanted;
  }

  /** Is the row with this id among those that are found here? */
  finds(id: PlainValue | undefined): boolean {
    if (typeof id !== 'string' || id === ELSEWHERE) return false;
    const { where, objectName } = this.#resolved;
    const field = this.#transaction.org.schema.objects.get(objectName.toLowerCase())!.fields.get('id')!;
    const position = { line: 1, column: 1 };
    const isIt: Comparison = {
      kind: 'comparison',
      operand: { kind: 'field', steps: [], objectName, field },
      operator: '=',
      value: { kind: 'string', value: id, pattern: id, position },
      inner: null
    };
    return this.#count(where === null ? isIt : { kind: 'and', operands: [where, isIt] }) > 0;
  }

  /**
   * Rows that are not here and that the query may find; null if it cannot find any.
   * @param matters tells which rows would make a difference
   */
  mayFindUnknown(matters: (row: PlainRow, group: UnknownRows) => boolean = () => true): FoundElsewhere | null {
    const { objectName } = this.#resolved;
    const group = unknownRowsOf(this.#transaction, objectName).find((each) =>
      this.#mayFind({ ...each, rows: each.rows.filter((row) => matters(row, each)) })
    );
    return group === undefined ? null : { objectName, group };
  }

  #mayFind(group: UnknownRows): boolean {
    if (group.rows.length === 0) return false;
    const { where, objectName } = this.#resolved;
    const possible = where === null ? 'any' : this.#possible(where, group);
    if (possible === 'any' || possible === 'none') return possible === 'any';
    const rows = group.rows.map((row) =>
      Object.fromEntries(
        Object.entries({ Id: ELSEWHERE, ...row }).map(([name, value]) => [
          name,
          typeof value === 'boolean' ? Number(value) : value
        ])
      )
    );
    return this.#count(possible, new Map([[objectName, JSON.stringify(rows)]])) > 0;
  }

  #possible(condition: ResolvedCondition, group: UnknownRows): Possible {
    if (condition.kind === 'comparison') return this.#comparison(condition, group);
    if (condition.kind === 'not') {
      const inner = this.#possible(condition.operand, group);
      if (inner === condition.operand) return condition;
      return 'any';
    }
    const parts = condition.operands.map((operand) => this.#possible(operand, group));
    const decides = condition.kind === 'and' ? 'none' : 'any';
    if (parts.includes(decides)) return decides;
    const operands = parts.filter((part): part is ResolvedCondition => typeof part !== 'string');
    if (operands.length === 0) return condition.kind === 'and' ? 'any' : 'none';
    return operands.length === condition.operands.length && operands.every((part, i) => part === condition.operands[i])
      ? condition
      : { kind: condition.kind, operands };
  }

  #comparison(condition: Comparison, group: UnknownRows): Possible {
    const reference = fieldOf(condition.operand);
    if (reference === null) return 'any';
    const [first] = reference.steps;
    const { apiName } = reference.field;
    const { inner } = condition;
    if (inner !== null && first === undefined && isElsewhere(apiName, group.rows[0]!)) {
      const reader = new Reader(this.#transaction, this.#query, inner, this.#context);
      return reader.mayFindUnknown() === null ? condition : 'any';
    }
    if (first === undefined) return isSure(apiName, group) ? condition : this.#byName(condition);
    if (group.joined?.includes(first.relationship) === true) return condition;
    const fact = reference.steps.length === 1 ? group.parents?.[`${first.relationship}.${apiName}`] : undefined;
    if (fact !== undefined && condition.operator === '=' && condition.value.kind === 'boolean')
      return condition.value.value === fact ? 'any' : 'none';
    return this.#byName(condition);
  }

  /** A name that a row here has, of the object itself or of a parent, is no other row's. */
  #byName(condition: Comparison): Possible {
    const { operand, operator, value, inner } = condition;
    if (operand.kind !== 'field' || inner !== null || !NAMES.has(operand.field.apiName)) return 'any';
    if (operator !== '=' && operator !== 'IN') return 'any';
    const wanted = new Set(columnValues(operand.field, operator, value, this.#context).map((each) => each.value));
    const [first, ...steps] = operand.steps;
    const objectName = first === undefined ? this.#resolved.objectName : first.targets[0]!;
    const found = this.#count({ ...condition, operand: { ...operand, steps } }, new Map(), objectName);
    return found >= wanted.size ? 'none' : 'any';
  }

  #count(
    where: ResolvedCondition | null,
    rows: ReadonlyMap<string, string> = new Map(),
    objectName = this.#resolved.objectName
  ): number {
    const counting = planQuery(
      {
        ...this.#query,
        shape: 'count',
        columns: [],
        resolved: {
          ...this.#resolved,
          objectName,
          columns: [],
          where,
          groupBy: [],
          groupKind: 'plain',
          having: null,
          orderBy: [],
          limit: null,
          offset: null,
          allRows: true,
          scope: 'everything'
        }
      },
      this.#transaction.org.schema,
      { binds: this.#context.binds, now: this.#context.now, timeZone: this.#context.timeZone, rows }
    );
    return Number(runPlan(this.#transaction.org.store, counting)[0]![0]);
  }
}

function fieldOf(operand: Operand): Extract<Operand, { kind: 'field' }> | null {
  return operand.kind === 'field' ? operand : null;
}

function isSure(name: string, { unsure, rows }: UnknownRows): boolean {
  return name === 'Id' || (unsure === 'all' ? name in rows[0]! : !unsure.includes(name));
}
