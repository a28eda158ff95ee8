/**
 * An object with a field of every type that a custom field can have, a detail of it, and records whose fields hold
 * nothing, empty text, white space, emoji and the longest texts there are. Beside it the standard objects with the types
 * that only those have: addresses (Account), files (Attachment), names (Contact) and lookups to several objects (Task).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainValue } from '../metadata/schema.ts';
import { writeMetadata, writeProjectFile } from './wide-object.ts';

export const EVERY = 'Every__c';
export const DETAIL = 'Detail__c';
/** Characters of the longest long text there is. */
export const LONGEST = 131_072;

export type Row = Readonly<Record<string, PlainValue>>;

export interface EverySize {
  readonly recordTypes: number;
  readonly picklistValues: number;
}

/** Two UTF-16 units each: half as many fill a field. */
const EMOJI = '🙂';
const TEXTS = [null, '', ' \t\n ', `${EMOJI} text`, 'plain'];
const DAY = 86_400_000;

function values(amount: number, isDefault: (index: number) => boolean): string {
  const entries = Array.from({ length: amount }, (_, index) => {
    const name = `<fullName>Value ${index}</fullName><label>Value ${index}</label>`;
    return `<value>${name}<default>${isDefault(index)}</default></value>`;
  });
  const definition = `<valueSetDefinition><sorted>false</sorted>${entries.join('')}</valueSetDefinition>`;
  return `<valueSet><restricted>false</restricted>${definition}</valueSet>`;
}

function formula(text: string, blanks: 'BlankAsBlank' | 'BlankAsZero' = 'BlankAsZero'): string {
  return `<formula>${text}</formula><formulaTreatBlanksAs>${blanks}</formulaTreatBlanksAs>`;
}

/** A roll-up summary of the details' field `Size__c`, or their number. */
function summary(operation: 'count' | 'sum' | 'min'): string {
  const of = operation === 'count' ? '' : `<summarizedField>${DETAIL}.Size__c</summarizedField>`;
  return `${of}<summaryForeignKey>${DETAIL}.Master__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>`;
}

/** Type and details of each field, by name. */
function fieldDefinitions({ picklistValues }: EverySize): Readonly<Record<string, readonly [string, string]>> {
  const number = '<precision>18</precision><scale>2</scale>';
  return {
    Text: ['Text', '<length>255</length>'],
    TextWithDefault: ['Text', '<length>80</length><defaultValue>"none"</defaultValue>'],
    Area: ['TextArea', ''],
    LongText: ['LongTextArea', `<length>${LONGEST}</length><visibleLines>3</visibleLines>`],
    RichText: ['Html', `<length>${LONGEST}</length><visibleLines>10</visibleLines>`],
    Secret: ['EncryptedText', '<length>175</length><maskChar>asterisk</maskChar><maskType>all</maskType>'],
    Amount: ['Number', number],
    Money: ['Currency', number],
    Share: ['Percent', number],
    Day: ['Date', ''],
    Moment: ['DateTime', ''],
    Clock: ['Time', ''],
    Mail: ['Email', ''],
    Phone: ['Phone', ''],
    Link: ['Url', ''],
    Choice: ['Picklist', values(picklistValues, (index) => index === 1)],
    Choices: ['MultiselectPicklist', `<visibleLines>4</visibleLines>${values(6, () => false)}`],
    Tick: ['Checkbox', '<defaultValue>false</defaultValue>'],
    Ticked: ['Checkbox', '<defaultValue>true</defaultValue>'],
    Place: ['Location', '<displayLocationInDecimal>true</displayLocationInDecimal><scale>5</scale>'],
    Other: ['Lookup', '<referenceTo>Account</referenceTo><relationshipName>Others</relationshipName>'],
    Counter: ['AutoNumber', '<displayFormat>E-{0000}</displayFormat>'],
    Key: ['Text', '<length>40</length><unique>true</unique><externalId>true</externalId>'],
    FormulaText: ['Text', formula('Name')],
    FormulaNumber: ['Number', `${formula('Amount__c * 2')}${number}`],
    FormulaMoney: ['Currency', `${formula('Money__c * 2')}${number}`],
    FormulaShare: ['Percent', `${formula('Share__c / 2', 'BlankAsBlank')}${number}`],
    FormulaDay: ['Date', formula('Day__c + 1')],
    FormulaMoment: ['DateTime', formula('Moment__c + 1')],
    FormulaClock: ['Time', formula('Clock__c')],
    FormulaTick: ['Checkbox', formula('NOT(Tick__c)')],
    SummaryNumber: ['Summary', summary('count')],
    SummarySum: ['Summary', summary('sum')],
    SummaryLeast: ['Summary', summary('min')]
  };
}

/** Writes an sfdx project with the object, its record types, and the detail. */
export function writeEveryFieldType(folder: string, size: EverySize): void {
  writeProjectFile(folder);
  const home = writeObject(folder, EVERY, 'ReadWrite');
  for (const [name, [type, details]] of Object.entries(fieldDefinitions(size))) writeField(home, name, type, details);
  for (let index = 1; index <= size.recordTypes; index++) {
    const content = `<fullName>Kind_${index}</fullName><active>true</active><label>Kind ${index}</label>`;
    writeMetadata(join(home, 'recordTypes', `Kind_${index}.recordType-meta.xml`), 'RecordType', content);
  }
  const detail = writeObject(folder, DETAIL, 'ControlledByParent');
  const master = `<referenceTo>${EVERY}</referenceTo><relationshipName>Details</relationshipName><relationshipOrder>0</relationshipOrder>`;
  writeField(detail, 'Master', 'MasterDetail', master);
  writeField(detail, 'Note', 'Text', '<length>80</length>');
  writeField(detail, 'Size', 'Number', '<precision>18</precision><scale>2</scale>');
}

