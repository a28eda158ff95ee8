/**
 * The properties that annotations have: their types, since which API version, and what their values may be. Wording,
 * place and versions are those of Salesforce's own compiler (that of its Apex language server), which was asked for each
 * property at each version.
 */
import type { Annotation, AnnotationProperty } from '../symbols.ts';
import type { Position } from '../types.ts';

interface Property {
  /** As messages call it. */
  readonly name: string;
  readonly isText: boolean;
  /** First API version that has it; 0 for any. */
  readonly since: number;
}

const flag = (name: string, since = 0): Property => ({ name, isText: false, since });
const text = (name: string, since = 0): Property => ({ name, isText: true, since });

const URL_MAPPING = [text('urlMapping')];

const PROPERTIES: Readonly<Record<string, readonly Property[]>> = {
  auraenabled: [flag('cacheable'), flag('continuation'), text('scope', 55)],
  future: [flag('callout')],
  invocablemethod: [
    text('label'),
    text('description'),
    text('category'),
    flag('callout', 51),
    text('configurationEditor', 48),
    text('iconName', 55),
    text('capabilityType', 60)
  ],
  invocablevariable: [
    text('label'),
    text('description'),
    flag('required'),
    text('defaultValue', 61),
    text('placeholderText', 61)
  ],
  istest: [
    flag('seeAllData', 23),
    flag('isParallel', 40),
    flag('onInstall'),
    flag('critical', 66),
    text('testFor', 66)
  ],
  jsonaccess: [text('serializable'), text('deserializable')],
  remoteaction: [flag('callout')],
  restresource: URL_MAPPING,
  httpdelete: URL_MAPPING,
  httpget: URL_MAPPING,
  httppatch: URL_MAPPING,
  httppost: URL_MAPPING,
  httpput: URL_MAPPING,
  suppresswarnings: [text('value')]
};

/** Values that are checked by themselves; the others depend on what the annotation stands on. */
const ALLOWED_VALUES: Readonly<Record<string, readonly string[]>> = {
  serializable: ['never', 'samenamespace', 'samepackage', 'always'],
  deserializable: ['never', 'samenamespace', 'samepackage', 'always'],
  scope: ['global']
};

export type ReportAt = (position: Position, message: string) => void;

/** @param name what messages call the annotation */
export function checkProperties(annotation: Annotation, name: string, apiVersion: number, report: ReportAt): void {
  for (const [key, written] of annotation.properties) {
    const known = PROPERTIES[annotation.name]?.find((property) => property.name.toLowerCase() === key);
    const at = (message: string): void => report(written.position, message);
    if (known === undefined) at(`No such property, ${written.name}, defined on this annotation: ${name}`);
    else if (apiVersion < known.since)
      at(`Annotation property, ${known.name} on ${name}, must be in version ${known.since} or higher`);
    else if (!written.isText) {
      // What is neither a text nor a flag has been refused when it was read.
      if (known.isText && /^(?:true|false)$/i.test(written.value))
        at(`Invalid value for property ${known.name} expected type String`);
    } else if (ALLOWED_VALUES[key]?.includes(written.value.toLowerCase()) === false)
      at(`Annotation property, ${known.name} on ${name}, unknown value: ${written.value}`);
    else if (key === 'testfor') testForProblems(written.value).forEach(at);
  }
}

/** `ApexClass:Foo, ApexTrigger:Bar`; whether there are such classes and triggers is not looked up. */
function testForProblems(value: string): string[] {
  if (value === '') return ['Required property is missing: testFor'];
  let kind: string | undefined;
  for (const part of value.split(',')) {
    const [, prefix, name = ''] = /^\s*(?:(Apex(?:Class|Trigger)):)?(.*)$/is.exec(part)!;
    kind = prefix ?? kind;
    if (kind === undefined)
      return [
        `Invalid prefix for property testFor. Specify ${value} in the format 'prefix:name, ...' where prefix is ApexClass: OR ApexTrigger:. Use commas to separate multiple type names in the same format.`
      ];
    if (name.trim() === '')
      return [
        `Invalid value for property testFor, expected Apex ${kind.slice('Apex'.length).toLowerCase()} name is missing or empty`
      ];
  }
  return [];
}

/** The text of a property; null when the annotation lacks it. */
export function textOf(annotation: Annotation | null, property: string): string | null {
  return annotation?.properties.get(property)?.value ?? null;
}

/** Is a flag set? What is neither `true` nor `false` counts as unset. */
export function isSet(annotation: Annotation | null, property: string): boolean {
  return annotation?.properties.get(property)?.value.toLowerCase() === 'true';
}

/** `cacheable` has to be set for `scope`. */
export function checkScope(annotation: Annotation, report: ReportAt): void {
  const scope = annotation.properties.get('scope');
  if (scope && ALLOWED_VALUES['scope']!.includes(scope.value.toLowerCase()) && !isSet(annotation, 'cacheable'))
    report(scope.position, 'Invalid combination of values for properties cacheable and scope on AuraEnabled');
}

const INVOCABLE_FORMATS: ReadonlyArray<readonly [property: string, format: RegExp]> = [
  ['iconName', /^(?:slds:(?:standard|utility|custom|action|doctype):[^:]+|resource:[^:]+:[^:]+)$/],
  ['capabilityType', /:\/\/./]
];

/** What is wrong with the values of an `@InvocableMethod`, which messages place at the method. */
export function invocableValueProblems(annotation: Annotation): string[] {
  return INVOCABLE_FORMATS.flatMap(([property, format]) => {
    const written: AnnotationProperty | undefined = annotation.properties.get(property.toLowerCase());
    if (!written?.isText) return [];
    if (written.value === '') return [`Required property is missing: ${property}`];
    return format.test(written.value)
      ? []
      : [
          `Annotation property, the format of ${property} on InvocableMethod is invalid, please check if the ${property} has the correct formats `
        ];
  });
}
