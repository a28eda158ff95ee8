/** Resolves `extends` and `implements` of every class and reports what cannot be a parent. */
import type { TypeRefContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { UNSUPPORTED } from '../problems.ts';
import type { ClassSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { isException, isOpenEnded } from '../typing/hierarchy.ts';
import { sameType, typeName, UNKNOWN } from '../typing/names.ts';
import type { TypeResolver } from '../typing/type-resolver.ts';
import type { World } from '../world.ts';
import type { ClassUnit } from './units.ts';

/** First pass: the types as named. Outer classes come before inner ones in `units`, so that inherited inner types are found. */
export function resolveHeaders(units: readonly ClassUnit[], world: World, resolver: TypeResolver): void {
  const ordered = [...units].sort((a, b) => Number(a.symbol.outer !== null) - Number(b.symbol.outer !== null));
  for (const { symbol, tree } of ordered) {
    if (tree.kind === 'enum') continue;
    const resolve = (context: TypeRefContext): ApexType => resolver.resolveOrReport(context, symbol);
    if (tree.kind === 'class' && tree.context.typeRef()) {
      const parent = resolve(tree.context.typeRef());
      if (isSuitableSuperclass(parent, tree.context.typeRef(), symbol, world)) symbol.superclass = parent;
      // Whether it can be extended, and what it hands down, is not known.
      else if (parent.kind === 'library' && parent.definition.isOfFacts) symbol.superclass = UNKNOWN;
    }
    const comma = tree.kind === 'interface' ? tree.context.typeList()?.COMMA_list()[0]?.symbol : undefined;
    if (comma) world.log.report(symbol.file, { line: comma.line, column: comma.column }, "Expecting '{' but was: ','");
    for (const context of tree.context.typeList()?.typeRef_list() ?? []) {
      const parent = resolve(context);
      if (parent.kind === 'unknown') symbol.interfaces.push(parent);
      else if (!isInterface(parent))
        world.log.report(symbol.file, positionOf(context), `Invalid interface: ${simpleName(parent)}`);
      else if (symbol.interfaces.some((other) => sameType(other, parent)))
        world.log.report(symbol.file, positionOf(context), `Interface already implemented: ${simpleName(parent)}`);
      else symbol.interfaces.push(parent);
    }
  }
}

/** Second pass, with all parents known: circles and the naming of exceptions. A circle is cut so that checking can go on. */
export function checkHeaders(units: readonly ClassUnit[], world: World): void {
  const circular = new Map<ClassSymbol, ClassSymbol>();
  for (const { symbol } of units) {
    const parent = parentsOf(symbol).find((each) => leadsTo(each, symbol, new Set()));
    if (parent) circular.set(symbol, parent);
  }
  for (const { symbol } of units) {
    const parent = circular.get(symbol);
    if (parent) {
      world.log.report(symbol.file, symbol.position, `Circular definition: ${parent.qualifiedName}`);
      symbol.superclass = null;
      symbol.interfaces = [];
      continue;
    }
    if (symbol.superclass?.kind === 'class' && !symbol.superclass.definition.isVirtual)
      world.log.report(
        symbol.file,
        symbol.position,
        `Non-virtual and non-abstract type cannot be extended: ${typeName(symbol.superclass)}`
      );
    const type: ApexType = { kind: 'class', definition: symbol };
    const namedException = symbol.name.toLowerCase().endsWith('exception');
    if (symbol.kind !== 'class') continue;
    if (isOpenEnded(type, world.library)) continue;
    if (isException(type, world.library)) {
      if (!namedException)
        world.log.report(
          symbol.file,
          symbol.position,
          `Classes extending Exception must have a name ending in Exception: ${symbol.qualifiedName}`
        );
      if (symbol.isTest && symbol.outer === null)
        world.log.report(
          symbol.file,
          symbol.position,
          'Only top-level non-exception class types can be marked as tests'
        );
    } else if (namedException) {
      world.log.report(
        symbol.file,
        symbol.position,
        `Exception class must extend another Exception class: ${symbol.qualifiedName}`
      );
    }
  }
}

function parentsOf({ superclass, interfaces }: ClassSymbol): ClassSymbol[] {
  return [superclass, ...interfaces].flatMap((type) => (type?.kind === 'class' ? [type.definition] : []));
}

function leadsTo(from: ClassSymbol, to: ClassSymbol, seen: Set<ClassSymbol>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return parentsOf(from).some((parent) => leadsTo(parent, to, seen));
}

function isSuitableSuperclass(
  parent: ApexType,
  context: TypeRefContext,
  symbol: ClassUnit['symbol'],
  world: World
): boolean {
  const report = (message: string, position = symbol.position): false => {
    world.log.report(symbol.file, position, message);
    return false;
  };
  if (parent.kind === 'unknown') return true;
  if (parent.kind === 'class') {
    if (parent.definition.kind !== 'class') return report(`Invalid class: ${simpleName(parent)}`, positionOf(context));
    return true;
  }
  if (parent.kind === 'library' && parent.definition.kind === 'class') {
    if (parent.definition.isOfFacts) return report(`${UNSUPPORTED}: classes that extend ${typeName(parent)}`);
    return parent.definition.extensible
      ? true
      : report(`Non-virtual and non-abstract type cannot be extended: ${typeName(parent)}`);
  }
  if (parent.kind === 'library' && parent.definition.kind !== 'class')
    return report(`Invalid class: ${simpleName(parent)}`, positionOf(context));
  return report(`Non-virtual and non-abstract type cannot be extended: ${typeName(parent)}`);
}

/** As written without what stands around it. */
function simpleName(type: ApexType): string {
  const name = typeName(type);
  return type.kind === 'class' || type.kind === 'library'
    ? name.slice(name.lastIndexOf('.', name.search(/<|$/)) + 1)
    : name;
}

function isInterface(type: ApexType): boolean {
  return (type.kind === 'class' || type.kind === 'library') && type.definition.kind === 'interface';
}
