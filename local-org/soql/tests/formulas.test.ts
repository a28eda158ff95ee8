import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlainValue } from '../../metadata/schema.ts';
import { field, projectOf, schemaOf } from '../../metadata/tests/fixture.ts';
import { ADMIN_USER_ID, openStore, setUpOrg } from '../../store/index.ts';
import { NOW, put } from '../../store/tests/org.ts';
import { query } from './query.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function formula(name: string, type: string, text: string, rest = ''): Record<string, string> {
  const scale = ['Number', 'Currency', 'Percent'].includes(type) ? '<precision>18</precision><scale>2</scale>' : '';
  return {
    [`app/objects/Ship__c/fields/${name}.field-meta.xml`]: field(
      name,
      type,
      `<formula>${escaped(text)}</formula>${scale}${rest}`
    )
  };
}

const BLANK = '<formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>';

/** Formula, and its value for a ship with everything and for one with nothing but a name. */
type Row = readonly [formula: string, full: PlainValue, empty: PlainValue, rest?: string];
const CASES: Readonly<Record<string, readonly Row[]>> = {
  Number: [
    ['Tonnage__c * 2', '200.50', '0.00'],
    ['Tonnage__c * 2', '200.50', null, BLANK],
    // Half up at the field's scale; in between 39 digits.
    ['Tonnage__c / 3', '33.42', '0.00'],
    ['Tonnage__c / 3 * 3', '100.25', '0.00'],
    ['100 / Tonnage__c', '1.00', null],
    // The exponent binds looser than the product.
    ['2 * 3 ^ 2', '36.00', '36.00'],
    ['-2 + 3 * (4 - 1)', '7.00', '7.00'],
    ['2 ^ 0.5', null, null],
    ['ROUND(Tonnage__c, 1) + TRUNC(-2.7)', '98.30', '-2.00'],
    ['CEILING(-2.5) * 100 + FLOOR(-2.5) * 10 + MFLOOR(-2.5)', '-323.00', '-323.00'],
    ['MCEILING(2.1) + ABS(-1) + SQRT(16) + MOD(-7, 3)', '7.00', '7.00'],
    ['MAX(1, Tonnage__c, 3) - MIN(1, Tonnage__c)', '99.25', '3.00'],
    ['LEN(Name) + FIND("u", Name) + FIND("u", Name, 99)', '8.00', '4.00'],
    ['VALUE(Code__c)', '12.50', null],
    ['IF(ISNUMBER(Code__c), VALUE(Code__c), -1)', '12.50', '-1.00'],
    ['YEAR(Built__c) + MONTH(Built__c) + DAY(Built__c) + WEEKDAY(Built__c)', '2048.00', null],
    ['Built__c - DATE(1999, 12, 1)', '30.00', null, BLANK],
    ['CASE(Kind__c, "Mango", 1, "Zebra", 2, 3)', '1.00', '3.00'],
    ['CASE(1, 2, 3, NULL)', null, null],
    ['BLANKVALUE(Tonnage__c, 7)', '100.25', '7.00', BLANK],
    ['HOUR(TIMEVALUE("13:45:10.5")) + MINUTE(TIMEVALUE("13:45:10.5"))', '58.00', '58.00'],
    ['EXP(LN(8)) + LOG(100)', '10.00', '10.00'],
    ['Owner__r.AnnualRevenue + Double__c', '1200.50', '0.00']
  ],
  Text: [
    ['Name & " of " & Owner__r.Name', 'Aurora of Åland Lines', 'Raft of'],
    ['Name + Code__c', 'Aurora12.50', 'Raft'],
    ['UPPER(LEFT(Name, 2)) & LOWER(RIGHT(Name, 2)) & MID(Name, 2, 3)', 'AUrauro', 'RAftaft'],
    ['LPAD(Name, 8, "ab") & RPAD(Name, 3) & RPAD("x", 3, "-")', 'abAuroraAurx--', 'ababRaftRafx--'],
    ['SUBSTITUTE(Name, "r", "")', 'Auoa', 'Raft'],
    ['TRIM("  a ") & REVERSE("abc") & INITCAP("one tWO")', 'acbaOne Two', 'acbaOne Two'],
    ['TEXT(Tonnage__c) & "|" & TEXT(0.5) & "|" & TEXT(1000)', '100.25|0.5|1000', '0|0.5|1000'],
    ['TEXT(Built__c) & "|" & TEXT(Kind__c)', '1999-12-31|Mango', '|'],
    ['TEXT(DATETIMEVALUE("2026-01-15 12:30:00"))', '2026-01-15 12:30:00Z', '2026-01-15 12:30:00Z'],
    ['IF(Active__c, "yes", "no")', 'yes', 'no'],
    ['IF(Tonnage__c > 5, "heavy", "light")', 'heavy', 'light', BLANK],
    ['IF(NOT(Tonnage__c > 5), "light", "heavy")', 'heavy', 'heavy', BLANK],
    ['CASE(Name, "Aurora", NULL, "x")', null, 'x'],
    ['RecordType.DeveloperName', 'Cargo', 'Cargo'],
    ['Owner:User.LastName', 'User', 'User'],
    ['HYPERLINK("/x", Name)', '<a href="/x" target="_blank">Aurora</a>', '<a href="/x" target="_blank">Raft</a>'],
    [`'it\\'s' & "\\"q\\""`, `it's"q"`, `it's"q"`],
    ['/* nothing */ LEFT(Name, 0)', null, null]
  ],
  Checkbox: [
    ['AND(Active__c, NOT(ISBLANK(Code__c)))', true, false],
    ['Active__c && Code__c = "12.50" || Name = "Raft"', true, true],
    ['ISBLANK(Tonnage__c)', false, false],
    ['ISBLANK(Tonnage__c)', false, true, BLANK],
    ['ISNULL(Code__c)', false, false],
    ['Code__c <> "x"', true, true],
    ['Tonnage__c <> 5', true, false, BLANK],
    ['ISPICKVAL(Kind__c, "Mango")', true, false],
    ['ISPICKVAL(Kind__c, "")', false, true],
    ['INCLUDES(Flags__c, "Blue")', true, false],
    ['CONTAINS(Name, "r") && BEGINS(Name, "Au")', true, false],
    ['Name = "aurora"', false, false],
    ['Built__c < TODAY()', true, false],
    ['1 / Tonnage__c > 0', true, false],
    ['NULL', false, false]
  ],
  Date: [
    ['Built__c + 1.9', '2000-01-01', null],
    ['ADDMONTHS(DATE(2016, 2, 29), 1)', '2016-03-31', '2016-03-31'],
    ['ADDMONTHS(DATE(2016, 1, 30), 1)', '2016-02-29', '2016-02-29'],
    ['DATE(2026, 2, 30)', null, null],
    ['DATEVALUE("2026-02-03")', '2026-02-03', '2026-02-03'],
    ['DATEVALUE(DATETIMEVALUE("2026-01-15 23:30:00"))', '2026-01-16', '2026-01-16'],
    ['TODAY()', '2026-01-15', '2026-01-15']
  ],
  DateTime: [
    ['NOW() + 0.5', NOW + 43_200_000, NOW + 43_200_000],
    ['DATETIMEVALUE(Built__c)', Date.UTC(1999, 11, 31), null]
  ],
  Time: [['TIMEVALUE("23:00:00") + 7200000', 3_600_000, 3_600_000]],
  // Percent fields are fractions inside formulas.
  Percent: [
    ['0.25', '25.00', '25.00'],
    ['Half__c / 2', '25.00', '25.00']
  ],
  Currency: [['Tonnage__c', '100.25', '0.00']]
};

