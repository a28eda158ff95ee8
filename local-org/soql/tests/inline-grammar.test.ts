/** What Salesforce's compiler refuses in inline SOQL, beyond the parser's grammar. Source of every line: the Apex language server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { SoqlError } from '../errors.ts';
import { requireInlineGrammar } from '../inline-grammar.ts';

class Refusing extends ApexErrorListener {
  override apexSyntaxError(_line: number, _column: number, message: string): void {
    assert.fail(message);
  }
}

function refusal(text: string): string | null {
  const { parser } = ApexParserFactory.createLexerAndParser(`[${text}]`, new Refusing());
  try {
    requireInlineGrammar(parser.soqlLiteral().query());
    return null;
  } catch (error) {
    assert.ok(error instanceof SoqlError, String(error));
    return error.message;
  }
}

const where = (condition: string) => `SELECT Id FROM Account WHERE ${condition}`;

describe('requireInlineGrammar', () => {
  const refused: ReadonlyArray<readonly [query: string, start: string]> = [
    ['SELECT Limit FROM Account', "Unexpected token 'Limit'."],
    ['SELECT MAX(Id) limit FROM Account', "Extra 'FROM', at 'limit'."],
    ['SELECT Id FROM Account first', "Extra ']', at 'first'."],
    ['SELECT Id FROM Account ORDER BY Set', "Unexpected token 'Set'."],
    ['SELECT Id, COUNT() FROM Account', "Unexpected token ')'."],
    ['SELECT COUNT(), Id FROM Account', "Expecting 'FROM' but was: ','"],
    ['SELECT COUNT() c FROM Account', "Extra 'FROM', at 'c'."],
    ['SELECT COUNT() c, Id FROM Account', "Missing 'FROM' at 'c'"],
    ['SELECT Id FROM Account ORDER BY COUNT()', "Unexpected token ')'."],
    ['SELECT Id FROM Account FOR VIEW FOR REFERENCE', "Expecting 'UPDATE' but was: 'REFERENCE'"],
    ['SELECT Id FROM Account FOR UPDATE FOR VIEW', "Expecting ']' but was: 'FOR'"],
    ['SELECT Id, (SELECT Id FROM Contacts FOR UPDATE) FROM Account', "Expecting ')' but was: 'FOR'"],
    [where('Tags__c INCLUDES :tags'), "Missing '(' at ':'"],
    [where("Tags__c EXCLUDES 'a'"), "Missing '(' at 'a'"],
    [where("Name IN 'a'"), "Unexpected token 'a'."],
    [where("Name = ('a', 'b')"), "Unexpected token '('."],
    [where("Name IN (('a'))"), "Unexpected token '('."],
    [where('Id = (SELECT AccountId FROM Contact)'), "Unexpected token '('."],
    [where('Id IN (SELECT AccountId FROM Contact LIMIT 1)'), "Missing ')' at 'LIMIT'"],
    [where('Id IN (SELECT AccountId FROM Contact ORDER BY Name)'), "Missing ')' at 'ORDER'"],
    [where('Id IN (SELECT AccountId FROM Contact FOR VIEW)'), "Missing ')' at 'FOR'"],
    [where('CreatedDate = LAST_N_DAYS:-3'), "Extra 'INTEGER_LITERAL', at '-'."],
    [where('AnnualRevenue > 2147483648'), 'Illegal integer'],
    [where('AnnualRevenue > -2147483648'), 'Illegal integer'],
    ['SELECT Id FROM Account LIMIT 2147483648', 'Illegal integer'],
    [where('Day__c = 2020-13-45'), "Invalid Date '2020-13-45'. If you are trying to do subtraction"],
    [where('CreatedDate = 2020-01-01T24:00:00Z'), "Invalid DateTime '2020-01-01T24:00:00Z'. Apex DateTimes must be"],
    [where("DISTANCE(Place__c, Place__c, 'mi') < 1"), "Unexpected token 'Place__c'."],
    [where("DISTANCE(GEOLOCATION(1,2), Place__c, 'mi') < 1"), "Unexpected token '1'."]
  ];
  for (const [query, start] of refused)
    it(`refuses ${query}`, () => {
      const message = refusal(query);
      assert.ok(message?.startsWith(start), String(message));
    });

  it('takes what the compiler takes', () => {
    const taken = [
      'SELECT COUNT() FROM Account GROUP BY Name',
      'SELECT Account.Limit, Limit.Name, Group, Order, Date FROM Contact',
      'SELECT Id FROM Account FOR VIEW FOR UPDATE',
      where("Tags__c INCLUDES ('a;b', :tag)"),
      where('Name IN :names AND Id NOT IN (SELECT AccountId FROM Contact)'),
      where('AnnualRevenue > 2147483647 AND AnnualRevenue < 3000000000.0'),
      where('Day__c = 2020-02-30 AND CreatedDate < 2020-01-01T00:00:00.123+0100 AND At__c = 10:20:30Z'),
      where("DISTANCE(Place__c, GEOLOCATION(1, :y), 'mi') < 1"),
      where('Id IN :[SELECT Id FROM Account LIMIT 5].size()')
    ];
    assert.deepEqual(
      taken.map(refusal),
      taken.map(() => null)
    );
  });
});
