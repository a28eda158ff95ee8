/**
 * Anonymous Apex: statements, methods and inner types that are compiled against a project and run once. Source:
 * "Anonymous Blocks" in the Apex Developer Guide.
 */
import type { AnonymousBlockMemberContext } from '@apexdevtools/apex-parser';
import { checkBodies, finish } from './bodies.ts';
import { declareUnits, supertypesFirst } from './check.ts';
import type { DeclaredProject } from './check.ts';
import { declareNested } from './declarations/classes.ts';
import { MemberDeclarer } from './declarations/members.ts';
import { readModifiers, refuse } from './declarations/modifiers.ts';
import type { BodiesUnit, BodyUnit, ClassUnit } from './declarations/units.ts';
import { endPositionOf, parseAnonymous, positionOf } from './parse.ts';
import { unsupported } from './problems.ts';
import { Body } from './scope.ts';
import { ownerOfStatements, runMethod } from './statement-owner.ts';
import { checkLocals, checkStatement, checkStatements } from './statements/check.ts';
import type { CheckedProgram, ClassSymbol, CompileProblem, SourceFile } from './symbols.ts';
import type { Statement } from './tree.ts';
import { VOID } from './typing/names.ts';
import type { World } from './world.ts';

/** The class that stands for the block; stack traces name it. */
export const ANONYMOUS_BLOCK = 'AnonymousBlock';

/** A program of one file, whose class `AnonymousBlock` has a method `run`. */
export type AnonymousResult = { readonly program: CheckedProgram } | { readonly problems: readonly CompileProblem[] };

/** @param project without problems: those of the block are the only ones looked for */
export function checkAnonymous(project: DeclaredProject, text: string, apiVersion: number): AnonymousResult {
  const { services, files } = project;
  const { log } = services.world;
  const before = log.reported;
  const file: SourceFile = { path: `${ANONYMOUS_BLOCK}.apex`, text, index: files.length };
  const tree = parseAnonymous(file, log);
  if (tree === null) return { problems: log.since(before) };
  const position = positionOf(tree);
  const members = tree.anonymousBlock().anonymousBlockMember_list();
  const named = { name: ANONYMOUS_BLOCK, qualifiedName: ANONYMOUS_BLOCK, sharing: 'with' } as const;
  const owner = ownerOfStatements(named, file, position, apiVersion);
  const units = declareMembers(members, owner, apiVersion, project);
  for (const unit of units) checkBodies(unit, services);
  const run = runMethod(owner, false, null);
  const body = new Body(services, owner, false, { kind: 'method', method: run }, VOID);
  const statements = checkStatements(members.filter(isExecuted), body, checkMember);
  const end = endPositionOf(tree);
  run.body = finish({ kind: 'block', position, statements }, VOID, end, body);
  owner.methods.push(run);
  const problems = log.since(before);
  if (problems.length > 0) return { problems };
  return { program: { files: [file], classes: supertypesFirst(units.map(({ symbol }) => symbol)), triggers: [] } };
}

/** Declares methods and inner types; the unit of the block itself comes first. */
function declareMembers(
  members: readonly AnonymousBlockMemberContext[],
  owner: ClassSymbol,
  apiVersion: number,
  { services }: DeclaredProject
): BodiesUnit[] {
  const { world, resolver } = services;
  const { file } = owner;
  const inner: ClassUnit[] = [];
  const declarations = members.filter((member) => member.anonymousMemberDeclaration());
  for (const member of declarations)
    declareNested(member.anonymousMemberDeclaration(), member.modifier_list(), owner, {
      file,
      apiVersion,
      log: world.log,
      units: inner
    });
  declareUnits(inner, services);
  for (const { symbol } of inner) if (isJob(symbol)) refuseJob(symbol, world);
  const bodies: BodyUnit[] = [];
  const declarer = new MemberDeclarer(world, resolver, { symbol: owner, bodies });
  for (const member of declarations) {
    const method = member.anonymousMemberDeclaration().methodDeclaration();
    if (!method) continue;
    const modifiers = readModifiers(member.modifier_list(), file, world.log);
    refuse(modifiers.isStatic, 'static', 'methods of an anonymous block', positionOf(method), file, world.log);
    world.log.guard(file, () => declarer.method(method, modifiers));
  }
  return [{ symbol: owner, bodies }, ...inner];
}

/** Could the type be enqueued? It would have to be there still when the block is gone. */
function isJob({ implementations }: ClassSymbol): boolean {
  return [...implementations.keys()].some((key) =>
    /^(?:Queueable|Finalizer|Schedulable|Database\.Batchable)\./.test(key)
  );
}

function refuseJob(symbol: ClassSymbol, { log }: World): void {
  log.guard(symbol.file, () => unsupported(symbol.position, 'asynchronous jobs declared in an anonymous block'));
}

/** Is the member something that runs, rather than a method or a type? */
function isExecuted(member: AnonymousBlockMemberContext): boolean {
  const declaration = member.anonymousMemberDeclaration();
  return Boolean(member.statement() ?? declaration?.fieldDeclaration() ?? declaration?.propertyDeclaration());
}

function checkMember(member: AnonymousBlockMemberContext, body: Body): Statement {
  if (member.statement()) return checkStatement(member.statement(), body);
  const field = member.anonymousMemberDeclaration().fieldDeclaration();
  if (!field) return unsupported(positionOf(member), 'properties declared in an anonymous block');
  return checkLocals(field, body, member.modifier_list());
}
