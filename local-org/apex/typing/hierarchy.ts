/** Which types include which others. */
import type { ClassSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import type { LibraryIndex } from './library-index.ts';
import { type LibraryInstance, sameType } from './names.ts';

/** Direct parents: superclass first, then interfaces. */
export function parentsOf(type: ApexType, library: LibraryIndex): readonly ApexType[] {
  if (type.kind === 'class') {
    const { superclass, interfaces } = type.definition;
    return superclass ? [superclass, ...interfaces] : interfaces;
  }
  return type.kind === 'library' ? library.parents(type) : [];
}

/** All proper ancestors with the number of steps to each, nearest first; safe for circular definitions. */
export function ancestorsOf(
  type: ApexType,
  library: LibraryIndex
): Array<{ readonly type: ApexType; readonly steps: number }> {
  const result: Array<{ type: ApexType; steps: number }> = [];
  let level: readonly ApexType[] = [type];
  for (let steps = 1; level.length > 0; steps += 1) {
    const next: ApexType[] = [];
    for (const current of level) {
      for (const parent of parentsOf(current, library)) {
        if (sameType(parent, type) || result.some((known) => sameType(known.type, parent))) continue;
        result.push({ type: parent, steps });
        next.push(parent);
      }
    }
    level = next;
  }
  return result;
}

/** `type` itself or its ancestor that is the library type `name`, with arguments. */
export function asLibrary(type: ApexType, name: string, library: LibraryIndex): LibraryInstance | null {
  const lower = name.toLowerCase();
  const matches = (candidate: ApexType): candidate is LibraryInstance =>
    candidate.kind === 'library' && candidate.definition.name.toLowerCase() === lower;
  if (matches(type)) return type;
  return (
    ancestorsOf(type, library)
      .map((ancestor) => ancestor.type)
      .find(matches) ?? null
  );
}

/** Is something about the type not known, itself or one of its ancestors? Then nothing can be said to be wrong with it. */
export function isOpenEnded(type: ApexType, library: LibraryIndex): boolean {
  return (
    type.kind === 'unknown' ||
    (type.kind === 'class' && ancestorsOf(type, library).some((ancestor) => ancestor.type.kind === 'unknown'))
  );
}

export function isException(type: ApexType, library: LibraryIndex): boolean {
  return asLibrary(type, 'Exception', library) !== null || isOpenEnded(type, library);
}

/** Project classes from `symbol` up; safe for circular definitions. */
export function classChain(symbol: ClassSymbol): ClassSymbol[] {
  const chain: ClassSymbol[] = [];
  let current: ClassSymbol | null = symbol;
  while (current !== null && !chain.includes(current)) {
    chain.push(current);
    current = current.superclass?.kind === 'class' ? current.superclass.definition : null;
  }
  return chain;
}

export function outermost(symbol: ClassSymbol): ClassSymbol {
  return symbol.outer === null ? symbol : outermost(symbol.outer);
}
