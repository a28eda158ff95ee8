/** An object with a field of every type that SOQL filters, and rows with gaps, ties and odd letters, stored twice. */
import { FILES, field, projectOf, schemaOf } from '../../metadata/tests/fixture.ts';
import { ADMIN_USER_ID, insertRows, openStore, setUpOrg } from '../../store/index.ts';
import type { PlainRow, Store } from '../../store/index.ts';
import { Tape } from './tape.ts';

export type Cell = string | number | boolean | null;
/** Keys are field names, or paths through one relationship (`Item__r.Text__c`). */
export type Row = Readonly<Record<string, Cell>>;

/** How a field is compared. `number`: exact decimals as text; `moment`: milliseconds. */
export type Kind = 'text' | 'exactText' | 'picklist' | 'choices' | 'number' | 'boolean' | 'date' | 'moment' | 'id';

export interface Column {
  readonly kind: Kind;
  readonly grouped: boolean;
  readonly sorted: boolean;
}

const column = (kind: Kind, grouped: boolean, sorted = true): Column => ({ kind, grouped, sorted });

/** What SOQL may say about `Item__c`: its own fields and those of its parents. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  Text__c: column('text', false),
  Key__c: column('exactText', false),
  Area__c: column('text', false),
  Mail__c: column('text', false),
  Pick__c: column('picklist', true),
  Choices__c: column('choices', false, false),
  Flag__c: column('boolean', true),
  Whole__c: column('number', false),
  Money__c: column('number', false),
  Share__c: column('number', false),
  Day__c: column('date', true),
  At__c: column('moment', false),
  Account__c: column('id', true),
  Id: column('id', false),
  'Account__r.Name': column('text', false),
  'Account__r.AnnualRevenue': column('number', false),
  'Item__r.Text__c': column('text', false),
  'Item__r.Flag__c': column('boolean', true),
  'Item__r.Pick__c': column('picklist', true),
  'Item__r.Account__r.Name': column('text', false)
};
export const PICKS = ['Pear', 'apple', 'Fig', 'Zest'];
export const CHOICES = ['Red', 'Blue', 'Green'];
const TEXTS = [
  'a',
  'A',
  'ab',
  'AB_',
  'a%b',
  'b',
  'B c',
  'é',
  'É',
  'z',
  '_x',
  '100',
  '50%',
  "O'Hara",
  'back\\slash',
  'Zz'
];
const MONEY = ['0.00', '1.00', '1.10', '-1.10', '99999999999999.99', '100.50', '-0.01', '2.50'];
const WHOLES = ['0', '1', '-1', '7', '1000000', '999999999999999999'];
const SHARES = ['0.0', '50.5', '-12.3', '100.0'];
const DAYS = [
  '2026-03-07',
  '2026-03-08',
  '2026-03-09',
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2024-02-29',
  '2026-04-01'
];
/** Instants around midnights in Los Angeles, also where the clocks change (2026-03-08, 10:00 UTC). */
const MOMENTS = [
  '2026-03-08T07:59:59.000Z',
  '2026-03-08T08:00:00.000Z',
  '2026-03-09T06:59:59.000Z',
  '2026-03-09T07:00:00.000Z',
  '2026-03-10T07:00:00.000Z',
  '2025-12-31T23:00:00.000Z',
  '2026-01-01T07:59:59.000Z',
  '2026-01-01T08:00:00.000Z',
  '2026-02-01T08:00:00.000Z',
  '2026-03-01T07:59:59.999Z'
];

