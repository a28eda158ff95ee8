/** What annotations ask of the methods that they stand on. */
import type { ProblemLog } from '../problems.ts';
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { classChain } from '../typing/hierarchy.ts';
import { isLibrary, isPrimitive, typeName } from '../typing/names.ts';
import { checkScope, invocableValueProblems } from './annotation-properties.ts';
import { annotationName } from './modifier-rules.ts';
import { annotationNamed } from './modifiers.ts';
import { checkRemoteAction } from './remote-methods.ts';
import { HTTP_ANNOTATIONS, isHttpMethod } from './rest-resources.ts';
import { checkTestMethod, checkTestSetup } from './test-rules.ts';

/** At most one method of a class has each of these. */
const ONCE = ['testsetup', 'invocablemethod'];

/** "Starting in API version 55.0, an overload is not allowed on a method annotated with @AuraEnabled" (LWC Developer Guide). */
const NO_AURA_OVERLOADS = 55;

/** Rules on the methods of one class that their annotations bring. */
export function checkAnnotatedMethods(symbol: ClassSymbol, log: ProblemLog): void {
  for (const name of ONCE) {
    const having = symbol.methods.filter(({ annotations }) => annotationNamed(annotations, name) !== null);
    if (having.length > 1)
      log.report(
        symbol.file,
        symbol.position,
        `Only one method per type can be defined with: ${annotationName(name)!}`
      );
  }
  for (const method of symbol.methods) {
    const report = (message: string): void => log.report(symbol.file, method.position, message);
    for (const annotation of method.annotations) {
      switch (annotation.name) {
        case 'future':
          checkFuture(method, report);
          break;
        case 'testsetup':
          if (symbol.outer === null) checkTestSetup(method, report);
          break;
        case 'readonly':
          checkReadOnly(method, report);
          break;
        case 'invocablemethod':
          checkInvocable(method, report);
          invocableValueProblems(annotation).forEach(report);
          break;
        case 'remoteaction':
          checkRemoteAction(method, report);
          break;
        case 'namespaceaccessible':
          if (!hasNamespaceAccess(symbol))
            report(
              'Defining type for NamespaceAccessible methods require at least one of the following NamespaceAccessible, global'
            );
          break;
        case 'auraenabled': {
          const name = method.name.toLowerCase();
          if (isAuraOverload(method))
            report(`Overload of AuraEnabled method: ${method.name} overload is not permitted`);
          checkAuraTypes(method, report);
          if (annotationNamed(method.annotations, 'namespaceaccessible') !== null)
            report('AuraEnabled methods cannot be NamespaceAccessible');
          if (!isOpen(method.visibility))
            report('AuraEnabled methods require at least one of the following global, public');
          checkScope(annotation, (position, message) => log.report(symbol.file, position, message));
          if (!method.isStatic && method.parameters.length > 0)
            report('Non static AuraEnabled methods may not have parameters');
          if (!method.isStatic && !name.startsWith('get'))
            report("Non static AuraEnabled methods must be named with a prefix 'get'");
          break;
        }
        default:
          break;
      }
    }
    if (method.isTest && symbol.outer === null) checkTestMethod(method, report);
  }
}

function isAuraOverload(method: MethodSymbol): boolean {
  const { methods, apiVersion } = method.owner;
  return (
    apiVersion >= NO_AURA_OVERLOADS &&
    methods.some(
      (other) =>
        other !== method &&
        other.name.toLowerCase() === method.name.toLowerCase() &&
        annotationNamed(other.annotations, 'auraenabled') !== null
    )
  );
}

/** Salesforce's compiler names every parameter before the result, all at the method's name. */
function checkAuraTypes(method: MethodSymbol, report: (message: string) => void): void {
  for (const { type } of method.parameters)
    if (!isSerialised(type)) report(`AuraEnabled methods do not support parameter type of ${typeName(type)}`);
  if (!isSerialised(method.returnType))
    report(`AuraEnabled methods do not support return type of ${typeName(method.returnType)}`);
}

/** May other packages of the namespace reach what the class opens to them? */
export function hasNamespaceAccess({ visibility, annotations }: ClassSymbol): boolean {
  return visibility === 'global' || annotationNamed(annotations, 'namespaceaccessible') !== null;
}

