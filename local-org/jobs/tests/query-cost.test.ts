/**
 * Which rows a query is charged for: 100 stored parcels stand for 4 million, and a query that visits more than a million
 * takes longer than 120 s. Thresholds of the indexes for 4 million: 750,000 standard, 250,000 custom.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { loadRows } from '../../store/load.ts';
import { LocalOrg } from '../local-org.ts';
import { FIXTURE_PROJECT } from './fixture.ts';

const STANDS_FOR = 40_000;
const RECORDS = 100;
const TOO_LONG = /Your query request was running for too long/;

describe('the 120 seconds of a query', () => {
  let org: LocalOrg;
  let ids: readonly string[];
  let accounts: readonly string[];

  before(async () => {
    org = await LocalOrg.open({
      projects: [FIXTURE_PROJECT],
      databaseFile: ':memory:',
      engineStopped: true,
      queryCost: {
        nanosecondsPerRow: 120_000,
        nanosecondsPerRowAndExpression: 0,
        limitMilliseconds: 120_000,
        rowsPerStoredRow: STANDS_FOR
      }
    });
    const { store } = org;
    accounts = loadRows(store, { object: 'Account', fields: ['Name'], rows: [['few'], ['many']] });
    ids = loadRows(store, {
      object: 'Parcel__c',
      fields: ['Name', 'Code__c', 'Weight__c', 'Account__c'],
      rows: Array.from({ length: RECORDS }, (_, index) => [
        index < 20 ? 'few' : 'many',
        `C${index}`,
        String(index),
        accounts[index < 18 ? 0 : 1]!
      ])
    });
    store.commit();
  });
  after(() => org.close());

  function inTime(name: string, soql: () => string): void {
    it(`is enough for ${name}`, async () => {
      assert.ok(await org.query(soql()));
    });
  }

  function tooLong(name: string, soql: () => string): void {
    it(`is not enough for ${name}`, async () => {
      await assert.rejects(org.query(soql()), TOO_LONG);
    });
  }

  const counting = (condition: string): string => `SELECT COUNT(Weight__c) c FROM Parcel__c WHERE ${condition}`;

  tooLong('a whole table', () => 'SELECT COUNT() FROM Parcel__c');
  tooLong('a filter without an index', () => counting('Weight__c = 1'));
  tooLong('a filter that an index cannot serve', () => counting("Code__c != 'C1'"));
  tooLong('null, which is in no index', () => counting('Account__c = NULL'));
  tooLong('a page in another order', () => 'SELECT Id FROM Parcel__c ORDER BY Weight__c LIMIT 1');
  inTime('the first page by id', () => 'SELECT Id FROM Parcel__c ORDER BY Id LIMIT 20');
  inTime('the last record by id', () => 'SELECT Id FROM Parcel__c ORDER BY Id DESC LIMIT 1');
  inTime('a page that goes on behind an id', () => `SELECT Id FROM Parcel__c WHERE Id > '${ids[9]}' LIMIT 20`);
  tooLong('a page of rows that a filter has to find', () => 'SELECT Id FROM Parcel__c WHERE Weight__c = 3 LIMIT 1');
  inTime('a quarter of the ids', () => counting(`Id >= '${ids[25]}' AND Id < '${ids[50]}' AND Weight__c != NULL`));
  tooLong('one record more', () => counting(`Id >= '${ids[25]}' AND Id <= '${ids[50]}'`));
  tooLong('an id or something else', () => counting(`Id = '${ids[0]}' OR Weight__c = 1`));
  inTime('a lookup below the threshold of a standard index', () => counting(`Account__c = '${accounts[0]}'`));
  tooLong('a lookup above it', () => counting(`Account__c = '${accounts[1]}'`));
  tooLong('a name above it, though the rows alone would not take too long', () => counting("Name = 'few'"));
  inTime('six unique codes', () => counting("Code__c IN ('C1', 'C2', 'C3', 'C4', 'C5', 'C6')"));
  tooLong('seven, above the threshold of a custom index', () =>
    counting("Code__c IN ('C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7')")
  );
  tooLong('a subquery', () => counting('Account__c IN (SELECT Id FROM Account)'));
});
