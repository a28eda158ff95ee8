/**
 * Every item of the list of Apex semantics has conformance tests, and every test that names an item names its source:
 * a line of the Apex Developer Guide [G…], what Salesforce's compiler emits [J …], a report that was run on an org
 * [A#…], or a page. An item without a test, or a title here that no test has any more, fails.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const LANGUAGE = '../../runtime/tests/language.test.ts';
const SEMANTICS = './semantics.test.ts';
const TRANSACTIONS = './transactions.test.ts';
const LIMITS = './limits.test.ts';
const ASYNCHRONOUS = './asynchronous.test.ts';
const TRIGGERS = './trigger-contexts.test.ts';
const GOVERNOR = '../../runtime/platform/tests/limits.test.ts';
const JOBS = '../../runtime/platform/tests/job-store.test.ts';

/** Item -> where its claims are tested: the file, and how the titles begin. */
const ITEMS: Readonly<Record<number, ReadonlyArray<readonly [file: string, titles: readonly string[]]>>> = {
  1: [[LANGUAGE, ['1. Integer and Long wrap', 'an expression of Integers wraps before']]],
  2: [[LANGUAGE, ['2. Division truncates', 'throws MathException for Integer, Long, Double', 'masks shift counts']]],
  3: [
    [LANGUAGE, ['3. and 4. Decimal keeps', 'literals keep their zeros', 'Integer operands make Decimals']],
    [
      '../../runtime/values/tests/decimal.test.ts',
      ['divisions seen on real orgs', 'the documented table of rounding modes']
    ]
  ],
  4: [[LANGUAGE, ['3. and 4. Decimal keeps', 'a Double comes out with the digits']]],
  5: [
    [
      LANGUAGE,
      ['5. Strings', '== and < ignore case', 'switch compares with case', 'keys of maps and elements of sets keep case']
    ]
  ],
  6: [
    [
      LANGUAGE,
      ['6. Ids', '15 and 18 characters', 'a String beside an Id', 'an invalid text is refused', 'an Id goes to String']
    ]
  ],
  7: [
    [
      LANGUAGE,
      [
        '7. Equality',
        'lists, sets and maps compare',
        'objects compare by reference',
        'equals and hashCode of a class count'
      ]
    ],
    [SEMANTICS, ['records compare by their fields']]
  ],
  8: [
    [
      LANGUAGE,
      [
        '8. null',
        'a null Boolean can not',
        'comparisons with null',
        'prints as null',
        '?. gives null',
        '?? takes the right'
      ]
    ]
  ],
  9: [[LANGUAGE, ['9. Names have no case', 'variables, methods, fields', 'a local hides a field']]],
  10: [[LANGUAGE, ['10. Overloads', 'an Integer goes to Long', 'a Double goes to Decimal', 'an Id goes to String']]],
  11: [
    [LANGUAGE, ['11. Statics', 'initialise in textual order']],
    [SEMANTICS, ['19. Limits: see limits.test.ts; statics']],
    ['../../apex/tests/invalid-classes.test.ts', ['forward references']]
  ],
  12: [
    [
      SEMANTICS,
      [
        '12. Fields that were not queried',
        'the id is always there',
        'a record made in memory',
        'a field of another object'
      ]
    ]
  ],
  13: [[SEMANTICS, ['13. A query for one row', 'needs exactly one', 'rows of Database.query']]],
  14: [
    [LANGUAGE, ['14. Maps and sets keep']],
    [SEMANTICS, ['gives records their attributes', 'maps in JSON']]
  ],
  15: [[SEMANTICS, ['15. JSON.serialize', 'keeps the scale of Decimals']]],
  16: [[SEMANTICS, ['16. Datetimes', 'are read in the zone of the user']]],
  17: [
    [SEMANTICS, ['17. DML', 'with allOrNone false', 'rolls back to a savepoint']],
    [
      TRANSACTIONS,
      [
        '17. Triggers around a save',
        'come in chunks of 200',
        'addError refuses',
        'run again on the good',
        'fire on their own'
      ]
    ],
    [LIMITS, ['changes of setup and of other objects', 'a callout after a change']],
    [
      TRIGGERS,
      [
        'new, newMap, old, oldMap',
        'related records are not seen',
        'a record cannot be updated before',
        'saves what has no errors again'
      ]
    ]
  ],
  18: [
    [
      SEMANTICS,
      [
        '18. Asynchronous Apex in tests',
        'a batch runs at stopTest; Stateful',
        'only one chunk',
        'a failed queueable is rolled back'
      ]
    ],
    [
      TRANSACTIONS,
      ['18. Asynchronous Apex', 'start, execute and finish', 'a chain of queueables', 'a batch waits until stopTest']
    ],
    [
      ASYNCHRONOUS,
      [
        'a chain in a test goes on under',
        'shares the request of its job',
        'five are queued, the rest is held',
        'a batch after five others is held',
        'makes a schedule for once',
        'of execute, with the ids of its records'
      ]
    ]
  ],
  19: [
    [SEMANTICS, ['19. Limits: see limits.test.ts']],
    [LIMITS, ['governor limits', 'Test.startTest gives limits of its own']]
  ],
  20: [
    [SEMANTICS, ['20. User mode']],
    [
      TRANSACTIONS,
      [
        '20. Access',
        'user mode hides',
        'describes tell',
        'custom permissions',
        'without sharing sees all',
        'system mode keeps'
      ]
    ]
  ],
  21: [
    [SEMANTICS, ['21. startTest releases savepoints']],
    [ASYNCHRONOUS, ['that were released cannot be rolled back to', 'a rollback to an earlier one']]
  ],
  22: [
    [SEMANTICS, ['22. SOQL', 'deleted rows are hidden', 'children come with their parent']],
    ['./soql-select.test.ts', ['TYPEOF and others']],
    [
      TRANSACTIONS,
      ['22. SOQL compares', 'nulls come first', '= null and != null', 'LIKE knows', 'TODAY begins', 'LIMIT and OFFSET']
    ]
  ]
};

