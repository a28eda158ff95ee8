import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, projectOf, schemaOf } from '../../metadata/tests/fixture.ts';
import {
  ADMIN_USER_ID,
  deleteRows,
  insertRows,
  openStore,
  setUpOrg,
  undeleteRows,
  updateRows,
  upsertRows
} from '../index.ts';
import type { PlainRow, Store } from '../index.ts';
import { NOW, openOrg, put } from './org.ts';

const PARTIAL = { allOrNone: false };

function errorsOf(store: Store, objectName: string, row: PlainRow): string[] {
  return insertRows(store, objectName, [row], PARTIAL)[0]!.errors.map(
    (error) => `${error.statusCode}: ${error.message}`
  );
}

function only(store: Store, sql: string): unknown {
  return store.all(sql)[0]?.[0];
}

describe('insert', () => {
  it('fills in defaults, names, owners and audit fields', () => {
    const store = openOrg();
    const [id] = put(store, 'Ship__c', { Code__c: 'a1' });
    const row = store.all(
      'SELECT Name, Active__c, Kind__c, OwnerId, CreatedDate, LastModifiedById, IsDeleted, RecordTypeId FROM Ship__c'
    )[0]!;
    const cargo = only(store, "SELECT Id FROM RecordType WHERE DeveloperName = 'Cargo'");
    assert.deepEqual(row, [id!.slice(0, 15), 1, 'Zebra', store.userId, NOW, store.userId, 0, cargo]);
  });

  it('evaluates defaults that are formulas, and refuses those that it cannot evaluate', () => {
    const withDefault = (formula: string): Store => {
      const project = projectOf({
        'app/objects/Ship__c/fields/Built__c.field-meta.xml': field(
          'Built__c',
          'Date',
          `<defaultValue>${formula}</defaultValue>`
        )
      });
      const store = openStore(':memory:', schemaOf(project), { clock: () => NOW, userId: ADMIN_USER_ID });
      setUpOrg(store, [project]);
      return store;
    };
    const evaluated = withDefault('TODAY() - 10');
    put(evaluated, 'Ship__c', {}, { Built__c: '2000-01-01' });
    assert.deepEqual(evaluated.all('SELECT Built__c FROM Ship__c ORDER BY 1').flat(), ['2000-01-01', '2026-01-05']);
    assert.throws(
      () => put(withDefault('$User.Start__c'), 'Ship__c', {}),
      /^Error: not supported by the local org: the default formula \$User\.Start__c of Ship__c\.Built__c$/
    );
  });

  it('numbers automatically', () => {
    const store = openOrg();
    const [ship] = put(store, 'Ship__c', {});
    put(store, 'Voyage__c', { Ship__c: ship! }, { Ship__c: ship! });
    assert.deepEqual(store.all('SELECT Name FROM Voyage__c').flat(), ['V-0001', 'V-0002']);
    put(store, 'Case', { Subject: 'x' });
    assert.equal(only(store, 'SELECT CaseNumber FROM "Case"'), '00001000');
  });

  it('refuses bad values in the words of the platform', () => {
    const store = openOrg();
    assert.deepEqual(errorsOf(store, 'Account', {}), ['REQUIRED_FIELD_MISSING: Required fields are missing: [Name]']);
    assert.deepEqual(errorsOf(store, 'Ship__c', { Code__c: '12345678901' }), [
      'STRING_TOO_LONG: Code: data value too large: 12345678901 (max length=10)'
    ]);
    assert.deepEqual(errorsOf(store, 'Ship__c', { Kind__c: 'Pear' }), [
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Kind: bad value for restricted picklist field: Pear'
    ]);
    assert.deepEqual(errorsOf(store, 'Ship__c', { Tonnage__c: '12345678901234567' }), [
      'NUMBER_OUTSIDE_VALID_RANGE: Tonnage: value outside of valid range on numeric field: 12345678901234567'
    ]);
    assert.deepEqual(errorsOf(store, 'Contact', { LastName: 'x', Email: 'nope' }), [
      'INVALID_EMAIL_ADDRESS: Email: invalid email address: nope'
    ]);
    assert.match(
      errorsOf(store, 'Ship__c', { CreatedDate: 0 })[0]!,
      /^INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create\/update fields: CreatedDate\./
    );
    assert.match(errorsOf(store, 'Ship__c', { Active__c: null })[0]!, /^INVALID_TYPE_ON_FIELD_IN_RECORD/);
    assert.match(errorsOf(store, 'AsyncApexJob', {})[0]!, /^INVALID_TYPE_FOR_OPERATION/);
  });

  it('takes a picklist value that is not restricted', () => {
    const store = openOrg();
    put(store, 'Ship__c', { Flags__c: 'Red;Purple' });
    assert.equal(only(store, 'SELECT Flags__c FROM Ship__c'), 'Red;Purple');
  });

  it('checks lookups: kind of object, existence, deletion, record type of the object', () => {
    const store = openOrg();
    const [account] = put(store, 'Account', { Name: 'A' });
    const [contact] = put(store, 'Contact', { LastName: 'C' });
    assert.match(
      errorsOf(store, 'Ship__c', { Owner__c: contact! })[0]!,
      /^FIELD_INTEGRITY_EXCEPTION: Owner: id value of incorrect type/
    );
    assert.match(
      errorsOf(store, 'Ship__c', { Owner__c: '001000000000001AAA' })[0]!,
      /^INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY/
    );
    deleteRows(store, 'Account', [account!], PARTIAL);
    assert.match(errorsOf(store, 'Ship__c', { Owner__c: account! })[0]!, /^ENTITY_IS_DELETED/);
    const liner = only(store, "SELECT Id FROM RecordType WHERE DeveloperName = 'Liner'") as string;
    assert.deepEqual(errorsOf(store, 'Ship__c', { RecordTypeId: liner }), []);
  });

  it('keeps unique fields unique, whatever the case, and names the other record', () => {
    const store = openOrg();
    const [first] = put(store, 'Ship__c', { Code__c: 'abc' });
    const [, second] = insertRows(store, 'Ship__c', [{ Code__c: 'x' }, { Code__c: 'ABC' }], PARTIAL);
    assert.equal(
      second!.errors[0]!.message,
      `duplicate value found: Code__c duplicates value on record with id: ${first!.slice(0, 15)}`
    );
    const twins = insertRows(store, 'Ship__c', [{ Code__c: 'y' }, { Code__c: 'Y' }], PARTIAL);
    assert.deepEqual(
      twins.map((result) => result.errors.length),
      [0, 1],
      'also within one call'
    );
  });

  it('undoes everything under allOrNone and keeps the good rows otherwise', () => {
    const store = openOrg();
    const rows = [{ Name: 'good' }, {}];
    const strict = insertRows(store, 'Account', rows, { allOrNone: true });
    assert.deepEqual(
      strict.map((result) => result.errors[0]!.statusCode),
      ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']
    );
    assert.equal(only(store, 'SELECT COUNT(*) FROM Account'), 0);
    insertRows(store, 'Account', rows, PARTIAL);
    assert.equal(only(store, 'SELECT COUNT(*) FROM Account'), 1);
  });

  it('computes what the platform computes', () => {
    const store = openOrg();
    put(store, 'Contact', { FirstName: 'Ada', LastName: 'Byron' });
    assert.equal(only(store, 'SELECT Name FROM Contact'), 'Ada Byron');
    put(store, 'Opportunity', { Name: 'O', StageName: 'Closed Won', CloseDate: '2026-05-01' });
    assert.deepEqual(
      store.all('SELECT IsClosed, IsWon, Probability, FiscalQuarter FROM Opportunity')[0],
      [1, 1, 100, 2]
    );
  });
});

