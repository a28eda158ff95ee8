/** Members of library interfaces on whatever implements them: project classes, or types of the library. */
import { isApexInstance } from './apex-object.ts';
import { nullPointer } from './errors.ts';
import { typeOf } from './instance-of.ts';
import { libraryMember, memberImplementation } from './library-members.ts';
import { supertypes } from './assignable.ts';
import { typeRegistry } from './runtime-type.ts';
import type { RuntimeType } from './runtime-type.ts';

/** Does the object implement the member? */
export function implementsMember(object: unknown, key: string): boolean {
  return object !== null && find(object, key) !== null;
}

/**
 * The function behind an interface member, bound to the object.
 * @param key `LibraryMember.key`: `Comparable.Integer compareTo(Object other)`
 * @throws TypeError when the object does not implement it: the checker has seen to that
 */
export function implementationOf(object: unknown, key: string): (...args: readonly unknown[]) => unknown {
  if (object === null) throw nullPointer();
  const found = find(object, key);
  if (found === null)
    throw new TypeError(`${typeOf(object, typeRegistry())?.name ?? typeof object} does not implement ${key}`);
  return found;
}

/** Calls `Queueable.execute`, `Comparable.compareTo`, `Iterator.next` … */
export function invokeInterface(object: unknown, key: string, ...args: readonly unknown[]): unknown {
  return implementationOf(object, key)(...args);
}

type Bound = (...args: readonly unknown[]) => unknown;

function find(object: unknown, key: string): Bound | null {
  if (isApexInstance(object)) {
    const name = object.apexType.definition?.implementations.get(key);
    if (name === undefined) return null;
    // A static method may implement a method of the platform's interfaces.
    const own = object as unknown as Readonly<Record<string, Bound | undefined>>;
    const method = own[name] ?? (object.constructor as unknown as Readonly<Record<string, Bound | undefined>>)[name];
    if (method === undefined)
      throw new TypeError(`${object.apexType.name}: emitted method ${name} for ${key} is missing`);
    return (...args) => method.apply(object, [...args]);
  }
  const type = typeOf(object, typeRegistry());
  return type === null ? null : fromLibrary(object, type, key);
}

/** A library type implements an interface by a member of the same name and number of parameters. */
function fromLibrary(object: unknown, type: RuntimeType, key: string): Bound | null {
  const wanted = libraryMember(key);
  const own = type.library?.members.find(
    (member) =>
      member.name === wanted.name &&
      !member.isStatic &&
      arity(member.signature) === arity(wanted.signature) &&
      member.implementation !== undefined
  );
  if (own) {
    const implementation = memberImplementation(own);
    return (...args) => implementation(object, ...args);
  }
  for (const parent of supertypes(type)) {
    const inherited = fromLibrary(object, parent, key);
    if (inherited !== null) return inherited;
  }
  return null;
}

function arity(signature: string): number {
  const parameters = signature.slice(signature.indexOf('(') + 1, signature.lastIndexOf(')')).trim();
  if (parameters === '') return 0;
  return parameters.replace(/<[^()]*?>/g, '').split(',').length;
}
