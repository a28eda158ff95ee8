/**
 * The duplicate rules that are active in new orgs: Standard Account, Contact and Lead Duplicate Rule. They alert when a
 * record is created, which for Apex is an error (`DUPLICATES_DETECTED`) unless its options allow the save; records of the
 * same save are not compared, and edits are only reported (Salesforce Help, "Standard Account Duplicate Rule", "Standard
 * Contact Matching Rule and Standard Lead Matching Rule", "Considerations for Using Duplicate Rules").
 *
 * How alike two texts are is decided by algorithms that are not published, and an admin may have switched a rule off. So
 * what may be a duplicate is refused, in tests, which stand for a new org. What may match is a little more than the
 * published match keys and equations make match; the equation of accounts is from memory.
 */
import type { ObjectSchema } from '../../metadata/schema.ts';
import type { RowResult } from '../../store/results.ts';
import { quote } from '../../store/values.ts';
import { notSupported } from '../machine/errors.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { DmlOptionsValue } from './dml-options.ts';
import type { DmlCall } from './dml.ts';
import type { Transaction } from './transaction.ts';

/**
 * What the rules compare, under the same names for all objects: what the equations look at of each value, so that values
 * that may match are equal; '' where a record has nothing.
 */
interface Compared {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly company: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
  readonly website: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

type Columns = Partial<Readonly<Record<Exclude<keyof Compared, 'id'>, string>>>;

const ACCOUNT: Columns = {
  company: '"Name"',
  phone: '"Phone"',
  website: '"Website"',
  street: '"BillingStreet"',
  city: '"BillingCity"',
  state: '"BillingState"',
  zip: '"BillingPostalCode"'
};
const PERSON: Columns = {
  first: '"FirstName"',
  last: '"LastName"',
  title: '"Title"',
  email: '"Email"',
  phone: '"Phone"'
};
const CONTACT: Columns = {
  ...PERSON,
  company: '(SELECT a."Name" FROM "Account" a WHERE a."Id" = "AccountId")',
  street: '"MailingStreet"',
  city: '"MailingCity"',
  zip: '"MailingPostalCode"'
};
const LEAD: Columns = { ...PERSON, company: '"Company"', street: '"Street"', city: '"City"', zip: '"PostalCode"' };

/** By object: its columns. */
const COLUMNS: Readonly<Record<string, Columns>> = { Account: ACCOUNT, Contact: CONTACT, Lead: LEAD };
/** Contacts are compared with leads as well, and leads with contacts. */
const RIVALS: Readonly<Record<string, readonly string[]>> = {
  Account: ['Account'],
  Contact: ['Contact', 'Lead'],
  Lead: ['Lead', 'Contact']
};

/** @throws NotSupportedError when a record that the call has made may duplicate one from before */
export function refuseDuplicates(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[],
  results: readonly RowResult[]
): void {
  const rivals = RIVALS[object.apiName];
  if (rivals === undefined || transaction.test === null || call.savesDuplicates === true) return;
  // EDA's tests pass in orgs because the contacts whose triggers make equal accounts have the option.
  if (transaction.savesDuplicates > (letsDuplicates(call, records) ? 1 : 0)) return;
  if (transaction.org.gaps.inactiveDuplicateRules.has(object.apiName.toLowerCase())) return;
  const made = new Set(results.flatMap(({ id, created }, index) => (created && !allows(records[index]!) ? [id!] : [])));
  if (made.size === 0) return;
  const own = rowsOf(transaction, object.apiName, made).filter(isComparable);
  if (own.length === 0) return;
  const all = new Set(results.map(({ id }) => id));
  const isAlike = object.apiName === 'Account' ? areAlikeAccounts : areAlikePersons;
  for (const rival of rivals)
    for (const other of rowsOf(transaction, rival, null)) {
      const found =
        all.has(other.id) || other.id === call.madeOf ? undefined : own.find((each) => isAlike(each, other));
      if (found === undefined) continue;
      notSupported(
        `saving a new ${object.apiName} that the Standard ${object.apiName} Duplicate Rule may take for a duplicate of ${other.id}`
      );
    }
}

/** Does the call, or one of its records, have the option that lets duplicates pass? */
export function letsDuplicates({ savesDuplicates }: DmlCall, records: readonly SObjectRecord[]): boolean {
  return savesDuplicates === true || records.some(allows);
}

/** Its own options let the record pass. */
function allows({ options }: SObjectRecord): boolean {
  return options instanceof DmlOptionsValue && options.duplicateRuleHeader.flags.get('allowSave') === true;
}

/** @param ids null for all rows */
function rowsOf({ org: { store } }: Transaction, objectName: string, ids: ReadonlySet<string> | null): Compared[] {
  const columns = Object.entries(COLUMNS[objectName]!) as Array<[name: keyof Columns, sql: string]>;
  const chosen = ids === null ? '' : ` AND "Id" IN (${[...ids].map(() => '?').join(', ')})`;
  const open = objectName === 'Lead' ? ' AND "IsConverted" = 0' : '';
  return store
    .all(
      `SELECT "Id", ${columns.map(([, sql]) => sql).join(', ')} FROM ${quote(objectName)} WHERE "IsDeleted" = 0${open}${chosen}`,
      ...(ids ?? [])
    )
    .map(([id, ...values]) => ({
      ...NOTHING,
      ...Object.fromEntries(columns.map(([name], index) => [name, compared(name, String(values[index] ?? ''))])),
      id: String(id)
    }));
}

const NOTHING: Compared = {
  id: '',
  first: '',
  last: '',
  company: '',
  title: '',
  email: '',
  phone: '',
  website: '',
  street: '',
  city: '',
  state: '',
  zip: ''
};

/** Has anything beside its name that an equation asks for. */
function isComparable({ title, email, phone, website, street, city, zip }: Compared): boolean {
  return [title, email, phone, website, street, city, zip].some((value) => value !== '');
}

/** (Name and street) or (name, city and state) or (name and ZIP) or (name and phone) or (website and phone or street). */
function areAlikeAccounts(a: Compared, b: Compared): boolean {
  const phone = alike(a.phone, b.phone);
  const street = alike(a.street, b.street);
  if (alike(a.website, b.website) && (phone || street)) return true;
  if (!alike(a.company, b.company)) return false;
  return phone || street || (alike(a.city, b.city) && alike(a.state, b.state)) || alike(a.zip, b.zip);
}

/**
 * First and last name and one of: title and company; e-mail; phone; street and city, ZIP or title. Beside an e-mail address
 * a name may be missing.
 */
function areAlikePersons(a: Compared, b: Compared): boolean {
  if (a.last !== b.last) return false;
  if (alike(a.email, b.email) && (a.first === '' || b.first === '' || a.first === b.first)) return true;
  if (!alike(a.first, b.first)) return false;
  const title = alike(a.title, b.title);
  return (
    alike(a.phone, b.phone) ||
    (title && alike(a.company, b.company)) ||
    (alike(a.street, b.street) && (alike(a.city, b.city) || alike(a.zip, b.zip) || title))
  );
}

function alike(a: string, b: string): boolean {
  return a !== '' && a === b;
}

type Reduction = (text: string) => string;

const start =
  (length: number): Reduction =>
  (text) =>
    bare(text).slice(0, length);

/** What is compared of each value. */
const REDUCTIONS: Readonly<Record<keyof Columns, Reduction>> = {
  first: start(1),
  last: skeleton,
  company: companyKey,
  title: start(1),
  email: emailKey,
  phone: phoneKey,
  website: bare,
  street: start(5),
  city: start(3),
  state: start(1),
  zip: start(3)
};

/** A text of which nothing is left may match any other such text; a phone without digits matches none. */
function compared(name: keyof Columns, text: string): string {
  if (text === '') return '';
  const reduced = REDUCTIONS[name](text);
  return reduced === '' && name !== 'phone' ? '?' : reduced;
}

/** Letters and digits, lower case. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const COMPANY_WORDS = /^(?:the|a|an|and|of|inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh|plc)$/;

/** Six characters of each of the first two words, without those that say little. */
function companyKey(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !COMPANY_WORDS.test(word));
  return (telling.length === 0 ? words : telling)
    .slice(0, 2)
    .map((word) => word.slice(0, 6))
    .join('');
}

/** Without a leading 1 and the last four digits, which weigh little. */
function phoneKey(text: string): string {
  const digits = text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return digits.length > 4 ? `${digits.slice(0, -4)}…` : digits;
}

/** `john_doe@us.ibm.com` is `johndoe@ibm.com`. */
function emailKey(text: string): string {
  const [name = '', domain = ''] = text.toLowerCase().split('@');
  return `${bare(name)}@${domain.split('.').slice(-2).join('.')}`;
}

/** What sounds alike: the consonants of a name behind its first letter; the name itself when it has no letters. */
function skeleton(name: string): string {
  const letters = name.toLowerCase().replace(/[^\p{L}]/gu, '');
  return letters === ''
    ? bare(name)
    : letters[0]! +
        letters
          .slice(1)
          .replace(/[aeiouyhw]/g, '')
          .replace(/(.)\1+/gu, '$1');
}
