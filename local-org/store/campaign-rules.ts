/**
 * Campaign members show fields of their lead or contact, and campaigns count them. Sources: Object Reference v65,
 * "CampaignMember", "CampaignMemberStatus", "Campaign"; the text for a second membership as an org gave it in public tests.
 */
import type { SqliteValue } from './driver.ts';
import type { ObjectRules, SavedRow } from './object-rules.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

export const CAMPAIGN_RULES: Readonly<Record<string, ObjectRules>> = {
  // Every new campaign has these two statuses ("CampaignMemberStatus").
  Campaign: {
    before: () => [],
    after(_store, id, insert, isNew) {
      if (!isNew) return;
      insert('CampaignMemberStatus', { CampaignId: id, Label: 'Sent', SortOrder: 1, IsDefault: true });
      insert('CampaignMemberStatus', { CampaignId: id, Label: 'Responded', SortOrder: 2, HasResponded: true });
    }
  },
  CampaignMember: {
    before: member,
    after(store, id) {
      show(store, `m."Id" = ?`, id);
      count(store, campaignOf(store, id));
    },
    afterDelete: (store, id) => count(store, campaignOf(store, id))
  },
  Lead: { before: lead, after: (store, id) => show(store, 'm."LeadId" = ?', id) },
  Contact: { before: () => [], after: (store, id) => show(store, 'm."ContactId" = ?', id) }
};

/** Nobody changes a lead that was converted; the text is that of public guides on the status code. */
function lead({ store, id }: SavedRow): DmlError[] {
  const [converted] = id === null ? [] : store.all('SELECT 1 FROM "Lead" WHERE "Id" = ? AND "IsConverted" = 1', id);
  return converted === undefined ? [] : [dmlError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')];
}

function member({ store, row, id, given }: SavedRow): DmlError[] {
  const [campaign, who] = [row.get('CampaignId') ?? null, row.get('ContactId') ?? row.get('LeadId') ?? null];
  if (who === null) return refuse('a campaign member without a lead or contact, which the platform refuses');
  if (
    id === null &&
    given.has('ContactId') &&
    given.has('LeadId') &&
    row.get('LeadId') !== null &&
    row.get('ContactId') !== null
  )
    return refuse('a campaign member with a lead and a contact');
  if (campaign === null) return [];
  const others = store.all(
    'SELECT 1 FROM "CampaignMember" WHERE "CampaignId" = ? AND COALESCE("ContactId", "LeadId") = ? AND "Id" <> ? AND "IsDeleted" = 0',
    campaign,
    who,
    id ?? ''
  );
  if (others.length > 0) return [dmlError('DUPLICATE_VALUE', 'Already a campaign member.')];
  return status(store, row, campaign);
}

function status(store: Store, row: SavedRow['row'], campaign: SqliteValue): DmlError[] {
  const given = row.get('Status') ?? null;
  const [found] = store.all(
    `SELECT "Label", "HasResponded" FROM "CampaignMemberStatus" WHERE "CampaignId" = ?1 AND "IsDeleted" = 0 AND CASE WHEN ?2 IS NULL THEN "IsDefault" ELSE "Label" = ?2 END`,
    campaign,
    given
  );
  if (found === undefined)
    return given === null ? [] : refuse(`the campaign member status ${String(given)}, which its campaign has not`);
  row.set('Status', found[0]!);
  row.set('HasResponded', found[1]!);
  const responded = found[1] === 1 && (row.get('FirstRespondedDate') ?? null) === null;
  if (responded) row.set('FirstRespondedDate', new Date(store.clock()).toISOString().slice(0, 10));
  return [];
}

/** Of contacts the address is the mailing address. */
const SHOWN = [
  'Salutation',
  'Name',
  'FirstName',
  'LastName',
  'Title',
  'Email',
  'Phone',
  'Fax',
  'MobilePhone',
  'Description'
];
const SHOWN_TOO = ['DoNotCall', 'HasOptedOutOfEmail', 'HasOptedOutOfFax', 'LeadSource'];
const ADDRESS = ['Street', 'City', 'State', 'PostalCode', 'Country'];

function show(store: Store, where: string, id: string): void {
  const names = [
    ...SHOWN,
    ...SHOWN_TOO,
    ...ADDRESS,
    'CompanyOrAccount',
    'Type',
    'LeadOrContactId',
    'LeadOrContactOwnerId'
  ];
  const common = (alias: string) => [...SHOWN, ...SHOWN_TOO].map((name) => `${alias}.${quote(name)}`);
  const ofContact = [
    ...common('c'),
    ...ADDRESS.map((name) => `c.${quote(`Mailing${name}`)}`),
    `(SELECT a."Name" FROM "Account" a WHERE a."Id" = c."AccountId")`,
    `'Contact', c."Id", c."OwnerId"`
  ];
  const ofLead = [
    ...common('l'),
    ...ADDRESS.map((name) => `l.${quote(name)}`),
    `l."Company", 'Lead', l."Id", l."OwnerId"`
  ];
  for (const [table, alias, field, values] of [
    ['Contact', 'c', 'ContactId', ofContact],
    ['Lead', 'l', 'LeadId', ofLead]
  ] as const)
    store.run(
      `UPDATE "CampaignMember" AS m SET (${names.map(quote).join(', ')}) = (SELECT ${values.join(', ')} FROM ${quote(table)} ${alias} WHERE ${alias}."Id" = m.${quote(field)})
       WHERE ${where} AND m.${quote(field)} IS NOT NULL${table === 'Lead' ? ' AND m."ContactId" IS NULL' : ''}`,
      id
    );
}

function campaignOf(store: Store, member: string): SqliteValue {
  return store.all('SELECT "CampaignId" FROM "CampaignMember" WHERE "Id" = ?', member)[0]![0]!;
}

/** "NumberOfLeads", "NumberOfContacts", "NumberOfResponses" of the campaign itself. */
function count(store: Store, campaign: SqliteValue): void {
  const members = (condition: string) =>
    `(SELECT COUNT(*) FROM "CampaignMember" m WHERE m."CampaignId" = ?1 AND m."IsDeleted" = 0 AND ${condition})`;
  store.run(
    `UPDATE "Campaign" SET "NumberOfLeads" = ${members('m."LeadId" IS NOT NULL')}, "NumberOfContacts" = ${members('m."ContactId" IS NOT NULL AND m."LeadId" IS NULL')}, "NumberOfResponses" = ${members('m."HasResponded" = 1')}
     WHERE "Id" = ?1`,
    campaign
  );
}
