/**
 * Converting leads: an account, a contact and an opportunity take over what the lead says, then the lead is marked. Triggers
 * of all of them run. Sources: Apex Developer Guide v65, "Converting Leads"; Salesforce Help, "Lead Conversion Field
 * Mapping"; INVALID_STATUS as orgs gave it in public issues. Refused: what conversion does with activities, notes and files.
 */
import type { PlainValue } from '../../metadata/schema.ts';
import { findProblem, updateRows } from '../../store/dml.ts';
import { dmlError } from '../../store/results.ts';
import type { DmlError, PlainRow, RowResult } from '../../store/results.ts';
import { quote } from '../../store/values.ts';
import { notSupported } from '../machine/errors.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { saveChecked } from './dml.ts';
import type { DmlCall } from './dml.ts';
import { throwFailures } from './dml-failures.ts';
import { toApex, toPlain } from './field-values.ts';
import { findRows } from './system-rows.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';
import { validationOf } from './validation.ts';

/** `Database.LeadConvert`. */
export class LeadConvertValue {
  accountId: string | null = null;
  accountRecord: SObjectRecord | null = null;
  bypassAccountDedupeCheck: boolean | null = false;
  bypassContactDedupeCheck: boolean | null = false;
  contactId: string | null = null;
  contactRecord: SObjectRecord | null = null;
  convertedStatus: string | null = null;
  doNotCreateOpportunity: boolean | null = false;
  leadId: string | null = null;
  opportunityId: string | null = null;
  opportunityName: string | null = null;
  opportunityRecord: SObjectRecord | null = null;
  overwriteLeadSource: boolean | null = false;
  ownerId: string | null = null;
  sendNotificationEmail: boolean | null = false;
}

export interface ConvertedLead {
  readonly leadId: string | null;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
  readonly errors: readonly DmlError[];
}

const MOST_LEADS = 100;

/** @throws System.DmlException when a lead cannot be converted and `allOrNone` is set */
export function convertLeads(
  requests: readonly LeadConvertValue[],
  allOrNone: boolean,
  access: DmlCall['access']
): ConvertedLead[] {
  if (requests.length === 0) return [];
  if (requests.length > MOST_LEADS) notSupported('converting more than 100 leads at once, which the platform refuses');
  const transaction = currentTransaction();
  transaction.limits.count('dmlStatements');
  transaction.limits.count('dmlRows', requests.length);
  const { store } = transaction.org;
  store.userId = transaction.user.id;
  const whole = store.setSavepoint();
  const results = requests.map((request) => {
    const savepoint = store.setSavepoint();
    const result = new Conversion(transaction, request, access).run();
    if (result.errors.length > 0) store.rollbackTo(savepoint);
    store.release(savepoint);
    return result;
  });
  const failed = results.some(({ errors }) => errors.length > 0);
  if (failed && allOrNone) store.rollbackTo(whole);
  else transaction.changes += 1;
  store.release(whole);
  if (allOrNone)
    throwFailures(
      'convertLead',
      results.map(() => new SObjectRecord(store.object('Lead'))),
      results.map(({ errors }) => ({ id: null, created: false, errors }))
    );
  return results;
}

/** Ends one conversion; its savepoint undoes what was saved. */
class ConversionError extends Error {
  readonly errors: readonly DmlError[];
  constructor(errors: readonly DmlError[]) {
    super('a lead that cannot be converted');
    this.errors = errors;
  }
}

const ACCOUNT_FIELDS: Readonly<Record<string, string>> = {
  Name: 'Company',
  AccountSource: 'LeadSource',
  ...same('Phone', 'Fax', 'Website', 'Industry', 'AnnualRevenue', 'NumberOfEmployees', 'Rating'),
  ...address('Billing')
};
const CONTACT_FIELDS: Readonly<Record<string, string>> = {
  ...same('FirstName', 'LastName', 'Salutation', 'Title', 'Email', 'Phone', 'MobilePhone', 'Fax', 'LeadSource'),
  ...same('Description', 'DoNotCall', 'HasOptedOutOfEmail', 'HasOptedOutOfFax', 'IndividualId'),
  ...address('Mailing')
};

