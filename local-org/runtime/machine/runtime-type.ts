/** Types at run time: interned per name, filled from the library catalogue, the org's objects and compiled classes. */
import type { LibraryType } from '../../apex/library.ts';
import { ApexEnumValue } from './apex-object.ts';
import type { ClassDefinition } from './class-definition.ts';
import { isInstance } from './instance-of.ts';
import { isAssignable } from './assignable.ts';
import { NotSupportedError } from './errors.ts';

export type RuntimeTypeKind = 'primitive' | 'sobject' | 'library' | 'class';

/** One type. There is one object per type and registry: compare with `===`. `System.Type` values are these objects. */
export class RuntimeType {
  /** As declared, type arguments without spaces: `List<Id>`, `Map<String,Account>`, `Outer.Inner`. */
  readonly name: string;
  readonly kind: RuntimeTypeKind;
  readonly args: readonly RuntimeType[];
  readonly library: LibraryType | null;
  readonly registry: TypeRegistry;
  readonly #definition: () => ClassDefinition | null;

  constructor(
    registry: TypeRegistry,
    name: string,
    kind: RuntimeTypeKind,
    args: readonly RuntimeType[],
    library: LibraryType | null,
    definition: () => ClassDefinition | null
  ) {
    this.registry = registry;
    this.name = name;
    this.kind = kind;
    this.args = args;
    this.library = library;
    this.#definition = definition;
  }

  /** Reflection data of a project class; null for every other type. */
  get definition(): ClassDefinition | null {
    return this.#definition();
  }

  /** Name without type arguments: `List`. */
  get baseName(): string {
    const open = this.name.indexOf('<');
    return open < 0 ? this.name : this.name.slice(0, open);
  }

  /** As `instanceof` decides; null belongs to no type. */
  isInstance(value: unknown): boolean {
    return value !== null && isInstance(this, value);
  }

  /** May a value of type `other` be held by a variable of this type without a cast? */
  isAssignableFrom(other: RuntimeType): boolean {
    return isAssignable(this, other);
  }

  /** The values of an enum in order, of the project or of the library; empty for other types. */
  get enumValues(): readonly ApexEnumValue[] {
    return this.registry.enumValues(this);
  }

  toString(): string {
    return this.name;
  }
}

export const PRIMITIVES = [
  'Boolean',
  'Integer',
  'Long',
  'Double',
  'Decimal',
  'String',
  'Id',
  'Date',
  'Datetime',
  'Time',
  'Blob',
  'Object'
] as const;
const COLLECTIONS = new Set(['list', 'set', 'map', 'iterable', 'iterator']);

/** Knows every type of one program. Names are looked up without regard to case. */
export class TypeRegistry {
  readonly #types = new Map<string, RuntimeType>();
  readonly #libraries = new Map<string, LibraryType>();
  readonly #objects = new Map<string, string>();
  readonly #leftOut = new Set<string>();
  readonly #classes = new Map<string, { readonly name: string; readonly definition: () => ClassDefinition }>();
  readonly #enumValues = new Map<RuntimeType, readonly ApexEnumValue[]>();

  constructor() {
    for (const name of PRIMITIVES)
      this.#types.set(name.toLowerCase(), new RuntimeType(this, name, 'primitive', [], null, () => null));
    // What `void.class` gives, and stubs hear of a method without a result; nothing is an instance of it.
    this.#types.set('void', new RuntimeType(this, 'void', 'primitive', [], null, () => null));
  }

  addLibrary(types: readonly LibraryType[]): void {
    for (const type of types) this.#libraries.set(type.name.toLowerCase(), type);
  }

  /** API names of the org's objects; `SObject` and `AggregateResult` are known anyway. */
  addObjects(names: Iterable<string>): void {
    for (const name of names) this.#objects.set(name.toLowerCase(), name);
  }

  /** Top-level classes of the project of which nothing is known but that they exist. */
  addLeftOut(names: Iterable<string>): void {
    for (const name of names) this.#leftOut.add(name.toLowerCase());
  }

  /** Does the name mean a class that was left out, or one inside of it? A namespace may stand before it. */
  isLeftOut(name: string): boolean {
    const [first, second] = name.toLowerCase().split('.');
    return (
      this.#leftOut.has(first!) || (second !== undefined && this.#leftOut.has(second) && this.find(first!) === null)
    );
  }

  addClass(name: string, definition: () => ClassDefinition): void {
    this.#classes.set(name.toLowerCase(), { name, definition });
  }