describe('update and upsert', () => {
  it('changes only what is named and stamps the row', () => {
    const store = openOrg();
    const [id] = put(store, 'Contact', { FirstName: 'Ada', LastName: 'Byron', Title: 'Countess' });
    assert.deepEqual(updateRows(store, 'Contact', [{ Id: id!, LastName: 'Lovelace' }], PARTIAL)[0]!.errors, []);
    assert.deepEqual(store.all('SELECT Name, Title FROM Contact')[0], ['Ada Lovelace', 'Countess']);
  });

  it('refuses missing, foreign, unknown and deleted ids', () => {
    const store = openOrg();
    const [account] = put(store, 'Account', { Name: 'A' });
    deleteRows(store, 'Account', [account!], PARTIAL);
    const codes = updateRows(
      store,
      'Account',
      [
        { Name: 'x' },
        { Id: 'oops', Name: 'x' },
        { Id: '003000000000001AAA', Name: 'x' },
        { Id: '001000000000001AAA', Name: 'x' },
        { Id: account!, Name: 'x' }
      ],
      PARTIAL
    ).map((result) => result.errors[0]!.statusCode);
    assert.deepEqual(codes, [
      'MISSING_ARGUMENT',
      'MALFORMED_ID',
      'MALFORMED_ID',
      'INVALID_CROSS_REFERENCE_KEY',
      'ENTITY_IS_DELETED'
    ]);
  });

  it('will not empty a required field', () => {
    const store = openOrg();
    const [account] = put(store, 'Account', { Name: 'A' });
    assert.equal(
      updateRows(store, 'Account', [{ Id: account!, Name: ' ' }], PARTIAL)[0]!.errors[0]!.statusCode,
      'REQUIRED_FIELD_MISSING'
    );
  });

  it('matches by external id without regard to case', () => {
    const store = openOrg();
    const [id] = put(store, 'Ship__c', { Code__c: 'abc' });
    const results = upsertRows(
      store,
      'Ship__c',
      [{ Code__c: 'ABC', Tonnage__c: '5' }, { Code__c: 'new' }, { Tonnage__c: '1' }],
      'Code__c',
      PARTIAL
    );
    assert.deepEqual(
      results.map((result) => [result.created, result.errors.length]),
      [
        [false, 0],
        [true, 0],
        [false, 1]
      ]
    );
    assert.equal(results[0]!.id, id);
    assert.equal(only(store, "SELECT Tonnage__c FROM Ship__c WHERE Code__c = 'ABC'"), 500);
  });
});