function same(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

function address(prefix: string): Record<string, string> {
  const parts = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy'];
  return Object.fromEntries(parts.map((part) => [`${prefix}${part}`, part]));
}

class Conversion {
  readonly #transaction: Transaction;
  readonly #request: LeadConvertValue;
  readonly #access: DmlCall['access'];

  constructor(transaction: Transaction, request: LeadConvertValue, access: DmlCall['access']) {
    this.#transaction = transaction;
    this.#request = request;
    this.#access = access;
  }

  run(): ConvertedLead {
    const { leadId } = this.#request;
    try {
      const lead = this.#lead();
      const ownerId = this.#owner(lead);
      const accountId = this.#saved('Account', this.#request.accountId, ACCOUNT_FIELDS, lead, { OwnerId: ownerId });
      const contactId = this.#saved('Contact', this.#request.contactId, CONTACT_FIELDS, lead, {
        OwnerId: ownerId,
        AccountId: accountId
      });
      const opportunityId = this.#opportunity(lead, { ownerId, accountId, contactId });
      this.#moveMemberships(leadId!, contactId);
      this.#mark({ accountId, contactId, opportunityId });
      return { leadId, accountId, contactId, opportunityId, errors: [] };
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      return { leadId, accountId: null, contactId: null, opportunityId: null, errors: error.errors };
    }
  }

  #lead(): PlainRow {
    const { store } = this.#transaction.org;
    const { leadId, convertedStatus, accountId, contactId } = this.#request;
    const records = [this.#request.accountRecord, this.#request.contactRecord, this.#request.opportunityRecord];
    if (leadId === null) notSupported('converting a lead without an id, which the platform refuses');
    if (records.some((record) => record !== null)) notSupported('converting a lead into records that code gives');
    if (contactId !== null && accountId === null)
      notSupported('converting a lead into a contact without its account, which the platform refuses');
    const problem = findProblem(store, store.object('Lead'), leadId);
    if (problem !== null) throw new ConversionError([problem]);
    const [lead] = findRows(store, 'Lead', { Id: leadId });
    if (lead!['IsConverted'] === true)
      throw new ConversionError([dmlError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')]);
    if (!store.schema.objects.has('leadstatus'))
      notSupported('converting leads where a class of the project is named LeadStatus');
    if (!findRows(store, 'LeadStatus', { IsConverted: true }).some(({ ApiName }) => ApiName === convertedStatus))
      throw new ConversionError([
        dmlError('INVALID_STATUS', `invalid convertedStatus: ${convertedStatus ?? 'null'}`, ['Status'])
      ]);
    this.#refuseBelongings(leadId);
    return lead!;
  }

  #refuseBelongings(leadId: string): void {
    const { store } = this.#transaction.org;
    for (const [object, field] of BELONGINGS)
      if (
        store.all(`SELECT 1 FROM ${quote(object)} WHERE ${quote(field)} = ? AND IsDeleted = 0 LIMIT 1`, leadId).length >
        0
      )
        notSupported(`converting a lead that has records of ${object}`);
  }

  #owner(lead: PlainRow): PlainValue {
    const owner = this.#request.ownerId ?? lead['OwnerId']!;
    if (typeof owner === 'string' && owner.startsWith('00G'))
      notSupported('converting a lead of a queue without an owner, which the platform refuses');
    return owner;
  }

  /** A new record, or one that is there: only what it has no value for is filled. */
  #saved(
    objectName: string,
    existingId: string | null,
    mapping: Readonly<Record<string, string>>,
    lead: PlainRow,
    own: PlainRow
  ): string {
    const { store } = this.#transaction.org;
    const object = store.object(objectName);
    const problem = existingId === null ? null : findProblem(store, object, existingId);
    if (problem !== null) throw new ConversionError([problem]);
    const [existing] = existingId === null ? [] : findRows(store, objectName, { Id: existingId });
    const record = new SObjectRecord(object);
    for (const [name, source] of Object.entries(mapping)) {
      const value = lead[source] ?? null;
      const replaces = name === 'LeadSource' && this.#request.overwriteLeadSource === true;
      if (value === null || value === false || (existing !== undefined && !replaces && existing[name] !== null))
        continue;
      record.set(name, toApex(object.fields.get(name.toLowerCase())!.type, value));
    }
    if (existing === undefined) {
      for (const [name, value] of Object.entries(own)) record.set(name, value);
      return this.#save('insert', record);
    }
    record.load('Id', existingId);
    return record.setFields().length > 1 ? this.#save('update', record) : existingId!;
  }

  #save(operation: 'insert' | 'update', record: SObjectRecord, save?: Parameters<typeof saveChecked>[4]): string {
    const { leadId } = this.#request;
    const call = {
      operation,
      records: [record],
      allOrNone: true,
      access: this.#access,
      externalId: null,
      ...(leadId === null ? {} : { madeOf: leadId })
    } as const;
    const [result] = saveChecked(this.#transaction, call, record.schema!, [record], save);
    if (result!.errors.length > 0) throw new ConversionError(result!.errors);
    return result!.id!;
  }

  #opportunity(
    lead: PlainRow,
    { ownerId, accountId, contactId }: { ownerId: PlainValue; accountId: string; contactId: string }
  ): string | null {
    const { opportunityId, opportunityName, doNotCreateOpportunity } = this.#request;
    if (opportunityId !== null) notSupported('converting a lead into an opportunity that exists');
    if (doNotCreateOpportunity === true) return null;
    const { store } = this.#transaction.org;
    const object = store.object('Opportunity');
    const record = new SObjectRecord(object);
    const now = new Date(this.#transaction.now());
    // "The close date is the last day of the current quarter", "the stage the first one".
    const quarterEnd = new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 + 3, 0));
    const values: PlainRow = {
      Name: opportunityName ?? lead['Company']!,
      StageName: object.fields.get('stagename')!.picklistValues[0]!.value,
      CloseDate: quarterEnd.toISOString().slice(0, 10),
      AccountId: accountId,
      LeadSource: lead['LeadSource'] ?? null,
      OwnerId: ownerId
    };
    for (const [name, value] of Object.entries(values))
      if (value !== null) record.set(name, toApex(object.fields.get(name.toLowerCase())!.type, value));
    const id = this.#save('insert', record);
    const role = new SObjectRecord(store.object('OpportunityContactRole'));
    role.set('OpportunityId', id);
    role.set('ContactId', contactId);
    role.set('IsPrimary', true);
    this.#save('insert', role);
    return id;
  }

  /** Campaigns show the contact from now on. */
  #moveMemberships(leadId: string, contactId: string): void {
    this.#transaction.org.store.run(
      'UPDATE "CampaignMember" SET "ContactId" = ? WHERE "LeadId" = ?',
      contactId,
      leadId
    );
  }

  /** The lead's triggers see it converted; nobody else may write these fields. */
  #mark({
    accountId,
    contactId,
    opportunityId
  }: Pick<ConvertedLead, 'accountId' | 'contactId' | 'opportunityId'>): void {
    const { store } = this.#transaction.org;
    const object = store.object('Lead');
    const record = new SObjectRecord(object);
    record.load('Id', this.#request.leadId);
    const today = new Date(this.#transaction.now()).toISOString().slice(0, 10);
    const values: PlainRow = {
      Status: this.#request.convertedStatus,
      IsConverted: true,
      ConvertedDate: today,
      ConvertedAccountId: accountId,
      ConvertedContactId: contactId,
      ConvertedOpportunityId: opportunityId,
      IsUnreadByOwner: false
    };
    for (const [name, value] of Object.entries(values))
      if (value !== null) record.set(name, toApex(object.fields.get(name.toLowerCase())!.type, value));
    this.#save('update', record, (transaction, _call, lead, records): RowResult[] => {
      const check = validationOf(transaction, lead);
      const rows = records.map((each) =>
        Object.fromEntries(each.setFields().map(([name, value]) => [name, toPlain(value)]))
      );
      return updateRows(store, 'Lead', rows, {
        allOrNone: false,
        mode: 'system',
        ...(check === null ? {} : { check })
      });
    });
  }
}

/** What conversion hands over in ways that are not published in full. */
const BELONGINGS: ReadonlyArray<readonly [object: string, field: string]> = [
  ['Task', 'WhoId'],
  ['Event', 'WhoId'],
  ['Note', 'ParentId'],
  ['Attachment', 'ParentId'],
  ['ContentDocumentLink', 'LinkedEntityId']
];
