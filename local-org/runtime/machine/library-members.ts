/** The functions of the library catalogue by member key. */
import type { LibraryMember, LibraryType } from '../../apex/library.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

let members = new Map<string, LibraryMember>();

/** Installed by the machine when it loads a program. */
export function installLibrary(types: readonly LibraryType[]): void {
  members = new Map(types.flatMap((type) => type.members.map((member) => [member.key, member] as const)));
}

/** @throws Error when the catalogue has no such member: program and catalogue do not belong together */
export function libraryMember(key: string): LibraryMember {
  const member = members.get(key);
  if (member === undefined) throw new Error(`the library has no member ${key}; compile the program again`);
  return member;
}

export function memberImplementation(member: LibraryMember): AnyFunction {
  if (member.implementation === undefined) throw new Error(`${member.key} has no implementation`);
  return member.implementation as AnyFunction;
}

export function memberGetter(member: LibraryMember): AnyFunction {
  if (member.get === undefined) throw new Error(`${member.key} can not be read`);
  return member.get as AnyFunction;
}

export function memberSetter(member: LibraryMember): AnyFunction {
  if (member.set === undefined) throw new Error(`${member.key} can not be set`);
  return member.set as AnyFunction;
}
