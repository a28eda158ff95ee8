/**
 * Triggers: checked as the body of a static method in which `Trigger.new` and its like have the object's types.
 */
import type { TriggerBlockMemberContext, TriggerCaseContext, TriggerUnitContext } from '@apexdevtools/apex-parser';
import { finish } from './bodies.ts';
import { checkIdentifier } from './declarations/identifiers.ts';
import { nameOf, positionOf } from './parse.ts';
import { OR_UNSUPPORTED, unsupported } from './problems.ts';
import { Body, type Services } from './scope.ts';
import { sobjectType } from './sobjects.ts';
import { checkLocals, checkStatement, checkStatements } from './statements/check.ts';
import type { ClassSymbol, MethodSymbol, SourceFile, TriggerSymbol } from './symbols.ts';
import type { Block, Statement } from './tree.ts';
import { contextVariables } from './trigger-variables.ts';
import type { Position } from './types.ts';
import { VOID } from './typing/names.ts';

export function checkTrigger(
  tree: TriggerUnitContext,
  file: SourceFile,
  apiVersion: number,
  services: Services
): TriggerSymbol | null {
  const { log, sobjects } = services.world;
  const [nameTree, objectTree] = tree.id_list();
  const position = positionOf(nameTree!);
  checkIdentifier(nameOf(nameTree!), 'type', position, file, log);
  const events = checkEvents(tree.triggerCase_list(), file, services);
  const written = nameOf(objectTree!);
  const object = sobjects.find(written);
  if (!object) {
    log.report(
      file,
      positionOf(objectTree!),
      `Invalid type: ${written}${sobjects.mayBePlatforms(written) ? OR_UNSUPPORTED : ''}`
    );
    return null;
  }
  const variables = contextVariables(sobjectType(object.apiName), services);
  const owner = ownerOf(nameOf(nameTree!), file, position, apiVersion);
  const body = new Body(services, owner, true, { kind: 'trigger', variables }, VOID);
  const statements = checkStatements(tree.triggerBlock().triggerBlockMember_list(), body, checkMember);
  owner.methods = [runMethod(owner, finish({ kind: 'block', position, statements }, VOID, position, body))];
  return { body: owner, objectName: object.apiName, events };
}

function runMethod(owner: ClassSymbol, body: Block): MethodSymbol {
  return {
    name: 'run',
    owner,
    parameters: [],
    returnType: VOID,
    position: owner.position,
    visibility: 'public',
    isStatic: true,
    isAbstract: false,
    isVirtual: false,
    isOverride: false,
    isTest: false,
    annotations: [],
    mangledName: 'run',
    body
  };
}

function checkMember(tree: TriggerBlockMemberContext, body: Body): Statement {
  if (tree.statement()) return checkStatement(tree.statement(), body);
  const field = tree.triggerMemberDeclaration().fieldDeclaration();
  return field
    ? checkLocals(field, body, tree.modifier_list())
    : unsupported(positionOf(tree), 'methods and types declared in a trigger');
}

function checkEvents(cases: readonly TriggerCaseContext[], file: SourceFile, { world }: Services): string[] {
  const seen = new Set<string>();
  for (const context of cases) {
    const event = `${context.BEFORE() ? 'before' : 'after'} ${context.getChild(1).getText().toLowerCase()}`;
    if (seen.has(event)) world.log.report(file, positionOf(context), `Duplicate Trigger Usage: ${event}`);
    if (event === 'before undelete')
      world.log.report(file, positionOf(context), 'Trigger Usage Before Undelete is not supported');
    seen.add(event);
  }
  return [...seen];
}

/** The surroundings of the body: as code of a class without members, which nothing else can name. */
function ownerOf(name: string, file: SourceFile, position: Position, apiVersion: number): ClassSymbol {
  return {
    // Classes may have the same name.
    name,
    qualifiedName: `Trigger.${name}`,
    kind: 'class',
    file,
    position,
    outer: null,
    inner: [],
    visibility: 'private',
    isAbstract: false,
    isVirtual: false,
    sharing: 'without',
    annotations: [],
    isTest: false,
    apiVersion,
    superclass: null,
    interfaces: [],
    fields: [],
    methods: [],
    constructors: [],
    enumValues: [],
    staticInitialisers: [],
    instanceInitialisers: [],
    implementations: new Map()
  };
}