const NUMBER_OF_ITEMS = 22;

/** Limit of the platform ("Execution Governors and Limits", Apex Developer Guide v65; SOQL guide) -> where it is tested. */
const FIGURES: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'queries, synchronous': [LIMITS, 'queries101'],
  'queries, asynchronous': [LIMITS, 'queries201'],
  'query rows': [LIMITS, 'queryRowsPast'],
  'rows of COUNT and of groups': [LIMITS, 'COUNT() and COUNT(field) take one row'],
  'groups of a query': ['../../soql/tests/run.test.ts', 'refuse more than 2,000 groups'],
  'fields of FIELDS()': ['../../soql/tests/check.test.ts', 'takes FIELDS(ALL) of 200 rows'],
  'time of a query': ['../../jobs/tests/query-cost.test.ts', 'is not enough for'],
  'scope of a query locator': [LIMITS, 'locator2001'],
  'scope of an iterable': [LIMITS, 'iterable'],
  'active batches': [JOBS, 'five batches are active'],
  'flex queue': [ASYNCHRONOUS, 'holds a hundred'],
  'batches of a test': [ASYNCHRONOUS, 'and not six'],
  'asynchronous executions in a day': [LIMITS, 'are 250,000'],
  'queueables, synchronous': [LIMITS, 'jobs51'],
  'queueables, asynchronous': [LIMITS, 'jobs2'],
  'scheduled jobs': [LIMITS, 'scheduled101'],
  'statements of DML': [LIMITS, 'statements151'],
  'rows of DML': [LIMITS, 'rows10001'],
  'heap, synchronous': [LIMITS, 'heap7'],
  'heap, asynchronous': [LIMITS, 'heap13'],
  'CPU time': [LIMITS, 'cpu'],
  callouts: [LIMITS, 'callouts101'],
  'time of callouts': [GOVERNOR, 'callouts share 120 seconds'],
  'messages of e-mail': ['./email.test.ts', 'eleven'],
  'events published immediately': ['../../jobs/tests/platform-events.test.ts', 'tooMany'],
  'depth of the stack': [LIMITS, 'deep1100'],
  'depth of triggers': [TRANSACTIONS, 'fire on their own changes, 16 deep'],
  'length of a text': [LIMITS, 'doubling'],
  'texts of regular expressions': [LIMITS, 'splitPast']
};

function textOf(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

test('every item has tests', () => {
  for (let item = 1; item <= NUMBER_OF_ITEMS; item++) {
    const places = ITEMS[item] ?? [];
    assert.ok(places.length > 0, `item ${item} has tests`);
    for (const [file, titles] of places) {
      const text = textOf(file);
      for (const title of titles)
        assert.ok(
          text.includes(`('${title}`) || text.includes(`  '${title}`) || text.includes(`['${title}`),
          `item ${item}: ${file} tests "${title}"`
        );
    }
    const named = new RegExp(`'(?:\\d+\\. and )?${item}\\. `);
    assert.ok(
      places.some(([file]) => named.test(textOf(file).replace("'3. and 4. ", "'3. '4. "))),
      `a test is titled with item ${item}`
    );
  }
});

test('every limit has a test', () => {
  for (const [limit, [file, title]] of Object.entries(FIGURES))
    assert.ok(textOf(file).includes(title), `${limit}: ${file} tests "${title}"`);
});

test('every test that names an item names its source', () => {
  for (const file of [LANGUAGE, SEMANTICS, TRANSACTIONS]) {
    for (const [, title] of textOf(file).matchAll(/(?:describe|test|it)\('(\d+\. [^\n]*?)',/g))
      assert.match(title!, /\[[A-Z][^\]]*\]/, `${file}: ${title}`);
  }
});
