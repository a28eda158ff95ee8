import type { CountedField } from '../population/run-job.ts';

/** What field usage is asked about. */
export interface CountedObject {
  readonly name: string;
  readonly rows: number;
  readonly fields: readonly CountedField[];
  readonly recordTypeIds: readonly string[];
}

/** Queries that public tools send to learn the same, or a part of it. */
export interface Way {
  readonly name: string;
  /** What the tools learn by it. */
  readonly gives: string;
  /** HTTP requests for so many queries. */
  requests(queries: number): number;
  queries(object: CountedObject): readonly WayQuery[];
}

export interface WayQuery {
  readonly soql: string;
  /** What its only number has to be; null where it answers with something else. */
  readonly expected: number | null;
  /** Rows that come back, each query row of an Apex transaction; an upper bound where groups are limited. */
  readonly rows: number;
}

/** Queries in one composite request: the platform takes no more of them (REST API guide, "Composite"). */
const COMPOSITE = 5;
/** Aggregates in one query: "maximum number of aliased fields exceeded: 100". */
const PACKED = 100;
/** Fields that the packing tool asks for one by one, where COUNT(field) is refused. */
const MOST_FILTERED = 20;
/** Values of a field that the grouping tool asks for, and one to see that there are more. */
const VALUES = 201;
const GROUPABLE = new Set(['string', 'picklist', 'date', 'email', 'phone', 'url', 'boolean', 'reference']);
/** Records on a page of an answer of the REST API, at most; wide records make pages smaller. */
export const PAGE = 2_000;

const isFilled = ({ name, type }: CountedField): string => (type === 'boolean' ? `${name} = TRUE` : `${name} != NULL`);
const each = (queries: number): number => queries;

function countOf({ name }: CountedObject, field: CountedField): WayQuery {
  return { soql: `SELECT COUNT() FROM ${name} WHERE ${isFilled(field)}`, expected: field.filled, rows: 1 };
}

function countAll({ name, rows }: CountedObject): WayQuery {
  return { soql: `SELECT COUNT() FROM ${name}`, expected: rows, rows: 1 };
}

const perField: Way = {
  name: 'One COUNT per field',
  gives: 'fill (sfdx-hardis, Salesforce Inspector Reloaded)',
  requests: (queries) => Math.ceil(queries / COMPOSITE),
  queries: (object) => [countAll(object), ...object.fields.map((field) => countOf(object, field))]
};

const perFieldAndType: Way = {
  name: 'One COUNT per field and record type',
  gives: 'fill by record type (js-sf-cli-plugin)',
  requests: each,
  queries(object) {
    const all = perField.queries(object);
    const ofTypes = object.recordTypeIds.flatMap((id): WayQuery[] => [
      { soql: `SELECT COUNT() FROM ${object.name} WHERE RecordTypeId = '${id}'`, expected: null, rows: 1 },
      ...object.fields.map((field): WayQuery => {
        const soql = `SELECT COUNT() FROM ${object.name} WHERE ${isFilled(field)} AND RecordTypeId = '${id}'`;
        return { soql, expected: null, rows: 1 };
      })
    ]);
    return [...all, ...ofTypes];
  }
};

const packed: Way = {
  name: 'COUNTs packed by 100',
  gives: 'fill (sandforge)',
  requests: each,
  queries(object) {
    const countable = object.fields.filter(({ type }) => type !== 'boolean');
    const others = object.fields.filter(({ type }) => type === 'boolean').slice(0, MOST_FILTERED);
    const chunks = Array.from({ length: Math.ceil(countable.length / PACKED) }, (_, index) =>
      countable.slice(index * PACKED, (index + 1) * PACKED)
    );
    return [
      ...chunks.map((chunk): WayQuery => {
        const columns = chunk.map(({ name }) => `COUNT(${name})`).join(', ');
        return { soql: `SELECT ${columns} FROM ${object.name}`, expected: null, rows: 1 };
      }),
      ...others.map((field) => countOf(object, field))
    ];
  }
};

const grouped: Way = {
  name: 'GROUP BY each field',
  gives: 'fill by record type, first values (SalesforceFieldUsageExtension)',
  requests: each,
  queries: (object) =>
    object.fields.flatMap((field): WayQuery[] => {
      const { name } = object;
      const types = object.recordTypeIds.length + 1;
      const values = `SELECT ${field.name}, COUNT(Id) FROM ${name} GROUP BY ${field.name} LIMIT ${VALUES}`;
      const byType = (where: string): string =>
        `SELECT RecordTypeId, COUNT(Id) FROM ${name}${where} GROUP BY RecordTypeId`;
      return [
        countOf(object, field),
        ...(GROUPABLE.has(field.type) ? [{ soql: values, expected: null, rows: VALUES }] : []),
        { soql: byType(''), expected: null, rows: types },
        { soql: byType(` WHERE ${isFilled(field)}`), expected: null, rows: types }
      ];
    })
};

/** All but the export of records, which asks for pages. */
export const QUERY_WAYS: readonly Way[] = [perField, perFieldAndType, packed, grouped];
