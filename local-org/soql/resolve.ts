/** Names to fields: relationship paths, child relationships, and the errors for those that do not exist. */
import { ENTITY_DEFINITION } from '../metadata/durable-ids.ts';
import { UnsupportedFormulaError } from '../metadata/formula/errors.ts';
import { whyOutlined } from '../metadata/outlined-objects.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import { formulaOf } from '../store/formulas.ts';
import { isShare } from '../store/shares.ts';
import type { FieldReference, RelationshipStep } from './checked-query.ts';
import { SoqlError, unsupported } from './errors.ts';
import { requireSummary } from './summary-sql.ts';
import type { FieldPath, SoqlPosition } from './syntax.ts';

const SEE_DESCRIBE = 'Please reference your WSDL or the describe call for the appropriate names.';
/** SOQL follows at most five parent relationships. */
const MAX_PARENT_STEPS = 5;

export function requireObject(schema: OrgSchema, name: string, position: SoqlPosition): ObjectSchema {
  const found = schema.objects.get(name.toLowerCase());
  if (!found || !found.queryable) {
    throw new SoqlError(
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${SEE_DESCRIBE}`,
      position,
      'INVALID_TYPE',
      name
    );
  }
  if (found.outline === true) throw outlineOnly(found, position);
  if (found.kind === 'companion' && !isShare(found))
    throw unsupported(`queries on ${found.apiName}, which the local org does not fill`, position);
  return found;
}

function outlineOnly(object: ObjectSchema, position: SoqlPosition): SoqlError {
  return unsupported(`queries on ${whyOutlined(object)}`, position);
}

/** Follows a path from `root`; `alias` is the FROM clause's name for it, which may lead the path. */
export function resolvePath(
  schema: OrgSchema,
  root: ObjectSchema,
  alias: string | null,
  path: FieldPath
): FieldReference {
  const names = startsWithRoot(root, alias, path.names) ? path.names.slice(1) : path.names;
  const steps: RelationshipStep[] = [];
  let owner = root;
  for (const relationship of names.slice(0, -1)) {
    const step = relationshipStep(schema, owner, relationship, path.position);
    steps.push(step);
    owner = stepTarget(schema, step, path.position);
  }
  if (steps.length > MAX_PARENT_STEPS) {
    throw new SoqlError(`maximum parent relationship depth exceeded: ${MAX_PARENT_STEPS}`, path.position);
  }
  const field = requireField(schema, owner, names.at(-1) ?? '', path.position);
  return { kind: 'field', steps, objectName: owner.apiName, field };
}

function startsWithRoot(root: ObjectSchema, alias: string | null, names: readonly string[]): boolean {
  if (names.length < 2) return false;
  const first = names[0]!.toLowerCase();
  return first === alias?.toLowerCase() || (first === root.apiName.toLowerCase() && !hasRelationship(root, first));
}

function hasRelationship(owner: ObjectSchema, name: string): boolean {
  return [...owner.fields.values()].some((field) => field.relationshipName?.toLowerCase() === name);
}

export function requireField(
  schema: OrgSchema,
  owner: ObjectSchema,
  name: string,
  position: SoqlPosition
): FieldSchema {
  const field = owner.fields.get(name.toLowerCase());
  if (!field) {
    throw new SoqlError(
      `No such column '${name}' on entity '${owner.apiName}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${SEE_DESCRIBE}`,
      position,
      'INVALID_FIELD',
      owner.custom ? null : name,
      owner
    );
  }
  if (owner.apiName === ENTITY_DEFINITION && field.type === 'id')
    throw unsupported(`${ENTITY_DEFINITION}.${field.apiName} in a query: ask for DurableId`, position);
  requireEvaluated(schema, owner, field, position);
  return field;
}

/** Computed fields whose computation is not known here. */
function requireEvaluated(schema: OrgSchema, owner: ObjectSchema, field: FieldSchema, position: SoqlPosition): void {
  if (!field.calculated || !field.custom) return;
  if (field.summary !== null) requireSummary(schema, field.summary);
  if (field.formula === null) return;
  try {
    formulaOf(schema, owner, field);
  } catch (error) {
    if (!(error instanceof UnsupportedFormulaError)) throw error;
    const reason = error.message.replace(/^not supported by the local org: /, '');
    throw unsupported(`formula field ${owner.apiName}.${field.apiName} in a query: ${reason}`, position);
  }
}

export function relationshipStep(
  schema: OrgSchema,
  owner: ObjectSchema,
  relationship: string,
  position: SoqlPosition
): RelationshipStep {
  const wanted = relationship.toLowerCase();
  for (const field of owner.fields.values()) {
    if (field.relationshipName?.toLowerCase() !== wanted || field.type !== 'reference') continue;
    const targets = field.referenceTo.filter((name) => schema.objects.has(name.toLowerCase()));
    return { relationship: field.relationshipName, field, targets };
  }
  throw new SoqlError(
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_DESCRIBE}`,
    position,
    'INVALID_FIELD',
    relationship
  );
}

function stepTarget(schema: OrgSchema, step: RelationshipStep, position: SoqlPosition): ObjectSchema {
  // A lookup that may point to several objects exposes only what the platform's object `Name` has.
  const name = step.field.referenceTo.length > 1 ? 'Name' : (step.field.referenceTo[0] ?? '');
  const target = schema.objects.get(name.toLowerCase());
  if (!target)
    throw unsupported(`relationship ${step.relationship}, because object ${name} is not described here`, position);
  if (target.outline === true) throw outlineOnly(target, position);
  return target;
}

/** The child object and lookup behind a relationship name in `(SELECT … FROM Contacts)`. */
export function requireChild(
  schema: OrgSchema,
  parent: ObjectSchema,
  relationship: string,
  position: SoqlPosition
): { child: ObjectSchema; lookup: FieldSchema; relationship: string } {
  // The object may stand before it: `FROM Account.Contacts`.
  const [first, second] = relationship.toLowerCase().split('.') as [string, string?];
  const wanted = second !== undefined && first === parent.apiName.toLowerCase() ? second : relationship.toLowerCase();
  for (const link of parent.childRelationships) {
    if (link.relationshipName?.toLowerCase() !== wanted) continue;
    const child = schema.objects.get(link.childObject.toLowerCase());
    const lookup = child?.fields.get(link.field.toLowerCase());
    if (child && lookup) return { child, lookup, relationship: link.relationshipName };
  }
  throw new SoqlError(
    `Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_DESCRIBE}`,
    position,
    'INVALID_TYPE',
    relationship
  );
}
