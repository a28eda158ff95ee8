/** The library catalogue made ready for the compiler: types found by name, signatures parsed into types. */
import type { LibraryCatalog, LibraryMember, LibraryType } from '../library.ts';
import type { ApexType } from '../types.ts';
import { type LibraryInstance, primitiveNamed, SOBJECT, VOID } from './names.ts';
import { parseSignature, parseTypeText, type TypeText } from './signatures.ts';

/** A library member with its types, the type parameters of the owner replaced by arguments. */
export interface TypedMember {
  readonly member: LibraryMember;
  readonly parameters: readonly ApexType[];
  /** What a call or a read yields. */
  readonly type: ApexType;
}

interface Declared {
  readonly definition: LibraryType;
  readonly members: ReadonlyMap<string, readonly TypedMember[]>;
  readonly parents: readonly LibraryInstance[];
}

/**
 * Library types whose names begin so belong to the compiler: methods of sObject types such as
 * `Region__mdt.getAll()`. Source code cannot name them.
 */
export const INTERNAL_PREFIX = 'sobject.';

/** Holds the methods that every enum has. */
const ENUM = 'enum';

export class LibraryIndex {
  readonly #byName = new Map<string, LibraryType>();
  /** Of declared types, which may name each other so. */
  readonly #byShortName = new Map<string, LibraryType[]>();
  /** What stands before a dot in names of types. */
  readonly #namespaces = new Set<string>(['system', 'schema']);
  readonly #declared = new Map<LibraryType, Declared>();
  readonly #isSObject: (name: string) => string | null;