const picklist = (values: readonly string[]): string =>
  `<valueSet><valueSetDefinition><sorted>false</sorted>${values.map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`).join('')}</valueSetDefinition></valueSet>`;
const number = (scale: number): string => `<precision>18</precision><scale>${scale}</scale>`;
const lookup = (target: string, children: string): string =>
  `<referenceTo>${target}</referenceTo><relationshipName>${children}</relationshipName>`;

const OBJECTS: Readonly<Record<string, Readonly<Record<string, readonly [type: string, rest: string]>>>> = {
  Item__c: {
    Text__c: ['Text', '<length>80</length>'],
    Key__c: [
      'Text',
      '<length>20</length><unique>true</unique><externalId>true</externalId><caseSensitive>true</caseSensitive>'
    ],
    Area__c: ['TextArea', ''],
    Mail__c: ['Email', ''],
    Pick__c: ['Picklist', picklist(PICKS)],
    Choices__c: ['MultiselectPicklist', `${picklist(CHOICES)}<visibleLines>3</visibleLines>`],
    Flag__c: ['Checkbox', '<defaultValue>false</defaultValue>'],
    Whole__c: ['Number', number(0)],
    Money__c: ['Currency', number(2)],
    Share__c: ['Percent', number(1)],
    Day__c: ['Date', ''],
    At__c: ['DateTime', ''],
    Account__c: ['Lookup', lookup('Account', 'Items')],
    Item__c: ['Lookup', lookup('Item__c', 'Parts')]
  },
  Line__c: { Item__c: ['Lookup', lookup('Item__c', 'Lines')], Quantity__c: ['Number', number(0)] }
};

function files(): Readonly<Record<string, string>> {
  const sample = FILES['app/objects/Ship__c/Ship__c.object-meta.xml']!;
  return Object.fromEntries<string>(
    Object.entries(OBJECTS).flatMap(([object, fields]): Array<[string, string]> => [
      [`app/objects/${object}/${object}.object-meta.xml`, sample],
      ...Object.entries(fields).map(([name, [type, rest]]): [string, string] => [
        `app/objects/${object}/fields/${name}.field-meta.xml`,
        field(name, type, rest)
      ])
    ])
  );
}

export interface Data {
  readonly store: Store;
  readonly items: readonly Row[];
  readonly lines: readonly Row[];
  readonly accounts: readonly Row[];
}

/** @param numbers where the choices come from */
export function loadData(numbers: readonly number[]): Data {
  const tape = new Tape(numbers);
  const project = projectOf(files());
  const store = openStore(':memory:', schemaOf(project), { clock: () => 0, userId: ADMIN_USER_ID });
  setUpOrg(store, [project]);
  const maybe = <T>(values: readonly T[]): T | null => (tape.pick(4) === 0 ? null : tape.of(values));
  const accounts = stored(
    store,
    'Account',
    Array.from({ length: 6 }, () => ({ Name: tape.of(TEXTS), AnnualRevenue: maybe(['1', '1000000', '0']) }))
  );
  const account = (): string | null => maybe(accounts.map((row) => row['Id'] as string));
  const plain = Array.from({ length: 90 }, (_, index) => ({
    Name: `Item ${index}`,
    Text__c: maybe(TEXTS),
    Key__c: maybe([`${index % 2 === 0 ? 'k' : 'K'}${index >> 1}`]),
    Area__c: maybe(TEXTS),
    Mail__c: maybe(['a@x.example', 'B@x.example', 'c@y.example']),
    Pick__c: maybe(PICKS),
    Choices__c: maybe(['Red', 'Blue', 'Red;Blue', 'Blue;Green', 'Red;Blue;Green']),
    Flag__c: tape.pick(2) === 0,
    Whole__c: maybe(WHOLES),
    Money__c: maybe(MONEY),
    Share__c: maybe(SHARES),
    Day__c: maybe(DAYS),
    At__c: at(maybe(MOMENTS)),
    Account__c: account()
  }));
  const roots = stored(
    store,
    'Item__c',
    plain.slice(0, 40).map((row) => ({ ...row, Item__c: null }))
  );
  const parts = stored(
    store,
    'Item__c',
    plain.slice(40).map((row) => ({ ...row, Item__c: maybe(roots.map((root) => root['Id'] as string)) }))
  );
  const own = [...roots, ...parts];
  const lines = stored(
    store,
    'Line__c',
    Array.from({ length: 60 }, (_, index) => ({
      Name: `Line ${index}`,
      Item__c: maybe(own.map((row) => row['Id'] as string)),
      Quantity__c: maybe(WHOLES)
    }))
  );
  store.commit();
  const accountById = byId(accounts);
  const withAccount = (row: Row): Row => ({
    ...row,
    ...prefixed('Account__r', accountById.get(String(row['Account__c'])), ['Name', 'AnnualRevenue'], null)
  });
  const reachable = own.map(withAccount);
  const itemById = byId(reachable);
  const items = reachable.map((row) => ({
    ...row,
    ...prefixed('Item__r', itemById.get(String(row['Item__c'])), ['Text__c', 'Pick__c', 'Account__r.Name'], null),
    ...prefixed('Item__r', itemById.get(String(row['Item__c'])), ['Flag__c'], false)
  }));
  return { store, items, lines, accounts };
}

function at(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row['Id'] as string, row]));
}

function prefixed(prefix: string, row: Row | undefined, names: readonly string[], missing: Cell): Row {
  return Object.fromEntries(
    names.map((name) => [`${prefix}.${name}`, row === undefined ? missing : (row[name] ?? null)])
  );
}

function stored(store: Store, object: string, rows: ReadonlyArray<Record<string, Cell>>): Row[] {
  return insertRows(store, object, rows as PlainRow[], { allOrNone: true }).map((result, index) => ({
    ...Object.fromEntries(Object.entries(rows[index]!).map(([name, value]) => [name, asKept(name, value)])),
    Id: result.id
  }));
}

/** Moments are kept without what is below a second. */
function asKept(name: string, value: Cell): Cell {
  return name === 'At__c' && typeof value === 'number' ? value - (((value % 1000) + 1000) % 1000) : value;
}
