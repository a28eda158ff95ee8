/**
 * Triggers: checked as a body whose context variables (`Trigger.new`) are locals of the object's types. The local org
 * does not run triggers, so each one is also reported as not supported.
 */
import type { TriggerBlockMemberContext, TriggerCaseContext, TriggerUnitContext } from '@apexdevtools/apex-parser';
import { finish } from './bodies.ts';
import { checkIdentifier } from './declarations/identifiers.ts';
import { nameOf, positionOf } from './parse.ts';
import { OR_UNSUPPORTED, unsupported } from './problems.ts';
import { Body, type Services, type TriggerVariables } from './scope.ts';
import { sobjectType } from './sobjects.ts';
import { checkLocals, checkStatement, checkStatements } from './statements/check.ts';
import type { ClassSymbol, LocalSymbol, SourceFile } from './symbols.ts';
import type { Statement } from './tree.ts';
import type { ApexType, Position } from './types.ts';
import { BOOLEAN, ID, INTEGER, VOID } from './typing/names.ts';

const FLAGS = ['isExecuting', 'isInsert', 'isUpdate', 'isDelete', 'isUndelete', 'isBefore', 'isAfter'];

export function checkTrigger(tree: TriggerUnitContext, file: SourceFile, apiVersion: number, services: Services): void {
  const { log, sobjects } = services.world;
  const [nameTree, objectTree] = tree.id_list();
  const position = positionOf(nameTree!);
  checkIdentifier(nameOf(nameTree!), 'type', position, file, log);
  checkEvents(tree.triggerCase_list(), file, services);
  log.report(file, position, 'not supported by the local org: triggers are checked, but do not run');
  const written = nameOf(objectTree!);
  const object = sobjects.find(written);
  if (!object) {
    log.report(file, positionOf(objectTree!), `Invalid type: ${written}${sobjects.mayBePlatforms(written) ? OR_UNSUPPORTED : ''}`);
    return;
  }
  const variables = contextVariables(sobjectType(object.apiName), position, services);
  const body = new Body(services, ownerOf(nameOf(nameTree!), file, position, apiVersion), true, { kind: 'trigger', variables }, VOID);
  const statements = checkStatements(tree.triggerBlock().triggerBlockMember_list(), body, checkMember);
  finish({ kind: 'block', position, statements }, VOID, position, body);
}

function checkMember(tree: TriggerBlockMemberContext, body: Body): Statement {
  if (tree.statement()) return checkStatement(tree.statement(), body);
  const field = tree.triggerMemberDeclaration().fieldDeclaration();
  return field ? checkLocals(field, body, tree.modifier_list()) : unsupported(positionOf(tree), 'methods and types declared in a trigger');
}

function checkEvents(cases: readonly TriggerCaseContext[], file: SourceFile, { world }: Services): void {
  const seen = new Set<string>();
  for (const context of cases) {
    const event = `${context.BEFORE() ? 'before' : 'after'} ${context.getChild(1)!.getText().toLowerCase()}`;
    if (seen.has(event)) world.log.report(file, positionOf(context), `Duplicate Trigger Usage: ${event}`);
    if (event === 'before undelete') world.log.report(file, positionOf(context), 'Trigger Usage Before Undelete is not supported');
    seen.add(event);
  }
}

/** By lower-case name. Source: "Trigger Context Variables" in the Apex Developer Guide. */
function contextVariables(record: ApexType, position: Position, { world }: Services): TriggerVariables {
  const list = world.library.list(record);
  const map = world.library.need('Map', [ID, record]);
  const operation = world.library.find('TriggerOperation');
  const types: ReadonlyArray<readonly [string, ApexType]> = [
    ...FLAGS.map((name) => [name, BOOLEAN] as const), ['size', INTEGER], ['new', list], ['old', list], ['newMap', map], ['oldMap', map],
    ...(operation ? [['operationType', { kind: 'library', definition: operation, args: [] }] as const] : [])
  ];
  return new Map(types.map(([name, type], index): [string, LocalSymbol] => (
    [name.toLowerCase(), { name: `Trigger.${name}`, type, isFinal: true, position, index }]
  )));
}

/** The surroundings of the body: as code of a class without members, which nothing else can name. */
function ownerOf(name: string, file: SourceFile, position: Position, apiVersion: number): ClassSymbol {
  return {
    name, qualifiedName: name, kind: 'class', file, position, outer: null, inner: [], visibility: 'private', isAbstract: false, isVirtual: false,
    sharing: 'none', annotations: [], isTest: false, apiVersion, superclass: null, interfaces: [], fields: [], methods: [], constructors: [],
    enumValues: [], staticInitialisers: [], instanceInitialisers: [], implementations: new Map()
  };
}