  /** The type of that name, or null: none. Classes of the project win over objects and library, as in Apex. */
  find(text: string): RuntimeType | null {
    const key = text.replace(/\s+/g, '').toLowerCase();
    const known = this.#types.get(key);
    if (known) return known;
    const made = this.#make(text.replace(/\s+/g, ''));
    if (made === null) return null;
    const interned = this.#types.get(made.name.toLowerCase()) ?? made;
    this.#types.set(interned.name.toLowerCase(), interned);
    this.#types.set(key, interned);
    return interned;
  }

  /** @throws NotSupportedError when nothing of that name is known */
  get(name: string): RuntimeType {
    const found = this.find(name);
    if (found === null) throw new NotSupportedError(`type ${name}`);
    return found;
  }

  /**
   * Are custom objects named with the namespace of the package, as in a version of it? In a project as it is written they
   * are not, and the platform would add it.
   */
  isSpelledOut(namespace: string): boolean {
    const custom = [...this.#objects.keys()].filter((name) => name.endsWith('__c'));
    return custom.length === 0 || custom.some((name) => name.startsWith(`${namespace.toLowerCase()}__`));
  }

  /** The library declaration of that name; `System.` may be left out or added, `Schema.` left out. */
  library(name: string): LibraryType | null {
    const key = name.toLowerCase();
    const plain = key.startsWith('system.') ? key.slice('system.'.length) : key;
    return (
      this.#libraries.get(plain) ??
      this.#libraries.get(`system.${plain}`) ??
      this.#libraries.get(`schema.${plain}`) ??
      null
    );
  }

  isObject(name: string): boolean {
    return this.#objects.has(name.toLowerCase());
  }

  enumValues(type: RuntimeType): readonly ApexEnumValue[] {
    let values = this.#enumValues.get(type);
    if (values === undefined) {
      const names = type.definition?.enumValueNames ?? type.library?.enumValues ?? [];
      const isOrdered = type.library?.isOfFacts !== true;
      values = names.map((name, ordinal) => new ApexEnumValue(type.name, name, isOrdered ? ordinal : null));
      this.#enumValues.set(type, values);
    }
    return values;
  }

  #make(text: string): RuntimeType | null {
    if (text.endsWith('[]')) return this.find(`List<${text.slice(0, -2)}>`);
    const open = text.indexOf('<');
    if (open > 0) return this.#makeGeneric(text.slice(0, open), splitArguments(text.slice(open + 1, -1)));
    const key = text.toLowerCase();
    const declared = this.#classes.get(key);
    if (declared) return new RuntimeType(this, declared.name, 'class', [], null, declared.definition);
    const object =
      key === 'sobject' ? 'SObject' : key === 'aggregateresult' ? 'AggregateResult' : this.#objects.get(key);
    if (object) return new RuntimeType(this, object, 'sobject', [], null, () => null);
    const library = this.library(text);
    if (library && library.parameters.length === 0) {
      const primitive = this.#types.get(library.name.toLowerCase());
      return primitive ?? new RuntimeType(this, library.name, 'library', [], library, () => null);
    }
    for (const prefix of ['system.', 'schema.'])
      if (key.startsWith(prefix)) return this.find(text.slice(prefix.length));
    return null;
  }

  #makeGeneric(base: string, argumentTexts: readonly string[]): RuntimeType | null {
    const library = this.library(base);
    // Collections exist before any catalogue is loaded, so that values can be used (and tested) by themselves.
    const name =
      library?.name ??
      (COLLECTIONS.has(base.toLowerCase()) ? base.charAt(0).toUpperCase() + base.slice(1).toLowerCase() : null);
    if (name === null) return null;
    const args = argumentTexts.map((text) => this.find(text));
    if (!args.every((arg) => arg !== null)) return null;
    return new RuntimeType(
      this,
      `${name}<${args.map((arg) => arg.name).join(',')}>`,
      'library',
      args,
      library,
      () => null
    );
  }
}

/** Splits `String,Map<Id,Account>` at top level. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '<') depth++;
    else if (char === '>') depth--;
    else if (at === text.length || (char === ',' && depth === 0)) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}

let current = new TypeRegistry();

/** The registry of the running program (before any is loaded: primitives and collections only). */
export function typeRegistry(): TypeRegistry {
  return current;
}

/** Installed by the machine when it loads a program, and whenever that program runs again after another. */
export function installTypeRegistry(registry: TypeRegistry): void {
  current = registry;
}

/**
 * The type of that name in the running program: `runtimeType('List<Id>')`.
 * @throws NotSupportedError when nothing of that name is known
 */
export function runtimeType(name: string): RuntimeType {
  return current.get(name);
}
