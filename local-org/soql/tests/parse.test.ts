import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexParserFactory } from '@apexdevtools/apex-parser';
import { SoqlError } from '../errors.ts';
import { parseSoql, syntaxFromTree } from '../parse.ts';

describe('parseSoql', () => {
  it('reads every clause', () => {
    const query = parseSoql(
      "SELECT Id, Account.Name, (SELECT Id FROM Contacts LIMIT 3) FROM Account a WHERE Name = 'x' WITH USER_MODE ORDER BY Name DESC NULLS LAST LIMIT 5 OFFSET 2 ALL ROWS FOR UPDATE"
    );
    assert.deepEqual(
      query.select.map((item) => item.kind),
      ['field', 'field', 'children']
    );
    assert.equal(query.from, 'Account');
    assert.equal(query.fromAlias, 'a');
    assert.equal(query.accessMode, 'USER_MODE');
    assert.deepEqual(
      query.orderBy.map(({ descending, nulls }) => [descending, nulls]),
      [[true, 'last']]
    );
    assert.deepEqual([query.limit, query.offset, query.allRows, query.forUpdate], [5, 2, true, true]);
  });

  it('takes Group and Order for the objects that they are, where no clause follows', () => {
    assert.equal(parseSoql('SELECT COUNT() FROM Group').from, 'Group');
    assert.equal(parseSoql('SELECT COUNT(Id) FROM Order GROUP BY Status').from, 'Order');
    assert.throws(() => parseSoql('SELECT COUNT(Id) FROM GROUP BY Status'), /unexpected token: 'GROUP'/);
  });

  it('numbers binds in the order of the text and keeps their expressions', () => {
    const query = parseSoql(
      'SELECT Id, (SELECT Id FROM Contacts WHERE Name = :first) FROM Account WHERE Id IN :a.b(1, 2) AND Name = :c LIMIT :n + 1'
    );
    const binds: string[] = [];
    JSON.stringify(query, (_key, value: { kind?: string; index?: number; expression?: string }) => {
      if (value?.kind === 'bind') binds[value.index!] = value.expression!;
      return value;
    });
    assert.deepEqual(binds, ['first', 'a.b(1, 2)', 'c', 'n + 1']);
  });

  it('decodes strings, and keeps the escapes that LIKE needs', () => {
    const where = parseSoql(String.raw`SELECT Id FROM Account WHERE Name LIKE 'O\'R\_\%\\%'`).where;
    assert.ok(where?.kind === 'comparison' && where.value.kind === 'string');
    assert.equal(where.value.value, "O'R_%\\%");
    assert.equal(where.value.pattern, String.raw`O'R\_\%\\%`);
  });

  it('reads literals of each kind', () => {
    const kinds = [
      'null',
      'true',
      "'s'",
      '-1.5',
      '2020-01-01',
      '2020-01-01T00:00:00Z',
      'LAST_N_DAYS:30',
      ':x',
      "('a', 'b')"
    ].map((text) => {
      const where = parseSoql(`SELECT Id FROM Account WHERE F = ${text}`).where;
      return where?.kind === 'comparison' ? where.value.kind : null;
    });
    assert.deepEqual(kinds, ['null', 'boolean', 'string', 'number', 'date', 'datetime', 'dateLiteral', 'bind', 'list']);
  });

  const refused: ReadonlyArray<readonly [text: string, message: RegExp, column: number]> = [
    ['SELECT Id FROM', /^unexpected token: '<EOF>'$/, 14],
    ['SELECT Id FROM Account WHERE', /^unexpected token: '<EOF>'$/, 23],
    ['SELECT Id FROM Account WHERE LIMIT 1', /^unexpected token: 'LIMIT'$/, 23],
    ['SELECT ParentId FROM Account WHERE ParentId IN ()', /^unexpected token: 'ParentId IN \(\)'$/, 48],
    ['SELECT FROM ServicePresenceStatus', /^unexpected token: 'SELECT FROM'$/, 0],
    ['SELECT Id, From Account', /^unexpected token: 'From'$/, 11],
    ["SELECT Id FROM Account WHERE Name = ', FROM' AND", /^unexpected token: '<EOF>'$/, 48],
    ['SELECT Id from $casecomment WHERE isdeleted = false', /^line 1:15 unexpected token: '\$'$/, 15],
    ['SELECT lastmodifieddate, companyna fr$om user', /^missing value at 'user'$/, 41],
    ['SELECT Id FROM Account USING everything', /^unexpected token: 'everything'$/, 29],
    ['SELECT Id FROM Account WHERE OwnerId =: 0050W000007Jz7jQAC', /^unexpected token: '0050'$/, 40],
    ["SELECT Id FROM Account WHERE Name = 'x", /^line 1:36 unexpected token: ''x'$/, 36],
    ['SELECT Id FROM Account a b', /^unexpected token: 'b'$/, 25],
    ["SELECT Id FROM Account WHERE A = 'a' AND B = 'b' OR C = 'c'", /^unexpected token: 'OR'$/, 49],
    [
      'SELECT (SELECT Id FROM Contacts FOR VIEW) FROM Account',
      /^not supported by the local org: FOR VIEW in a child query$/,
      8
    ]
  ];
  for (const [text, message, column] of refused) {
    it(`refuses ${text}`, () => {
      assert.throws(
        () => parseSoql(text),
        (error: unknown) => {
          assert.ok(error instanceof SoqlError);
          assert.match(error.message, message);
          assert.deepEqual([error.line, error.column], [1, column]);
          return true;
        }
      );
    });
  }
});

describe('syntaxFromTree', () => {
  it('gives the bind expressions of a query inside Apex', () => {
    const parser = ApexParserFactory.createParser('[SELECT Id FROM Account WHERE Id IN :ids AND Name = :other.name]');
    const { syntax, binds } = syntaxFromTree(parser.soqlLiteral().query());
    assert.equal(syntax.from, 'Account');
    assert.deepEqual(
      binds.map(({ expression }) => expression.getText()),
      ['ids', 'other.name']
    );
  });
});
