/** Turns written type names into types, by the platform's order: the class and its surroundings, the project, the library, sObjects. */
import type { CreatedNameContext, TypeListContext, TypeRefContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail } from '../problems.ts';
import type { ClassSymbol } from '../symbols.ts';
import { sobjectType } from '../sobjects.ts';
import type { ApexType, Position } from '../types.ts';
import type { World } from '../world.ts';
import { refuseBareCollection } from './bare-collections.ts';
import { isClassVisible } from './visibility.ts';
import { isLibrary, primitiveNamed, typeName, UNKNOWN } from './names.ts';

/** How deep type arguments may be nested, in the words of Salesforce's own compiler, which counts no further. */
const TOO_DEEP = 9;

interface Part {
  readonly name: string;
  readonly args: TypeListContext | null;
}

export class TypeResolver {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The type that `context` names, seen from `from`; what is wrong with it is placed at `position`. Throws CompileFailure. */
  resolve(context: TypeRefContext, from: ClassSymbol | null, position = positionOf(context)): ApexType {
    refuseBareCollection(context);
    const parts = context.typeName_list().map((part): Part => ({
      name: part.id()?.getText() ?? (part.LIST() ?? part.SET() ?? part.MAP()).getText(),
      args: part.typeArguments()?.typeList() ?? null
    }));
    return withinDepth(this.#withDimensions(this.#parts(parts, position, from), context), position);
  }

  #withDimensions(element: ApexType, context: TypeRefContext): ApexType {
    const dimensions = context.arraySubscripts()?.LBRACK_list().length ?? 0;
    let type = element;
    for (let count = 0; count < dimensions; count += 1) type = this.#world.library.list(type);
    return type;
  }

  /** Like `resolve`, but a wrong type is reported and becomes unknown, which fits everywhere: one error, not many. */
  resolveOrReport(context: TypeRefContext, from: ClassSymbol): ApexType {
    return this.#world.log.guard(from.file, () => this.resolve(context, from)) ?? UNKNOWN;
  }

  /** The type after `new`. */
  resolveCreated(context: CreatedNameContext, from: ClassSymbol | null, position: Position): ApexType {
    const parts = context
      .idCreatedNamePair_list()
      .map((part): Part => ({ name: part.anyId().getText(), args: part.typeList() ?? null }));
    return withinDepth(this.#parts(parts, position, from), position);
  }

  /** A dotted name without type arguments, or null. */
  lookup(names: readonly string[], from: ClassSymbol | null): ApexType | null {
    return this.#project(names, from) ?? this.#primitive(names) ?? this.#library(names) ?? this.#sobject(names);
  }

  #parts(parts: readonly Part[], position: Position, from: ClassSymbol | null): ApexType {
    const names = parts.map((part) => part.name);
    const type = this.lookup(names, from);
    if (type === null) fail(position, `Invalid type: ${names.join('.')}${this.#world.platform.typeName(names)}`);
    if (type.kind === 'class' && from !== null && !isClassVisible(type.definition, from))
      fail(position, `Type is not visible: ${typeName(type)}`);
    // The platform has it for itself.
    if (isLibrary(type, 'Currency')) fail(position, 'Type is not visible: CURRENCY');
    if (parts.slice(0, -1).some((part) => part.args !== null)) fail(position, `Invalid type: ${names.join('.')}`);
    const args = (parts[parts.length - 1]!.args?.typeRef_list() ?? []).map((arg) =>
      this.#argument(arg, from, position)
    );
    return this.#apply(type, args, position);
  }

