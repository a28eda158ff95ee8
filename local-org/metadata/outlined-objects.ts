/** Standard objects of which names and types of fields are all that is known here: code can name them, and no more. */
import { readFileSync } from 'node:fs';
import { makeField } from './field-flags.ts';
import type { FieldSchema, FieldType, ObjectSchema } from './schema.ts';

const FILE = new URL('./standard/outlines.txt', import.meta.url);

/** Letters of the file. */
const TYPES: Readonly<Record<string, FieldType>> = {
  i: 'id',
  r: 'reference',
  s: 'string',
  b: 'boolean',
  n: 'int',
  l: 'long',
  d: 'double',
  D: 'date',
  T: 'datetime',
  t: 'time',
  B: 'base64',
  a: 'address',
  g: 'location'
};

/** An object with an outline, and why there is no more of it here. */
export function whyOutlined({ apiName, kind }: ObjectSchema): string {
  return kind === 'bigObject'
    ? `${apiName}, a big object`
    : `${apiName}, of which only the names of the fields are known here`;
}

let outlined: readonly ObjectSchema[] | null = null;

/** Read once, because nobody changes them. */
export function outlinedObjects(): readonly ObjectSchema[] {
  return (outlined ??= readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(objectOf));
}

function objectOf(line: string): ObjectSchema {
  const [apiName, ...fields] = line.split(' ') as [string, ...string[]];
  return {
    apiName,
    label: apiName,
    labelPlural: apiName,
    keyPrefix: '',
    kind: 'standard',
    outline: true,
    custom: false,
    queryable: true,
    createable: false,
    updateable: false,
    deletable: false,
    undeletable: false,
    searchable: false,
    setup: false,
    unsupportedSaves: 'only the names of its fields are known here',
    visibility: 'Public',
    fields: new Map(fields.map(fieldOf).map((field) => [field.apiName.toLowerCase(), field])),
    recordTypes: [],
    fieldSets: [],
    childRelationships: [],
    source: 'names and types of the io.github.apex-dev-tools sobject-types 65.0.0 stubs'
  };
}

/** `ParentId:rFolder>Parent`. */
function fieldOf(text: string): FieldSchema {
  const [apiName, facts] = text.split(':') as [string, string];
  const [target, relationshipName = null] = facts.slice(1).split('>') as [string, string?];
  return makeField({
    apiName,
    label: apiName,
    type: TYPES[facts[0]!]!,
    length: 0,
    referenceTo: target === '' ? ['Name', apiName] : [target],
    relationshipName,
    namePointing: target === ''
  });
}
