/**
 * Queries on EntityDefinition and FieldDefinition: answered for objects that they name, as the local org does not know every object of an org.
 * Source: Tooling API reference, "SOQL Operation Limitations".
 */
import { ENTITY_DEFINITION } from '../../metadata/durable-ids.ts';
import { isUndescribedObject } from '../../metadata/standard-objects.ts';
import type { OrgSchema } from '../../metadata/schema.ts';
import type { CheckedQuery, ResolvedCondition } from '../../soql/checked-query.ts';
import { columnValues } from '../../soql/condition-values.ts';
import type { ValueContext } from '../../soql/condition-values.ts';
import { apexException, notSupported } from '../machine/errors.ts';

const NAMES: ReadonlySet<string> = new Set(['QualifiedApiName', 'DurableId', 'DeveloperName']);

/** @throws System.QueryException for aggregates; NotSupportedError for rows that may be missing here */
export function requireKnownEntities(query: CheckedQuery, schema: OrgSchema, context: ValueContext): void {
  if (query.objectName === 'FieldDefinition')
    notSupported('queries on FieldDefinition, of which the local org has no rows');
  if (query.objectName !== ENTITY_DEFINITION) return;
  if (query.shape !== 'records')
    throw apexException(
      'QueryException',
      'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.'
    );
  const { where, limit, offset } = query.resolved;
  const conditions = where === null ? [] : where.kind === 'and' ? where.operands : [where];
  const named = conditions.map((condition) => namesOf(condition, context)).find((names) => names !== null);
  if (!named)
    notSupported(
      `a query on ${ENTITY_DEFINITION} without the names of the objects: not every object is described here`
    );
  const missing = named.find((name) => !schema.objects.has(name.toLowerCase()) && isUndescribedObject(name));
  if (missing !== undefined) notSupported(`${ENTITY_DEFINITION} of ${missing}, which is not described here`);
  // "An incorrect result is returned because LIMIT and LIMIT OFFSET are ignored."
  if (named.length > 1 && (limit !== null || offset !== null))
    notSupported(`LIMIT and OFFSET in a query on ${ENTITY_DEFINITION}`);
}

/** The objects that a condition names; null for every other condition. */
function namesOf(condition: ResolvedCondition, context: ValueContext): readonly string[] | null {
  if (condition.kind !== 'comparison' || condition.operand.kind !== 'field') return null;
  const { operand, operator, value } = condition;
  if (operand.steps.length > 0 || !NAMES.has(operand.field.apiName)) return null;
  if (operator !== '=' && operator !== 'IN') return null;
  return columnValues(operand.field, operator, value, context).map((item) => String(item.value));
}