describe('delete and undelete', () => {
  it('takes details along and brings the same ones back', () => {
    const store = openOrg();
    const [ship] = put(store, 'Ship__c', {});
    const [first, second] = put(store, 'Voyage__c', { Ship__c: ship! }, { Ship__c: ship! });
    deleteRows(store, 'Voyage__c', [first!], PARTIAL);
    deleteRows(store, 'Ship__c', [ship!], PARTIAL);
    assert.equal(only(store, 'SELECT COUNT(*) FROM Voyage__c WHERE IsDeleted = 0'), 0);
    assert.deepEqual(undeleteRows(store, 'Ship__c', [ship!], PARTIAL)[0]!.errors, []);
    assert.deepEqual(store.all('SELECT Id FROM Voyage__c WHERE IsDeleted = 0').flat(), [second]);
  });

  it('empties lookups to a deleted row', () => {
    const store = openOrg();
    const [account] = put(store, 'Account', { Name: 'A' });
    put(store, 'Ship__c', { Owner__c: account! });
    deleteRows(store, 'Account', [account!], PARTIAL);
    assert.equal(only(store, 'SELECT Owner__c FROM Ship__c'), null);
  });

  it('refuses to delete twice and to undelete what is there', () => {
    const store = openOrg();
    const [ship] = put(store, 'Ship__c', {});
    assert.equal(undeleteRows(store, 'Ship__c', [ship!], PARTIAL)[0]!.errors[0]!.statusCode, 'UNDELETE_FAILED');
    deleteRows(store, 'Ship__c', [ship!], PARTIAL);
    assert.equal(deleteRows(store, 'Ship__c', [ship!], PARTIAL)[0]!.errors[0]!.statusCode, 'ENTITY_IS_DELETED');
  });
});

describe('users', () => {
  it('are active and of the type of their profile, unless told otherwise', () => {
    const store = openOrg();
    const profile = String(store.all("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'")[0]![0]);
    const user = (name: string, more: PlainRow = {}): PlainRow => ({
      LastName: name,
      Alias: name,
      Email: `${name}@example.com`,
      Username: `${name}@example.com.users`,
      ProfileId: profile,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      ...more
    });
    put(store, 'User', user('a'), user('b', { IsActive: false }));
    const rows = store.all("SELECT IsActive, UserType FROM User WHERE Username LIKE '%.users' ORDER BY Username");
    assert.deepEqual(rows, [
      [1, 'Standard'],
      [0, 'Standard']
    ]);
  });
});
