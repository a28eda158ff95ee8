/**
 * Formula and roll-up summary fields as Apex sees them. Sources: Salesforce Help, "Formula Field Limits and Restrictions",
 * "Roll-Up Summary Field"; Apex Developer Guide v65, "Triggers and Order of Execution".
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { MetadataError } from '../../metadata/errors.ts';
import { field, projectOf, schemaOf } from '../../metadata/tests/fixture.ts';
import { openProgram, problems } from './org-program.ts';

const ship = (name: string) => `app/objects/Ship__c/fields/${name}.field-meta.xml`;
const number = '<precision>10</precision><scale>1</scale>';

function rollUp(operation: string, of: string | null, filter = ''): string {
  const summarized = of === null ? '' : `<summarizedField>Voyage__c.${of}</summarizedField>`;
  return `<summaryForeignKey>Voyage__c.Ship__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>${summarized}${filter}`;
}
const where = (name: string, operation: string, value: string) =>
  `<summaryFilterItems><field>Voyage__c.${name}</field><operation>${operation}</operation><value>${value}</value></summaryFilterItems>`;

const FILES = {
  [ship('Title__c')]: field('Title__c', 'Text', '<formula>Name &amp; " (" &amp; TEXT(Voyages__c) &amp; ")"</formula>'),
  [ship('Heavy__c')]: field('Heavy__c', 'Checkbox', '<formula>Tonnage__c &gt; 100</formula>'),
  [ship('Voyages__c')]: field('Voyages__c', 'Summary', rollUp('count', null)),
  [ship('Miles__c')]: field('Miles__c', 'Summary', rollUp('sum', 'Miles__c')),
  [ship('Longest__c')]: field('Longest__c', 'Summary', rollUp('max', 'Miles__c')),
  [ship('First__c')]: field('First__c', 'Summary', rollUp('min', 'Left__c')),
  [ship('Far__c')]: field('Far__c', 'Summary', rollUp('count', null, where('Miles__c', 'greaterThan', '100'))),
  [ship('Ports__c')]: field('Ports__c', 'Summary', rollUp('sum', 'Miles__c', where('Port__c', 'equals', 'hull, Oslo'))),
  'app/objects/Voyage__c/fields/Miles__c.field-meta.xml': field('Miles__c', 'Number', number),
  'app/objects/Voyage__c/fields/Port__c.field-meta.xml': field('Port__c', 'Text', '<length>20</length>')
};

const Main = `@IsTest public class Main {
  public static String seen = '';
  static Ship__c ship() {
    Ship__c one = new Ship__c(Name = 'Ark', Tonnage__c = 150); insert one;
    insert new List<Voyage__c>{ new Voyage__c(Ship__c = one.Id, Miles__c = 50.5, Port__c = 'Hull'), new Voyage__c(Ship__c = one.Id, Miles__c = 200, Port__c = 'Rome', Left__c = Datetime.newInstanceGmt(2026, 1, 2, 3, 4, 5)) };
    return one;
  }
  public static String queried() { ship(); Ship__c s = [SELECT Title__c, Heavy__c, Voyages__c, Miles__c FROM Ship__c]; return s.Title__c + ' ' + s.Heavy__c + ' ' + s.Voyages__c + ' ' + s.Miles__c; }
  public static String filtered() { ship(); return [SELECT COUNT() FROM Ship__c WHERE Heavy__c = true AND Voyages__c = 2] + ' ' + [SELECT COUNT() FROM Voyage__c WHERE Ship__r.Title__c LIKE 'ark%'] + ' ' + [SELECT SUM(Miles__c) s FROM Ship__c][0].get('s'); }
  public static String rolledUp() { ship(); Ship__c s = [SELECT Longest__c, First__c, Far__c, Ports__c FROM Ship__c]; return s.Longest__c + ' ' + s.First__c.formatGmt('yyyy-MM-dd') + ' ' + s.Far__c + ' ' + s.Ports__c; }
  public static String follows() { ship(); delete [SELECT Id FROM Voyage__c WHERE Port__c = 'Rome']; Ship__c s = [SELECT Voyages__c, Longest__c, First__c, Far__c, Ports__c FROM Ship__c]; return s.Voyages__c + ' ' + s.Longest__c + ' ' + s.First__c + ' ' + s.Far__c + ' ' + s.Ports__c; }
  public static String nothing() { insert new Ship__c(Name = 'New'); Ship__c s = [SELECT Voyages__c, Miles__c, Longest__c FROM Ship__c]; return s.Voyages__c + ' ' + s.Miles__c + ' ' + s.Longest__c; }
  public static String unqueried() { ship(); return [SELECT Name FROM Ship__c].Title__c; }
  public static String inMemory() { return String.valueOf(new Ship__c(Name = 'Ark').Title__c); }
  public static String recalculates() {
    Ship__c s = new Ship__c(Name = 'Ark', Tonnage__c = 150);
    List<FormulaRecalcResult> results = Formula.recalculateFormulas(new List<Ship__c>{ s });
    Boolean before = s.Heavy__c;
    s.Tonnage__c = 1;
    Formula.recalculateFormulas(new List<Ship__c>{ s });
    return before + ' ' + s.Heavy__c + ' ' + (results[0].getSObject() === s);
  }
  public static String recalculatesNothing() { return '' + Formula.recalculateFormulas([SELECT Id FROM User LIMIT 1]).size(); }
  public static String recalculatesQueried() { ship(); Ship__c s = [SELECT Name FROM Ship__c]; Formula.recalculateFormulas(new List<Ship__c>{ s }); return s.Title__c; }
  public static String put() { Ship__c s = new Ship__c(); s.put('Title__c', 'x'); return 'ok'; }
  public static String described() { Schema.DescribeFieldResult d = Ship__c.Title__c.getDescribe(); return d.isCalculated() + ' ' + d.isGroupable() + ' ' + d.isFilterable() + ' ' + d.isUpdateable() + ' ' + Ship__c.Miles__c.getDescribe().getScale(); }
  public static String definition() { return Ship__c.Heavy__c.getDescribe().getCalculatedFormula() + Ship__c.Name.getDescribe().calculatedFormula + Account.BillingCity.getDescribe().getCompoundFieldName() + Contact.LastName.getDescribe().getCompoundFieldName() + Ship__c.Owner__c.getDescribe().isRestrictedDelete(); }
  public static String definitionOfRollUp() { return Ship__c.Miles__c.getDescribe().getCalculatedFormula(); }
  public static String restrictedLookup() { return '' + Account.ParentId.getDescribe().isRestrictedDelete(); }
  public static String grouped() { return String.valueOf(Database.query('SELECT COUNT(Id) FROM Ship__c GROUP BY Heavy__c')); }
  public static String triggered() { Account a = new Account(Name = 'one'); insert a; a.Name = 'two'; update a; return seen; }
}`;
const Accounts = `trigger Accounts on Account (before insert, before update, after update) {
  for (Account a : Trigger.new) Main.seen += (Trigger.isBefore ? 'b:' : 'a:') + a.Big_Name__c + (Trigger.isUpdate ? '<' + Trigger.oldMap.get(a.Id).Big_Name__c : '') + ' ';
}`;

const { runtime, run } = openProgram(
  { Main, 'Accounts.trigger': Accounts },
  {
    ...FILES,
    'app/objects/Account/fields/Big_Name__c.field-meta.xml': field(
      'Big_Name__c',
      'Text',
      '<formula>UPPER(Name)</formula>'
    )
  }
);
after(() => runtime.store.close());

describe('computed fields', () => {
  const cases: ReadonlyArray<readonly [method: string, result: string | null]> = [
    ['queried', 'Ark (2) true 2 250.5'],
    ['filtered', '1 2 250.5'],
    ['rolledUp', '200.0 2026-01-02 1 50.5'],
    ['follows', '1 50.5 null 0 50.5'],
    ['nothing', '0 0.0 null'],
    [
      'unqueried',
      'System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Ship__c.Title__c'
    ],
    ['inMemory', null],
    ['recalculates', 'true false true'],
    ['recalculatesNothing', '0'],
    [
      'recalculatesQueried',
      'not supported by the local org: recalculating formulas of a Ship__c whose Tonnage__c was not queried'
    ],
    ['put', 'System.SObjectException: Field Title__c is not editable'],
    ['described', 'true false true false 1'],
    ['definition', 'Tonnage__c > 100nullBillingAddressNamefalse'],
    ['definitionOfRollUp', 'not supported by the local org: getCalculatedFormula() of Ship__c.Miles__c'],
    ['restrictedLookup', 'not supported by the local org: isRestrictedDelete() of Account.ParentId'],
    ['grouped', "System.QueryException: field 'Heavy__c' can not be grouped in a query call"],
    ['triggered', 'b:ONE b:TWO<ONE a:TWO<ONE ']
  ];
  for (const [method, result] of cases) it(method, () => assert.equal(run(method), result));

  it('cannot be assigned', () => {
    const assigning = {
      Main: "public class Main { static void go() { Ship__c s = new Ship__c(Title__c = 'x'); s.Miles__c = 1; } }"
    };
    assert.deepEqual(problems(assigning, FILES), [
      'Field is not writeable: Ship__c.Title__c',
      'Field is not writeable: Ship__c.Miles__c'
    ]);
  });

  it('refuses roll-ups of what is no master-detail field', () => {
    assert.throws(
      () =>
        schemaOf(
          projectOf({
            [ship('Bad__c')]: field('Bad__c', 'Summary', rollUp('count', null).replace('.Ship__c', '.Left__c'))
          })
        ),
      MetadataError
    );
  });
});

describe('a roll-up whose master has triggers', () => {
  const { runtime: other, run: runOther } = openProgram(
    {
      Main: `@IsTest public class Main { public static String go() { Ship__c s = new Ship__c(Name = 'A'); insert s; insert new Voyage__c(Ship__c = s.Id); return 'ok'; } }`,
      'Ships.trigger': 'trigger Ships on Ship__c (after update) { Integer i = 0; }'
    },
    { [ship('Voyages__c')]: field('Voyages__c', 'Summary', rollUp('count', null)) }
  );
  after(() => other.store.close());
  it('is refused, as its triggers would run', () => {
    assert.match(
      String(runOther('go')),
      /not supported by the local org: saving Voyage__c, whose roll-up summaries on Ship__c would run trigger Ships/
    );
  });
});

describe('a formula that is not evaluated here', () => {
  const opened = (read: string) =>
    openProgram(
      {
        Main: `@IsTest public class Main { public static String go() { insert new Account(Name = 'A'); return 'saved'; } }`,
        'Accounts.trigger': `trigger Accounts on Account (before insert) { for (Account a : Trigger.new) { Object o = a.${read}; } }`
      },
      {
        'app/objects/Account/fields/Angle__c.field-meta.xml': field(
          'Angle__c',
          'Number',
          `${number}<formula>ATAN(1)</formula>`
        )
      }
    );
  for (const [what, read, result] of [
    ['is in nobody’s way', 'Name', /^saved$/],
    [
      'is never null in a trigger that reads it',
      'Angle__c',
      /not supported by the local org: the formula of Account.Angle__c/
    ]
  ] as const) {
    it(what, () => {
      const { runtime: one, run: runOne } = opened(read);
      after(() => one.store.close());
      assert.match(String(runOne('go')), result);
    });
  }
});
