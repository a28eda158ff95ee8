/**
 * How the Apex library is declared: each type once, each member as an Apex signature beside its implementation.
 * The compiler reads the signatures, the runtime calls the implementations; the list of what is supported is this
 * catalogue and nothing else. The declarations themselves live in `runtime/`, above this layer.
 *
 * Signature grammar (parsed once, on load):
 *   `static String join(Iterable<Object> iterable, String separator)`   static method
 *   `Integer length()`                                        instance method
 *   `new(Integer capacity)`                                   constructor
 *   `static Integer MAX_VALUE`                                static constant or property (implementation is a getter function)
 *   `Integer size { get; }` / `Integer timeout { get; set; }` instance property (implementation `{ get, set }`)
 * Types may be primitives, sObjects, other library types (fully qualified or unique), type parameters of the owner,
 * `List<E>` and `E[]`.
 */
export interface LibraryType {
  /** Fully qualified as the guide prints it: `String`, `List`, `Database.QueryLocator`, `Schema.DescribeFieldResult`. `System.` may be left out by user code. */
  readonly name: string;
  /** `['E']` for List and Set, `['K','V']` for Map. */
  readonly parameters: readonly string[];
  readonly kind: 'class' | 'interface' | 'enum';
  /** Fully qualified name of the parent class (exceptions: `Exception`). */
  readonly extends?: string | undefined;
  /** With type arguments where generic: `Iterable<E>`. */
  readonly implements: readonly string[];
  /** May user classes extend it? (`Exception` and its built-in subclasses that Apex lets one extend.) */
  readonly extensible: boolean;
  readonly enumValues: readonly string[];
  /**
   * Made of the facts of the platform (`apex/platform/`), which tell less than a declaration: classes may be extensible,
   * the values of enums are in the order of their names.
   */
  readonly isOfFacts?: boolean;
  readonly members: readonly LibraryMember[];
  /** Does a runtime value belong to this type? Needed by casts and `instanceof`. */
  readonly isInstance?: (value: unknown) => boolean;
  /** How `JSON.deserialize` makes one; JSON of other library types is refused. */
  readonly json?: JsonForm;
}

export interface JsonForm {
  /** Names of members in JSON, with the types of their values. */
  readonly fields: Readonly<Record<string, string>>;
  /** Those that the text has, by their names in `fields`. */
  readonly read: (values: ReadonlyMap<string, unknown>) => unknown;
}

export interface LibraryMember {
  /** `Type.signature`, unique in the catalogue: `String.static String join(Iterable<Object> iterable, String separator)`. Emitted code refers to members by this key. */
  readonly key: string;
  readonly owner: string;
  readonly signature: string;
  readonly kind: 'method' | 'constructor' | 'constant' | 'property';
  readonly isStatic: boolean;
  readonly name: string;
  /**
   * static method: (...args); instance method: (self, ...args), self never null; constructor: (type, ...args) where
   * type is the runtime type with its arguments; constant: () => value; property: see get/set.
   * Interface members have no implementation: user classes supply it, or library types through their own members.
   */
  readonly implementation?: (...args: never[]) => unknown;
  readonly get?: (self: never) => unknown;
  readonly set?: (self: never, value: never) => void;
  /**
   * Names of the caller's context that the member needs (`'localVariables'`: Database.query with `:binds`).
   * `'query'`: the first argument is an inline query, handed over unrun. Empty for almost all.
   */
  readonly needs?: readonly ('localVariables' | 'query')[];
}

/** What `runtime/` hands to the compiler. */
export interface LibraryCatalog {
  readonly types: readonly LibraryType[];
}

type AnyFunction = (...args: never[]) => unknown;
interface PropertyAccessors {
  readonly get: (self: never) => unknown;
  readonly set?: (self: never, value: never) => void;
}

export interface LibraryTypeOptions {
  readonly parameters?: readonly string[];
  readonly kind?: LibraryType['kind'];
  readonly extends?: string;
  readonly implements?: readonly string[];
  readonly extensible?: boolean;
  readonly enumValues?: readonly string[];
  readonly isInstance?: (value: unknown) => boolean;
}

const PROPERTY = /^(?<static>static\s+)?(?<type>.+?)\s+(?<name>\w+)\s*(?<accessors>\{.*\})$/;
const CALL = /^(?<static>static\s+)?(?:(?<type>.+?)\s+)?(?<name>\w+)\s*\((?<params>.*)\)$/;
const CONSTANT = /^static\s+(?<type>.+?)\s+(?<name>\w+)$/;

/** Declares one library type. `members` maps a signature to its implementation (`null` for interface methods). */
export function libraryType(
  name: string,
  options: LibraryTypeOptions,
  members: Readonly<Record<string, AnyFunction | PropertyAccessors | null>>
): LibraryType {
  return {
    name,
    parameters: options.parameters ?? [],
    kind: options.kind ?? 'class',
    ...(options.extends === undefined ? {} : { extends: options.extends }),
    implements: options.implements ?? [],
    extensible: options.extensible ?? false,
    enumValues: options.enumValues ?? [],
    ...(options.isInstance === undefined ? {} : { isInstance: options.isInstance }),
    members: Object.entries(members).map(([signature, value]) => libraryMember(name, signature, value))
  };
}

function libraryMember(owner: string, signature: string, value: AnyFunction | PropertyAccessors | null): LibraryMember {
  const base = { key: `${owner}.${signature}`, owner, signature };
  const property = PROPERTY.exec(signature)?.groups;
  if (property) {
    if (value === null || typeof value === 'function')
      throw new TypeError(`${base.key}: a property needs { get, set }`);
    return {
      ...base,
      kind: 'property',
      isStatic: property['static'] !== undefined,
      name: property['name']!,
      get: value.get,
      ...(value.set ? { set: value.set } : {})
    };
  }
  const implementation = typeof value === 'function' ? { implementation: value } : {};
  const call = CALL.exec(signature)?.groups;
  if (call) {
    const name = call['name']!;
    return {
      ...base,
      kind: name === 'new' ? 'constructor' : 'method',
      isStatic: call['static'] !== undefined || name === 'new',
      name,
      ...implementation
    };
  }
  const constant = CONSTANT.exec(signature)?.groups;
  if (constant) return { ...base, kind: 'constant', isStatic: true, name: constant['name']!, ...implementation };
  throw new TypeError(`${base.key}: not a library signature`);
}
