import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadRows } from '../../store/index.ts';
import { checkQuery } from '../check.ts';
import { parseSoql } from '../parse.ts';
import { planQuery } from '../plan.ts';
import type { BindValues } from '../plan.ts';
import { query } from './query.ts';
import { iteratePlan } from '../run.ts';
import { fleet } from './org.ts';
import { openOrg, put } from '../../store/tests/org.ts';

const { store, accounts, ships } = fleet();

/** First column of each row. */
function names(text: string, binds: BindValues = [], timeZone = 'UTC'): unknown[] {
  return query(store, text, binds, timeZone).map((row) => row[0]);
}

describe('WHERE', () => {
  const where: ReadonlyArray<readonly [condition: string, expected: readonly string[], binds?: BindValues]> = [
    ["Name = 'AURORA'", ['Aurora']],
    ["Name != 'aurora'", ['bounty', 'Cutty', 'Dhow']],
    ["Kind__c != 'Mango'", ['bounty', 'Cutty', 'Dhow']],
    ["NOT (Kind__c = 'Mango')", ['bounty', 'Cutty', 'Dhow']],
    ["Kind__c NOT IN ('Mango', 'zebra')", ['Cutty', 'Dhow']],
    ["Kind__c NOT IN ('Mango', null)", ['bounty', 'Cutty']],
    ["Kind__c IN ('apple', null)", ['Cutty', 'Dhow']],
    ["Kind__c = ''", ['Dhow']],
    ['Kind__c = null', ['Dhow']],
    ['Kind__c != null', ['Aurora', 'bounty', 'Cutty']],
    ["Name LIKE '%U%'", ['Aurora', 'bounty', 'Cutty']],
    ["Name LIKE 'b_unty'", ['bounty']],
    ["Owner__r.Name LIKE 'å%'", ['Aurora', 'bounty']],
    ['Owner__r.Name = null', ['Dhow']],
    ['Active__c = null', ['bounty']],
    ['Active__c != true', ['bounty']],
    ['Owner__r.IsDeleted = false', ['Aurora', 'bounty', 'Cutty', 'Dhow']],
    // Cutty was given nothing and has the field's default.
    ["Flags__c INCLUDES ('red')", ['Aurora', 'Cutty']],
    ["Flags__c INCLUDES ('Red;Blue', 'Green')", ['Aurora', 'bounty']],
    ["Flags__c EXCLUDES ('Blue')", ['bounty', 'Cutty']],
    ['Tonnage__c > 100.245', ['Aurora', 'bounty', 'Cutty']],
    ['Tonnage__c > 100.255', ['bounty', 'Cutty']],
    ['Tonnage__c = 100.251', []],
    ['Tonnage__c != 100.251', ['Aurora', 'bounty', 'Cutty', 'Dhow']],
    ['Tonnage__c < 200.5', ['Aurora']],
    ['Tonnage__c <= 200.5', ['Aurora', 'bounty', 'Cutty']],
    ['Built__c < 2000-01-01', ['Aurora']],
    ['Built__c = TODAY', ['bounty']],
    ['Built__c IN (TODAY, 1999-12-31)', ['Aurora', 'bounty']],
    ["RecordType.DeveloperName = 'Liner'", ['Cutty', 'Dhow']],
    ['(Active__c = false OR Kind__c = null) AND Name != null', ['bounty', 'Dhow']],
    ['Owner__c IN (SELECT Id FROM Account WHERE AnnualRevenue > 2000)', ['Cutty']],
    ['Owner__c NOT IN (SELECT Id FROM Account WHERE AnnualRevenue > 2000)', ['Aurora', 'bounty', 'Dhow']],
    ['Id IN (SELECT Ship__c FROM Voyage__c WHERE Left__c != null)', ['Aurora']],
    ['Id IN :ids', ['Aurora', 'Dhow'], [[ships[0]!.slice(0, 15), ships[3]!]]],
    ['Id NOT IN :ids', ['Aurora', 'bounty', 'Cutty', 'Dhow'], [[]]],
    ['Name = :name', ['Cutty'], ['cutty']],
    ['Tonnage__c >= :least', ['bounty', 'Cutty'], ['200.5']],
    ['CALENDAR_YEAR(Built__c) = 1999', ['Aurora']]
  ];
  for (const [condition, expected, binds] of where) {
    it(condition, () => {
      assert.deepEqual(names(`SELECT Name FROM Ship__c WHERE ${condition} ORDER BY Name`, binds), expected);
    });
  }

  it('hides deleted rows unless asked for all', () => {
    assert.equal(query(store, 'SELECT COUNT() FROM Ship__c')[0]![0], 4);
    assert.equal(query(store, 'SELECT COUNT() FROM Ship__c ALL ROWS')[0]![0], 5);
    assert.deepEqual(names('SELECT Name FROM Ship__c WHERE IsDeleted = true ALL ROWS'), ['Endurance']);
  });

  it('takes escaped wildcards literally', () => {
    assert.deepEqual(names(String.raw`SELECT Name FROM Account WHERE Name LIKE 'alpha\_1'`), ['Alpha_1']);
    assert.deepEqual(names(String.raw`SELECT Name FROM Account WHERE Name LIKE 'b\_ta'`), []);
  });

  it("reads days in the user's time zone", () => {
    const today = 'SELECT COUNT() FROM Voyage__c WHERE Left__c = TODAY';
    assert.equal(query(store, today, [], 'UTC')[0]![0], 1);
    assert.equal(query(store, today, [], 'Europe/Berlin')[0]![0], 2, '23:30 UTC is after midnight in Berlin');
  });

  it('refuses a malformed id in a bind', () => {
    assert.throws(() => query(store, 'SELECT Id FROM Ship__c WHERE Id = :id', ['nope']), /invalid ID field: nope/);
  });
});

