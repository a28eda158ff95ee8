/** Rules between a class and what it inherits: overriding, abstract methods, interfaces of the project and the library. */
import { exceptionParameters } from '../expressions/constructors.ts';
import type { ClassSymbol, FieldSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import type { Conversions } from '../typing/conversions.ts';
import { ancestorsOf, classChain, isException, isOpenEnded } from '../typing/hierarchy.ts';
import type { TypedMember } from '../typing/library-index.ts';
import { callText, methodText, sameParameters } from '../typing/members.ts';
import { isPrimitive, type LibraryInstance, sameType, typeName } from '../typing/names.ts';
import { isVisible } from '../typing/visibility.ts';
import type { World } from '../world.ts';
import {
  implementsMember,
  isIdForText,
  isSameValue,
  isUnknown,
  isWider,
  narrowsRecords,
  returnTypesClash,
  sameSignature
} from './contracts.ts';

/** An override may be public where the overridden method is global. */
const VISIBILITY_RANK = { private: 0, protected: 1, public: 2, global: 2 } as const;

/** Before this API version an abstract method was implemented with or without `override`. */
const ABSTRACT_OVERRIDE_VERSION = 66;

export class OverrideChecker {
  readonly #world: World;
  readonly #conversions: Conversions;
  readonly #symbol: ClassSymbol;

  constructor(world: World, conversions: Conversions, symbol: ClassSymbol) {
    this.#world = world;
    this.#conversions = conversions;
    this.#symbol = symbol;
  }

  check(): void {
    if (this.#symbol.kind !== 'class') return;
    for (const method of this.#symbol.methods) if (!method.isStatic) this.#override(method);
    for (const field of this.#symbol.fields) this.#field(field);
    if (!this.#symbol.isAbstract) this.#abstractMethods();
    this.#systemConstructors();
    const self: ApexType = { kind: 'class', definition: this.#symbol };
    for (const { type } of ancestorsOf(self, this.#world.library)) {
      if (type.kind === 'class' && type.definition.kind === 'interface') this.#projectInterface(type.definition);
      else if (type.kind === 'library') this.#libraryParent(type);
    }
    const object = this.#world.library.internal('Object');
    if (object) this.#libraryParent({ kind: 'library', definition: object, args: [] });
  }

  #report(position: MethodSymbol['position'], message: string): void {
    this.#world.log.report(this.#symbol.file, position, message);
  }

  #systemConstructors(): void {
    const { library } = this.#world;
    if (this.#isOpenEnded || !isException({ kind: 'class', definition: this.#symbol }, library)) return;
    for (const { parameters, position } of this.#symbol.constructors) {
      const types = parameters.map(({ type }) => type);
      const isSystems = exceptionParameters(this.#world).some((other) => sameParameters(other, types));
      if (isSystems)
        this.#report(
          position,
          `System exception constructor already defined: <Constructor>(${types.map(typeName).join(', ')})`
        );
    }
  }

  #override(method: MethodSymbol): void {
    const text = methodText(method);
    const parent = this.#inherited(method);
    if (parent === null) {
      const hidden = this.#hidden(method);
      if (hidden !== null) this.#report(method.position, returnTypesClash(method, hidden));
      else if (
        method.isOverride &&
        !this.#isOpenEnded &&
        !this.#implementsPrivate(method) &&
        !this.#overridesPrivate(method) &&
        !this.#overridesLibrary(method)
      )
        this.#report(method.position, `@Override specified for non-overriding method: ${text}`);
      return;
    }
    if (parent.isStatic)
      this.#report(method.position, `Cannot override static method: ${methodText(parent)} with ${text}`);
    else if (!parent.isVirtual)
      this.#report(method.position, `Non-virtual, non-abstract methods cannot be overridden: ${text}`);
    else if (!method.isOverride && !(parent.isAbstract && this.#symbol.apiVersion < ABSTRACT_OVERRIDE_VERSION))
      this.#report(method.position, `Method must use the override keyword: ${text}`);
    else if (!sameType(parent.returnType, method.returnType) && !isUnknown(parent) && !isUnknown(method)) {
      this.#report(method.position, returnTypesClash(method, parent));
    } else if (VISIBILITY_RANK[method.visibility] < VISIBILITY_RANK[parent.visibility]) {
      this.#report(method.position, `Cannot reduce the visibility of method: ${text}`);
    }
  }

  get #isOpenEnded(): boolean {
    return isOpenEnded({ kind: 'class', definition: this.#symbol }, this.#world.library);
  }

  /** Abstract methods without a modifier are private and implemented all the same; they are reported where they stand. */
  #implementsPrivate(method: MethodSymbol): boolean {
    return classChain(this.#symbol)
      .slice(1)
      .some((ancestor) => ancestor.methods.some((other) => other.isAbstract && sameSignature(other, method)));
  }

  /** Private virtual methods can be overridden where they are visible: in their own file, and in tests when @TestVisible. */
  #overridesPrivate(method: MethodSymbol): boolean {
    for (const ancestor of classChain(this.#symbol).slice(1)) {
      const contract = ancestor.methods.find((other) => other.isVirtual && sameSignature(other, method));
      if (contract === undefined || !isVisible(ancestor, contract.visibility, contract.annotations, this.#symbol))
        continue;
      this.#symbol.bridges.push({ contract, method });
      return true;
    }
    return false;
  }

  /** The method of an ancestor that `method` overrides or clashes with; private ones of other classes do not count. */
  #inherited(method: MethodSymbol): MethodSymbol | null {
    for (const ancestor of classChain(this.#symbol).slice(1)) {
      const found = ancestor.methods.find(
        (candidate) => sameSignature(candidate, method) && candidate.visibility !== 'private'
      );
      if (found) return found;
    }
    return null;
  }

  /** A private method of an ancestor with the same signature, which may stand beside it, and another result, which may not. */
  #hidden(method: MethodSymbol): MethodSymbol | null {
    for (const ancestor of classChain(this.#symbol).slice(1)) {
      const found = ancestor.methods.find((candidate) => !candidate.isStatic && sameSignature(candidate, method));
      if (found && !isUnknown(found) && !isUnknown(method) && !sameType(found.returnType, method.returnType))
        return found;
    }
    return null;
  }

  #overridesLibrary(method: MethodSymbol): boolean {
    const library = this.#world.library;
    const object = library.internal('Object');
    const parents = ancestorsOf({ kind: 'class', definition: this.#symbol }, library).map((ancestor) => ancestor.type);
    const holders = [...parents, ...(object ? [{ kind: 'library', definition: object, args: [] } as const] : [])];
    return holders.some(
      (holder) =>
        holder.kind === 'library' &&
        library.declaredMembers(holder, method.name).some((typed) => implementsMember(method, typed, this.#conversions))
    );
  }

  #field(field: FieldSymbol): void {
    for (const ancestor of classChain(this.#symbol).slice(1)) {
      const other = ancestor.fields.find((candidate) => candidate.name.toLowerCase() === field.name.toLowerCase());
      if (!other) continue;
      if (field.property?.isOverride) {
        if (!other.property || !(other.property.isVirtual || other.property.isAbstract)) {
          this.#report(
            field.position,
            `Non-virtual, non-abstract methods cannot be overridden: ${other.owner.qualifiedName}.${other.name}`
          );
        }
      } else if (
        other.visibility !== 'private' &&
        !field.isStatic &&
        !other.isStatic &&
        (field.property || other.property)
      ) {
        this.#report(
          field.position,
          `not supported by the local org: a property that hides ${other.owner.qualifiedName}.${other.name}, or is hidden`
        );
      }
      return;
    }
    if (field.property?.isOverride && !this.#isOpenEnded)
      this.#report(
        field.position,
        `@Override specified for non-overriding method: ${this.#symbol.qualifiedName}.${field.name}`
      );
  }

  #abstractMethods(): void {
    const chain = classChain(this.#symbol);
    chain.slice(1).forEach((ancestor, index) => {
      for (const method of ancestor.methods) {
        if (!method.isAbstract) continue;
        const nearer = chain.slice(0, index + 1);
        const implemented = nearer.some((candidate) =>
          candidate.methods.some((other) => !other.isAbstract && sameSignature(other, method))
        );
        if (!implemented && !isUnknown(method))
          this.#report(
            this.#symbol.position,
            `Class ${this.#symbol.qualifiedName} must implement the abstract method: ${methodText(method)}`
          );
      }
      for (const field of ancestor.fields) {
        if (!field.property?.isAbstract) continue;
        const implemented = chain
          .slice(0, index + 1)
          .some((candidate) => candidate.fields.some((other) => other.name.toLowerCase() === field.name.toLowerCase()));
        if (!implemented)
          this.#report(
            this.#symbol.position,
            `Class ${this.#symbol.qualifiedName} must implement the abstract method: ${typeName(field.type)} ${ancestor.qualifiedName}.${field.name}`
          );
      }
    });
  }

  #projectInterface(contract: ClassSymbol): void {
    for (const wanted of contract.methods) {
      const same = this.#find((method) => sameSignature(method, wanted));
      const found = same ?? this.#find((method) => isWider(method, wanted, this.#conversions));
      if (same === null && found !== null) this.#bridge(wanted, found);
      if (found === null) {
        if (!this.#symbol.isAbstract && !isUnknown(wanted))
          this.#missing(
            wanted.name,
            wanted.parameters.map(({ type }) => type),
            methodText(wanted)
          );
        continue;
      }
      if (
        !this.#conversions.isSubtype(found.returnType, wanted.returnType) &&
        !narrowsRecords(wanted.returnType, found.returnType, this.#conversions) &&
        !isIdForText(found.returnType, wanted.returnType) &&
        !isUnknown(found) &&
        !isUnknown(wanted)
      ) {
        this.#report(found.position, returnTypesClash(found, wanted));
      }
      this.#requirePublic(found, methodText(wanted));
    }
  }

  #bridge(contract: MethodSymbol, method: MethodSymbol): void {
    method.parameters.forEach(({ type }, index) => {
      const from = contract.parameters[index]!.type;
      if (!isSameValue(from, type))
        this.#report(
          method.position,
          `not supported by the local org: a parameter of type ${typeName(type)} for the ${typeName(from)} of ${methodText(contract)}`
        );
    });
    this.#symbol.bridges.push({ contract, method });
  }

  /** Matches the project's methods to the members of a library type and fills `implementations`. */
  #libraryParent(parent: LibraryInstance): void {
    const isContract = parent.definition.kind === 'interface';
    const groups = new Map<string, TypedMember[]>();
    for (const typed of this.#world.library.allDeclaredMembers(parent)) {
      if (typed.member.kind !== 'method' || typed.member.isStatic) continue;
      const key = callText(typed.member.name.toLowerCase(), typed.parameters);
      groups.set(key, [...(groups.get(key) ?? []), typed]);
    }
    for (const alternatives of groups.values()) {
      const wanted = alternatives[0]!;
      const text = `${typeName(wanted.type)} ${typeName(parent)}.${wanted.member.name}(${wanted.parameters.map(typeName).join(', ')})`;
      // Members that differ in their result only are alternatives: `Database.Batchable.start`.
      const matches = (method: MethodSymbol): boolean =>
        alternatives.some((typed) => implementsMember(method, typed, this.#conversions));
      // Salesforce takes a static method for one of its own interfaces, and calls it (apex-ls pull request 521).
      const found = this.#find(matches) ?? (isContract ? this.#find(matches, 'static') : null);
      if (found === null) {
        if (isContract && !this.#symbol.isAbstract) this.#missing(wanted.member.name, wanted.parameters, text);
        continue;
      }
      if (isContract) this.#requirePublic(found, text);
      else if (parent.definition.name !== 'Object') {
        if (found.owner === this.#symbol)
          this.#report(
            found.position,
            `not supported by the local org: overriding ${typeName(parent)}.${wanted.member.name}`
          );
        continue;
      } else if (found.owner === this.#symbol && wanted.member.name.toLowerCase() === 'tostring' && !found.isOverride) {
        this.#report(found.position, `Method must use the override keyword: ${methodText(found)}`);
      }
      for (const typed of alternatives) {
        if (implementsMember(found, typed, this.#conversions))
          this.#symbol.implementations.set(typed.member.key, found);
      }
    }
  }

  /** Nothing implements an interface's method; unless something does in a way that the platform takes and the local org does not. */
  #missing(name: string, parameters: readonly ApexType[], text: string): void {
    if (this.#isOpenEnded) return;
    const named = classChain(this.#symbol)
      .flatMap(({ methods }) => methods)
      .filter((method) => method.name.toLowerCase() === name.toLowerCase());
    if (named.some(isUnknown)) return;
    const similar = named.find((method) =>
      sameParameters(
        method.parameters.map(({ type }) => type),
        parameters
      )
    );
    if (similar?.isStatic)
      this.#report(
        similar.position,
        `not supported by the local org: a static method as the implementation of ${text}`
      );
    else if (similar && text.startsWith('Id ') && isPrimitive(similar.returnType, 'String')) {
      this.#report(similar.position, `not supported by the local org: a String as the result of ${text}`);
    } else
      this.#report(this.#symbol.position, `Class ${this.#symbol.qualifiedName} must implement the method: ${text}`);
  }

  #find(matches: (method: MethodSymbol) => boolean, kind: 'instance' | 'static' = 'instance'): MethodSymbol | null {
    for (const current of classChain(this.#symbol)) {
      const found = current.methods.find((method) => method.isStatic === (kind === 'static') && matches(method));
      if (found) return found;
    }
    return null;
  }

  #requirePublic(method: MethodSymbol, text: string): void {
    if (method.visibility === 'public' || method.visibility === 'global') return;
    this.#report(
      method.position,
      `${this.#symbol.qualifiedName}: Overriding implementations of global or public interface methods must be global or public: ${text}`
    );
  }
}
