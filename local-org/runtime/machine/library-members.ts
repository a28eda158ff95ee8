/** The functions of the library catalogue by member key. */
import type { LibraryMember, LibraryType } from '../../apex/library.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;

let members = new Map<string, LibraryMember>();
/** Types of which a program names few: their members are made when one is called. */
let ofFacts = new Map<string, LibraryType>();

/** Installed by the machine when it loads a program. */
export function installLibrary(types: readonly LibraryType[]): void {
  const declared = types.filter((type) => !type.isOfFacts);
  members = new Map(declared.flatMap((type) => type.members.map((member) => [member.key, member] as const)));
  ofFacts = new Map(types.filter((type) => type.isOfFacts).map((type) => [type.name, type]));
}

/** The member of the type whose name the key begins with. */
function memberOfFacts(key: string): LibraryMember | undefined {
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    const found = ofFacts.get(key.slice(0, dot))?.members.find((member) => member.key === key);
    if (found !== undefined) members.set(key, found);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @throws Error when the catalogue has no such member: program and catalogue do not belong together */
export function libraryMember(key: string): LibraryMember {
  const member = members.get(key) ?? memberOfFacts(key);
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
