/** The compiler's front: project files in, checked program or problems out. */
import type { CompilationUnitContext, TriggerUnitContext } from '@apexdevtools/apex-parser';
import { checkBodies } from './bodies.ts';
import { checkAnnotatedMethods } from './declarations/annotations.ts';
import { checkAnnotatedClass, checkAnnotatedFields } from './declarations/annotated-fields.ts';
import { checkRemoteMethods } from './declarations/remote-methods.ts';
import { checkRestResource, checkUrlMappings } from './declarations/rest-resources.ts';
import { declareClasses } from './declarations/classes.ts';
import { checkHeaders, resolveHeaders } from './declarations/headers.ts';
import { MemberDeclarer } from './declarations/members.ts';
import { OverrideChecker } from './declarations/overrides.ts';
import type { ClassUnit } from './declarations/units.ts';
import { parseClassFile, parseTriggerFile } from './parse.ts';
import type { Services } from './scope.ts';
import type { CheckedProgram, ClassSymbol, CompileProblem, SourceFile } from './symbols.ts';
import { Conversions } from './typing/conversions.ts';
import { Members } from './typing/members.ts';
import { checkTrigger } from './triggers.ts';
import { TypeResolver } from './typing/type-resolver.ts';
import { World, type WorldInput } from './world.ts';

export interface ProjectFile {
  /** Relative to the project root. */
  readonly path: string;
  readonly text: string;
  readonly apiVersion: number;
  /** Of the package that it belongs to; none when left out. */
  readonly namespace?: string;
}

export interface ProjectInput extends WorldInput {
  readonly files: readonly ProjectFile[];
}

/** `aside`: problems that do not keep the program from running (`WorldInput.setAside`). */
export type CompileResult =
  | { readonly program: CheckedProgram; readonly aside: readonly CompileProblem[] }
  | { readonly problems: readonly CompileProblem[] };

/**
 * Checks all classes and triggers of a project; files whose path ends in `.trigger` are triggers. Wrong source never throws: its problems come back, sorted by file and line.
 * @throws TypeError when the library catalogue itself is wrong (an unknown type in a signature).
 */
export function compileProject(input: ProjectInput): CompileResult {
  const declared = declareProject(input);
  const { services, units, triggers, files } = declared;
  const { log } = services.world;
  // A file that cannot be read is missing from every other: what they would say about it is noise.
  if (declared.unreadable) return { problems: log.sorted() };
  for (const unit of units) checkBodies(unit, services);
  const checkedTriggers = triggers.flatMap(
    ({ tree, file, apiVersion }) => checkTrigger(tree, file, apiVersion, services) ?? []
  );
  const problems = log.sorted();
  if (problems.length > 0) return { problems };
  return {
    program: {
      files,
      classes: [...supertypesFirst(units.map((unit) => unit.symbol)), ...checkedTriggers.map(({ body }) => body)],
      triggers: checkedTriggers
    },
    aside: log.sortedAside()
  };
}

/** All that names can mean in a project, before anything that runs has been looked at. */
export interface DeclaredProject {
  readonly services: Services;
  readonly files: readonly SourceFile[];
  readonly units: readonly ClassUnit[];
  readonly triggers: ReadonlyArray<{
    readonly tree: TriggerUnitContext;
    readonly file: SourceFile;
    readonly apiVersion: number;
  }>;
  /** Some file has syntax errors, and so declares nothing. */
  readonly unreadable: boolean;
}

/** Reads all files and declares their classes; problems go to the world's log. */
export function declareProject(input: ProjectInput): DeclaredProject {
  const world = new World(input);
  const resolver = new TypeResolver(world);
  const conversions = new Conversions(world.library);
  const services: Services = { world, resolver, conversions, members: new Members(world.library) };
  const files: SourceFile[] = input.files.map(({ path, text, namespace = '' }, index) => ({
    path,
    text,
    namespace,
    index
  }));
  const apiVersion = (file: SourceFile): number => input.files[file.index]!.apiVersion;
  const classFiles = files.filter(({ path }) => !isTrigger(path));
  const trees = classFiles.map((file) => parseClassFile(file, world.log));
  const parsedTriggers = files.filter(({ path }) => isTrigger(path)).map((file) => parseTriggerFile(file, world.log));
  if (trees.includes(null) || parsedTriggers.includes(null))
    return { services, files, units: [], triggers: [], unreadable: true };
  const units = classFiles.flatMap((file, index) => unitsOf(trees[index]!, file, apiVersion(file), world));
  declareUnits(units, services);
  const triggers = files
    .filter(({ path }) => isTrigger(path))
    .map((file, index) => ({ tree: parsedTriggers[index]!, file, apiVersion: apiVersion(file) }));
  return { services, files, units, triggers, unreadable: false };
}

/** Resolves parents and members of classes whose names are known. */
export function declareUnits(units: readonly ClassUnit[], services: Services): void {
  const { world, resolver, conversions } = services;
  resolveHeaders(units, world, resolver);
  checkHeaders(units, world);
  for (const unit of units) new MemberDeclarer(world, resolver, unit).declare(unit.tree);
  for (const { symbol } of units) {
    new OverrideChecker(world, conversions, symbol).check();
    checkAnnotatedMethods(symbol, world.log);
    checkAnnotatedFields(symbol, world.log);
    checkAnnotatedClass(symbol, world.log);
    checkRestResource(symbol, world.log);
    checkRemoteMethods(symbol, world.log, world.library);
  }
  checkUrlMappings(
    units.map(({ symbol }) => symbol),
    world.log
  );
}

function isTrigger(path: string): boolean {
  return path.endsWith('.trigger');
}

function unitsOf(tree: CompilationUnitContext, file: SourceFile, apiVersion: number, world: World): ClassUnit[] {
  const units = declareClasses(tree.typeDeclaration(), file, apiVersion, world.log);
  const top = units[0]?.symbol;
  if (!top) return [];
  if (world.classNamed(top.name, file.namespace) !== null) {
    world.log.report(file, top.position, `Type name already in use: ${top.name}`);
    return [];
  }
  // Types are found by name at run time: two of one name would be mistaken for each other.
  if (file.namespace === '' && (world.library.find(top.name) !== null || world.sobjects.find(top.name)))
    world.log.report(
      file,
      top.position,
      `not supported by the local org: a class named ${top.name}, as a type of the platform is`
    );
  world.addClass(top);
  return units;
}

/** In the order in which emitted classes need each other. */
export function supertypesFirst(symbols: readonly ClassSymbol[]): ClassSymbol[] {
  const ordered = new Set<ClassSymbol>();
  const visit = (symbol: ClassSymbol): void => {
    if (ordered.has(symbol)) return;
    for (const parent of [symbol.superclass, ...symbol.interfaces])
      if (parent?.kind === 'class') visit(parent.definition);
    ordered.add(symbol);
  };
  symbols.forEach(visit);
  return [...ordered];
}
