/** Roll-up summary fields: what they compute over which details, and the type that follows from it. */
import { MetadataError, UnsupportedMetadataError } from './errors.ts';
import type { OnUnsupported } from './errors.ts';
import { queryFlags } from './field-flags.ts';
import { isOfMissingPackage } from './schema.ts';
import type { FieldSchema, ObjectSchema, SummaryOperation, SummarySource } from './schema.ts';
import type { XmlElement } from './xml.ts';

const OPERATIONS: readonly string[] = ['count', 'sum', 'min', 'max'] satisfies readonly SummaryOperation[];
const SUMMED: ReadonlySet<FieldSchema['type']> = new Set<FieldSchema['type']>(['int', 'double', 'currency', 'percent']);
const RANGED: ReadonlySet<FieldSchema['type']> = new Set<FieldSchema['type']>([...SUMMED, 'date', 'datetime']);

/** Reads `<summaryOperation>` and what goes with it. */
export function summaryOf(element: XmlElement): SummarySource {
  const operation = element.required('summaryOperation');
  if (!OPERATIONS.includes(operation))
    throw element.error(`summaryOperation ${operation} is unknown; use ${OPERATIONS.join(', ')}`, operation);
  const key = element.required('summaryForeignKey').split('.');
  const field = operation === 'count' ? null : element.required('summarizedField').split('.')[1]!;
  return {
    operation: operation as SummaryOperation,
    detail: key[0]!,
    lookup: key[1] ?? '',
    field,
    filters: element.list('summaryFilterItems').map((item) => {
      if (item.text('valueField') !== null)
        throw item.unsupported('roll-up summary filters that compare two fields', 'valueField');
      return {
        field: item.required('field').split('.')[1] ?? '',
        operation: item.required('operation'),
        value: item.text('value') ?? ''
      };
    }),
    path: element.path
  };
}

/**
 * The schema's roll-ups with their types; those of details in packages that are not there are left out.
 * @throws MetadataError for details and fields that are not there
 */
export function typedSummaries(
  objects: Map<string, ObjectSchema>,
  missingPackages: ReadonlySet<string>,
  onUnsupported: OnUnsupported
): void {
  const schema = { objects, missingPackages };
  for (const [key, object] of objects) {
    const summaries = [...object.fields.values()].filter((field) => field.summary !== null);
    if (summaries.length === 0) continue;
    const fields = new Map(object.fields);
    for (const field of summaries) {
      const { path, detail, lookup, field: summed } = field.summary!;
      if ([detail, lookup, summed ?? ''].some((name) => isOfMissingPackage(schema, name))) {
        fields.delete(field.apiName.toLowerCase());
        const what = `${object.apiName}.${field.apiName}, which sums up ${detail} of a package that is not there`;
        onUnsupported(new UnsupportedMetadataError(path, 1, `not supported by the local org: ${what}`));
      } else fields.set(field.apiName.toLowerCase(), typed(objects, object, field));
    }
    objects.set(key, { ...object, fields });
  }
}

/** Lookups of standard objects that behave as master-detail (Salesforce Help, "Roll-Up Summary Field"). */
const STANDARD_DETAILS: ReadonlySet<string> = new Set([
  'Opportunity.AccountId',
  'OpportunityLineItem.OpportunityId',
  'CampaignMember.CampaignId'
]);

/** Can the parent that the lookup names sum up the object's records? */
export function canBeSummarized(detail: ObjectSchema, lookup: FieldSchema): boolean {
  return lookup.relationshipOrder !== null || STANDARD_DETAILS.has(`${detail.apiName}.${lookup.apiName}`);
}

function typed(objects: ReadonlyMap<string, ObjectSchema>, object: ObjectSchema, field: FieldSchema): FieldSchema {
  const summary = field.summary!;
  const refuse = (message: string) =>
    new MetadataError(summary.path, 1, `${object.apiName}.${field.apiName}: ${message}`);
  const detail = objects.get(summary.detail.toLowerCase());
  const lookup = detail?.fields.get(summary.lookup.toLowerCase());
  if (!detail || !lookup || !canBeSummarized(detail, lookup) || lookup.referenceTo[0] !== object.apiName)
    throw refuse(`Invalid field: ${summary.detail}.${summary.lookup} is no master-detail field to ${object.apiName}`);
  for (const { field: name } of summary.filters) {
    if (!detail.fields.has(name.toLowerCase())) throw refuse(`field ${summary.detail}.${name} does not exist`);
  }
  if (summary.field === null) return withType(field, { type: 'double', precision: 18, scale: 0 });
  const of = detail.fields.get(summary.field.toLowerCase());
  if (!of) throw refuse(`field ${summary.detail}.${summary.field} does not exist`);
  if (!(summary.operation === 'sum' ? SUMMED : RANGED).has(of.type))
    throw refuse(`a ${summary.operation} of ${summary.detail}.${summary.field}, which is of type ${of.type}`);
  const type = of.type === 'int' ? 'double' : of.type;
  return withType(field, { type, precision: of.precision, scale: of.scale });
}

function withType(field: FieldSchema, facts: Pick<FieldSchema, 'type' | 'precision' | 'scale'>): FieldSchema {
  return { ...field, ...facts, ...queryFlags(facts.type, 0), groupable: false };
}
