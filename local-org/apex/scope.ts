/** Local variables and the surroundings of the body being checked. */
import { fail } from './problems.ts';
import type { ClassSymbol, FieldSymbol, LocalSymbol, MethodSymbol } from './symbols.ts';
import type { ApexType, Position } from './types.ts';
import type { Conversions } from './typing/conversions.ts';
import type { Members } from './typing/members.ts';
import type { TypeResolver } from './typing/type-resolver.ts';
import type { World } from './world.ts';

/** Services that are the same for the whole compilation. */
export interface Services {
  readonly world: World;
  readonly resolver: TypeResolver;
  readonly conversions: Conversions;
  readonly members: Members;
}

/** What kind of code the body is; decides what it may assign and refer to. */
export type BodyKind =
  | { readonly kind: 'method'; readonly method: MethodSymbol }
  | { readonly kind: 'initialiser' }
  | { readonly kind: 'fieldInitialiser'; readonly field: FieldSymbol }
  | { readonly kind: 'accessor'; readonly field: FieldSymbol; readonly isGetter: boolean }
  | { readonly kind: 'trigger'; readonly variables: TriggerVariables };

/** What `Trigger.…` names, by lower-case name. */
export type TriggerVariables = ReadonlyMap<string, ApexType>;

/** One body under check. Scopes open and close as the checker walks down; locals get numbers that are unique in the body. */
export class Body {
  readonly services: Services;
  readonly owner: ClassSymbol;
  readonly isStatic: boolean;
  readonly body: BodyKind;
  /** Null where `return` takes no value or is not allowed (initialisers). */
  readonly returnType: ApexType | null;
  loopDepth = 0;
  /** True until the first statement of a constructor is past. */
  constructorCallAllowed = false;
  /** Has `this(…)` or `super(…)` been seen, right or wrong? */
  namesConstructor = false;
  /** While the arguments of `this(…)` or `super(…)` are checked there is no instance yet. */
  inConstructorCall = false;
  /** Number of failures when the body began. */
  readonly failuresBefore: number;
  #scopes: Array<Map<string, LocalSymbol>> = [new Map<string, LocalSymbol>()];
  #hideable = new Set<LocalSymbol>();
  #nextIndex = 0;

  constructor(services: Services, owner: ClassSymbol, isStatic: boolean, body: BodyKind, returnType: ApexType | null) {
    this.services = services;
    this.owner = owner;
    this.isStatic = isStatic;
    this.body = body;
    this.returnType = returnType;
    this.failuresBefore = services.world.log.failures;
  }

  get isConstructor(): boolean {
    return this.body.kind === 'method' && this.body.method.name === '<init>';
  }

  get thisType(): ApexType {
    return { kind: 'class', definition: this.owner };
  }

  /** Makes parameters known; they keep their own numbers, which come first. */
  addParameters(parameters: readonly LocalSymbol[]): void {
    for (const parameter of parameters) {
      this.#scopes[0]!.set(parameter.name.toLowerCase(), parameter);
      this.#nextIndex = Math.max(this.#nextIndex, parameter.index + 1);
    }
  }

  /** Throws CompileFailure when the name is taken in this or an enclosing scope of the body. */
  declare(name: string, type: ApexType, isFinal: boolean, position: Position): LocalSymbol {
    const taken = this.local(name);
    if (taken && !this.#hideable.has(taken)) fail(position, `Duplicate variable: ${name}`);
    const symbol: LocalSymbol = { name, type, isFinal, position, index: this.#nextIndex };
    this.#nextIndex += 1;
    this.#scopes[this.#scopes.length - 1]!.set(name.toLowerCase(), symbol);
    return symbol;
  }

  /** As `declare`; the blocks inside may declare another variable of that name, which hides this one. */
  declareHideable(name: string, type: ApexType, position: Position): LocalSymbol {
    const symbol = this.declare(name, type, false, position);
    this.#hideable.add(symbol);
    return symbol;
  }

  local(name: string): LocalSymbol | null {
    const lower = name.toLowerCase();
    for (let index = this.#scopes.length - 1; index >= 0; index -= 1) {
      const found = this.#scopes[index]!.get(lower);
      if (found) return found;
    }
    return null;
  }

  /** All locals in scope, outermost first. */
  locals(): LocalSymbol[] {
    return this.#scopes.flatMap((scope) => [...scope.values()]);
  }

  /** Runs `work` as code that has no instance yet. */
  withoutInstance<T>(work: () => T): T {
    this.inConstructorCall = true;
    try {
      return work();
    } finally {
      this.inConstructorCall = false;
    }
  }

  scoped<T>(work: () => T): T {
    this.#scopes.push(new Map());
    try {
      return work();
    } finally {
      this.#scopes.pop();
    }
  }

  inLoop<T>(work: () => T): T {
    this.loopDepth += 1;
    try {
      return work();
    } finally {
      this.loopDepth -= 1;
    }
  }
}