describe('ORDER BY, LIMIT, OFFSET', () => {
  it('sorts text without case, nulls first in both directions', () => {
    assert.deepEqual(names('SELECT Name FROM Ship__c ORDER BY Name'), ['Aurora', 'bounty', 'Cutty', 'Dhow']);
    assert.deepEqual(names('SELECT Tonnage__c FROM Ship__c ORDER BY Tonnage__c DESC'), [
      null,
      '200.50',
      '200.50',
      '100.25'
    ]);
    assert.deepEqual(names('SELECT Tonnage__c FROM Ship__c ORDER BY Tonnage__c NULLS LAST'), [
      '100.25',
      '200.50',
      '200.50',
      null
    ]);
  });

  it('sorts, compares and finds extremes by the upper-case text, so that letters come before an underscore', () => {
    const accounts = openOrg();
    put(accounts, 'Account', { Name: '_b' }, { Name: 'a' }, { Name: 'Z' }, { Name: 'é' });
    assert.deepEqual(
      query(accounts, 'SELECT Name FROM Account ORDER BY Name').map((row) => row[0]),
      ['a', 'Z', '_b', 'é']
    );
    assert.deepEqual(
      query(accounts, "SELECT Name FROM Account WHERE Name > 'z' ORDER BY Name").map((row) => row[0]),
      ['_b', 'é']
    );
    assert.deepEqual(query(accounts, 'SELECT MIN(Name), MAX(Name) FROM Account'), [['a', 'é']]);
  });

  it('sorts picklists in their defined order', () => {
    assert.deepEqual(names('SELECT Kind__c FROM Ship__c ORDER BY Kind__c NULLS LAST'), [
      'Zebra',
      'Apple',
      'Mango',
      null
    ]);
  });

  it('cuts out a page', () => {
    assert.deepEqual(names('SELECT Name FROM Ship__c ORDER BY Name LIMIT 2 OFFSET 1'), ['bounty', 'Cutty']);
    assert.deepEqual(names('SELECT Name FROM Ship__c ORDER BY Name LIMIT :n', [1]), ['Aurora']);
    assert.equal(query(store, 'SELECT COUNT() FROM Ship__c LIMIT 3')[0]![0], 3);
    assert.throws(() => query(store, 'SELECT Id FROM Ship__c LIMIT :n', [-1]), /Invalid LIMIT value: -1/);
  });
});

