/** What annotations ask of the fields and classes that they stand on, in the words of the platform's compiler. */
import type { ProblemLog } from '../problems.ts';
import type { Annotation, ClassSymbol, FieldSymbol } from '../symbols.ts';
import { hasNamespaceAccess, isSerialised } from './annotations.ts';
import { isLibrary, isPrimitive, typeName } from '../typing/names.ts';
import { annotationNamed } from './modifiers.ts';
import { checkTestClass } from './test-rules.ts';

/** Rules on the fields of one class that their annotations bring. */
export function checkAnnotatedFields(symbol: ClassSymbol, log: ProblemLog): void {
  for (const field of symbol.fields) {
    const report = (message: string): void => log.report(symbol.file, field.position, message);
    if (annotationNamed(field.annotations, 'auraenabled')) checkAura(field, report);
    if (annotationNamed(field.annotations, 'invocablevariable')) checkInvocable(field, report);
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

const JSON_ACCESS: ReadonlySet<string> = new Set(['never', 'samenamespace', 'samepackage', 'always']);

/** Rules on a class itself. */
export function checkAnnotatedClass(symbol: ClassSymbol, log: ProblemLog): void {
  const report = (annotation: Annotation | null, message: string): void =>
    log.report(symbol.file, annotation?.position ?? symbol.position, message);
  checkTestClass(symbol, log);
  const access = annotationNamed(symbol.annotations, 'jsonaccess');
  if (!access) return;
  const values = Object.entries(access.values);
  if (values.length === 0) report(null, 'At least one JSON serialization control parameter must be specified');
  for (const [property, value] of values) {
    if (/^(?:true|false)$/i.test(value)) report(access, `Invalid value for property ${property} expected type String`);
    else if (!JSON_ACCESS.has(value.toLowerCase()))
      report(access, `Annotation property, ${property} on JsonAccess, unknown value: ${value}`);
  }
}
