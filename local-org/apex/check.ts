/** The compiler's front: project files in, checked program or problems out. */
import type { CompilationUnitContext } from '@apexdevtools/apex-parser';
import { checkBodies } from './bodies.ts';
import { checkAnnotatedMethods } from './declarations/annotations.ts';
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
  const world = new World(input);
  const files: SourceFile[] = input.files.map(({ path, text }, index) => ({ path, text, index }));
  const classFiles = files.filter(({ path }) => !isTrigger(path));
  const triggerFiles = files.filter(({ path }) => isTrigger(path));
  const trees = classFiles.map((file) => parseClassFile(file, world.log));
  const triggers = triggerFiles.map((file) => parseTriggerFile(file, world.log));
  // A file that cannot be read is missing from every other: what they would say about it is noise.
  if (trees.includes(null) || triggers.includes(null)) return { problems: world.log.sorted() };
  const apiVersion = (file: SourceFile): number => input.files[file.index]!.apiVersion;
  const units = classFiles.flatMap((file, index) => unitsOf(trees[index]!, file, apiVersion(file), world));
  const resolver = new TypeResolver(world);
  const conversions = new Conversions(world.library);
  const services: Services = { world, resolver, conversions, members: new Members(world.library) };
  resolveHeaders(units, world, resolver);
  checkHeaders(units, world);
  for (const unit of units) new MemberDeclarer(world, resolver, unit).declare();
  for (const { symbol } of units) {
    new OverrideChecker(world, conversions, symbol).check();
    checkAnnotatedMethods(symbol, world.log);
  }
  for (const unit of units) checkBodies(unit, services);
  const checkedTriggers = triggerFiles.flatMap(
    (file, index) => checkTrigger(triggers[index]!, file, apiVersion(file), services) ?? []
  );
  const problems = world.log.sorted();
  if (problems.length > 0) return { problems };
  return {
    program: {
      files,
      classes: [...supertypesFirst(units.map((unit) => unit.symbol)), ...checkedTriggers.map(({ body }) => body)],
      triggers: checkedTriggers
    },
    aside: world.log.sortedAside()
  };
}

function isTrigger(path: string): boolean {
  return path.endsWith('.trigger');
}

function unitsOf(tree: CompilationUnitContext, file: SourceFile, apiVersion: number, world: World): ClassUnit[] {
  const units = declareClasses(tree.typeDeclaration(), file, apiVersion, world.log);
  const top = units[0]?.symbol;
  if (!top) return [];
  if (world.classes.has(top.name.toLowerCase())) {
    world.log.report(file, top.position, `Type name already in use: ${top.name}`);
    return [];
  }
  world.classes.set(top.name.toLowerCase(), top);
  return units;
}

function supertypesFirst(symbols: readonly ClassSymbol[]): ClassSymbol[] {
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
