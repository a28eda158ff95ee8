/** From the trees of a class body to its fields, properties, methods and constructors, with resolved types. */
import type {
  ApexParserRuleContext,
  BlockContext,
  ClassBodyDeclarationContext,
  InterfaceMethodDeclarationContext,
  MemberDeclarationContext,
  MethodDeclarationContext,
  PropertyDeclarationContext,
  ConstructorDeclarationContext,
  FieldDeclarationContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import type { ClassSymbol, FieldSymbol, LocalSymbol, MethodSymbol, PropertySymbol, Visibility } from '../symbols.ts';
import type { ApexType, Position } from '../types.ts';
import { methodText, sameParameters } from '../typing/members.ts';
import { VOID } from '../typing/names.ts';
import type { TypeResolver } from '../typing/type-resolver.ts';
import type { World } from '../world.ts';
import { checkAnnotations } from './annotations.ts';
import { checkIdentifier } from './identifiers.ts';
import { mangle } from './mangle.ts';
import { declaredType, declareParameters } from './parameters.ts';
import { annotationNamed, type Modifiers, readModifiers, refuse, refuseAllBut } from './modifiers.ts';
import type { Accessor, BodiesUnit, ClassTree } from './units.ts';

const MAX_PARAMETERS = 32;
const VISIBILITIES = ['private', 'protected', 'public', 'global'];
/** From this API version on, abstract and override methods say who may see them. */
const EXPLICIT_ACCESS_VERSION = 65;

export class MemberDeclarer {
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

  /** Fills the symbol; members whose types are wrong are reported and left out. */
  declare(tree: ClassTree): void {
    if (tree.kind === 'class') {
      for (const declaration of tree.context.classBody().classBodyDeclaration_list())
        this.#guard(() => this.#declaration(declaration));
    } else if (tree.kind === 'interface') {
      for (const method of tree.context.interfaceBody().interfaceMethodDeclaration_list())
        this.#guard(() => this.#interfaceMethod(method));
    }
  }

  #guard(work: () => void): void {
    this.#world.log.guard(this.#symbol.file, work);
  }

  #declaration(declaration: ClassBodyDeclarationContext): void {
    const block = declaration.block();
    if (block) {
      const isStatic = Boolean(declaration.STATIC());
      if (isStatic && this.#symbol.outer !== null)
        this.#report(declaration, 'Inner types are not allowed to have static blocks');
      this.#unit.bodies.push({ kind: 'block', isStatic, block });
      return;
    }
    const member = declaration.memberDeclaration();
    if (!member) return;
    if (
      !member.fieldDeclaration() &&
      !member.propertyDeclaration() &&
      !member.methodDeclaration() &&
      !member.constructorDeclaration()
    )
      return;
    const modifiers = readModifiers(
      declaration.modifier_list(),
      this.#symbol.file,
      this.#world.log,
      positionOf(nameIn(member))
    );
    if (member.fieldDeclaration()) this.fields(member.fieldDeclaration(), modifiers);
    else if (member.propertyDeclaration()) this.property(member.propertyDeclaration(), modifiers);
    else if (member.methodDeclaration()) this.method(member.methodDeclaration(), modifiers);
    else this.#constructorMethod(member.constructorDeclaration(), modifiers);
  }

  /** Adds fields, with their initialisers among the bodies. @throws CompileFailure when their type is wrong */
  fields(context: Pick<FieldDeclarationContext, 'typeRef' | 'variableDeclarators'>, modifiers: Modifiers): void {
    const type = declaredType(
      context.typeRef(),
      'Variables cannot be of type void',
      this.#symbol,
      this.#world,
      this.#resolver
    );
    const [first] = context.variableDeclarators().variableDeclarator_list();
    checkAnnotations(modifiers.annotations, 'field', positionOf(first!.id()), this.#symbol.file, this.#world.log);
    for (const declarator of context.variableDeclarators().variableDeclarator_list()) {
      const position = positionOf(declarator.id());
      for (const [present, word] of [
        [modifiers.isAbstract, 'abstract'],
        [modifiers.isVirtual, 'virtual'],
        [modifiers.isOverride, 'override']
      ] as const) {
        refuse(present, word, 'fields', position, this.#symbol.file, this.#world.log);
      }
      const field = this.#field(nameOf(declarator.id()), type, positionOf(declarator.id()), modifiers, null);
      if (field && declarator.expression())
        this.#unit.bodies.push({ kind: 'field', field, expression: declarator.expression() });
    }
  }

  #field(
    name: string,
    type: ApexType,
    position: FieldSymbol['position'],
    modifiers: Modifiers,
    property: PropertySymbol | null
  ): FieldSymbol | null {
    checkIdentifier(name, 'variable', position, this.#symbol.file, this.#world.log);
    if (modifiers.isStatic && this.#symbol.outer !== null) {
      this.#world.log.report(this.#symbol.file, position, 'static can only be used on fields of a top level type');
    }
    if (modifiers.visibility === 'global' && this.#symbol.visibility !== 'global')
      this.#world.log.report(
        this.#symbol.file,
        position,
        `Defining type for global ${property === null ? 'fields' : 'properties'} must be declared as global`
      );
    if (modifiers.isStatic && modifiers.visibility === 'protected')
      this.#world.log.report(
        this.#symbol.file,
        position,
        `protected ${property === null ? 'fields' : 'properties'} cannot be static`
      );
    if (this.#symbol.fields.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
      this.#world.log.report(this.#symbol.file, position, `Duplicate field: ${name}`);
      return null;
    }
    const field: FieldSymbol = {
      name,
      owner: this.#symbol,
      type,
      position,
      property,
      visibility: modifiers.visibility ?? 'private',
      isStatic: modifiers.isStatic,
      isFinal: modifiers.isFinal,
      isTransient: modifiers.isTransient,
      annotations: modifiers.annotations
    };
    this.#symbol.fields.push(field);
    return field;
  }

  /** Adds a property. @throws CompileFailure when its type is wrong */
  property(context: PropertyDeclarationContext, modifiers: Modifiers): void {
    const type = declaredType(
      context.typeRef(),
      'Properties cannot be of type void',
      this.#symbol,
      this.#world,
      this.#resolver
    );
    const position = positionOf(context.id());
    checkAnnotations(modifiers.annotations, 'property', position, this.#symbol.file, this.#world.log);
    const visibility = modifiers.visibility ?? 'private';
    let getter: PropertySymbol['getter'] = null;
    let setter: PropertySymbol['setter'] = null;
    const bodies: Array<{ kind: 'getter' | 'setter'; accessor: Accessor; block: BlockContext }> = [];
    for (const block of context.propertyBlock_list()) {
      const isGetter = Boolean(block.getter());
      const accessorContext = block.getter() ?? block.setter();
      const own = readModifiers(block.modifier_list(), this.#symbol.file, this.#world.log);
      if (own.visibility && rank(own.visibility) > rank(visibility)) {
        this.#report(accessorContext, `Cannot declare ${own.visibility} accessor on ${visibility} property`);
      }
      const position = positionOf(accessorContext);
      const base = { visibility: own.visibility ?? visibility, body: null, position };
      // To the platform an accessor more is where the property should have ended.
      if ((isGetter ? getter : setter) !== null) this.#report(block, `Missing '}' at '${block.start.text}'`);
      if (isGetter) getter = base;
      else setter = { ...base, parameter: { name: 'value', type, isFinal: false, position, index: 0 } };
      const accessor: Accessor = (isGetter ? getter : setter)!;
      const body = accessorContext.block();
      if (body) bodies.push({ kind: isGetter ? 'getter' : 'setter', accessor, block: body });
    }
    if (modifiers.isAbstract && !this.#symbol.isAbstract)
      this.#report(
        context,
        `Class ${this.#symbol.qualifiedName} must be abstract because it has the abstract property: ${nameOf(context.id())}`
      );
    if (getter === null && setter === null) this.#reportAt(context.RBRACE().symbol, "Unexpected token '}'.");
    const property: PropertySymbol = {
      getter,
      setter,
      isVirtual: modifiers.isVirtual,
      isOverride: modifiers.isOverride,
      isAbstract: modifiers.isAbstract
    };
    const field = this.#field(nameOf(context.id()), type, position, modifiers, property);
    if (field) for (const body of bodies) this.#unit.bodies.push({ ...body, field });
  }

  /** Adds one method. @throws CompileFailure when a type of its signature is wrong */
  method(context: MethodDeclarationContext, modifiers: Modifiers): void {
    const position = positionOf(context.id());
    checkAnnotations(modifiers.annotations, 'method', position, this.#symbol.file, this.#world.log);
    const method = this.#newMethod({
      name: nameOf(context.id()),
      returnType: context.VOID() ? VOID : this.#resolver.resolveOrReport(context.typeRef(), this.#symbol),
      parameters: declareParameters(context.formalParameters(), this.#symbol, this.#world, this.#resolver),
      position,
      modifiers,
      visibility: modifiers.visibility ?? this.#defaultVisibility(modifiers)
    });
    const report = (message: string): void => this.#world.log.report(this.#symbol.file, position, message);
    refuse(modifiers.isFinal, 'final', 'methods', position, this.#symbol.file, this.#world.log);
    refuse(modifiers.isTransient, 'transient', 'methods', position, this.#symbol.file, this.#world.log);
    if (method.isStatic && this.#symbol.outer !== null)
      report('static can only be used on methods of a top level type');
    if (method.isStatic && (method.isAbstract || method.isVirtual || method.isOverride)) {
      report(
        `static is not allowed together with ${method.isAbstract ? 'abstract' : method.isVirtual ? 'virtual' : 'override'}`
      );
    }
    if (modifiers.isAbstract && modifiers.isVirtual) report('abstract are by default virtual');
    if (method.isAbstract && !this.#symbol.isAbstract)
      report('Defining type for abstract methods must be declared as abstract');
    this.#inheritable(method, report);
    if (method.visibility === 'global' && this.#symbol.visibility !== 'global')
      report('Defining type for global methods must be declared as global');
    if (method.visibility === 'protected' && !this.#symbol.isVirtual && !method.isOverride) {
      report('New protected methods cannot be defined in non-virtual classes');
    }
    if (method.isStatic && method.visibility === 'protected') report('protected methods cannot be static');
    const block = context.block();
    if (method.isAbstract && block) report('Abstract methods cannot have a body');
    else if (!method.isAbstract && !block) report('Method must have a body');
    if (this.#add(this.#symbol.methods, method) && block && !method.isAbstract)
      this.#unit.bodies.push({ kind: 'method', method, block });
  }

  /** Source: "Apex Versioned Behavior Changes" (65.0) in the Apex Developer Guide. */
  #inheritable(method: MethodSymbol, report: (message: string) => void): void {
    const kind = method.isAbstract ? 'abstract' : 'override';
    // Public code of earlier versions (SalesforceFoundation/EDA) has private overrides.
    const mayBePrivate = method.isOverride && this.#symbol.apiVersion < EXPLICIT_ACCESS_VERSION;
    if (method.visibility === 'private' && (method.isAbstract || method.isOverride) && !mayBePrivate)
      report(`${kind} methods require at least one of the following: protected, public, global`);
  }

  /**
   * Before they had to say so, methods that are there to be overridden were overridden in subclasses wherever those
   * stood, as public code of those versions does.
   */
  #defaultVisibility({ isAbstract, isOverride }: Modifiers): Visibility {
    const inherited = isAbstract || isOverride;
    return inherited && this.#symbol.apiVersion < EXPLICIT_ACCESS_VERSION ? 'protected' : 'private';
  }

  #interfaceMethod(context: InterfaceMethodDeclarationContext): void {
    const modifiers = readModifiers(context.modifier_list(), this.#symbol.file, this.#world.log);
    // The platform's grammar knows no modifiers here.
    const [modifier] = context.modifier_list();
    if (modifier) this.#report(modifier, `Expecting '}' but was: '${modifier.start.text}'`);
    const method = this.#newMethod({
      name: nameOf(context.id()),
      returnType: context.VOID() ? VOID : this.#resolver.resolveOrReport(context.typeRef(), this.#symbol),
      parameters: declareParameters(context.formalParameters(), this.#symbol, this.#world, this.#resolver),
      position: positionOf(context.id()),
      modifiers: { ...modifiers, isAbstract: true },
      visibility: this.#symbol.visibility === 'global' ? 'global' : 'public'
    });
    this.#add(this.#symbol.methods, method);
  }

  #constructorMethod(context: ConstructorDeclarationContext, modifiers: Modifiers): void {
    const name = context.qualifiedName().getText();
    const position = positionOf(context.qualifiedName());
    checkAnnotations(modifiers.annotations, 'constructor', position, this.#symbol.file, this.#world.log);
    if (name.toLowerCase() !== this.#symbol.name.toLowerCase()) {
      this.#world.log.report(this.#symbol.file, position, `Invalid constructor name: ${name}`);
      return;
    }
    refuseAllBut(VISIBILITIES, modifiers, 'constructors', position, this.#symbol.file, this.#world.log);
    const method = this.#newMethod({
      name: '<init>',
      returnType: VOID,
      parameters: declareParameters(context.formalParameters(), this.#symbol, this.#world, this.#resolver),
      position,
      modifiers,
      visibility: modifiers.visibility ?? 'private'
    });
    if (method.visibility === 'protected' && !this.#symbol.isVirtual)
      this.#world.log.report(
        this.#symbol.file,
        position,
        'New protected methods cannot be defined in non-virtual classes'
      );
    if (this.#add(this.#symbol.constructors, method))
      this.#unit.bodies.push({ kind: 'method', method, block: context.block() });
  }

  #newMethod(given: {
    name: string;
    returnType: ApexType;
    parameters: readonly LocalSymbol[];
    position: MethodSymbol['position'];
    modifiers: Modifiers;
    visibility: Visibility;
  }): MethodSymbol {
    const { modifiers } = given;
    if (given.name !== '<init>')
      checkIdentifier(given.name, 'method', given.position, this.#symbol.file, this.#world.log);
    if (given.parameters.length > MAX_PARAMETERS) {
      this.#world.log.report(
        this.#symbol.file,
        given.position,
        `Invalid number of parameters exceeds: ${MAX_PARAMETERS}`
      );
    }
    const isPrivateMethod = given.visibility === 'private' && !modifiers.isStatic && given.name !== '<init>';
    return {
      name: given.name,
      owner: this.#symbol,
      parameters: given.parameters,
      returnType: given.returnType,
      position: given.position,
      visibility: given.visibility,
      isStatic: modifiers.isStatic,
      isAbstract: modifiers.isAbstract,
      isVirtual: modifiers.isVirtual || modifiers.isAbstract,
      isOverride: modifiers.isOverride,
      isTestMethod: modifiers.isTestMethod,
      isTest: modifiers.isTestMethod || annotationNamed(modifiers.annotations, 'istest') !== null,
      annotations: modifiers.annotations,
      mangledName: mangle(
        given.name,
        given.parameters.map((parameter) => parameter.type),
        isPrivateMethod ? this.#symbol.qualifiedName : null
      ),
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
      const signature = methodText(method);
      this.#world.log.report(
        this.#symbol.file,
        method.position,
        `Method already defined: ${method.name} ${signature} from the type ${this.#symbol.qualifiedName}`
      );
      return false;
    }
    to.push(method);
    return true;
  }

  #report(context: { start: Position }, message: string): void {
    this.#reportAt(context.start, message);
  }

  #reportAt({ line, column }: Position, message: string): void {
    this.#world.log.report(this.#symbol.file, { line, column }, message);
  }
}

/** Where the declared name stands; the first one of several fields. */
function nameIn(member: MemberDeclarationContext): ApexParserRuleContext {
  return (
    member.fieldDeclaration()?.variableDeclarators().variableDeclarator_list()[0]?.id() ??
    (member.propertyDeclaration() ?? member.methodDeclaration())?.id() ??
    member.constructorDeclaration()?.qualifiedName() ??
    member
  );
}

function rank(visibility: Visibility): number {
  return ['private', 'protected', 'public', 'global'].indexOf(visibility);
}
