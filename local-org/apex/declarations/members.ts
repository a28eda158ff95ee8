/** From the trees of a class body to its fields and properties, with resolved types; methods are declared in `methods.ts`. */
import type {
  ApexParserRuleContext,
  BlockContext,
  ClassBodyDeclarationContext,
  FieldDeclarationContext,
  MemberDeclarationContext,
  MethodDeclarationContext,
  PropertyBlockContext,
  PropertyDeclarationContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import type { ClassSymbol, FieldSymbol, PropertySymbol, Visibility } from '../symbols.ts';
import type { ApexType, Position } from '../types.ts';
import type { TypeResolver } from '../typing/type-resolver.ts';
import type { World } from '../world.ts';
import { checkIdentifier } from './identifiers.ts';
import { MethodDeclarer, requireGlobal } from './methods.ts';
import { checkModifiers } from './modifier-rules.ts';
import { type Modifiers, readModifiers } from './modifiers.ts';
import { declaredType } from './parameters.ts';
import { checkServiceType } from './remote-methods.ts';
import type { Accessor, BodiesUnit, ClassTree } from './units.ts';

/** From the narrowest to the widest. */
const VISIBILITIES: readonly string[] = ['private', 'protected', 'public', 'global'] satisfies Visibility[];

export class MemberDeclarer {
  readonly #world: World;
  readonly #resolver: TypeResolver;
  readonly #unit: BodiesUnit;
  readonly #symbol: ClassSymbol;
  readonly #methods: MethodDeclarer;

  constructor(world: World, resolver: TypeResolver, unit: BodiesUnit) {
    this.#world = world;
    this.#resolver = resolver;
    this.#unit = unit;
    this.#symbol = unit.symbol;
    this.#methods = new MethodDeclarer(world, resolver, unit);
  }

  /** Fills the symbol; members whose types are wrong are reported and left out. */
  declare(tree: ClassTree): void {
    if (tree.kind === 'class') {
      for (const declaration of tree.context.classBody().classBodyDeclaration_list())
        this.#guard(() => this.#declaration(declaration));
    } else if (tree.kind === 'interface') {
      for (const method of tree.context.interfaceBody().interfaceMethodDeclaration_list())
        this.#guard(() => this.#methods.interfaceMethod(method));
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
        this.#report(block, 'Inner types are not allowed to have static blocks');
      this.#unit.bodies.push({ kind: 'block', isStatic, block });
      return;
    }
    if (declaration.SEMI()) this.#report(declaration, "Expecting '}' but was: ';'");
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
    else this.#methods.constructorMethod(member.constructorDeclaration(), modifiers);
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
    for (const declarator of context.variableDeclarators().variableDeclarator_list()) {
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
    const isField = property === null;
    checkModifiers(modifiers, isField ? 'field' : 'property', position, this.#symbol, this.#world.log);
    requireGlobal(this.#symbol, modifiers, isField ? 'fields' : 'properties', position, this.#world);
    if (modifiers.names.includes('webService'))
      checkServiceType(
        type,
        isField ? 'fields' : 'properties',
        'type',
        (message) => this.#reportAt(position, message),
        this.#world.library
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
    const visibility = modifiers.visibility ?? 'private';
    let getter: PropertySymbol['getter'] = null;
    let setter: PropertySymbol['setter'] = null;
    const bodies: Array<{ kind: 'getter' | 'setter'; accessor: Accessor; block: BlockContext }> = [];
    for (const block of context.propertyBlock_list()) {
      const isGetter = Boolean(block.getter());
      const accessorContext = block.getter() ?? block.setter();
      const own = this.#accessorModifiers(block);
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
    if (getter === null && setter === null) this.#reportAt(context.RBRACE().symbol, "Unexpected token '}'.");
    const property: PropertySymbol = { getter, setter };
    const field = this.#field(nameOf(context.id()), type, position, modifiers, property);
    if (field) for (const body of bodies) this.#unit.bodies.push({ ...body, field });
  }

  /** An accessor may say who sees it, and nothing else. */
  #accessorModifiers(block: PropertyBlockContext): Modifiers {
    const trees = block.modifier_list();
    const wrong = trees.find((tree, index) => index > 0 || !VISIBILITIES.includes(tree.getText().toLowerCase()));
    if (wrong) this.#report(wrong, `Unexpected token '${wrong.start.text}'.`);
    return readModifiers(trees.slice(0, 1), this.#symbol.file, this.#world.log);
  }

  /** Adds one method. @throws CompileFailure when a type of its signature is wrong */
  method(context: MethodDeclarationContext, modifiers: Modifiers): void {
    this.#methods.method(context, modifiers);
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
  return VISIBILITIES.indexOf(visibility);
}
