/**
 * Triggers: checked as the body of a static method in which `Trigger.new` and its like have the object's types.
 */
import type { TriggerBlockMemberContext, TriggerCaseContext, TriggerUnitContext } from '@apexdevtools/apex-parser';
import { finish } from './bodies.ts';
import { checkIdentifier } from './declarations/identifiers.ts';
import type { ObjectSchema } from '../metadata/schema.ts';
import { nameOf, positionOf } from './parse.ts';
import { unsupported } from './problems.ts';
import { Body, type Services } from './scope.ts';
import { sobjectType } from './sobjects.ts';
import { checkLocals, checkStatement, checkStatements } from './statements/check.ts';
import { ownerOfStatements, runMethod } from './statement-owner.ts';
import { inNamespace } from './symbols.ts';
import type { SourceFile, TriggerSymbol } from './symbols.ts';
import type { Statement } from './tree.ts';
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
  const events = checkEvents(tree.triggerCase_list(), file, position, services);
  const written = nameOf(objectTree!);
  const object = sobjects.find(written);
  if (!object) {
    log.report(file, position, `Invalid type: Schema.${written}${services.world.platform.objectName(written)}`);
    return null;
  }
  // In the words of the compiler's own messages.
  if (object.kind === 'customMetadata')
    log.report(file, position, `SObject type does not allow triggers: ${object.apiName}`);
  else if (object.kind === 'platformEvent' && (events.length !== 1 || events[0] !== 'after insert'))
    log.report(file, position, `Platform Event SObjects only supports after insert: ${object.apiName}`);
  if (takesNoTriggers(object)) log.report(file, position, `SObject type does not allow triggers: ${object.apiName}`);
  const variables = contextVariables(sobjectType(object.apiName), services);
  const name = nameOf(nameTree!);
  // Classes may have the same name.
  const owner = ownerOfStatements(
    { name, qualifiedName: `Trigger.${inNamespace(file, name)}`, sharing: 'without' },
    file,
    position,
    apiVersion
  );
  const body = new Body(services, owner, true, { kind: 'trigger', variables }, VOID);
  const statements = checkStatements(tree.triggerBlock().triggerBlockMember_list(), body, checkMember);
  const block = finish({ kind: 'block', position, statements }, VOID, position, body);
  owner.methods = [runMethod(owner, true, block)];
  return { body: owner, objectName: object.apiName, events };
}

/** Standard objects of Setup; what becomes of the others is left open. Source: "Triggers" in the Apex Developer Guide. */
const WITHOUT_TRIGGERS: ReadonlySet<string> = new Set(
  [
    'AggregateResult ApexClass ApexTrigger AsyncApexJob BusinessHours CronJobDetail CronTrigger CustomPermission',
    'EntityDefinition FieldPermissions Folder Group GroupMember Holiday LoginHistory Name ObjectPermissions Organization',
    'PackageLicense PermissionSet Profile QueueSobject RecordType SetupEntityAccess StaticResource UserLicense',
    'UserRecordAccess UserRole'
  ].flatMap((line) => line.split(' '))
);

function takesNoTriggers({ apiName, kind }: ObjectSchema): boolean {
  return kind === 'customMetadata' || kind.endsWith('Setting') || WITHOUT_TRIGGERS.has(apiName);
}

function checkMember(tree: TriggerBlockMemberContext, body: Body): Statement {
  if (tree.statement()) return checkStatement(tree.statement(), body);
  const field = tree.triggerMemberDeclaration().fieldDeclaration();
  return field
    ? checkLocals(field, body, tree.modifier_list())
    : unsupported(positionOf(tree), 'methods and types declared in a trigger');
}

function checkEvents(
  cases: readonly TriggerCaseContext[],
  file: SourceFile,
  position: Position,
  { world }: Services
): string[] {
  const seen = new Set<string>();
  for (const context of cases) {
    const event = `${context.BEFORE() ? 'before' : 'after'} ${context.getChild(1).getText().toLowerCase()}`;
    if (seen.has(event)) world.log.report(file, position, `Duplicate Trigger Usage: ${event.toUpperCase()}`);
    if (event === 'before undelete') world.log.report(file, position, 'Trigger Usage Before Undelete is not supported');
    seen.add(event);
  }
  return [...seen];
}
