/** Looks up fields and methods through classes, interfaces and the library. */
import type { ClassSymbol, FieldSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { classChain } from './hierarchy.ts';
import type { LibraryIndex, TypedMember } from './library-index.ts';
import { isPrimitive, type LibraryInstance, sameType, typeName } from './names.ts';

export type MethodCandidate =
  | {
      readonly kind: 'project';
      readonly parameters: readonly ApexType[];
      readonly type: ApexType;
      readonly isStatic: boolean;
      readonly method: MethodSymbol;
    }
  | {
      readonly kind: 'library';
      readonly parameters: readonly ApexType[];
      readonly type: ApexType;
      readonly isStatic: boolean;
      readonly typed: TypedMember;
      readonly takesElements: boolean;
    };

export class Members {
  readonly #library: LibraryIndex;

  constructor(library: LibraryIndex) {
    this.#library = library;
  }

  /** A field or property of the class or its ancestors. */
  field(symbol: ClassSymbol, name: string): FieldSymbol | null {
    const lower = name.toLowerCase();
    for (const current of classChain(symbol)) {
      const field = current.fields.find((candidate) => candidate.name.toLowerCase() === lower);
      if (field) return field;
    }
    return null;
  }

  /** Methods of that name; one that overrides hides the overridden. */
  methods(type: ApexType, name: string): MethodCandidate[] {
    const found: MethodCandidate[] = [];
    if (type.kind === 'class') {
      this.#classMethods(type.definition, name.toLowerCase(), found, new Set());
    } else {
      const holder = this.#library.methodsType(type);
      if (holder) this.#instanceMethods(holder, name, found);
    }
    if ((type.kind === 'class' || type.kind === 'library') && type.definition.kind === 'enum') {
      this.#libraryMethods(this.#library.internal('Enum'), name, found);
    }
    if (!isPrimitive(type, 'Object')) this.#libraryMethods(this.#library.internal('Object'), name, found);
    return found;
  }

  #classMethods(symbol: ClassSymbol, name: string, found: MethodCandidate[], seen: Set<ClassSymbol>): void {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    for (const method of symbol.methods) {
      if (method.name.toLowerCase() !== name) continue;
      const parameters = method.parameters.map((parameter) => parameter.type);
      add(found, { kind: 'project', parameters, type: method.returnType, isStatic: method.isStatic, method });
    }
    for (const parent of symbol.superclass ? [symbol.superclass, ...symbol.interfaces] : symbol.interfaces) {
      if (parent.kind === 'class') this.#classMethods(parent.definition, name, found, seen);
      else if (parent.kind === 'library') this.#instanceMethods(parent, name, found);
    }
  }

  #instanceMethods(holder: LibraryInstance, name: string, found: MethodCandidate[]): void {
    for (const typed of this.#library.members(holder, name)) {
      if (typed.member.kind !== 'method') continue;
      add(found, {
        kind: 'library',
        parameters: typed.parameters,
        type: typed.type,
        isStatic: typed.member.isStatic,
        typed,
        takesElements: holder.args.length > 0
      });
    }
  }

  #libraryMethods(definition: LibraryInstance['definition'] | null, name: string, found: MethodCandidate[]): void {
    if (definition) this.#instanceMethods({ kind: 'library', definition, args: [] }, name, found);
  }
}

function add(found: MethodCandidate[], candidate: MethodCandidate): void {
  // A static method may be the implementation of an interface's.
  const isContract = candidate.kind === 'project' && candidate.method.owner.kind === 'interface';
  if (
    !found.some(
      (known) =>
        (isContract || known.isStatic === candidate.isStatic) && sameParameters(known.parameters, candidate.parameters)
    )
  )
    found.push(candidate);
}

export function sameParameters(a: readonly ApexType[], b: readonly ApexType[]): boolean {
  return a.length === b.length && a.every((type, index) => sameType(type, b[index]!));
}

/** `void foo(Integer, String)`, as messages about calls print it. */
export function callText(name: string, types: readonly ApexType[], returnType = 'void'): string {
  return `${returnType} ${name}(${types.map(typeName).join(', ')})`;
}

/** `Integer Foo.bar(String)`, as messages about declared methods print it. */
export function methodText(method: MethodSymbol): string {
  return `${typeName(method.returnType)} ${method.owner.qualifiedName}.${method.name}(${method.parameters.map((parameter) => typeName(parameter.type)).join(', ')})`;
}