  #argument(context: TypeRefContext, from: ClassSymbol | null, position: Position): ApexType {
    const parts = context.typeName_list().map((part): Part => ({
      name: part.id()?.getText() ?? (part.LIST() ?? part.SET() ?? part.MAP()).getText(),
      args: part.typeArguments()?.typeList() ?? null
    }));
    return this.#withDimensions(this.#parts(parts, position, from), context);
  }

  #apply(type: ApexType, args: readonly ApexType[], position: Position): ApexType {
    const expected = type.kind === 'library' ? type.definition.parameters.length : 0;
    if (args.length === expected) return type.kind === 'library' ? { ...type, args } : type;
    if (expected === 0) fail(position, `Type arguments provided for a non-parameterized type: ${typeName(type)}`);
    // The old interface is written without an argument as well; its elements are then objects.
    if (args.length === 0) fail(position, `No type arguments provided for a parameterized type: ${typeName(type)}`);
    return fail(
      position,
      `Invalid type argument count for ${typeName(type)}: expected ${expected} but found ${args.length}`
    );
  }

  #project(names: readonly string[], from: ClassSymbol | null): ApexType | null {
    const [first, ...rest] = names.map((name) => name.toLowerCase());
    if (first === undefined) return null;
    const start = this.#nearest(first, from) ?? this.#world.classNamed(first, from?.file.namespace ?? '');
    const found = start && descend(start, rest);
    if (found) return { kind: 'class', definition: found };
    if (rest.length > 0 && this.#world.isOwnNamespace(first)) {
      const outer = this.#world.classNamed(rest[0]!, first);
      const named = outer ? descend(outer, rest.slice(1)) : null;
      if (named) return { kind: 'class', definition: named };
    }
    return null;
  }

  /** Inner classes visible by their simple name: own, inherited, those of the outer class. */
  #nearest(name: string, from: ClassSymbol | null): ClassSymbol | null {
    for (let scope = from; scope !== null; scope = scope.outer) {
      if (scope.outer !== null && scope.name.toLowerCase() === name) return scope;
      const inner = innerOf(scope, name);
      if (inner) return inner;
    }
    return null;
  }

  #primitive(names: readonly string[]): ApexType | null {
    if (names.length === 1) return primitiveNamed(names[0]!);
    return names.length === 2 && names[0]!.toLowerCase() === 'system' ? primitiveNamed(names[1]!) : null;
  }

  #library(names: readonly string[]): ApexType | null {
    // `SObject` and `Object` are types of the language; the catalogue only holds their methods.
    const last = names[names.length - 1]!.toLowerCase();
    if (last === 'sobject' || last === 'aggregateresult') return null;
    const definition = this.#world.library.find(names.join('.'));
    return definition ? { kind: 'library', definition, args: [] } : null;
  }

  #sobject(names: readonly string[]): ApexType | null {
    const qualified =
      names.length === 2 && (names[0]!.toLowerCase() === 'schema' || names[0]!.toLowerCase() === 'system');
    if (names.length !== 1 && !qualified) return null;
    const name = this.#world.sobjects.nameOf(names[names.length - 1]!);
    return name === null ? null : sobjectType(name);
  }
}

function descend(start: ClassSymbol, names: readonly string[]): ClassSymbol | null {
  let current: ClassSymbol | null = start;
  for (const name of names) {
    current = innerOf(current, name);
    if (current === null) return null;
  }
  return current;
}

/** The inner class of that name, own or inherited. */
function withinDepth(type: ApexType, position: Position): ApexType {
  if (depthOf(type) >= TOO_DEEP)
    fail(position, `Exceeded max parameterized type depth: ${typeName(type)}, depth: ${TOO_DEEP}`);
  return type;
}

function depthOf(type: ApexType): number {
  return type.kind === 'library' && type.args.length > 0 ? 1 + Math.max(...type.args.map(depthOf)) : 0;
}

function innerOf(symbol: ClassSymbol | null, name: string): ClassSymbol | null {
  const seen = new Set<ClassSymbol>();
  for (let current = symbol; current !== null && !seen.has(current); current = parentClass(current)) {
    seen.add(current);
    const inner = current.inner.find((candidate) => candidate.name.toLowerCase() === name);
    if (inner) return inner;
  }
  return null;
}

/** The project class that `symbol` extends, if any. */
export function parentClass(symbol: ClassSymbol): ClassSymbol | null {
  return symbol.superclass?.kind === 'class' ? symbol.superclass.definition : null;
}
