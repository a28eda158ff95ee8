/** Interfaces of the project and of the library, and the library's classes: what a class has to implement, and what does. */
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { ClassChecker } from './class-checker.ts';
import { ancestorsOf, classChain, isOpenEnded } from '../typing/hierarchy.ts';
import type { TypedMember } from '../typing/library-index.ts';
import { callText, methodText, sameParameters } from '../typing/members.ts';
import { isPrimitive, type LibraryInstance, typeName } from '../typing/names.ts';
import { implementsMember, isSameValue, isUnknown, isWider, sameSignature } from './contracts.ts';

const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(['tostring', 'hashcode', 'equals']);

export class ImplementationChecker extends ClassChecker {
  /** Reports what is missing or wrong, and notes what implements what (`implementations`, `bridges` of the symbol). */
  override check(): void {
    const self: ApexType = { kind: 'class', definition: this.symbol };
    for (const { type } of ancestorsOf(self, this.world.library)) {
      if (type.kind === 'class' && type.definition.kind === 'interface') this.#projectInterface(type.definition);
      else if (type.kind === 'library') this.#libraryParent(type);
    }
    const object = this.world.library.internal('Object');
    if (object) this.#libraryParent({ kind: 'library', definition: object, args: [] });
  }

  #projectInterface(contract: ClassSymbol): void {
    if (this.symbol.isAbstract) return;
    for (const wanted of contract.methods) {
      const text = methodText(wanted);
      const fits = (method: MethodSymbol): boolean =>
        isWider(method, wanted, this.conversions) && this.#resultFits(method.returnType, wanted.returnType);
      const found = this.#find((method) => sameSignature(method, wanted) && fits(method)) ?? this.#find(fits);
      if (found !== null) {
        if (found.isStatic || !sameSignature(found, wanted)) this.#bridge(wanted, found);
        this.#requireSame(found.returnType, wanted.returnType, `the result of ${text}`, found.position);
        this.#requirePublic(found, text);
      } else if (!isUnknown(wanted)) {
        const types = wanted.parameters.map(({ type }) => type);
        this.#missing(wanted.name, types, text);
      }
    }
  }

  #resultFits(own: ApexType, wanted: ApexType): boolean {
    return own.kind === 'void' || wanted.kind === 'void'
      ? own.kind === wanted.kind
      : this.conversions.distance(own, wanted) !== null;
  }

  #bridge(contract: MethodSymbol, method: MethodSymbol): void {
    method.parameters.forEach(({ type }, index) => {
      const what = `a parameter of ${methodText(contract)}`;
      this.#requireSame(contract.parameters[index]!.type, type, what, method.position);
    });
    this.symbol.bridges.push({ contract, method });
  }

  /** The platform converts what is passed and returned on the way; the local org takes it as it is. */
  #requireSame(from: ApexType, to: ApexType, what: string, position: MethodSymbol['position']): void {
    if (from.kind !== 'void' && !isSameValue(from, to))
      this.report(position, `not supported by the local org: a ${typeName(from)} as the ${typeName(to)} of ${what}`);
  }

  /** Matches the project's methods to the members of a library type and fills `implementations`. */
  #libraryParent(parent: LibraryInstance): void {
    const isContract = parent.definition.kind === 'interface';
    const groups = new Map<string, TypedMember[]>();
    for (const typed of this.world.library.allDeclaredMembers(parent)) {
      if (typed.member.kind !== 'method' || typed.member.isStatic) continue;
      const key = callText(typed.member.name.toLowerCase(), typed.parameters);
      groups.set(key, [...(groups.get(key) ?? []), typed]);
    }
    for (const alternatives of groups.values()) {
      const wanted = alternatives[0]!;
      const text = `${typeName(wanted.type)} ${typeName(parent)}.${wanted.member.name}(${wanted.parameters.map(typeName).join(', ')})`;
      // Members that differ in their result only are alternatives: `Database.Batchable.start`.
      const matches = (method: MethodSymbol): boolean =>
        alternatives.some((typed) => implementsMember(method, typed, this.conversions));
      const found = this.#find(matches, isContract);
      if (found === null) {
        if (isContract && !this.symbol.isAbstract) this.#missing(wanted.member.name, wanted.parameters, text);
        continue;
      }
      if (isContract) {
        if (!this.symbol.isAbstract) this.#requirePublic(found, text);
      } else if (parent.definition.name !== 'Object') {
        if (found.owner === this.symbol)
          this.report(
            found.position,
            `not supported by the local org: overriding ${typeName(parent)}.${wanted.member.name}`
          );
        continue;
      } else if (found.owner === this.symbol && wanted.member.name.toLowerCase() === 'tostring' && !found.isOverride) {
        this.report(found.position, `Method must use the override keyword: ${methodText(found)}`);
      }
      for (const typed of alternatives) {
        if (implementsMember(found, typed, this.conversions)) this.symbol.implementations.set(typed.member.key, found);
      }
    }
  }

  /** Nothing implements an interface's method; unless something does in a way that the platform takes and the local org does not. */
  #missing(name: string, parameters: readonly ApexType[], text: string): void {
    if (isOpenEnded({ kind: 'class', definition: this.symbol }, this.world.library)) return;
    const named = classChain(this.symbol)
      .flatMap(({ methods }) => methods)
      .filter((method) => method.name.toLowerCase() === name.toLowerCase());
    if (named.some(isUnknown)) return;
    const similar = named.find((method) =>
      sameParameters(
        method.parameters.map(({ type }) => type),
        parameters
      )
    );
    // Every object has them, which Salesforce's compiler takes as the implementation (bobalicious/amoss).
    if (similar === undefined && OF_EVERY_OBJECT.has(name.toLowerCase()))
      this.report(this.symbol.position, `not supported by the local org: ${text}, left to what every object has`);
    else if (similar && text.startsWith('Id ') && isPrimitive(similar.returnType, 'String')) {
      this.report(similar.position, `not supported by the local org: a String as the result of ${text}`);
    } else this.report(this.symbol.position, `Class ${this.symbol.qualifiedName} must implement the method: ${text}`);
  }

  /** The nearest method that `matches`. Salesforce takes a class's own static one for an interface's, and calls it (apex-ls pull request 521). */
  #find(matches: (method: MethodSymbol) => boolean, takesStatic = true): MethodSymbol | null {
    const inherited = classChain(this.symbol).flatMap(({ methods }) => methods);
    const found = inherited.find((method) => !method.isStatic && matches(method));
    return found ?? (takesStatic ? this.symbol.methods.find(matches) : null) ?? null;
  }

  #requirePublic(method: MethodSymbol, text: string): void {
    if (method.visibility === 'public' || method.visibility === 'global') return;
    this.report(
      this.symbol.position,
      `${this.symbol.qualifiedName}: Overriding implementations of global or public interface methods must be global or public: ${text}`
    );
  }
}