describe('relationships', () => {
  it('read parents through outer joins and give their ids', () => {
    const rows = query(store, 'SELECT Name, Owner__r.Name, Owner__r.Owner.Name FROM Ship__c ORDER BY Name');
    assert.deepEqual(rows[0], ['Aurora', 'Åland Lines', 'Admin User', ships[0], accounts[0], store.userId]);
    assert.deepEqual(rows[3], ['Dhow', null, null, ships[3], null, null]);
  });

  it('read what all owners have in common', () => {
    assert.deepEqual(
      query(
        store,
        "SELECT Owner.Name, Owner.Type FROM Ship__c WHERE Owner.Profile.Name = 'System Administrator' LIMIT 1"
      )[0]!.slice(0, 2),
      ['Admin User', 'User']
    );
  });

  it("put children into their parent's row, with order and limit for each parent", () => {
    const rows = query(
      store,
      'SELECT Name, (SELECT Name, Ship__r.Name FROM Voyages__r WHERE Name != null ORDER BY Left__c DESC NULLS LAST LIMIT 2) FROM Ship__c ORDER BY Name'
    );
    const children = rows.map((row) => (row[1] as unknown[][]).map((child) => child.slice(0, 2)));
    assert.deepEqual(children, [
      [
        ['V-0002', 'Aurora'],
        ['V-0001', 'Aurora']
      ],
      [['V-0004', 'bounty']],
      [],
      []
    ]);
  });
});

