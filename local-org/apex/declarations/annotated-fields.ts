/** What annotations ask of the fields and classes that they stand on, in the words of the platform's compiler. */
import type { ProblemLog } from '../problems.ts';
import type { Annotation, ClassSymbol, FieldSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { isSet, type ReportAt } from './annotation-properties.ts';
import { hasNamespaceAccess, isSerialised } from './annotations.ts';
import { isLibrary, isPrimitive, typeName } from '../typing/names.ts';
import { annotationNamed } from './modifiers.ts';
import { checkTestClass } from './test-rules.ts';

/** Rules on the fields of one class that their annotations bring. */
export function checkAnnotatedFields(symbol: ClassSymbol, log: ProblemLog): void {
  for (const field of symbol.fields) {
    const report = (message: string): void => log.report(symbol.file, field.position, message);
    if (annotationNamed(field.annotations, 'auraenabled')) checkAura(field, report);
    const invocable = annotationNamed(field.annotations, 'invocablevariable');
    if (invocable) {
      checkInvocable(field, report);
      checkInvocableValues(invocable, field, (position, message) => log.report(symbol.file, position, message));
    }
    if (annotationNamed(field.annotations, 'namespaceaccessible') && !hasNamespaceAccess(symbol))
      report(
        `Defining type for NamespaceAccessible ${field.property === null ? 'fields' : 'properties'} require at least one of the following NamespaceAccessible, global`
      );
  }
}

function checkAura(field: FieldSymbol, report: (message: string) => void): void {
  if (field.property !== null) {
    if (field.visibility !== 'public' && field.visibility !== 'global')
      report('AuraEnabled properties require at least one of the following global, public');
    return;
  }
  checkExposed('AuraEnabled', field, report);
  if (!isSerialised(field.type)) report(`AuraEnabled fields do not support type of ${typeName(field.type)}`);
}

function checkExposed(annotation: string, field: FieldSymbol, report: (message: string) => void): void {
  if (field.visibility !== 'public' && field.visibility !== 'global')
    report(`${annotation} fields require at least one of the following global, public`);
  if (field.isStatic) report(`${annotation} fields cannot be static`);
}

function checkInvocable(field: FieldSymbol, report: (message: string) => void): void {
  if (field.property !== null) return report('InvocableVariable is not allowed on properties');
  checkExposed('InvocableVariable', field, report);
  if (field.isFinal) report('InvocableVariable fields cannot be final');
  const { type } = field;
  if (isLibrary(type, 'Map') || isLibrary(type, 'Set') || isPrimitive(type, 'Object'))
    report(`InvocableVariable fields do not support type of ${typeName(type)}`);
}

/** Which texts are values of a type that can have a default; in Apex's own notation. */
const DEFAULTS: Readonly<Record<string, (text: string) => boolean>> = {
  Integer: (text) => isWhole(text, 31n),
  Long: (text) => /l$/i.test(text) && isWhole(text.slice(0, -1), 63n),
  Double: (text) => /^[+-]?\d+(?:\.\d*)?d$/i.test(text),
  Decimal: (text) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text),
  Boolean: (text) => /^(?:true|false)$/i.test(text),
  String: () => true
};

function isWhole(text: string, bits: bigint): boolean {
  if (!/^[+-]?\d+$/.test(text)) return false;
  const value = BigInt(text.replace('+', ''));
  return value >= -(1n << bits) && value < 1n << bits;
}

function checkInvocableValues(annotation: Annotation, { name, type }: FieldSymbol, report: ReportAt): void {
  const preset = annotation.properties.get('defaultvalue');
  if (preset && isSet(annotation, 'required'))
    report(
      preset.position,
      'Invalid combination of values for properties required and defaultValue on InvocableVariable'
    );
  if (preset?.isText) {
    const isValue = defaultsOf(type);
    if (isValue === null) report(preset.position, unsupportedType('defaultValue', type));
    else if (!isValue(preset.value))
      report(
        preset.position,
        `The data type of the value for the defaultValue annotation property doesn't match the data type of the '${name}' variable. Specify a value with a data type of ${typeName(type)}`
      );
  }
  const placeholder = annotation.properties.get('placeholdertext');
  if (!placeholder?.isText) return;
  if (defaultsOf(type) === null && !isPrimitive(type, 'Id'))
    report(placeholder.position, unsupportedType('placeholderText', type));
  else if (placeholder.value === '')
    report(placeholder.position, 'Specify a value for the placeholderText annotation property');
}

function defaultsOf(type: ApexType): ((text: string) => boolean) | null {
  return type.kind === 'primitive' ? (DEFAULTS[type.name] ?? null) : null;
}

function unsupportedType(property: string, type: ApexType): string {
  return `The ${property} annotation property doesn't support the ${typeName(type)} data type`;
}

/** Rules on a class itself. */
export function checkAnnotatedClass(symbol: ClassSymbol, log: ProblemLog): void {
  checkTestClass(symbol, log);
  const access = annotationNamed(symbol.annotations, 'jsonaccess');
  if (access && !access.properties.has('serializable') && !access.properties.has('deserializable'))
    log.report(symbol.file, symbol.position, 'At least one JSON serialization control parameter must be specified');
}
