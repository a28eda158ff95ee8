/** Who may use what. */
import type { Annotation, ClassSymbol, Visibility } from '../symbols.ts';
import { classChain, outermost } from './hierarchy.ts';

/** May code in `from` use a member of `owner` that is declared with `visibility`? */
export function isVisible(
  owner: ClassSymbol,
  visibility: Visibility,
  annotations: readonly Annotation[],
  from: ClassSymbol
): boolean {
  if (visibility === 'global') return true;
  // Of a package only what is global is there for others; none of its annotations opens more.
  if (owner.file.namespace !== from.file.namespace) return visibility === 'protected' && isInherited(owner, from);
  if (visibility === 'public') return true;
  if (outermost(owner) === outermost(from)) return true;
  if (from.isTest && annotations.some((annotation) => annotation.name === 'testvisible')) return true;
  return visibility === 'protected' && isInherited(owner, from);
}

function isInherited(owner: ClassSymbol, from: ClassSymbol): boolean {
  for (let scope: ClassSymbol | null = from; scope !== null; scope = scope.outer) {
    if (classChain(scope).includes(owner)) return true;
  }
  return false;
}

/** May code in `from` name the class? */
export function isClassVisible(symbol: ClassSymbol, from: ClassSymbol): boolean {
  if (symbol.file.namespace !== from.file.namespace && symbol.visibility !== 'global') return false;
  if (symbol.outer === null)
    return !symbol.isTest || from.isTest || symbol.visibility !== 'private' || symbol === outermost(from);
  return isVisible(symbol.outer, symbol.visibility, symbol.annotations, from) && isClassVisible(symbol.outer, from);
}
