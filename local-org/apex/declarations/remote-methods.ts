/**
 * Methods that others call from outside of Apex, by SOAP (`webservice`) and from Visualforce pages (`@RemoteAction`): what
 * they have to be and which types they exchange, in the words of Salesforce's own compiler (that of its Apex language
 * server). Here only Apex can call them: requests to `/services/Soap/class` and remoting are not served.
 */
import type { ProblemLog } from '../problems.ts';
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { isException } from '../typing/hierarchy.ts';
import type { LibraryIndex } from '../typing/library-index.ts';
import { methodText } from '../typing/members.ts';
import { isLibrary, isPrimitive, typeName } from '../typing/names.ts';
import { annotationNamed } from './modifiers.ts';

type Report = (message: string) => void;

/** Rules on the `webservice` methods of one class, and on those with `@RemoteAction` among each other. */
export function checkRemoteMethods(symbol: ClassSymbol, log: ProblemLog, library: LibraryIndex): void {
  const services = symbol.methods.filter(({ isWebService }) => isWebService);
  const double = secondOf(services, ({ name }) => name.toLowerCase());
  if (double)
    log.report(
      symbol.file,
      symbol.position,
      `Web Service does not support two web service methods with the same name: ${methodText(double)}`
    );
  const actions = symbol.methods.filter(({ annotations }) => annotationNamed(annotations, 'remoteaction') !== null);
  if (secondOf(actions, ({ name, parameters }) => `${name.toLowerCase()} ${parameters.length}`))
    log.report(
      symbol.file,
      symbol.position,
      'Remote Action does not support two remote action methods with the same name and same number of parameters'
    );
  for (const { position, parameters, returnType } of services) {
    const report: Report = (message) => log.report(symbol.file, position, message);
    for (const { type } of parameters) checkServiceType(type, 'methods', 'parameter type', report, library);
    if (returnType.kind !== 'void') checkServiceType(returnType, 'methods', 'return type', report, library);
  }
}

/** The first method whose key an earlier one has. */
function secondOf(methods: readonly MethodSymbol[], keyOf: (method: MethodSymbol) => string): MethodSymbol | undefined {
  return methods.find((method, index) => methods.findIndex((other) => keyOf(other) === keyOf(method)) < index);
}

/** @param role what the type is of: `parameter type`, `return type`, `type` of a field */
export function checkServiceType(
  type: ApexType,
  what: 'methods' | 'fields' | 'properties',
  role: 'parameter type' | 'return type' | 'type',
  report: Report,
  library: LibraryIndex
): void {
  const verdict = inMessages(type, library);
  if (verdict === 'no') report(`webService ${what} do not support ${role} of ${typeName(type)}`);
  if (verdict === 'unknown')
    report(`not supported by the local org: ${typeName(type)} as the ${role} of webservice ${what}`);
}

/** Types of the platform that no SOAP message has; of others nobody has said. */
const NOT_IN_MESSAGES = ['Set', 'Map', 'Iterable', 'Iterator', 'Exception', 'PageReference', 'Version'];

function inMessages(type: ApexType, library: LibraryIndex): 'yes' | 'no' | 'unknown' {
  if (type.kind === 'library') {
    if (isLibrary(type, 'List')) return inMessages(type.args[0]!, library);
    return NOT_IN_MESSAGES.some((name) => isLibrary(type, name)) || isException(type, library) ? 'no' : 'unknown';
  }
  if (type.kind === 'class') {
    const { kind, visibility } = type.definition;
    return kind === 'interface' || visibility !== 'global' || isException(type, library) ? 'no' : 'yes';
  }
  return isPrimitive(type, 'Object') ? 'no' : 'yes';
}

const NOT_REMOTE = ['Exception', 'PageReference', 'Version'];

/** Rules on a method with `@RemoteAction`. */
export function checkRemoteAction(method: MethodSymbol, report: Report): void {
  if (!method.isStatic) report('RemoteAction methods must be declared as static');
  if (method.visibility !== 'public' && method.visibility !== 'global')
    report('RemoteAction methods require at least one of the following global, public');
  const isRefused = (type: ApexType): boolean => NOT_REMOTE.some((name) => isLibrary(type, name));
  for (const { type } of method.parameters)
    if (isRefused(type)) report(`RemoteAction methods do not support parameter type of ${typeName(type)}`);
  if (isRefused(method.returnType))
    report(`RemoteAction methods do not support return type of ${typeName(method.returnType)}`);
}
