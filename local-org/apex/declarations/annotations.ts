/** Which annotations exist and what each asks of the declaration it stands on. */
import type { ProblemLog } from '../problems.ts';
import type { Annotation, ClassSymbol, MethodSymbol, SourceFile } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { isLibrary, isPrimitive, typeName } from '../typing/names.ts';

type Place = 'class' | 'interface' | 'enum' | 'method' | 'constructor' | 'field' | 'property';

const PLACES: ReadonlyMap<string, ReadonlySet<Place>> = new Map<string, ReadonlySet<Place>>([
  ['auraenabled', new Set<Place>(['method', 'field', 'property'])],
  ['deprecated', new Set<Place>(['class', 'interface', 'enum', 'method', 'constructor', 'field', 'property'])],
  ['future', new Set<Place>(['method'])],
  ['invocablemethod', new Set<Place>(['method'])],
  ['invocablevariable', new Set<Place>(['field', 'property'])],
  ['istest', new Set<Place>(['class', 'method'])],
  ['jsonaccess', new Set<Place>(['class'])],
  ['namespaceaccessible', new Set<Place>(['class', 'interface', 'enum', 'method', 'constructor', 'field', 'property'])],
  ['readonly', new Set<Place>(['method'])],
  ['suppresswarnings', new Set<Place>(['class', 'interface', 'enum', 'method', 'constructor', 'field', 'property'])],
  ['testsetup', new Set<Place>(['method'])],
  ['testvisible', new Set<Place>(['class', 'interface', 'enum', 'method', 'constructor', 'field', 'property'])]
]);

/** Known on the platform, not here. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
  'restresource', 'httpget', 'httppost', 'httpput', 'httppatch', 'httpdelete', 'remoteaction', 'usereplica'
]);

export function checkAnnotations(annotations: readonly Annotation[], place: Place, file: SourceFile, log: ProblemLog): void {
  for (const annotation of annotations) {
    const places = PLACES.get(annotation.name);
    if (UNSUPPORTED.has(annotation.name)) log.report(file, annotation.position, `not supported by the local org: @${annotation.name}`);
    else if (!places) log.report(file, annotation.position, `Annotation does not exist: ${annotation.name}`);
    else if (!places.has(place)) log.report(file, annotation.position, `${annotation.name} is not allowed on ${plural(place)}`);
    if (annotation.name === 'istest' && annotation.values['seealldata']?.toLowerCase() === 'true') {
      log.report(file, annotation.position, 'not supported by the local org: @IsTest(SeeAllData=true)');
    }
  }
}

function plural(place: Place): string {
  return place === 'class' ? 'classes' : place === 'property' ? 'properties' : `${place}s`;
}

/** Rules on the methods of one class that their annotations bring. */
export function checkAnnotatedMethods(symbol: ClassSymbol, log: ProblemLog): void {
  const auraNames = new Set<string>();
  for (const method of symbol.methods) {
    const report = (message: string): void => log.report(symbol.file, method.position, message);
    for (const annotation of method.annotations) {
      switch (annotation.name) {
        case 'future': checkFuture(method, report); break;
        case 'testsetup': checkTestSetup(method, report); break;
        case 'invocablemethod':
          if (!method.isStatic) report('InvocableMethod methods must be declared as static');
          if (method.parameters.length > 1) report('Only one parameter is supported on methods with @Invocable annotation');
          for (const parameter of method.parameters) {
            if (parameter.type.kind !== 'unknown' && !isLibrary(parameter.type, 'List')) {
              report(`Unsupported parameter type ${typeName(parameter.type)}. Valid invocable parameters must be List types like List<T> where T is a supported type`);
            }
          }
          break;
        case 'auraenabled': {
          const name = method.name.toLowerCase();
          if (auraNames.has(name)) report(`Overload of AuraEnabled method: ${method.name} overload is not permitted`);
          auraNames.add(name);
          if (!method.isStatic && method.parameters.length > 0) report('Non static AuraEnabled methods may not have parameters');
          if (!method.isStatic && !name.startsWith('get')) report("Non static AuraEnabled methods must be named with a prefix 'get'");
          break;
        }
        default: break;
      }
    }
    if (method.isTest) checkTest(method, report);
  }
}

function checkFuture(method: MethodSymbol, report: (message: string) => void): void {
  if (!method.isStatic) report('Future methods must be declared as static');
  if (method.returnType.kind !== 'void') report(`Future methods do not support return type of ${typeName(method.returnType)}`);
  for (const parameter of method.parameters) {
    if (!isPlain(parameter.type)) report(`Future methods do not support parameter type of ${typeName(parameter.type)}`);
  }
}

/** Primitives and collections of them: what can wait in a queue as text. */
function isPlain(type: ApexType): boolean {
  if (type.kind === 'unknown') return true;
  if (type.kind === 'primitive') return !isPrimitive(type, 'Object');
  if (type.kind !== 'library') return false;
  return ['List', 'Set', 'Map'].some((name) => isLibrary(type, name)) && type.args.every(isPlain);
}

function checkTest(method: MethodSymbol, report: (message: string) => void): void {
  if (!method.owner.isTest) report('Test methods must be in test classes');
  if (method.parameters.length > 0) report('Test methods must have no arguments');
  if (!method.isStatic) report('Test methods must be declared as static');
  if (method.returnType.kind !== 'void') report(`Test methods do not support return type of ${typeName(method.returnType)}`);
}

function checkTestSetup(method: MethodSymbol, report: (message: string) => void): void {
  if (!method.owner.isTest) report('testSetup is not allowed in non-test classes');
  if (method.parameters.length > 0) report('Test methods must have no arguments');
  if (!method.isStatic) report('Test setup methods must be declared as static');
  if (method.returnType.kind !== 'void') report('Test setup method must return void');
}
