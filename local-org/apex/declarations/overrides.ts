/** Rules between a class and the classes that it inherits from: overriding, abstract methods, hidden fields. */
import { exceptionParameters } from '../expressions/constructors.ts';
import type { ClassSymbol, FieldSymbol, MethodSymbol } from '../symbols.ts';
import { ClassChecker } from './class-checker.ts';
import { ancestorsOf, classChain, isException, isOpenEnded, outermost } from '../typing/hierarchy.ts';
import { methodText, sameParameters } from '../typing/members.ts';
import { sameType, typeName } from '../typing/names.ts';
import { isVisible } from '../typing/visibility.ts';
import { implementsMember, isUnknown, returnTypesClash, sameSignature } from './contracts.ts';
import { ImplementationChecker } from './implementations.ts';
import { mustSayVisibility } from './methods.ts';

/** An override may be public where the overridden method is global. */
const VISIBILITY_RANK = { private: 0, protected: 1, public: 2, global: 2 } as const;

export class OverrideChecker extends ClassChecker {
  override check(): void {
    if (this.symbol.kind !== 'class') return;
    for (const method of this.symbol.methods) if (!method.isStatic) this.#override(method);
    for (const field of this.symbol.fields) this.#field(field);
    if (!this.symbol.isAbstract) this.#abstractMethods();
    this.#systemConstructors();
    new ImplementationChecker(this.world, this.conversions, this.symbol).check();
  }

  #systemConstructors(): void {
    const { library } = this.world;
    if (this.#isOpenEnded || !isException({ kind: 'class', definition: this.symbol }, library)) return;
    for (const { parameters, position } of this.symbol.constructors) {
      const types = parameters.map(({ type }) => type);
      const isSystems = exceptionParameters(this.world).some((other) => sameParameters(other, types));
      if (isSystems)
        this.report(
          position,
          `System exception constructor already defined: void <init>(${types.map(typeName).join(', ')})`
        );
    }
  }

  #override(method: MethodSymbol): void {
    const text = methodText(method);
    const parent = this.#inherited(method);
    if (parent === null) {
      const hidden = this.#hidden(method);
      if (hidden !== null) this.report(method.position, returnTypesClash(method, hidden));
      else if (
        method.isOverride &&
        !this.#isOpenEnded &&
        !this.#implementsPrivate(method) &&
        !this.#overridesPrivate(method) &&
        !this.#overridesLibrary(method)
      )
        this.report(method.position, `@Override specified for non-overriding method: ${text}`);
      return;
    }
    if (parent.isStatic)
      this.report(method.position, `Cannot override static method: ${methodText(parent)} with ${text}`);
    else if (!parent.isVirtual)
      this.report(method.position, `Non-virtual, non-abstract methods cannot be overridden: ${text}`);
    else if (!method.isOverride && !this.#isUnseen(parent))
      this.report(method.position, `Method must use the override keyword: ${text}`);
    else if (!sameType(parent.returnType, method.returnType) && !isUnknown(parent) && !isUnknown(method)) {
      this.report(method.position, returnTypesClash(method, parent));
    } else if (reducesVisibility(method, parent)) {
      this.report(method.position, `Cannot reduce the visibility of method: ${text}`);
    }
  }

