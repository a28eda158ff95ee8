/** From parse trees to class symbols: names, kinds and nesting. Types are resolved later, when all classes are known. */
import type {
  ClassBodyContext,
  ClassDeclarationContext,
  EnumDeclarationContext,
  InterfaceDeclarationContext,
  ModifierContext,
  TypeDeclarationContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import type { ProblemLog } from '../problems.ts';
import { inNamespace } from '../symbols.ts';
import type { ClassSymbol, SourceFile, Visibility } from '../symbols.ts';
import { checkIdentifier } from './identifiers.ts';
import { checkModifiers } from './modifier-rules.ts';
import { annotationNamed, readModifiers } from './modifiers.ts';
import type { ClassTree, ClassUnit } from './units.ts';

/** The units of one file, the outer class first. */
export function declareClasses(
  tree: TypeDeclarationContext,
  file: SourceFile,
  apiVersion: number,
  log: ProblemLog
): ClassUnit[] {
  const units: ClassUnit[] = [];
  const declared = classTree(tree.classDeclaration(), tree.interfaceDeclaration(), tree.enumDeclaration());
  if (declared) declare(declared, tree.modifier_list(), null, { file, apiVersion, log, units });
  return units;
}

/** Where declared classes go, and their problems. */
export interface Destination {
  readonly file: SourceFile;
  readonly apiVersion: number;
  readonly log: ProblemLog;
  readonly units: ClassUnit[];
}

function classTree(
  classContext: Extract<ClassTree, { kind: 'class' }>['context'] | null,
  interfaceContext: Extract<ClassTree, { kind: 'interface' }>['context'] | null,
  enumContext: Extract<ClassTree, { kind: 'enum' }>['context'] | null
): ClassTree | null {
  if (classContext) return { kind: 'class', context: classContext };
  if (interfaceContext) return { kind: 'interface', context: interfaceContext };
  return enumContext ? { kind: 'enum', context: enumContext } : null;
}

function declare(
  tree: ClassTree,
  modifierContexts: readonly ModifierContext[],
  outer: ClassSymbol | null,
  to: Destination
): ClassSymbol {
  const { file, log } = to;
  const id = tree.context.id();
  const name = nameOf(id);
  const position = positionOf(id);
  const modifiers = readModifiers(modifierContexts, file, log, position);
  checkIdentifier(name, outer === null ? 'type' : 'innerType', position, file, log);
  const isTestClass = annotationNamed(modifiers.annotations, 'istest') !== null;
  if (outer === null && !isTestClass && modifiers.visibility !== 'public' && modifiers.visibility !== 'global') {
    log.report(file, position, 'Top-level type must have public or global visibility');
  }
  const fileName = file.path.replace(/^.*\//, '').replace(/\.\w+$/, '');
  if (outer === null && fileName.toLowerCase() !== name.toLowerCase()) {
    log.report(file, position, `The type's name has to be that of its file, ${fileName}: ${name}`);
  }
  if (outer !== null && isTestClass) log.report(file, position, 'IsTest can only be used on a top level type');
  checkModifiers(modifiers, tree.kind, position, to, log);
  if (outer !== null && modifiers.visibility === 'global' && outer.visibility !== 'global') {
    const where = tree.kind === 'class' ? 'classes' : `${tree.kind}s`;
    log.report(file, outer.position, `Enclosing type for global ${where} in apex classes must be declared as global`);
  }
  const symbol: ClassSymbol = {
    name,
    qualifiedName: outer ? `${outer.qualifiedName}.${name}` : inNamespace(file, name),
    kind: tree.kind,
    file,
    position,
    outer,
    inner: [],
    visibility: modifiers.visibility ?? ('private' satisfies Visibility),
    isAbstract: modifiers.isAbstract || tree.kind === 'interface',
    isVirtual: modifiers.isVirtual || modifiers.isAbstract || tree.kind === 'interface',
    sharing: modifiers.sharing,
    annotations: modifiers.annotations,
    isTest: isTestClass || (outer?.isTest ?? false),
    apiVersion: to.apiVersion,
    superclass: null,
    interfaces: [],
    fields: [],
    methods: [],
    constructors: [],
    enumValues: tree.kind === 'enum' ? enumValues(tree, file, log) : [],
    staticInitialisers: [],
    instanceInitialisers: [],
    implementations: new Map(),
    bridges: []
  };
  to.units.push({ symbol, tree, bodies: [] });
  if (tree.kind === 'class') declareInner(tree.context.classBody(), symbol, to);
  return symbol;
}

function enumValues(tree: Extract<ClassTree, { kind: 'enum' }>, file: SourceFile, log: ProblemLog): string[] {
  const values: string[] = [];
  for (const id of tree.context.enumConstants()?.id_list() ?? []) {
    const name = nameOf(id);
    checkIdentifier(name, 'variable', positionOf(id), file, log);
    if (values.some((value) => value.toLowerCase() === name.toLowerCase()))
      log.report(file, positionOf(id), `Duplicate field: ${name}`);
    else values.push(name);
  }
  return values;
}

function declareInner(body: ClassBodyContext, outer: ClassSymbol, to: Destination): void {
  for (const declaration of body.classBodyDeclaration_list()) {
    const member = declaration.memberDeclaration();
    if (member) declareNested(member, declaration.modifier_list(), outer, to);
  }
}

/** Something that may declare a type inside another one: a member of a class or of an anonymous block. */
interface NestedDeclaration {
  classDeclaration(): ClassDeclarationContext;
  interfaceDeclaration(): InterfaceDeclarationContext;
  enumDeclaration(): EnumDeclarationContext;
}

/** Declares the inner type that the member is; gives whether it is one. */
export function declareNested(
  member: NestedDeclaration,
  modifiers: readonly ModifierContext[],
  outer: ClassSymbol,
  to: Destination
): boolean {
  const tree = classTree(member.classDeclaration(), member.interfaceDeclaration(), member.enumDeclaration());
  if (!tree) return false;
  const name = nameOf(tree.context.id());
  if (outer.outer !== null)
    to.log.report(to.file, positionOf(tree.context), 'Inner types are not allowed to have inner types');
  else if (sameName(outer.name, name))
    to.log.report(to.file, positionOf(tree.context.id()), `Type name already in use: ${outer.name}`);
  else if (outer.inner.some((other) => sameName(other.name, name)))
    to.log.report(to.file, positionOf(tree.context.id()), `Type name already in use: ${outer.name}.${name}`);
  else outer.inner.push(declare(tree, modifiers, outer, to));
  return true;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
