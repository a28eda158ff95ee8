/**
 * Values of standard picklists that projects bring: `standardValueSets/*.standardValueSet`, and before API 38.0 the field
 * itself. Source of the names: Metadata API Developer Guide v65, "StandardValueSet Names and Standard Picklist Fields".
 */
import { statusValues } from './picklist-values.ts';
import type { SourceEntry } from './read-project.ts';
import type { FieldSchema, ObjectSchema, PicklistValue } from './schema.ts';
import type { XmlElement } from './xml.ts';

export interface StandardValueSet {
  readonly name: string;
  readonly values: readonly PicklistValue[];
  readonly path: string;
}

/** `Object.Field` of every set, as far as the fields are described here. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  AccountContactRole: ['AccountContactRole.Role'],
  AccountOwnership: ['Account.Ownership'],
  AccountRating: ['Account.Rating', 'Lead.Rating'],
  AccountType: ['Account.Type'],
  AssetStatus: ['Asset.Status'],
  CampaignMemberStatus: ['CampaignMember.Status'],
  CampaignStatus: ['Campaign.Status'],
  CampaignType: ['Campaign.Type'],
  CaseOrigin: ['Case.Origin'],
  CasePriority: ['Case.Priority'],
  CaseReason: ['Case.Reason'],
  CaseStatus: ['Case.Status'],
  CaseType: ['Case.Type'],
  ContactRole: ['OpportunityContactRole.Role'],
  EventSubject: ['Event.Subject'],
  EventType: ['Event.Type'],
  Industry: ['Account.Industry', 'Lead.Industry'],
  LeadSource: [
    'Account.AccountSource',
    'Contact.LeadSource',
    'Lead.LeadSource',
    'Opportunity.LeadSource',
    'CampaignMember.LeadSource'
  ],
  LeadStatus: ['Lead.Status'],
  OpportunityStage: ['Opportunity.StageName'],
  OpportunityType: ['Opportunity.Type'],
  OrderType: ['Order.Type'],
  Product2Family: ['Product2.Family'],
  Salutation: ['Contact.Salutation', 'Lead.Salutation', 'CampaignMember.Salutation'],
  TaskPriority: ['Task.Priority'],
  TaskStatus: ['Task.Status'],
  TaskSubject: ['Task.Subject'],
  TaskType: ['Task.Type']
};

/** What else a value of a set that decides a status means is not read: the objects cannot be saved with them. */
export const UNREAD_STATUSES: ReadonlyMap<string, string> = new Map([
  ['ContractStatus', 'Contract'],
  ['OrderStatus', 'Order']
]);

export function standardValueSet(xml: XmlElement, entry: SourceEntry): StandardValueSet {
  return { name: entry.stem, values: statusValues(xml.list('standardValue'), xml.flag('sorted')), path: entry.path };
}

/** Puts the values of the sets into the fields that use them; what the project does not list is not active. */
export function useStandardValues(objects: Map<string, ObjectSchema>, sets: readonly StandardValueSet[]): void {
  for (const { name, values } of sets) {
    for (const place of FIELDS[name] ?? []) {
      const [object, field] = place.toLowerCase().split('.') as [string, string];
      const owner = objects.get(object);
      const known = owner?.fields.get(field);
      // A class of the project may hide the object.
      if (owner === undefined || known === undefined) continue;
      objects.set(object, { ...owner, fields: new Map(owner.fields).set(field, withValues(known, values)) });
    }
  }
}

/** The standard field with the values of a project; the default is among them. */
export function withValues(field: FieldSchema, picklistValues: readonly PicklistValue[]): FieldSchema {
  return { ...field, picklistValues, defaultValue: picklistValues.find(({ isDefault }) => isDefault)?.value ?? null };
}
