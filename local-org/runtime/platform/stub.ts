/** `Test.createStub`: an instance of a project class whose methods ask a StubProvider (Apex Developer Guide, "Build a Mocking Framework with the Stub API"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { ApexObject } from '../machine/apex-object.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import type { ClassDefinition, MethodDefinition } from '../machine/class-definition.ts';
import { apexException } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';

const HANDLE =
  'Object handleMethodCall(Object stubbedObject, String stubbedMethodName, Type returnType, List<Type> listOfParamTypes, List<String> listOfParamNames, List<Object> listOfArgs)';

/** @throws System.TypeException for what the stub API does not take */
export function createStub(type: RuntimeType | null, provider: unknown): ApexInstance {
  if (type === null || provider === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const { definition } = type;
  if (definition === null || definition.kind === 'enum')
    throw apexException('TypeException', `Cannot create a stub of ${type.name}`);
  if (definition.outer !== null) throw apexException('TypeException', `Inner classes cannot be stubbed: ${type.name}`);
  if (runtimeType('SObject.AnyBatchable').isAssignableFrom(type))
    throw apexException('TypeException', `Classes that implement Batchable cannot be stubbed: ${type.name}`);
  const stub = definition.kind === 'interface' ? implementing(type) : definition.allocate();
  // The platform makes a class of its own for each stub, whose name shows (fflib-apex-mocks reads it off the text).
  Object.defineProperty(stub, 'shownName', { value: `${definition.simpleName}__sfdc_ApexStub` });
  for (const method of stubbed(definition)) {
    Object.defineProperty(stub, method.key, {
      configurable: true,
      value: (...args: readonly unknown[]) => answer(stub, providers.get(stub), method, args)
    });
  }
  provideStub(stub, provider);
  return stub;
}

const providers = new WeakMap<object, unknown>();

/** Makes `provider` answer for a stub. */
export function provideStub(stub: object, provider: unknown): void {
  providers.set(stub, provider);
}

/** Who answers for a stub; undefined for what is none. */
export function stubProvider(instance: object): unknown {
  return providers.get(instance);
}

/** An object of a class that nobody wrote, which implements the interface. */
function implementing(type: RuntimeType): ApexInstance {
  class Implementation extends ApexObject {}
  Object.defineProperty(Implementation.prototype, 'apexType', { value: type });
  return new Implementation();
}

/** Inherited ones included; the nearest declaration of a method comes first. Private and static ones keep their code. */
function stubbed(definition: ClassDefinition): MethodDefinition[] {
  const found = new Map<string, MethodDefinition>();
  const add = ({ methods, superclass, interfaces, kind }: ClassDefinition): void => {
    for (const method of methods)
      if (!method.isStatic && method.visibility !== 'private' && !found.has(method.key)) found.set(method.key, method);
    for (const parent of kind === 'interface' ? interfaces : [superclass])
      if (parent?.definition) add(parent.definition);
  };
  add(definition);
  return [...found.values()];
}

function answer(stub: ApexInstance, provider: unknown, method: MethodDefinition, args: readonly unknown[]): unknown {
  const list = (element: string, items: unknown[]): ApexList => new ApexList(runtimeType(`List<${element}>`), items);
  const result = invokeInterface(
    provider,
    `StubProvider.${HANDLE}`,
    stub,
    method.name,
    // `void.class`, which apexfarm/ApexTestKit compares it with.
    method.returnType ?? runtimeType('void'),
    list(
      'Type',
      method.parameters.map(({ type }) => type)
    ),
    list(
      'String',
      method.parameters.map(({ name }) => name)
    ),
    list('Object', [...args])
  );
  if (method.returnType === null) return null;
  if (result !== null && !method.returnType.isInstance(result)) {
    throw apexException('TypeException', `The stub's answer for ${method.name} is no ${method.returnType.name}`);
  }
  return result;
}

export const stubTypes: LibraryType[] = [libraryType('StubProvider', { kind: 'interface' }, { [HANDLE]: null })];