describe('aggregates', () => {
  it('agree with SQL written by hand', () => {
    assert.deepEqual(
      query(
        store,
        'SELECT RecordTypeId, COUNT(Id), COUNT(Kind__c), COUNT(Built__c), SUM(Tonnage__c) FROM Ship__c GROUP BY RecordTypeId ORDER BY RecordTypeId'
      ),
      store.all(
        "SELECT RecordTypeId, COUNT(*), COUNT(Kind__c), COUNT(Built__c), printf('%.2f', SUM(Tonnage__c) / 100.0) FROM Ship__c WHERE IsDeleted = 0 GROUP BY RecordTypeId ORDER BY RecordTypeId"
      )
    );
  });

  it('are one statement over one table', () => {
    const text = 'SELECT RecordTypeId, COUNT(Name), COUNT(Kind__c), COUNT(Code__c) FROM Ship__c GROUP BY RecordTypeId';
    const plan = planQuery(checkQuery(parseSoql(text), text, store.schema), store.schema, {
      binds: [],
      now: 0,
      timeZone: 'UTC'
    });
    assert.equal(
      plan.sql,
      'SELECT t0."RecordTypeId", COUNT(t0."Name"), COUNT(t0."Kind__c"), COUNT(t0."Code__c") FROM "Ship__c" t0 WHERE t0."IsDeleted" = 0 GROUP BY t0."RecordTypeId" LIMIT ? OFFSET ?'
    );
  });

  it('give exact sums, averages and extremes', () => {
    const [row] = query(
      store,
      'SELECT SUM(Tonnage__c), AVG(Tonnage__c), MIN(Tonnage__c), MAX(Name), MIN(Kind__c), MAX(Kind__c), COUNT_DISTINCT(Tonnage__c), MIN(Built__c) FROM Ship__c'
    );
    assert.deepEqual(row, ['501.25', String(501.25 / 3), '100.25', 'Dhow', 'Zebra', 'Mango', 2, '1999-12-31']);
  });

  it('sum beyond 64 bits', () => {
    const org = openOrg();
    put(
      org,
      'Ship__c',
      ...Array.from({ length: 12 }, (_, index) => ({ Name: `s${index}`, Tonnage__c: '9999999999999999.99' })),
      { Name: 'x', Tonnage__c: '-0.02' }
    );
    assert.deepEqual(query(org, 'SELECT SUM(Tonnage__c), AVG(Tonnage__c) FROM Ship__c'), [
      ['119999999999999999.86', String(119999999999999999.86 / 13)]
    ]);
  });

  it('filter groups', () => {
    assert.deepEqual(query(store, 'SELECT Owner__c, COUNT(Id) FROM Ship__c GROUP BY Owner__c HAVING COUNT(Id) > 1'), [
      [accounts[0], 2]
    ]);
    assert.deepEqual(
      names(
        'SELECT Owner__r.Industry FROM Ship__c GROUP BY Owner__r.Industry HAVING SUM(Tonnage__c) >= 200.5 ORDER BY SUM(Tonnage__c) DESC'
      ),
      ['Shipping', 'Banking']
    );
  });

  it("group by date functions, in UTC or the user's time zone", () => {
    const byHour = (expression: string) =>
      query(
        store,
        `SELECT ${expression}, COUNT(Id) FROM Voyage__c WHERE Left__c > 2026-01-01T00:00:00Z GROUP BY ${expression} ORDER BY ${expression}`,
        [],
        'Europe/Berlin'
      );
    assert.deepEqual(byHour('HOUR_IN_DAY(Left__c)'), [
      [10, 1],
      [23, 1]
    ]);
    assert.deepEqual(byHour('HOUR_IN_DAY(convertTimezone(Left__c))'), [
      [0, 1],
      [11, 1]
    ]);
    assert.deepEqual(byHour('DAY_ONLY(convertTimezone(Left__c))'), [['2026-01-15', 2]]);
  });

  it('count nothing as one row of zeros, or no groups', () => {
    assert.deepEqual(
      query(store, "SELECT COUNT(Id), SUM(Tonnage__c), AVG(Tonnage__c) FROM Ship__c WHERE Name = 'none'"),
      [[0, null, null]]
    );
    assert.deepEqual(query(store, "SELECT Kind__c, COUNT(Id) FROM Ship__c WHERE Name = 'none' GROUP BY Kind__c"), []);
  });

  it('refuse more than 2,000 groups, not 2,000', () => {
    store.beginWrite();
    loadRows(store, {
      object: 'Account',
      fields: ['Name', 'BillingState'],
      rows: Array.from({ length: 2001 }, (_, index) => [`n${index}`, `s${index}`])
    });
    const grouped = 'SELECT BillingState, COUNT(Id) FROM Account WHERE BillingState != null GROUP BY BillingState';
    assert.throws(
      () => query(store, grouped),
      /^QueryRunError: Aggregate query does not support queryMore\(\), use LIMIT to restrict the results to a single batch$/
    );
    assert.equal(query(store, `${grouped} LIMIT 2000`).length, 2000);
    store.rollback();
  });
});

describe('iteratePlan', () => {
  it('gives the rows of runPlan one by one, also nested', () => {
    const text = 'SELECT Name FROM Ship__c ORDER BY Name';
    const plan = planQuery(checkQuery(parseSoql(text), text, store.schema), store.schema, {
      binds: [],
      now: 0,
      timeZone: 'UTC'
    });
    const pairs: unknown[] = [];
    for (const outer of iteratePlan(store, plan))
      for (const inner of iteratePlan(store, plan)) pairs.push(`${String(outer[0])}${String(inner[0])}`);
    assert.equal(new Set(pairs).size, 16);
  });
});

it("reads a parent's field that is called Type [rflib: memberships of groups of one type]", () => {
  const org = openOrg();
  const [group] = put(org, 'Group', { Name: 'Crew', DeveloperName: 'Crew' });
  put(org, 'GroupMember', { GroupId: group!, UserOrGroupId: org.userId });
  assert.equal(query(org, "SELECT Group.Type FROM GroupMember WHERE Group.Type = 'Regular'")[0]?.[0], 'Regular');
});
