/** Reads the describes of standard objects from `standard/*.json`: one file an object, one line a field. */
import { readFileSync, readdirSync } from 'node:fs';
import { makeField } from './field-flags.ts';
import { outlinedObjects } from './outlined-objects.ts';
import type { ChildRelationship, FieldSchema, FieldType, ObjectSchema, PicklistValue } from './schema.ts';

interface FieldLine {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly to?: readonly string[];
  readonly relationship?: string;
  readonly compound?: string;
  readonly default?: string | number | boolean;
  readonly values?: ReadonlyArray<
    string | { readonly value: string; readonly label: string; readonly default?: boolean }
  >;
  /** The describe flags that are true, by their names in a REST describe. */
  readonly flags: string;
}

interface ObjectFile {
  readonly source: string;
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  /** 'standard' where nothing is said. */
  readonly kind?: 'platformEvent';
  readonly flags: string;
  readonly saves?: string;
  readonly fields: readonly FieldLine[];
  readonly children: ReadonlyArray<
    readonly [object: string, field: string, relationship: string | null, cascade: boolean]
  >;
}

const FOLDER = new URL('./standard/', import.meta.url);

let described: readonly ObjectSchema[] | null = null;

/** All standard objects that the local org knows; read once, because nobody changes them. */
export function standardObjects(): readonly ObjectSchema[] {
  return (described ??= readStandardObjects());
}

/** Objects that few orgs' code names: where a class has the name, it hides the object, which is then as if not described. */
const HIDDEN_BY_CLASSES: ReadonlySet<string> = new Set(
  [
    ...['CaseStatus', 'ContractStatus', 'LeadStatus', 'OpportunityStage', 'TaskPriority', 'TaskStatus'],
    ...['CollaborationGroup', 'CollaborationGroupMember', 'ContactPointEmail', 'ContactPointPhone'],
    ...['CustomNotificationType', 'Document', 'EmailMessage', 'EmailMessageRelation', 'EmailTemplate', 'FeedComment'],
    ...['FeedItem', 'Folder', 'OrgWideEmailAddress', 'Topic', 'TopicAssignment', 'AccountContactRole']
  ].map((name) => name.toLowerCase())
);

/** @param classNames of the projects' classes: their names mean the classes in code, and types are found by name */
export function standardObjectsBeside(classNames: readonly string[]): readonly ObjectSchema[] {
  const classes = new Set(classNames.map((name) => name.toLowerCase()));
  const outlined = outlinedObjects().filter(({ apiName }) => !classes.has(apiName.toLowerCase()));
  const taken = new Set([...classes].filter((name) => HIDDEN_BY_CLASSES.has(name)));
  if (taken.size === 0) return [...standardObjects(), ...outlined];
  return [...standardObjects(), ...outlined]
    .filter(({ apiName }) => !taken.has(apiName.toLowerCase()))
    .map((object) => ({
      ...object,
      childRelationships: object.childRelationships.filter(({ childObject }) => !taken.has(childObject.toLowerCase()))
    }));
}

const COMPANION = /(?:Share|Feed|History|ChangeEvent)$/i;
let names: ReadonlySet<string> | null = null;

/**
 * Tells whether the platform may have an object that is not described here, so that nothing can be said about it.
 * @param name in any case
 */
export function isUndescribedObject(name: string): boolean {
  names ??= lowerCaseNames();
  const key = name.toLowerCase();
  const isKnown = !HIDDEN_BY_CLASSES.has(key) && standardObjects().some(({ apiName }) => apiName.toLowerCase() === key);
  return !isKnown && (names.has(name.toLowerCase()) || names.has(name.replace(COMPANION, '').toLowerCase()));
}

function lowerCaseNames(): ReadonlySet<string> {
  return new Set(readLines('object-names.txt').map((line) => line.toLowerCase()));
}

let fieldNames: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/**
 * Tells whether the platform may have a field or relationship of a described object that is not described here.
 * @param object, name in any case
 */
