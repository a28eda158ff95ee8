/** `Database.convertLead` with its request and result (Apex Reference Guide v65, "LeadConvert Class", "LeadConvertResult Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { accessors, given } from '../library/members.ts';
import type { Members } from '../library/members.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { DatabaseError } from './dml-failures.ts';
import { madeFromJson } from './json-made.ts';
import { LeadConvertValue, convertLeads } from './lead-convert.ts';
import type { ConvertedLead } from './lead-convert.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';

class LeadConvertResultValue {
  readonly converted: ConvertedLead;
  constructor(converted: ConvertedLead) {
    this.converted = converted;
  }
}

interface Options {
  readonly allOrNone?: boolean | null;
  readonly level?: AccessLevelValue | null;
}

const RESULT = 'Database.LeadConvertResult';

function convert(requests: unknown, { allOrNone, level }: Options): LeadConvertResultValue[] {
  const items = requests instanceof ApexList ? [...requests.toArray()] : [requests];
  const leads = items.map((item) => given(item as LeadConvertValue | null));
  const access = level === undefined ? 'default' : accessOf(level);
  return convertLeads(leads, allOrNone ?? true, access).map((converted) => new LeadConvertResultValue(converted));
}

/** One or a list, each alone, with allOrNone, with AccessLevel, with both. */
function forms(single: boolean): Members {
  const result = single ? RESULT : `List<${RESULT}>`;
  const start = `static ${result} convertLead(${single ? 'Database.LeadConvert lead' : 'List<Database.LeadConvert> leads'}`;
  const give = (results: LeadConvertResultValue[]): unknown =>
    single ? results[0]! : new ApexList(runtimeType(`List<${RESULT}>`), results);
  return {
    [`${start})`]: (leads: unknown) => give(convert(leads, {})),
    [`${start}, Boolean allOrNone)`]: (leads: unknown, allOrNone: boolean | null) =>
      give(convert(leads, { allOrNone })),
    [`${start}, AccessLevel level)`]: (leads: unknown, level: AccessLevelValue | null) =>
      give(convert(leads, { level })),
    [`${start}, Boolean allOrNone, AccessLevel level)`]: (
      leads: unknown,
      allOrNone: boolean | null,
      level: AccessLevelValue | null
    ) => give(convert(leads, { allOrNone, level }))
  };
}

export const leadConvertMembers: Members = { ...forms(true), ...forms(false) };

export const leadConvertTypes: LibraryType[] = [
  libraryType(
    'Database.LeadConvert',
    { isInstance: (value) => value instanceof LeadConvertValue },
    {
      'new()': () => new LeadConvertValue(),
      ...accessors(
        {
          accountId: 'Id',
          accountRecord: 'SObject',
          bypassAccountDedupeCheck: 'Boolean',
          bypassContactDedupeCheck: 'Boolean',
          contactId: 'Id',
          contactRecord: 'SObject',
          convertedStatus: 'String',
          doNotCreateOpportunity: 'Boolean',
          leadId: 'Id',
          opportunityId: 'Id',
          opportunityName: 'String',
          opportunityRecord: 'SObject',
          overwriteLeadSource: 'Boolean',
          ownerId: 'Id',
          sendNotificationEmail: 'Boolean'
        },
        { doNotCreateOpportunity: 'is', overwriteLeadSource: 'is', sendNotificationEmail: 'is' }
      )
    }
  ),
  madeFromJson(
    libraryType(
      RESULT,
      { isInstance: (value) => value instanceof LeadConvertResultValue },
      {
        'Boolean isSuccess()': ({ converted }: LeadConvertResultValue) => converted.errors.length === 0,
        'Id getLeadId()': ({ converted }: LeadConvertResultValue) => converted.leadId,
        'Id getAccountId()': ({ converted }: LeadConvertResultValue) => converted.accountId,
        'Id getContactId()': ({ converted }: LeadConvertResultValue) => converted.contactId,
        'Id getOpportunityId()': ({ converted }: LeadConvertResultValue) => converted.opportunityId,
        'List<Database.Error> getErrors()': ({ converted }: LeadConvertResultValue) =>
          new ApexList(
            runtimeType('List<Database.Error>'),
            converted.errors.map((error) => new DatabaseError(error))
          )
      }
    ),
    {
      success: 'Boolean',
      leadId: 'Id',
      accountId: 'Id',
      contactId: 'Id',
      opportunityId: 'Id',
      errors: 'List<Database.Error>'
    }
  )
];
