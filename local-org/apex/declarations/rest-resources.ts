/**
 * What `@RestResource` and the annotations of HTTP methods ask of a class, in the words of the platform's compiler
 * (that of its Apex language server). Requests to `/services/apexrest` are not served.
 */
import type { ProblemLog } from '../problems.ts';
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { isPrimitive, typeName } from '../typing/names.ts';
import { textOf } from './annotation-properties.ts';
import { annotationNamed } from './modifiers.ts';

/** Annotations as source code has them in lower case, to their declared names. */
const HTTP_METHODS: ReadonlyMap<string, string> = new Map([
  ['httpget', 'HttpGet'],
  ['httppost', 'HttpPost'],
  ['httppatch', 'HttpPatch'],
  ['httpput', 'HttpPut'],
  ['httpdelete', 'HttpDelete']
]);

export const HTTP_ANNOTATIONS: readonly string[] = [...HTTP_METHODS.values()];

/** Requests of these methods have no body that could become parameters. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['HttpDelete', 'HttpGet']);

const LONGEST_URL = 255;

/** Is one of the annotations that of an HTTP method? */
export function isHttpMethod({ annotations }: MethodSymbol): boolean {
  return annotations.some(({ name }) => HTTP_METHODS.has(name));
}

/** Reports what is wrong with a class as a REST resource, or with methods of HTTP in a class that is none. */
export function checkRestResource(symbol: ClassSymbol, log: ProblemLog): void {
  const resource = annotationNamed(symbol.annotations, 'restresource');
  if (resource !== null) {
    const url = textOf(resource, 'urlmapping');
    if (url === null) log.report(symbol.file, resource.position, 'Required property is missing: urlMapping');
    if (symbol.visibility !== 'global')
      log.report(symbol.file, symbol.position, 'RestResource classes must be declared as global');
    const wrong = url === null ? null : urlProblem(url);
    if (wrong !== null) log.report(symbol.file, symbol.position, `Rest Resource url ${wrong}`);
  }
  for (const [annotation, name] of HTTP_METHODS) {
    const methods = symbol.methods.filter(({ annotations }) => annotationNamed(annotations, annotation) !== null);
    if (methods.length > 1)
      log.report(symbol.file, symbol.position, `Only one method per type can be defined with: ${name}`);
    for (const method of methods)
      checkMethod(name, method, resource !== null, (message) => log.report(symbol.file, method.position, message));
  }
}

/** Refuses resources of one namespace that have the same URL, which the platform does not take either, in unknown words. */
export function checkUrlMappings(symbols: readonly ClassSymbol[], log: ProblemLog): void {
  const known = new Set<string>();
  for (const symbol of symbols) {
    const url = textOf(annotationNamed(symbol.annotations, 'restresource'), 'urlmapping');
    if (url === null) continue;
    const key = `${symbol.file.namespace} ${url}`;
    if (known.has(key))
      log.report(symbol.file, symbol.position, `not supported by the local org: a second REST resource at ${url}`);
    known.add(key);
  }
}

function urlProblem(url: string): string | null {
  if (url === '') return 'cannot be empty';
  if (url.length > LONGEST_URL) return `cannot be longer than ${LONGEST_URL} characters`;
  if (!url.startsWith('/')) return "must begin with a forward slash, '/'";
  if (/[^/]\*/.test(url)) return "wildcard, '*', must be preceded by a forward slash, '/'";
  if (/\*[^/]/.test(url)) return "wildcard, '*', must be followed by a forward slash, '/', or be the last character";
  return null;
}

function checkMethod(
  name: string,
  method: MethodSymbol,
  isInResource: boolean,
  report: (message: string) => void
): void {
  if (!isInResource) report(`Defining type for ${name} methods must be declared as RestResource`);
  if (method.visibility !== 'global') report(`${name} methods must be declared as global`);
  if (!method.isStatic) report(`${name} methods must be declared as static`);
  if (method.isTest) report(`${name} methods cannot be IsTest`);
  if (annotationNamed(method.annotations, 'future') !== null) report(`${name} methods cannot be Future`);
  if (WITHOUT_BODY.has(name) && method.parameters.length > 0) report(`${name} methods do not support parameters`);
  for (const { type } of WITHOUT_BODY.has(name) ? [] : method.parameters) checkType(name, 'parameter', type, report);
  checkType(name, 'return', method.returnType, report);
}

function checkType(name: string, role: string, type: ApexType, report: (message: string) => void): void {
  if (!isTransferable(type)) report(`${name} methods do not support ${role} type of ${typeName(type)}`);
}

/** Can values of the type be read from and written to JSON and XML? */
function isTransferable(type: ApexType): boolean {
  if (type.kind !== 'library') return !isPrimitive(type, 'Object') && !isPrimitive(type, 'Blob');
  const { definition, args } = type;
  if (definition.name === 'Set') return false;
  if (definition.name === 'Map' && !isPrimitive(args[0]!, 'String')) return false;
  return args.every(isTransferable);
}