export function isUndescribedField(object: string, name: string): boolean {
  fieldNames ??= new Map(
    readLines('field-names.txt').map((line) => {
      const [key, ...names] = line.toLowerCase().split(' ');
      return [key!, new Set(names)] as const;
    })
  );
  // User permissions come with features and releases.
  return fieldNames.get(object.toLowerCase())?.has(name.toLowerCase()) !== false || /^Permissions\w/i.test(name);
}

/**
 * Tells at run time whether an org may have a field that the object lacks here. The local org has one currency, and what
 * is described but not there is not there on purpose: the edition does not have it.
 * @param name of a field or relationship, in any case
 */
export function isLeftOutField({ apiName, custom }: Pick<ObjectSchema, 'apiName' | 'custom'>, name: string): boolean {
  const described = standardObjects().find((object) => object.apiName === apiName);
  if (described?.fields.has(name.toLowerCase()) === true) return false;
  return !custom && !/__\w$/.test(name) && !/^CurrencyIsoCode$/i.test(name) && isUndescribedField(apiName, name);
}

function readLines(file: string): string[] {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

function readStandardObjects(): ObjectSchema[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => objectFromFile(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as ObjectFile));
}

function objectFromFile(file: ObjectFile): ObjectSchema {
  const flags = new Set(file.flags.split(' '));
  const fields = new Map(file.fields.map((line) => [line.name.toLowerCase(), fieldFromLine(line)]));
  const childRelationships: ChildRelationship[] = file.children.map(
    ([childObject, field, relationshipName, cascadeDelete]) => ({ childObject, field, relationshipName, cascadeDelete })
  );
  return {
    apiName: file.name,
    label: file.label,
    labelPlural: file.labelPlural,
    keyPrefix: file.keyPrefix,
    kind: file.kind ?? 'standard',
    ...(file.kind === 'platformEvent' ? { publishes: 'afterCommit' } : {}),
    custom: false,
    queryable: flags.has('queryable'),
    createable: flags.has('createable'),
    updateable: flags.has('updateable'),
    deletable: flags.has('deletable'),
    undeletable: flags.has('undeletable'),
    searchable: flags.has('searchable'),
    setup: flags.has('setup'),
    ...(file.saves === undefined ? {} : { unsupportedSaves: file.saves }),
    visibility: 'Public',
    fields,
    recordTypes: [],
    fieldSets: [],
    childRelationships,
    source: file.source
  };
}

function fieldFromLine(line: FieldLine): FieldSchema {
  const flags = new Set(line.flags.split(' '));
  const length = line.length ?? (line.type === 'id' || line.type === 'reference' ? 18 : 0);
  return makeField({
    apiName: line.name,
    label: line.label,
    type: line.type,
    length,
    precision: line.precision ?? 0,
    scale: line.scale ?? 0,
    nillable: flags.has('nillable'),
    filterable: flags.has('filterable'),
    groupable: flags.has('groupable'),
    aggregatable: flags.has('aggregatable'),
    sortable: flags.has('sortable'),
    createable: flags.has('createable'),
    updateable: flags.has('updateable'),
    calculated: flags.has('calculated'),
    autoNumber: flags.has('autoNumber'),
    unique: flags.has('unique'),
    caseSensitive: flags.has('caseSensitive'),
    externalId: flags.has('externalId'),
    idLookup: flags.has('idLookup'),
    nameField: flags.has('nameField'),
    namePointing: flags.has('namePointing'),
    htmlFormatted: flags.has('htmlFormatted'),
    encrypted: flags.has('encrypted'),
    permissionable: flags.has('permissionable'),
    defaultedOnCreate: flags.has('defaultedOnCreate'),
    restrictedPicklist: flags.has('restrictedPicklist'),
    cascadeDelete: flags.has('cascadeDelete'),
    defaultValue: line.default ?? (line.type === 'boolean' ? false : null),
    picklistValues: (line.values ?? []).map(picklistValue),
    referenceTo: line.to ?? [],
    relationshipName: line.relationship ?? null,
    compoundFieldName: line.compound ?? null
  });
}

function picklistValue(value: NonNullable<FieldLine['values']>[number]): PicklistValue {
  return typeof value === 'string'
    ? { value, label: value, active: true, isDefault: false }
    : { value: value.value, label: value.label, active: true, isDefault: value.default === true };
}