  /** `sobjectName` gives an object's name in its declared case, null when there is no such object. */
  constructor(catalog: LibraryCatalog, sobjectName: (name: string) => string | null) {
    this.#isSObject = sobjectName;
    for (const type of catalog.types) {
      const key = normalised(type.name);
      if (this.#byName.has(key)) throw new TypeError(`The library declares ${type.name} twice`);
      this.#byName.set(key, type);
      for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1))
        this.#namespaces.add(key.slice(0, dot));
      if (type.isOfFacts) continue;
      const short = key.slice(key.lastIndexOf('.') + 1);
      this.#byShortName.set(short, [...(this.#byShortName.get(short) ?? []), type]);
    }
  }

  /** By the name source code uses: any case, `System.` optional, `Schema.` optional as on the platform. */
  find(name: string): LibraryType | null {
    const key = normalised(name);
    if (key.startsWith(INTERNAL_PREFIX) || key === ENUM) return null;
    return this.#byName.get(key) ?? this.#byName.get(`schema.${key}`) ?? null;
  }

  /** Like `find`, but also the compiler's own types. */
  internal(name: string): LibraryType | null {
    return this.#byName.get(normalised(name)) ?? null;
  }

  /** Is `name` the first part of some library type's name (`Database`, `Schema`, `Messaging`)? */
  isNamespace(name: string): boolean {
    const key = name.toLowerCase();
    return `${key}.` !== INTERNAL_PREFIX && this.#namespaces.has(key);
  }

  /** A library type that the compiler itself needs. Throws when the catalogue lacks it. */
  need(name: string, args: readonly ApexType[] = []): LibraryInstance {
    const definition = this.internal(name) ?? this.find(name);
    if (definition === null) throw new TypeError(`The library has no type ${name}, which the compiler needs`);
    return { kind: 'library', definition, args };
  }

  list(element: ApexType): LibraryInstance {
    return this.need('List', [element]);
  }

  /** The library type that holds the methods of `type`, or null (`void`, `null`, project classes). */
  methodsType(type: ApexType): LibraryInstance | null {
    switch (type.kind) {
      case 'library':
        return type;
      case 'primitive':
        return this.#instance(type.name);
      case 'sobject':
        return this.#instance('SObject');
      default:
        return null;
    }
  }

  #instance(name: string): LibraryInstance | null {
    const definition = this.internal(name);
    return definition === null ? null : { kind: 'library', definition, args: [] };
  }

  /** Members of that name (any case) that the type itself declares, arguments put in. */
  declaredMembers(type: LibraryInstance, name: string): readonly TypedMember[] {
    const found = this.#declaration(type.definition).members.get(name.toLowerCase()) ?? [];
    return type.args.length === 0 ? found : found.map((member) => this.#withArguments(member, type));
  }

  /** All members that the type itself declares. */
  allDeclaredMembers(type: LibraryInstance): readonly TypedMember[] {
    const all = [...this.#declaration(type.definition).members.values()].flat();
    return type.args.length === 0 ? all : all.map((member) => this.#withArguments(member, type));
  }

  /** Parent class first, then interfaces, arguments put in. */
  parents(type: LibraryInstance): readonly LibraryInstance[] {
    const { parents } = this.#declaration(type.definition);
    return type.args.length === 0 ? parents : parents.map((parent) => this.substitute(parent, type) as LibraryInstance);
  }

  /** Members of that name, own before inherited; an overridden signature only once. */
  members(type: LibraryInstance, name: string): TypedMember[] {
    const result: TypedMember[] = [];
    const seen = new Set<string>();
    const visit = (current: LibraryInstance): void => {
      for (const member of this.declaredMembers(current, name)) {
        const signature = `${member.member.kind}(${member.parameters.map((parameter) => JSON.stringify(identity(parameter))).join()})`;
        if (!seen.has(signature)) {
          seen.add(signature);
          result.push(member);
        }
      }
      for (const parent of this.parents(current)) visit(parent);
    };
    visit(type);
    return result;
  }

  /** `type` with the parameters of `owner` replaced by the owner's arguments. */
  substitute(type: ApexType, owner: LibraryInstance): ApexType {
    if (type.kind === 'parameter') {
      const index = owner.definition.parameters.indexOf(type.name);
      return owner.args[index] ?? type;
    }
    if (type.kind !== 'library' || type.args.length === 0) return type;
    return { ...type, args: type.args.map((arg) => this.substitute(arg, owner)) };
  }

  #withArguments(typed: TypedMember, owner: LibraryInstance): TypedMember {
    return {
      member: typed.member,
      parameters: typed.parameters.map((parameter) => this.substitute(parameter, owner)),
      type: this.substitute(typed.type, owner)
    };
  }

  /** Parsed on first use: a project touches few of the library's types. */
  #declaration(definition: LibraryType): Declared {
    const known = this.#declared.get(definition);
    if (known) return known;
    const members = new Map<string, TypedMember[]>();
    const declared: Declared = {
      definition,
      members,
      parents: [...(definition.extends === undefined ? [] : [definition.extends]), ...definition.implements].map(
        (text) => this.#parent(text, definition)
      )
    };
    for (const member of definition.members) {
      const key = member.name.toLowerCase();
      members.set(key, [...(members.get(key) ?? []), this.#typed(member, definition)]);
    }
    this.#declared.set(definition, declared);
    return declared;
  }

  #parent(text: string, owner: LibraryType): LibraryInstance {
    const type = this.#resolve(parseTypeText(text), owner);
    if (type.kind !== 'library') throw new TypeError(`${owner.name}: ${text} cannot be a parent`);
    return type;
  }

  #typed(member: LibraryMember, owner: LibraryType): TypedMember {
    const signature = parseSignature(member.signature);
    return {
      member,
      parameters: signature.parameters.map((parameter) => this.#resolve(parameter, owner)),
      type:
        signature.type === null
          ? { kind: 'library', definition: owner, args: owner.parameters.map((name) => ({ kind: 'parameter', name })) }
          : this.#resolve(signature.type, owner)
    };
  }

  #resolve(text: TypeText, owner: LibraryType): ApexType {
    if (text.name === 'void') return VOID;
    if (owner.parameters.includes(text.name)) return { kind: 'parameter', name: text.name };
    const primitive = primitiveNamed(text.name);
    if (primitive) return primitive;
    if (text.name.toLowerCase() === 'sobject') return SOBJECT;
    if (text.name.toLowerCase() === 'aggregateresult') return { kind: 'sobject', name: 'AggregateResult' };
    const definition = this.internal(text.name) ?? this.find(text.name) ?? this.#unique(text.name);
    if (definition) return { kind: 'library', definition, args: text.args.map((arg) => this.#resolve(arg, owner)) };
    const sobject = this.#isSObject(text.name);
    if (sobject !== null) return { kind: 'sobject', name: sobject };
    throw new TypeError(`Library type ${owner.name} names the unknown type ${text.name}`);
  }

  #unique(name: string): LibraryType | null {
    const candidates = this.#byShortName.get(name.toLowerCase()) ?? [];
    return candidates.length === 1 ? candidates[0]! : null;
  }
}

function normalised(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith('system.') ? lower.slice('system.'.length) : lower;
}

/** A JSON-friendly identity of a type, for comparing parameter lists. */
function identity(type: ApexType): unknown {
  if (type.kind === 'library') return [type.definition.name, ...type.args.map(identity)];
  if (type.kind === 'class') return type.definition.qualifiedName;
  return 'name' in type ? `${type.kind}:${type.name.toLowerCase()}` : type.kind;
}
