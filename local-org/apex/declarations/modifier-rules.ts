/**
 * Which modifiers and annotations may stand on what, and which not beside each other, in the words of Salesforce's own
 * compiler (that of its Apex language server), which was asked for each modifier, alone and in pairs, on each place.
 */
import type { ProblemLog } from '../problems.ts';
import type { ClassSymbol } from '../symbols.ts';
import type { Position } from '../types.ts';
import { checkProperties } from './annotation-properties.ts';
import type { Modifiers } from './modifiers.ts';

export type Place =
  'class' | 'interface' | 'enum' | 'method' | 'constructor' | 'field' | 'property' | 'local' | 'parameter';

const PLURALS: Readonly<Record<Place, string>> = {
  class: 'classes',
  interface: 'interfaces',
  enum: 'enums',
  method: 'methods',
  constructor: 'constructors',
  field: 'fields',
  property: 'properties',
  local: 'locals',
  parameter: 'parameters'
};

const SHARING = ['withSharing', 'withoutSharing', 'inheritedSharing'];
const ON_DECLARATIONS = ['TestVisible', 'Deprecated', 'SuppressWarnings', 'NamespaceAccessible'];
const ON_TYPES = ['public', 'private', 'global', 'RestResource', ...ON_DECLARATIONS];
const ON_MEMBERS = ['public', 'private', 'protected', 'global', ...ON_DECLARATIONS];
const ON_VARIABLES = [...ON_MEMBERS, 'static', 'final', 'transient', 'webService', 'AuraEnabled', 'RemoteAction'];

const ALLOWED: Readonly<Record<Place, ReadonlySet<string>>> = {
  class: new Set([...ON_TYPES, 'virtual', 'abstract', ...SHARING, 'IsTest', 'JsonAccess', 'RemoteAction']),
  interface: new Set([...ON_TYPES, 'virtual']),
  enum: new Set(ON_TYPES),
  method: new Set([
    ...ON_MEMBERS,
    'static',
    'virtual',
    'abstract',
    'override',
    'webService',
    'testMethod',
    'AuraEnabled',
    'Future',
    'InvocableMethod',
    'IsTest',
    'TestSetup',
    'HttpDelete',
    'HttpGet',
    'HttpPatch',
    'HttpPost',
    'HttpPut',
    'RestResource',
    'ReadOnly',
    'RemoteAction'
  ]),
  constructor: new Set(ON_MEMBERS),
  field: new Set([...ON_VARIABLES, 'InvocableVariable']),
  property: new Set(ON_VARIABLES),
  local: new Set(['final', 'transient', 'TestVisible', 'SuppressWarnings', 'RemoteAction']),
  parameter: new Set(['final', 'SuppressWarnings'])
};

/** By lower-case name. */
const ANNOTATIONS: ReadonlyMap<string, string> = new Map(
  ['InvocableVariable', ...ALLOWED.class, ...ALLOWED.method]
    .filter((name) => /^[A-Z]/.test(name))
    .map((name) => [name.toLowerCase(), name])
);

/** What an annotation is called in messages; null for one that does not exist. */
export function annotationName(lower: string): string | null {
  return ANNOTATIONS.get(lower) ?? null;
}

/** First API version that has them. */
const SINCE: Readonly<Record<string, number>> = {
  InvocableMethod: 33,
  InvocableVariable: 33,
  NamespaceAccessible: 43,
  RemoteAction: 21,
  RestResource: 22,
  TestSetup: 24
};

/** What cannot be `static`, nor be said after it. */
const INHERITABLE = ['virtual', 'abstract', 'override'];

/**
 * Reports what is said and may not be said where it stands.
 *
 * @param position of the declared name
 * @param owner the class that is declared, or that holds what is
 */
export function checkModifiers(
  { names, visibility, annotations }: Modifiers,
  place: Place,
  position: Position,
  { file, apiVersion }: Pick<ClassSymbol, 'file' | 'apiVersion'>,
  log: ProblemLog
): void {
  const report = (message: string): void => log.report(file, position, message);
  const where = PLURALS[place];
  for (const annotation of annotations) {
    const name = annotationName(annotation.name);
    if (name === null) continue;
    const since = SINCE[name];
    if (since !== undefined && apiVersion < since) report(`${name} ${where} must be in version ${since} or higher`);
    checkProperties(annotation, name, apiVersion, (at, message) => log.report(file, at, message));
  }
  const finalByDefault = place === 'class' || place === 'method';
  for (const name of names) {
    if (ALLOWED[place].has(name)) continue;
    report(name === 'final' && finalByDefault ? `${where} are by default final` : `${name} is not allowed on ${where}`);
  }
  if (place === 'local' || place === 'parameter') return;
  const has = (name: string): boolean => names.includes(name);
  if (has('webService') && has('Deprecated')) report(`webService ${where} cannot be Deprecated`);
  if (has('NamespaceAccessible') && visibility !== 'public' && visibility !== 'protected')
    report(`NamespaceAccessible ${where} require at least one of the following public, protected`);
  const [sharing, otherSharing] = names.filter((name) => SHARING.includes(name));
  if (sharing !== undefined && otherSharing !== undefined && sharing !== otherSharing)
    report(`${sharing} ${where} cannot be ${otherSharing}`);
  if (has('abstract') && has('virtual') && (place === 'class' || place === 'method'))
    report('abstract are by default virtual');
  if (!has('static')) return;
  if (has('protected')) report(`protected ${where} cannot be static`);
  const inheritable = names.find((name) => INHERITABLE.includes(name));
  if (inheritable === undefined) return;
  if (names.indexOf('static') < names.indexOf(inheritable)) report(`static ${where} cannot be ${inheritable}`);
  else report(`${inheritable} ${where} cannot be static`);
}
