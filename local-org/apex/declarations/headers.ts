/** Resolves `extends` and `implements` of every class and reports what cannot be a parent. */
import type { TypeRefContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { UNSUPPORTED } from '../problems.ts';
import type { ApexType } from '../types.ts';
import { ancestorsOf, classChain, isException, isOpenEnded } from '../typing/hierarchy.ts';
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
        world.log.report(symbol.file, positionOf(context), `Invalid interface: ${typeName(parent)}`);
      else if (symbol.interfaces.some((other) => sameType(other, parent)))
        world.log.report(symbol.file, positionOf(context), `Interface already implemented: ${typeName(parent)}`);
      else symbol.interfaces.push(parent);
    }
  }
}

/** Second pass, with all parents known: circles and the naming of exceptions. A circle is cut so that checking can go on. */
export function checkHeaders(units: readonly ClassUnit[], world: World): void {
  for (const { symbol } of units) {
    const chain = classChain(symbol);
    const last = chain[chain.length - 1]!;
    const circular = last.superclass?.kind === 'class' && chain.includes(last.superclass.definition);
    const inInterfaces = ancestorsOf({ kind: 'class', definition: symbol }, world.library).some(
      ({ type }) =>
        type.kind === 'class' &&
        [...type.definition.interfaces, type.definition.superclass].some(
          (parent) => parent?.kind === 'class' && parent.definition === symbol
        )
    );
    if (circular || inInterfaces) {
      world.log.report(symbol.file, symbol.position, `Circular definition: ${symbol.qualifiedName}`);
      symbol.superclass = null;
      symbol.interfaces = [];
      continue;
    }
    const type: ApexType = { kind: 'class', definition: symbol };
    const namedException = symbol.name.toLowerCase().endsWith('exception');
    if (symbol.kind !== 'class') continue;
    if (isOpenEnded(type, world.library)) continue;
    if (isException(type, world.library)) {
      if (!namedException)
        world.log.report(
          symbol.file,
          symbol.position,
          `Classes extending Exception must have a name ending in Exception: ${symbol.name}`
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
        `Exception class must extend another Exception class: ${symbol.name}`
      );
    }
  }
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
    if (parent.definition.kind !== 'class') return report(`Invalid class: ${typeName(parent)}`, positionOf(context));
    if (!parent.definition.isVirtual)
      report(`Non-virtual and non-abstract type cannot be extended: ${typeName(parent)}`);
    return true;
  }
  if (parent.kind === 'library' && parent.definition.kind === 'class') {
    if (parent.definition.isOfFacts) return report(`${UNSUPPORTED}: classes that extend ${typeName(parent)}`);
    return parent.definition.extensible
      ? true
      : report(`Non-virtual and non-abstract type cannot be extended: ${typeName(parent)}`);
  }
  if (parent.kind === 'library' && parent.definition.kind !== 'class')
    return report(`Invalid class: ${typeName(parent)}`, positionOf(context));
  return report(`Non-virtual and non-abstract type cannot be extended: ${typeName(parent)}`);
}

function isInterface(type: ApexType): boolean {
  return (type.kind === 'class' || type.kind === 'library') && type.definition.kind === 'interface';
}