const named = Object.entries(CASES).flatMap(([type, rows]) =>
  rows.map((row, index) => ({ name: `${type}${index}__c`, type, row }))
);

function open(files: Readonly<Record<string, string>>) {
  const project = projectOf(files);
  const store = openStore(':memory:', schemaOf(project), { clock: () => NOW, userId: ADMIN_USER_ID });
  setUpOrg(store, [project]);
  return store;
}

const store = open({
  ...formula('Double__c', 'Number', 'Tonnage__c * 2'),
  ...formula('Half__c', 'Percent', '0.5'),
  ...formula('Far__c', 'Text', '$User.Id'),
  ...Object.fromEntries(named.flatMap(({ name, type, row }) => Object.entries(formula(name, type, row[0], row[3]))))
});
const [account] = put(store, 'Account', { Name: 'Åland Lines', AnnualRevenue: '1000' });
const [full, empty] = put(
  store,
  'Ship__c',
  {
    Name: 'Aurora',
    Tonnage__c: '100.25',
    Built__c: '1999-12-31',
    Kind__c: 'Mango',
    Flags__c: 'Red;Blue',
    Code__c: '12.50',
    Owner__c: account!
  },
  { Name: 'Raft', Active__c: false, Kind__c: null, Flags__c: null }
);

describe('formula fields', () => {
  it('have the value of every record', () => {
    const columns = named.map(({ name }) => name).join(', ');
    const rows = query(store, `SELECT ${columns} FROM Ship__c ORDER BY Name`, [], 'Europe/Helsinki');
    const found = named.map(({ row: [text] }, index) => [text, rows[0]![index], rows[1]![index]]);
    assert.deepEqual(
      found,
      named.map(({ row: [text, ofFull, ofEmpty] }) => [text, ofFull, ofEmpty])
    );
  });

  it('filter, sort and count, through parents too', () => {
    const names = (text: string) => query(store, text).map(([name]) => name);
    assert.deepEqual(names('SELECT Name FROM Ship__c WHERE Double__c > 200.4'), ['Aurora']);
    assert.deepEqual(names('SELECT Name FROM Ship__c ORDER BY Double__c'), ['Raft', 'Aurora']);
    assert.deepEqual(query(store, 'SELECT COUNT(Text14__c), SUM(Double__c), MAX(Text0__c) FROM Ship__c'), [
      [2, '200.50', 'Raft of']
    ]);
    const [voyage] = put(store, 'Voyage__c', { Ship__c: full! });
    put(store, 'Voyage__c', { Ship__c: empty! });
    assert.deepEqual(query(store, "SELECT Id, Ship__r.Double__c FROM Voyage__c WHERE Ship__r.Text9__c = 'YES'"), [
      [voyage, '200.50', voyage, full]
    ]);
  });

  it('are described as the platform does, and cannot be grouped by', () => {
    const described = store.object('Ship__c').fields.get('text0__c')!;
    assert.deepEqual(
      [described.length, described.filterable, described.groupable, described.createable, described.updateable],
      [1300, true, false, false, false]
    );
    assert.throws(
      () => query(store, 'SELECT COUNT(Id) FROM Ship__c GROUP BY Text0__c'),
      /field 'Text0__c' can not be grouped in a query call/
    );
  });

  it('are refused in queries when they cannot be evaluated', () => {
    assert.throws(
      () => query(store, 'SELECT Far__c FROM Ship__c'),
      /not supported by the local org: formula field Ship__c\.Far__c in a query: \$User\.Id in formulas/
    );
  });

  const refused: ReadonlyArray<readonly [type: string, text: string, message: string]> = [
    ['Text', 'Nmae', 'Field Nmae does not exist. Check spelling.'],
    ['Text', 'LEFTY(Name, 1)', 'Unknown function LEFTY. Check spelling.'],
    ['Text', 'ISCHANGED(Name)', 'Function ISCHANGED may not be used in this type of formula'],
    ['Text', 'LEFT(Name)', "Incorrect number of parameters for function 'LEFT()'. Expected 2, received 1"],
    ['Number', 'LEN(Tonnage__c)', "Incorrect parameter type for function 'LEN()'. Expected Text, received Number"],
    ['Number', 'Name', 'Formula result is data type (Text), incompatible with expected data type (Number).'],
    ['Text', 'Kind__c', 'Formula result is data type (Picklist), incompatible with expected data type (Text).'],
    ['Checkbox', 'Kind__c = "Mango"', "Incorrect argument type for operator '='. "],
    [
      'Text',
      'Notes__c',
      'You referenced an unsupported field type called "Long Text Area" using the following field: Notes__c'
    ],
    ['Text', 'Self__c', 'Formula cannot use another formula field that directly or indirectly refers to itself.'],
    ['Text', 'Name &', 'Syntax error'],
    ['Text', 'LEFT(Name, 1', "Syntax error.  Missing ')'"],
    ['Text', 'Name)', "Syntax error. Extra ')'"],
    ['Text', 'Owner:Account.Name', 'Account is an invalid object type for the Owner field. Check spelling.'],
    ['Text', `"${'x'.repeat(3899)}"`, 'Formula is too long (3901 characters).  Maximum length is 3900 characters']
  ];
  for (const [type, text, message] of refused) {
    it(`are not deployed: ${text.slice(0, 30)}`, () => {
      assert.throws(
        () => schemaOf(projectOf(formula('Self__c', type, text))),
        (error: Error) => {
          assert.equal(error.message.split(/Ship__c\.Self__c: /)[1], message);
          assert.match(error.message, /^app\/objects\/Ship__c\/fields\/Self__c\.field-meta\.xml:1:/);
          return true;
        }
      );
    });
  }
});