  /** Abstract methods that say nothing are private, so elsewhere than in their file what implements them overrides nothing. */
  #isUnseen(parent: MethodSymbol): boolean {
    if (!parent.isAbstract || parent.saysVisibility) return false;
    return mustSayVisibility(this.symbol) || outermost(parent.owner) !== outermost(this.symbol);
  }

  get #isOpenEnded(): boolean {
    return isOpenEnded({ kind: 'class', definition: this.symbol }, this.world.library);
  }

  /** Abstract methods without a modifier are private and implemented all the same; they are reported where they stand. */
  #implementsPrivate(method: MethodSymbol): boolean {
    return classChain(this.symbol)
      .slice(1)
      .some((ancestor) => ancestor.methods.some((other) => other.isAbstract && sameSignature(other, method)));
  }

  /** Private virtual methods can be overridden where they are visible: in their own file, and in tests when @TestVisible. */
  #overridesPrivate(method: MethodSymbol): boolean {
    for (const ancestor of classChain(this.symbol).slice(1)) {
      const contract = ancestor.methods.find((other) => other.isVirtual && sameSignature(other, method));
      if (contract === undefined || !isVisible(ancestor, contract.visibility, contract.annotations, this.symbol))
        continue;
      this.symbol.bridges.push({ contract, method });
      return true;
    }
    return false;
  }

  /** The method of an ancestor that `method` overrides or clashes with; private ones of other classes do not count. */
  #inherited(method: MethodSymbol): MethodSymbol | null {
    for (const ancestor of classChain(this.symbol).slice(1)) {
      const found = ancestor.methods.find(
        (candidate) =>
          sameSignature(candidate, method) &&
          (candidate.visibility !== 'private' || this.#clashes(ancestor, candidate, method))
      );
      if (found) return found;
    }
    return null;
  }

  /** A private method of an ancestor with the same signature, which may stand beside it, and another result, which may not. */
  #hidden(method: MethodSymbol): MethodSymbol | null {
    for (const ancestor of classChain(this.symbol).slice(1)) {
      const found = ancestor.methods.find((candidate) => !candidate.isStatic && sameSignature(candidate, method));
      if (found && !isUnknown(found) && !isUnknown(method) && !sameType(found.returnType, method.returnType))
        return found;
    }
    return null;
  }

  /** Inside one file the private methods of a parent count too, but to be overridden for good they have to be virtual. */
  #clashes(ancestor: ClassSymbol, candidate: MethodSymbol, method: MethodSymbol): boolean {
    if (outermost(ancestor) !== outermost(this.symbol)) return false;
    return !(candidate.isVirtual && method.isOverride);
  }

  #overridesLibrary(method: MethodSymbol): boolean {
    const library = this.world.library;
    const object = library.internal('Object');
    const parents = ancestorsOf({ kind: 'class', definition: this.symbol }, library).map((ancestor) => ancestor.type);
    const holders = [...parents, ...(object ? [{ kind: 'library', definition: object, args: [] } as const] : [])];
    return holders.some(
      (holder) =>
        holder.kind === 'library' &&
        holder.definition.kind !== 'interface' &&
        // The platform's compiler knows `hashCode` and `toString` of any object, and not `equals`.
        !(holder.definition === object && method.name.toLowerCase() === 'equals') &&
        library.declaredMembers(holder, method.name).some((typed) => implementsMember(method, typed, this.conversions))
    );
  }

  #field(field: FieldSymbol): void {
    if (field.isStatic) return;
    for (const ancestor of classChain(this.symbol).slice(1)) {
      const other = ancestor.fields.find((candidate) => candidate.name.toLowerCase() === field.name.toLowerCase());
      if (!other) continue;
      if (other.visibility !== 'private' && !other.isStatic && (field.property || other.property))
        this.report(
          field.position,
          `not supported by the local org: a property that hides ${other.owner.qualifiedName}.${other.name}, or is hidden`
        );
      return;
    }
  }

  #abstractMethods(): void {
    const chain = classChain(this.symbol);
    chain.slice(1).forEach((ancestor, index) => {
      for (const method of ancestor.methods) {
        if (!method.isAbstract) continue;
        const nearer = chain.slice(0, index + 1);
        const implemented = nearer.some((candidate) =>
          candidate.methods.some((other) => !other.isAbstract && !other.isStatic && sameSignature(other, method))
        );
        if (!implemented && !isUnknown(method))
          this.report(
            method.position,
            `Class ${this.symbol.qualifiedName} must implement the abstract method: ${methodText(method)}`
          );
      }
    });
  }
}

/** What says nothing is private, below the versions that ask for it; abstract methods that say nothing take that. */
function reducesVisibility(method: MethodSymbol, parent: MethodSymbol): boolean {
  if (!method.saysVisibility && !parent.saysVisibility) return false;
  const visibility = method.saysVisibility ? method.visibility : 'private';
  return VISIBILITY_RANK[visibility] < VISIBILITY_RANK[parent.visibility];
}
