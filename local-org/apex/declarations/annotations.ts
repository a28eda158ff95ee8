/** Which annotations exist and what each asks of the declaration it stands on. */
import type { ProblemLog } from '../problems.ts';
import type { Annotation, ClassSymbol, MethodSymbol, SourceFile } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { classChain } from '../typing/hierarchy.ts';
import { isLibrary, isPrimitive, typeName } from '../typing/names.ts';
import { annotationName } from './modifier-rules.ts';
import { annotationNamed } from './modifiers.ts';
import { isHttpMethod } from './rest-resources.ts';
import { checkTestMethod, checkTestSetup } from './test-rules.ts';

const FLAG = 'Boolean';
const TEXT = 'String';

/** Properties and their types. Source: "Annotations" in the Apex Developer Guide, API 65. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, typeof FLAG | typeof TEXT>>>> = {
  auraenabled: { cacheable: FLAG, continuation: FLAG, scope: TEXT },
  future: { callout: FLAG },
  invocablemethod: {
    label: TEXT,
    description: TEXT,
    category: TEXT,
    callout: FLAG,
    configurationeditor: TEXT,
    iconname: TEXT,
    capabilitytype: TEXT
  },
  invocablevariable: { label: TEXT, description: TEXT, required: FLAG, defaultvalue: TEXT, placeholdertext: TEXT },
  istest: { seealldata: FLAG, isparallel: FLAG, oninstall: FLAG, critical: FLAG, testfor: TEXT },
  jsonaccess: { serializable: TEXT, deserializable: TEXT },
  restresource: { urlmapping: TEXT },
  suppresswarnings: { value: TEXT }
};

/** Known on the platform, not here. */
const UNSUPPORTED: ReadonlySet<string> = new Set(['remoteaction', 'usereplica']);

/** Where they may stand is the matter of `checkModifiers`. */
export function checkAnnotations(annotations: readonly Annotation[], file: SourceFile, log: ProblemLog): void {
  for (const annotation of annotations) {
    if (UNSUPPORTED.has(annotation.name))
      log.report(file, annotation.position, `not supported by the local org: @${annotation.name}`);
    else if (annotationName(annotation.name) === null)
      log.report(file, annotation.position, `Annotation does not exist: ${annotation.name}`);
    else checkProperties(annotation, file, log);
  }
}

function checkProperties({ name, values, position }: Annotation, file: SourceFile, log: ProblemLog): void {
  const properties = PROPERTIES[name] ?? {};
  for (const [property, value] of Object.entries(values)) {
    const type = properties[property];
    if (type === undefined)
      log.report(file, position, `No such property, ${property}, defined on this annotation: ${annotationName(name)!}`);
    else if (type === FLAG && !/^(?:true|false)$/i.test(value))
      log.report(file, position, `Invalid value for property ${property} expected type ${FLAG}`);
  }
}

/** At most one method of a class has each of these. */
const ONCE = ['testsetup', 'invocablemethod'];

/** "Starting in API version 55.0, an overload is not allowed on a method annotated with @AuraEnabled" (LWC Developer Guide). */
const NO_AURA_OVERLOADS = 55;

/** Rules on the methods of one class that their annotations bring. */
export function checkAnnotatedMethods(symbol: ClassSymbol, log: ProblemLog): void {
  const auraNames = new Set<string>();
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
          if (!isScheduled(method) && !isHttpMethod(method))
            report(
              method.isStatic
                ? 'ReadOnly methods require at least one of the following webService, RemoteAction, HttpGet, HttpPost, HttpPatch, HttpPut, HttpDelete'
                : 'Only WebService, RemoteAction or Schedulable.execute(SchedulableContext) methods can be marked ReadOnly'
            );
          break;
        case 'invocablemethod':
          checkInvocable(method, report);
          break;
        case 'namespaceaccessible':
          if (!hasNamespaceAccess(symbol))
            report(
              'Defining type for NamespaceAccessible methods require at least one of the following NamespaceAccessible, global'
            );
          break;
        case 'auraenabled': {
          const name = method.name.toLowerCase();
          if (auraNames.has(name) && symbol.apiVersion >= NO_AURA_OVERLOADS)
            report(`Overload of AuraEnabled method: ${method.name} overload is not permitted`);
          auraNames.add(name);
          checkAuraTypes(method, report);
          if (annotationNamed(method.annotations, 'namespaceaccessible') !== null)
            report('AuraEnabled methods cannot be NamespaceAccessible');
          if (!isOpen(method.visibility))
            report('AuraEnabled methods require at least one of the following global, public');
          if ('scope' in annotation.values && annotation.values['cacheable']?.toLowerCase() !== 'true')
            log.report(
              symbol.file,
              annotation.position,
              'Invalid combination of values for properties cacheable and scope on AuraEnabled'
            );
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

function isScheduled({ name, parameters }: MethodSymbol): boolean {
  return (
    name.toLowerCase() === 'execute' && parameters.length === 1 && isLibrary(parameters[0]!.type, 'SchedulableContext')
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