function checkInvocable(method: MethodSymbol, report: (message: string) => void): void {
  if (!method.isStatic) report('InvocableMethod methods must be declared as static');
  if (!isOpen(method.visibility))
    report('InvocableMethod methods require at least one of the following global, public');
  if (method.parameters.length > 1) report('Only one parameter is supported on methods with @Invocable annotation');
  if (method.annotations.some(({ name }) => name !== 'invocablemethod' && name !== 'deprecated'))
    report('The only annotation that can be used with InvocableMethod is Deprecated');
  for (const { type } of method.parameters) {
    if (type.kind === 'unknown') continue;
    if (!isLibrary(type, 'List'))
      report(
        `Unsupported parameter type ${typeName(type)}. Valid invocable parameters must be List types like List<T> where T is a supported type`
      );
    else if (!isInvocable(type.args[0]!))
      report(`InvocableMethod methods do not support parameter type of ${typeName(type)}`);
  }
  const { returnType } = method;
  const returns =
    returnType.kind === 'void' ||
    returnType.kind === 'unknown' ||
    (isLibrary(returnType, 'List') && isInvocable(returnType.args[0]!));
  if (!returns) report(`InvocableMethod methods do not support return type of ${typeName(returnType)}`);
}

/** What components exchange: no sets, tokens of the schema, types and exceptions of the platform, nor collections of them. */
export function isSerialised(type: ApexType): boolean {
  if (type.kind !== 'library') return true;
  const { definition, args } = type;
  return !/^(?:Set|Type|Exception|Schema\..*)$/.test(definition.name) && args.every(isSerialised);
}

/** What the lists of an invocable method may hold: no objects, and of classes those that show flows something. */
function isInvocable(type: ApexType): boolean {
  if (isPrimitive(type, 'Object')) return false;
  if (type.kind === 'class')
    return (
      isOpen(type.definition.visibility) &&
      classChain(type.definition).some(({ fields }) =>
        fields.some(({ annotations }) => annotationNamed(annotations, 'invocablevariable') !== null)
      )
    );
  if (type.kind !== 'library') return true;
  return isLibrary(type, 'List') && isInvocable(type.args[0]!);
}

function isOpen(visibility: MethodSymbol['visibility']): boolean {
  return visibility === 'public' || visibility === 'global';
}

/** From this API version on methods of REST resources may be read-only. */
const READ_ONLY_REST = 49;

function checkReadOnly(method: MethodSymbol, report: (message: string) => void): void {
  const takesRest = method.owner.apiVersion >= READ_ONLY_REST;
  const isRemote = method.isWebService || annotationNamed(method.annotations, 'remoteaction') !== null;
  if (isRemote || isScheduled(method) || (takesRest && isHttpMethod(method))) return;
  report(
    method.isStatic
      ? `ReadOnly methods require at least one of the following ${['webService', 'RemoteAction', ...(takesRest ? HTTP_ANNOTATIONS : [])].join(', ')}`
      : 'Only WebService, RemoteAction or Schedulable.execute(SchedulableContext) methods can be marked ReadOnly'
  );
}

function isScheduled({ name, parameters, owner }: MethodSymbol): boolean {
  return (
    name.toLowerCase() === 'execute' &&
    parameters.length === 1 &&
    isLibrary(parameters[0]!.type, 'SchedulableContext') &&
    classChain(owner).some(({ interfaces }) => interfaces.some((type) => isLibrary(type, 'Schedulable')))
  );
}

function checkFuture(method: MethodSymbol, report: (message: string) => void): void {
  if (method.isTest) report('Future methods cannot be IsTest');
  if (!method.isStatic) report('Future methods must be declared as static');
  if (method.returnType.kind !== 'void')
    report(`Future methods do not support return type of ${typeName(method.returnType)}`);
  for (const parameter of method.parameters) {
    if (!isPlain(parameter.type)) report(`Future methods do not support parameter type of ${typeName(parameter.type)}`);
  }
}

/** Primitives and collections of them: what can wait in a queue as text. */
function isPlain(type: ApexType): boolean {
  if (type.kind === 'unknown') return true;
  if (type.kind === 'primitive') return !isPrimitive(type, 'Object');
  if (type.kind !== 'library') return false;
  return (
    ['List', 'Set', 'Map'].some((name) => isLibrary(type, name)) &&
    type.args.every((arg) => arg.kind !== 'library' && isPlain(arg))
  );
}
