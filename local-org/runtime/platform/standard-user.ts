/**
 * What the profile Standard User grants of the objects that most code works with, as far as files agree that new orgs gave
 * out (AntonBuiko/Apex-Specialist-Superbadge, Standard.profile-meta.xml). What is not listed here is not known.
 */
import type { FieldAccess, ObjectAccess } from './permissions.ts';

const WHOLE: ObjectAccess = { read: true, create: true, edit: true, delete: true, viewAll: false, modifyAll: false };

const OBJECTS: Readonly<Record<string, ObjectAccess>> = {
  account: WHOLE,
  contact: WHOLE,
  lead: WHOLE,
  opportunity: WHOLE,
  case: { ...WHOLE, delete: false }
};

/** Fields that its users may read and edit. */
const FIELDS: Readonly<Record<string, string>> = {
  account:
    'AccountNumber AccountSource AnnualRevenue BillingAddress Description Fax Industry NumberOfEmployees Ownership ParentId Phone Rating ShippingAddress Sic SicDesc Site TickerSymbol Type Website',
  contact:
    'AccountId AssistantName AssistantPhone Birthdate Department Description Email Fax HomePhone LeadSource MailingAddress MobilePhone OtherAddress OtherPhone Phone ReportsToId Title',
  lead: 'Address AnnualRevenue Description Email',
  case: 'AssetId ContactId Description Origin ParentId Priority Reason Subject Type'
};

const STANDARD_USER = 'Standard User';

/** By the object's name in lower case. */
export function knownObjectsOf(profile: string | null): ReadonlyMap<string, ObjectAccess> {
  return new Map(profile === STANDARD_USER ? Object.entries(OBJECTS) : []);
}

/** By `account.industry`. */
export function knownFieldsOf(profile: string | null): ReadonlyMap<string, FieldAccess> {
  const fields = profile === STANDARD_USER ? Object.entries(FIELDS) : [];
  return new Map(
    fields.flatMap(([object, names]) =>
      names.split(' ').map((name) => [`${object}.${name.toLowerCase()}`, { read: true, edit: true }] as const)
    )
  );
}
