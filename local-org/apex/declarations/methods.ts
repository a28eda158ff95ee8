/** From the trees of methods and constructors to their symbols, and the rules on a method by itself. */
import type {
  ConstructorDeclarationContext,
  InterfaceMethodDeclarationContext,
  MethodDeclarationContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import type { ClassSymbol, LocalSymbol, MethodSymbol, Visibility } from '../symbols.ts';
import type { ApexType, Position } from '../types.ts';
import { methodText, sameParameters } from '../typing/members.ts';
import { typeName, VOID } from '../typing/names.ts';
import type { TypeResolver } from '../typing/type-resolver.ts';
import type { World } from '../world.ts';
import { checkIdentifier } from './identifiers.ts';
import { mangle } from './mangle.ts';
import { checkModifiers } from './modifier-rules.ts';
import { annotationNamed, type Modifiers, readModifiers } from './modifiers.ts';
import { declareParameters } from './parameters.ts';
import type { BodiesUnit } from './units.ts';

const MAX_PARAMETERS = 32;
/** From this API version on, abstract and override methods say who may see them. */
const EXPLICIT_ACCESS_VERSION = 65;
export function mustSayVisibility({ apiVersion }: Pick<ClassSymbol, 'apiVersion'>): boolean {
  return apiVersion >= EXPLICIT_ACCESS_VERSION;
}

/** What test classes at the top declare, and no others. */
const TOP_LEVEL = ['testMethod', 'IsTest', 'TestSetup'];

export class MethodDeclarer {
  readonly #world: World;
  readonly #resolver: TypeResolver;
  readonly #unit: BodiesUnit;
  readonly #symbol: ClassSymbol;

  constructor(world: World, resolver: TypeResolver, unit: BodiesUnit) {
    this.#world = world;
    this.#resolver = resolver;
    this.#unit = unit;
    this.#symbol = unit.symbol;
  }

  /** Adds one method. @throws CompileFailure when a type of its signature is wrong */
  method(context: MethodDeclarationContext, modifiers: Modifiers): void {
    const position = positionOf(context.id());
    const method = this.#newMethod({
      name: nameOf(context.id()),
      returnType: context.VOID() ? VOID : this.#resolver.resolveOrReport(context.typeRef(), this.#symbol),
      parameters: declareParameters(context.formalParameters(), this.#symbol, this.#world, this.#resolver),
      position,
      modifiers,
      visibility: modifiers.visibility ?? this.#defaultVisibility(modifiers)
    });
    checkModifiers(modifiers, 'method', position, this.#symbol, this.#world.log);
    this.#placement(method, modifiers);
    const block = context.block();
    const hasNone = method.isAbstract || (method.isOverride && !block && this.#symbol.isAbstract);
    if (method.isAbstract && block) this.#report(position, 'Abstract methods cannot have a body');
    else if (!hasNone && !block) this.#report(position, 'Method must have a body');
    if (this.#add(this.#symbol.methods, method) && block && !method.isAbstract)
      this.#unit.bodies.push({ kind: 'method', method, block });
  }

  /** Rules on a method and the class that it stands in. */
  #placement(method: MethodSymbol, modifiers: Modifiers): void {
    const { position } = method;
    if (this.#symbol.outer !== null)
      for (const name of ['static', ...TOP_LEVEL])
        if (modifiers.names.includes(name))
          this.#report(position, `${name} can only be used on methods of a top level type`);
    if (method.isAbstract && !this.#symbol.isAbstract)
      this.#report(position, 'Defining type for abstract methods must be declared as abstract');
    this.#inheritable(method);
    requireGlobal(this.#symbol, modifiers, 'methods', position, this.#world);
    this.#requireGlobalTypes(method);
    if (method.visibility === 'protected' && !this.#symbol.isVirtual && !method.isOverride)
      this.#report(position, 'New protected methods cannot be defined in non-virtual classes');
  }

  /** What everybody may call names only types that everybody may name; SOAP has a rule of its own. */
  #requireGlobalTypes(method: MethodSymbol): void {
    if (method.visibility !== 'global' || method.isWebService) return;
    for (const { type } of method.parameters)
      if (!isGlobal(type))
        this.#report(method.position, `global methods do not support parameter type of ${typeName(type)}`);
    if (!isGlobal(method.returnType))
      this.#report(method.position, `global methods do not support return type of ${typeName(method.returnType)}`);
  }

  /** Source: "Apex Versioned Behavior Changes" (65.0) in the Apex Developer Guide. */
  #inheritable(method: MethodSymbol): void {
    const kind = method.isAbstract ? 'abstract' : 'override';
    const mustSay = mustSayVisibility(this.#symbol);
    if (method.visibility === 'private' && (method.isAbstract || method.isOverride) && mustSay)
      this.#report(method.position, `${kind} methods require at least one of the following global, public, protected`);
  }

  /**
   * Before they had to say so, methods that are there to be overridden were overridden in subclasses wherever those
   * stood, as public code of those versions does.
   */
  #defaultVisibility({ isAbstract, isOverride }: Modifiers): Visibility {
    const inherited = isAbstract || isOverride;
    return inherited && !mustSayVisibility(this.#symbol) ? 'protected' : 'private';
  }

  /** Adds a method of an interface, which is as visible as the interface; the grammar of the platform has no modifiers there. */
  interfaceMethod(context: InterfaceMethodDeclarationContext): void {
    const trees = context.modifier_list();
    const modifiers = readModifiers(trees, this.#symbol.file, this.#world.log);
    const [first] = trees;
    if (first) {
      const { text } = first.start;
      const inner = this.#symbol.outer !== null;
      this.#report(positionOf(first), inner ? `Missing '}' at '${text}'` : `Expecting '}' but was: '${text}'`);
    }
    const method = this.#newMethod({
      name: nameOf(context.id()),
      returnType: context.VOID() ? VOID : this.#resolver.resolveOrReport(context.typeRef(), this.#symbol),
      parameters: declareParameters(context.formalParameters(), this.#symbol, this.#world, this.#resolver),
      position: positionOf(context.id()),
      modifiers: { ...modifiers, isAbstract: true },
      visibility: this.#symbol.visibility === 'global' ? 'global' : 'public'
    });
    this.#requireGlobalTypes(method);
    this.#add(this.#symbol.methods, method);
  }

  /** Adds a constructor. @throws CompileFailure when a type of its parameters is wrong */
  constructorMethod(context: ConstructorDeclarationContext, modifiers: Modifiers): void {
    const name = context.qualifiedName().getText();
    const position = positionOf(context.qualifiedName());
    if (name.toLowerCase() !== this.#symbol.name.toLowerCase()) {
      this.#report(position, `Invalid constructor name: ${name}`);
      return;
    }
    checkModifiers(modifiers, 'constructor', position, this.#symbol, this.#world.log);
    requireGlobal(this.#symbol, modifiers, 'constructors', position, this.#world);
    if (modifiers.visibility === 'protected' && !this.#symbol.isVirtual)
      this.#report(position, 'New protected methods cannot be defined in non-virtual classes');
    const method = this.#newMethod({
      name: '<init>',
      returnType: VOID,
      parameters: declareParameters(context.formalParameters(), this.#symbol, this.#world, this.#resolver),
      position,
      modifiers,
      visibility: modifiers.visibility ?? 'private'
    });
    this.#requireGlobalTypes(method);
    if (this.#add(this.#symbol.constructors, method))
      this.#unit.bodies.push({ kind: 'method', method, block: context.block() });
  }

  #newMethod(given: {
    name: string;
    returnType: ApexType;
    parameters: readonly LocalSymbol[];
    position: Position;
    modifiers: Modifiers;
    visibility: Visibility;
  }): MethodSymbol {
    const { modifiers } = given;
    if (given.name !== '<init>')
      checkIdentifier(given.name, 'method', given.position, this.#symbol.file, this.#world.log);
    if (given.parameters.length > MAX_PARAMETERS)
      this.#report(given.position, `Invalid number of parameters exceeds: ${MAX_PARAMETERS}`);
    const isPrivateMethod = given.visibility === 'private' && !modifiers.isStatic && given.name !== '<init>';
    return {
      name: given.name,
      owner: this.#symbol,
      parameters: given.parameters,
      returnType: given.returnType,
      position: given.position,
      visibility: given.visibility,
      saysVisibility: modifiers.visibility !== null,
      isStatic: modifiers.isStatic,
      isAbstract: modifiers.isAbstract,
      isVirtual: modifiers.isVirtual || modifiers.isAbstract,
      isOverride: modifiers.isOverride,
      isTestMethod: modifiers.isTestMethod,
      isWebService: modifiers.names.includes('webService'),
      isTest: modifiers.isTestMethod || annotationNamed(modifiers.annotations, 'istest') !== null,
      annotations: modifiers.annotations,
      mangledName: mangle(
        given.name,
        given.parameters.map((parameter) => parameter.type),
        isPrivateMethod ? this.#symbol.qualifiedName : null
      ),
      hasHead: true,
      body: null
    };
  }

  #add(to: MethodSymbol[], method: MethodSymbol): boolean {
    const types = method.parameters.map((parameter) => parameter.type);
    const double =
      types.every(({ kind }) => kind !== 'unknown') &&
      to.some(
        (other) =>
          other.name.toLowerCase() === method.name.toLowerCase() &&
          sameParameters(
            other.parameters.map((parameter) => parameter.type),
            types
          )
      );
    if (double) {
      this.#report(
        method.position,
        `Method already defined: ${method.name} ${methodText(method)} from the type ${this.#symbol.qualifiedName}`
      );
      return false;
    }
    to.push(method);
    return true;
  }

  #report(position: Position, message: string): void {
    this.#world.log.report(this.#symbol.file, position, message);
  }
}

function isGlobal(type: ApexType): boolean {
  if (type.kind === 'class') return type.definition.visibility === 'global';
  return type.kind !== 'library' || type.args.every(isGlobal);
}

/** What is global, or open to SOAP, stands in classes that are global themselves. */
export function requireGlobal(
  symbol: ClassSymbol,
  modifiers: Modifiers,
  what: 'methods' | 'constructors' | 'fields' | 'properties',
  position: Position,
  { log }: World
): void {
  const isService = modifiers.names.includes('webService');
  if (modifiers.visibility !== 'global' && !isService) return;
  const kind = isService ? 'webService' : 'global';
  if (isService && what === 'methods' && !modifiers.isStatic)
    log.report(symbol.file, position, 'webService methods must be declared as static');
  if (symbol.visibility !== 'global')
    log.report(symbol.file, position, `Defining type for ${kind} ${what} must be declared as global`);
  if (symbol.outer !== null && symbol.outer.visibility !== 'global' && (!isService || symbol.visibility === 'global'))
    log.report(
      symbol.file,
      symbol.outer.position,
      `Enclosing type for global ${what} in apex classes must be declared as global`
    );
}
