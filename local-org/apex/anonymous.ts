/**
 * Anonymous Apex: statements, methods and inner types that are compiled against a project and run once. Source:
 * "Anonymous Blocks" in the Apex Developer Guide.
 */
import type { AnonymousBlockMemberContext } from '@apexdevtools/apex-parser';
import type { OrgSchema } from '../metadata/schema.ts';
import { checkBodies, finish } from './bodies.ts';
import { declareUnits, supertypesFirst } from './check.ts';
import type { DeclaredProject } from './check.ts';
import { declareNested } from './declarations/classes.ts';
import { MemberDeclarer } from './declarations/members.ts';
import { readModifiers } from './declarations/modifiers.ts';
import type { Modifiers } from './declarations/modifiers.ts';
import type { BodiesUnit, BodyUnit, ClassUnit } from './declarations/units.ts';
import { checkAs } from './expressions/check.ts';
import { parseAnonymous, positionOf } from './parse.ts';
import { unsupported } from './problems.ts';
import { Body } from './scope.ts';
import type { Services } from './scope.ts';
import { ownerOfStatements, runMethod } from './statement-owner.ts';
import { checkStatement, checkStatements } from './statements/check.ts';
import type { CheckedProgram, ClassSymbol, CompileProblem, SourceFile } from './symbols.ts';
import type { FieldAccess, Statement } from './tree.ts';
import { VOID } from './typing/names.ts';
import type { World } from './world.ts';

/** The class that stands for the block; stack traces name it. */
export const ANONYMOUS_BLOCK = 'AnonymousBlock';

/** A program of one file, whose class `AnonymousBlock` has a method `run`. */
export type AnonymousResult = { readonly program: CheckedProgram } | { readonly problems: readonly CompileProblem[] };

/**
 * @param project without problems: those of the block are the only ones looked for
 * @param visible what the block may name of the org's objects and fields
 */
export function checkAnonymous(
  project: DeclaredProject,
  text: string,
  apiVersion: number,
  visible: OrgSchema
): AnonymousResult {
  return project.services.world.sobjects.within(visible, () => checkBlock(project, text, apiVersion));
}

function checkBlock(project: DeclaredProject, text: string, apiVersion: number): AnonymousResult {
  const { services, files } = project;
  const { log } = services.world;
  const before = log.reported;
  const file: SourceFile = { path: `${ANONYMOUS_BLOCK}.apex`, text, namespace: '', index: files.length };
  const tree = parseAnonymous(file, log);
  if (tree === null) return { problems: log.since(before) };
  const position = positionOf(tree);
  const named = { name: ANONYMOUS_BLOCK, qualifiedName: ANONYMOUS_BLOCK, sharing: 'with' } as const;
  const owner = ownerOfStatements(named, file, position, apiVersion);
  const members = tree.anonymousBlock().anonymousBlockMember_list();
  const { units, variables } = declareMembers(members, owner, apiVersion, services);
  for (const unit of units) checkBodies(unit, services);
  // The statements may do what a static initialiser may: they see what was declared above them.
  const body = new Body(services, owner, true, { kind: 'initialiser' }, VOID);
  const executed = members.filter((member) => member.statement() ?? variables.has(member));
  const statements = checkStatements(executed, body, (member) => {
    const declared = variables.get(member);
    return declared === undefined ? checkStatement(member.statement(), body) : initialise(declared, member, body);
  });
  const block = finish({ kind: 'block', position, statements }, VOID, position, body);
  owner.methods.push(runMethod(owner, true, block));
  const problems = log.since(before);
  if (problems.length > 0) return { problems };
  return { program: { files: [file], classes: supertypesFirst(units.map(({ symbol }) => symbol)), triggers: [] } };
}

type Variable = Extract<BodyUnit, { readonly kind: 'field' }>;

interface Declared {
  /** That of the block itself comes first. */
  readonly units: readonly BodiesUnit[];
  /** The initialisers of what a member declares; they run where they stand. */
  readonly variables: ReadonlyMap<AnonymousBlockMemberContext, readonly Variable[]>;
}

/** Variables of the block, but not of blocks inside it, are its fields: its methods and inner types see them. */
function declareMembers(
  members: readonly AnonymousBlockMemberContext[],
  owner: ClassSymbol,
  apiVersion: number,
  services: Services
): Declared {
  const { world, resolver } = services;
  const { file } = owner;
  const inner: ClassUnit[] = [];
  for (const member of members) {
    const declaration = member.anonymousMemberDeclaration();
    if (declaration)
      declareNested(declaration, member.modifier_list(), owner, { file, apiVersion, log: world.log, units: inner });
  }
  declareUnits(inner, services);
  for (const { symbol } of inner) if (isJob(symbol)) refuseJob(symbol, world);
  const bodies: BodyUnit[] = [];
  const variables = new Map<AnonymousBlockMemberContext, readonly Variable[]>();
  const declarer = new MemberDeclarer(world, resolver, { symbol: owner, bodies });
  for (const member of members) {
    const declaration = member.anonymousMemberDeclaration();
    const local = member.statement()?.localVariableDeclarationStatement()?.localVariableDeclaration();
    const fields = local ?? declaration?.fieldDeclaration();
    const trees = local ? local.modifier_list() : member.modifier_list();
    const declare = (work: (modifiers: Modifiers) => void): void => {
      world.log.guard(file, () => work({ ...readModifiers(trees, file, world.log), isStatic: true }));
    };
    if (fields) {
      declare((modifiers) => declarer.fields(fields, modifiers));
      variables.set(member, takeInitialisers(bodies));
    } else if (declaration?.propertyDeclaration())
      declare((modifiers) => declarer.property(declaration.propertyDeclaration(), modifiers));
    else if (declaration?.methodDeclaration())
      declare((modifiers) => declarer.method(declaration.methodDeclaration(), modifiers));
  }
  return { units: [{ symbol: owner, bodies }, ...inner], variables };
}

function takeInitialisers(bodies: BodyUnit[]): Variable[] {
  const taken = bodies.filter((body) => body.kind === 'field');
  bodies.splice(0, bodies.length, ...bodies.filter((body) => body.kind !== 'field'));
  return taken;
}

function initialise(variables: readonly Variable[], member: AnonymousBlockMemberContext, body: Body): Statement {
  const statements = variables.map(({ field, expression }): Statement => {
    const { position, type } = field;
    const within = new Body(body.services, body.owner, true, { kind: 'fieldInitialiser', field }, null);
    const value = checkAs(expression, type, within, position);
    const target: FieldAccess = { kind: 'field', type, position, field, target: null, safe: false, direct: true };
    return { kind: 'expression', position, expression: { kind: 'assignment', type, position, target, value } };
  });
  return { kind: 'block', position: positionOf(member), statements };
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
