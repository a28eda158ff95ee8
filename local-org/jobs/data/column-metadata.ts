/** What the columns of a query are: the answer to `query?columns=true`. */
import type { OrgSchema } from '../../metadata/schema.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import type { JsonRecord } from './record-json.ts';

export function columnMetadata(query: CheckedQuery, schema: OrgSchema): JsonRecord {
  const object = schema.objects.get(query.objectName.toLowerCase())!;
  return {
    columnMetadata: columns(query),
    entityName: object.apiName,
    groupBy: query.resolved.groupBy.length > 0,
    idSelected: query.columns.some(
      (column) => column.kind === 'field' && column.path.length === 0 && column.field.type === 'id'
    ),
    keyPrefix: object.keyPrefix
  };
}

interface Node {
  readonly name: string;
  readonly below: Map<string, Node>;
  /** Null for a relationship. */
  readonly column: Extract<CheckedQuery['columns'][number], { kind: 'field' }> | null;
}

function columns(query: CheckedQuery): JsonRecord[] {
  const found: JsonRecord[] = [];
  const roots = new Map<string, Node>();
  for (const column of query.columns) {
    if (column.kind === 'aggregate') found.push(aggregateColumn(column.alias, column.resultType !== 'field', []));
    else if (column.kind === 'children') found.push(aggregateColumn(column.relationship, false, columns(column.query)));
    else {
      let level = roots;
      for (const name of column.path) {
        const known = level.get(name) ?? { name, below: new Map<string, Node>(), column: null };
        level.set(name, known);
        level = known.below;
      }
      level.set(column.field.apiName, { name: column.field.apiName, below: new Map(), column });
    }
  }
  return [...[...roots.values()].map(fieldColumn), ...found];
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);
const TEXTS: ReadonlySet<string> = new Set([
  'id',
  'reference',
  'boolean',
  'date',
  'datetime',
  'time',
  'base64',
  ...NUMBERS
]);

function fieldColumn({ name, below, column }: Node): JsonRecord {
  const field = column?.field ?? null;
  return {
    aggregate: false,
    booleanType: field?.type === 'boolean',
    columnName: name,
    custom: field?.custom ?? name.endsWith('__r'),
    displayName: name,
    foreignKeyName: field?.type === 'reference' ? field.relationshipName : null,
    insertable: field?.createable ?? false,
    joinColumns: [...below.values()].map(fieldColumn),
    numberType: field !== null && NUMBERS.has(field.type),
    textType: field !== null && !TEXTS.has(field.type),
    updatable: field?.updateable ?? false
  };
}

function aggregateColumn(name: string, numberType: boolean, joinColumns: readonly JsonRecord[]): JsonRecord {
  return {
    aggregate: true,
    booleanType: false,
    columnName: name,
    custom: false,
    displayName: name,
    foreignKeyName: null,
    insertable: false,
    joinColumns,
    numberType,
    textType: false,
    updatable: false
  };
}
