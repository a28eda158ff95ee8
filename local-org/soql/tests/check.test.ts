import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { schemaOf } from '../../metadata/tests/fixture.ts';
import { checkQuery } from '../check.ts';
import { SoqlError } from '../errors.ts';
import { parseSoql } from '../parse.ts';

const schema = schemaOf();
const check = (text: string) => checkQuery(parseSoql(text), text, schema);

describe('checkQuery', () => {
  it('says what each row will hold', () => {
    const records = check('SELECT Id, owner__r.owner.name, (SELECT Name FROM Voyages__r) FROM ship__c');
    assert.equal(records.objectName, 'Ship__c');
    assert.deepEqual(
      records.columns.map((column) =>
        column.kind === 'field'
          ? [...column.path, column.name].join('.')
          : column.kind === 'children'
            ? column.relationship
            : ''
      ),
      ['Id', 'Owner__r.Owner.Name', 'Voyages__r']
    );
    const grouped = check(
      'SELECT Kind__c k, COUNT(Id), MAX(Built__c), SUM(Tonnage__c) total FROM Ship__c GROUP BY Kind__c'
    );
    assert.deepEqual(
      grouped.columns.map((column) => (column.kind === 'aggregate' ? [column.alias, column.resultType] : [])),
      [
        ['k', 'field'],
        ['expr0', 'Integer'],
        ['expr1', 'field'],
        ['total', 'Decimal']
      ]
    );
    assert.equal(check('SELECT COUNT() FROM Ship__c').shape, 'count');
  });

  it('says what each bind has to be', () => {
    const { binds } = check(
      'SELECT Id FROM Ship__c WHERE Tonnage__c > :t AND Code__c IN :codes AND Owner__c IN (SELECT Id FROM Account WHERE Name = :n) LIMIT :l'
    );
    assert.deepEqual(
      binds.map(({ expected, list }) => [expected === 'limit' ? expected : expected.apiName, list]),
      [
        ['Tonnage__c', false],
        ['Code__c', true],
        ['Name', false],
        ['limit', false]
      ]
    );
  });

  it('takes an alias, or the object, in front of a field', () => {
    assert.equal(check('SELECT s.Name, Ship__c.Code__c FROM Ship__c s WHERE s.Active__c = true').columns.length, 2);
  });

  it('takes 100 aliases and no more', () => {
    const query = (count: number) =>
      `SELECT ${Array.from({ length: count }, (_, index) => `COUNT(Name) a${index}`).join(', ')} FROM Ship__c`;
    assert.equal(check(query(100)).columns.length, 100);
    assert.throws(() => check(query(101)), /^SoqlError: maximum number of aliased fields exceeded: 100$/);
  });

  const append =
    "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
  const refused: ReadonlyArray<readonly [text: string, message: string]> = [
    ['SELECT Foo FROM Account', `No such column 'Foo' on entity 'Account'. ${append}`],
    ['SELECT Id FROM Account WHERE Foo__c = 1', `No such column 'Foo__c' on entity 'Account'. ${append}`],
    [
      'SELECT Id FROM Nope__c',
      "sObject type 'Nope__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
    ],
    [
      'SELECT Foo.Name FROM Account',
      "Didn't understand relationship 'Foo' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
    ],
    [
      'SELECT Id, (SELECT Id FROM Foos) FROM Account',
      "Didn't understand relationship 'Foos' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
    ],
    ["SELECT Id FROM Ship__c WHERE Notes__c = 'x'", "field 'Notes__c' can not be filtered in a query call"],
    [
      'SELECT Tonnage__c, COUNT(Id) FROM Ship__c GROUP BY Tonnage__c',
      "field 'Tonnage__c' can not be grouped in a query call"
    ],
    [
      'SELECT Notes__c, COUNT(Id) FROM Ship__c GROUP BY Notes__c',
      "field 'Notes__c' can not be grouped in a query call"
    ],
    [
      'SELECT Flags__c, COUNT(Id) FROM Ship__c GROUP BY Flags__c',
      "field 'Flags__c' can not be grouped in a query call"
    ],
    ['SELECT Id FROM Ship__c ORDER BY Notes__c', "field 'Notes__c' can not be sorted in a query call"],
    ['SELECT Id FROM Ship__c WHERE Notes__c != null', "field 'Notes__c' can not be filtered in a query call"],
    [
      `SELECT Id FROM Ship__c WHERE Name = '${'x'.repeat(4000)}'`,
      'not supported by the local org: a text of 4000 or more characters in a query, which the platform refuses'
    ],
    ["SELECT Id FROM Ship__c WHERE Flags__c LIKE 'R%'", 'invalid operator on multipicklist field'],
    ["SELECT Id FROM Ship__c WHERE Kind__c INCLUDES ('Apple')", 'invalid operator on picklist field'],
    ['SELECT Id FROM Ship__c WHERE Active__c > false', 'invalid operator on boolean field'],
    ["SELECT Id FROM Ship__c WHERE Tonnage__c LIKE '1%'", 'invalid operator on double field'],
    ['SELECT MAX(Active__c) FROM Ship__c', 'field Active__c does not support aggregate operator MAX'],
    ['SELECT AVG(Built__c) FROM Ship__c', 'field Built__c does not support aggregate operator AVG'],
    [
      'SELECT Kind__c, COUNT(Id) FROM Ship__c GROUP BY Kind__c ORDER BY Name',
      'Ordered field must be grouped or aggregated: Name'
    ],
    ['SELECT Id FROM Ship__c ORDER BY Flags__c', "field 'Flags__c' can not be sorted in a query call"],
    ['SELECT COUNT(Active__c) FROM Ship__c', 'field Active__c does not support aggregate operator COUNT'],
    ['SELECT COUNT(Flags__c) FROM Ship__c', 'field Flags__c does not support aggregate operator COUNT'],
    ['SELECT COUNT(Notes__c) FROM Ship__c', 'field Notes__c does not support aggregate operator COUNT'],
    ['SELECT SUM(Name) FROM Ship__c', 'field Name does not support aggregate operator SUM'],
    ['SELECT COUNT(DeveloperName) FROM Port__mdt', 'field DeveloperName does not support aggregate operator COUNT'],
    ['SELECT Name, COUNT(Id) FROM Ship__c', 'Field must be grouped or aggregated: Name'],
    ['SELECT COUNT(Kind__c) FROM Ship__c GROUP BY Kind__c', 'Grouped field should not be aggregated: Kind__c'],
    ['SELECT COUNT(Id) FROM Ship__c HAVING COUNT(Id) > 1', "unexpected token: 'COUNT'"],
    ['SELECT COUNT(Id) FROM Ship__c LIMIT 1', 'LIMIT is not supported with aggregate functions without GROUP BY'],
    ['SELECT COUNT(), Id FROM Ship__c', "unexpected token: ','"],
    ['SELECT Name n FROM Ship__c', 'only aggregate expressions use field aliasing'],
    ['SELECT Name, name FROM Ship__c', 'duplicate field selected: Name'],
    ['SELECT COUNT(Id) a, COUNT(Name) A FROM Ship__c', 'duplicate alias: A'],
    [
      "SELECT Id FROM Ship__c WHERE Tonnage__c = '1'",
      "value of filter criterion for field 'Tonnage__c' must be of type double and should not be enclosed in quotes"
    ],
    [
      'SELECT Id FROM Ship__c WHERE Name = 1',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"
    ],
    [
      "SELECT Id FROM Ship__c WHERE Active__c = 'true'",
      "value of filter criterion for field 'Active__c' must be of type boolean and should not be enclosed in quotes"
    ],
    [
      'SELECT Id FROM Ship__c WHERE CreatedDate > 2020-01-01',
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes"
    ],
    ["SELECT Id FROM Ship__c WHERE Id = 'abc'", 'invalid ID field: abc'],
    [
      'SELECT Id FROM Ship__c WHERE Id IN (SELECT Owner__c FROM Ship__c)',
      "The selected field 'Owner__c' in the subquery and the left operand field in the where expression in the outer query 'Id' should point to the same object type"
    ],
    [
      "SELECT Id FROM Ship__c WHERE Name = 'a' OR Id IN (SELECT Ship__c FROM Voyage__c)",
      "Semi join sub-selects are not allowed with the 'OR' operator"
    ],
    [
      "SELECT Id FROM Ship__c WHERE Name = 'a' AND (Name = 'b' OR Id IN (SELECT Ship__c FROM Voyage__c))",
      'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
    ],
    [
      "SELECT Id FROM Ship__c WHERE Name = 'a' AND (Name = 'b' AND Id IN (SELECT Ship__c FROM Voyage__c))",
      'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
    ],
    [
      'SELECT Id FROM Ship__c WHERE (NOT (Id IN (SELECT Ship__c FROM Voyage__c)))',
      'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
    ],
    [
      'SELECT Id FROM Ship__c WHERE Id IN (SELECT Ship__c FROM Voyage__c) AND Id NOT IN (SELECT Ship__c FROM Voyage__c) AND Owner__c IN (SELECT Id FROM Account)',
      'Maximum 2 semi join sub-selects are allowed'
    ],
    [
      'SELECT Id FROM Account WHERE ParentId IN (SELECT Id FROM Account)',
      'The inner and outer selects should not be on the same object type'
    ],
    ['SELECT Id, (SELECT COUNT(Id) FROM Voyages__r) FROM Ship__c', 'Only root queries support aggregate expressions'],
    ['SELECT Id FROM Ship__c OFFSET 2001', 'Maximum SOQL offset allowed is 2000'],
    [
      "SELECT Id FROM Account WHERE BillingAddress = 'x'",
      'not supported by the local org: a condition on compound field BillingAddress'
    ],
    [
      'SELECT FIELDS(CUSTOM) FROM Account LIMIT 10',
      'The SOQL FIELDS function is not supported with an unbounded set of fields in this API.'
    ],
    ['SELECT Id FROM Account USING SCOPE team', 'not supported by the local org: USING SCOPE team FROM Account'],
    ['SELECT toLabel(Name) FROM Ship__c', 'not supported by the local org: toLabel() of Name, which is no picklist'],
    [
      'SELECT FORMAT(Name) n FROM Ship__c',
      'not supported by the local org: FORMAT() of Name, which is neither number nor date'
    ],
    [
      'SELECT TYPEOF Owner__r WHEN Account THEN Name END FROM Ship__c',
      'not supported by the local org: TYPEOF Owner__r, which points to one object only'
    ],
    [
      'SELECT Id FROM AccountHistory',
      'not supported by the local org: queries on AccountHistory, which the local org does not fill'
    ]
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text}`, () => {
      assert.throws(
        () => check(text),
        (error: unknown) => {
          assert.ok(error instanceof SoqlError, String(error));
          assert.equal(error.message, message);
          return true;
        }
      );
    });
  }

  it('takes FIELDS(ALL) of 200 rows from the APIs', () => {
    const api = (text: string) => checkQuery(parseSoql(text), text, schema, { from: 'api' });
    assert.ok(api('SELECT FIELDS(ALL) FROM Ship__c LIMIT 200').columns.length > 10);
    assert.throws(
      () => api('SELECT FIELDS(ALL) FROM Ship__c'),
      /The SOQL FIELDS function must have a LIMIT of at most 200$/
    );
  });

  it('shows the place in the long form of an error', () => {
    const text = 'SELECT Id, Foo FROM Account';
    try {
      check(text);
      assert.fail('not refused');
    } catch (error) {
      assert.ok(error instanceof SoqlError);
      assert.match(
        error.withContext(text),
        /^\nSELECT Id, Foo FROM Account\n {11}\^\nERROR at Row:1:Column:12\nNo such column 'Foo'/
      );
    }
  });
});