function writeObject(folder: string, object: string, sharingModel: string): string {
  const home = join(folder, 'main', 'default', 'objects', object);
  mkdirSync(join(home, 'fields'), { recursive: true });
  mkdirSync(join(home, 'recordTypes'), { recursive: true });
  const label = object.replace('__c', '');
  writeMetadata(
    join(home, `${object}.object-meta.xml`),
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus><label>${label}</label><nameField><label>Name</label><type>Text</type>` +
      `</nameField><pluralLabel>${label}</pluralLabel><sharingModel>${sharingModel}</sharingModel>`
  );
  return home;
}

function writeField(home: string, name: string, type: string, details: string): void {
  const content = `<fullName>${name}__c</fullName><label>${name}</label><type>${type}</type>${details}`;
  writeMetadata(join(home, 'fields', `${name}__c.field-meta.xml`), 'CustomField', content);
}

/**
 * Records of the object. Text of every kind goes through nothing, empty, white space, emoji and plain in turn; other
 * types through nothing and a value; every record holds something in a field of a rhythm of its own.
 * @param ids of record types to go through, and of accounts
 * @param longTexts how many records hold texts of the greatest length
 */
export function everyRows(
  amount: number,
  ids: { readonly recordTypes: readonly string[]; readonly accounts: readonly string[] },
  { picklistValues, longTexts }: { readonly picklistValues: number; readonly longTexts: number }
): Row[] {
  return Array.from({ length: amount }, (_, index): Row => {
    const text = TEXTS[index % TEXTS.length]!;
    const every = <T extends PlainValue>(rhythm: number, value: T): T | null => (index % rhythm === 0 ? value : null);
    const long = index < longTexts ? EMOJI.repeat(LONGEST / EMOJI.length) : text;
    const recordType = ids.recordTypes[index % (ids.recordTypes.length + 1)] ?? null;
    return {
      Name: `Record ${index}`,
      ...(ids.recordTypes.length === 0 ? {} : { RecordTypeId: recordType }),
      Text__c: text,
      ...(index % 3 === 0 ? { TextWithDefault__c: text } : {}),
      Area__c: text,
      LongText__c: long,
      RichText__c: long === text || long === null ? long : 'r'.repeat(LONGEST),
      Secret__c: text,
      Amount__c: every(2, '0'),
      Money__c: every(3, '-0.01'),
      Share__c: every(4, '99.99'),
      Day__c: every(5, '2024-02-29'),
      Moment__c: every(6, Date.UTC(2024, 0, 1) + index * DAY),
      Clock__c: every(7, 0),
      Mail__c: every(2, 'someone@example.com'),
      Phone__c: every(3, '+44 20 1234567'),
      Link__c: every(4, 'https://example.com'),
      ...(index % 4 === 0 ? {} : { Choice__c: index % 11 === 0 ? 'Not defined' : `Value ${index % picklistValues}` }),
      Choices__c: every(2, index % 10 === 0 ? 'Value 1;Value 3;Gone' : 'Value 2'),
      Tick__c: index % 3 === 0,
      ...(index % 2 === 0 ? { Ticked__c: false } : {}),
      Place__Latitude__s: every(3, '51.50000'),
      Place__Longitude__s: every(3, '0.00000'),
      Other__c: every(2, ids.accounts[index % ids.accounts.length] ?? ''),
      Key__c: every(2, `K${index}`)
    };
  });
}

/** Accounts with addresses of every completeness; the first has none. */
export function addressRows(amount: number): Row[] {
  return Array.from({ length: amount }, (_, index) => ({
    Name: `Account ${index}`,
    BillingStreet: index % 4 === 1 ? 'Street 1' : null,
    BillingCity: index % 4 === 1 || index % 4 === 2 ? 'City' : ' ',
    BillingCountry: index % 8 === 3 ? '🇮🇸' : null,
    NumberOfEmployees: index % 3 === 0 ? index : null
  }));
}

/** Contacts with and without the parts of a name that may be missing. */
export function nameRows(amount: number): Row[] {
  return Array.from({ length: amount }, (_, index) => ({
    LastName: 'Last',
    FirstName: index % 2 === 0 ? 'First' : null
  }));
}

/** Tasks about records of one kind or none: a lookup to several objects, and a text that offers values. */
export function taskRows(aboutId: string): Row[] {
  return [aboutId, aboutId, null].map((WhatId, index) => ({ Subject: index === 0 ? null : 'Call', WhatId }));
}

/** Files of different lengths below a record, one of them empty. */
export function fileRows(parentId: string): Row[] {
  return [0, 1, 5_000].map((length) => ({
    Name: `${length} bytes`,
    ParentId: parentId,
    Body: new Uint8Array(length).fill(65)
  }));
}
