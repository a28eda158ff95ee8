import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { MetadataError } from '../../metadata/errors.ts';
import { FILES, field, projectOf, schemaOf } from '../../metadata/tests/fixture.ts';
import { ADMIN_USER_ID, LoadError, ORGANIZATION_ID, loadRows, openStore, setUpOrg } from '../index.ts';
import { NOW, openOrg, put } from './org.ts';

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'store-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('transactions', () => {
  it('show others what is committed and nothing else', () =>
    inFolder((folder) => {
      const writer = openOrg(path.join(folder, 'org.db'));
      const reader = openOrg(path.join(folder, 'org.db'));
      const count = () => reader.all('SELECT COUNT(*) FROM Account')[0]![0];
      put(writer, 'Account', { Name: 'A' });
      assert.equal(writer.inTransaction, true);
      assert.equal(count(), 0);
      writer.commit();
      assert.equal(count(), 1);
      put(writer, 'Account', { Name: 'B' });
      writer.rollback();
      assert.equal(count(), 1);
      writer.close();
      reader.close();
    }));

  it('roll back to savepoints, which end the later ones, and never reuse an id', () => {
    const store = openOrg();
    const first = store.setSavepoint();
    const [lost] = put(store, 'Account', { Name: 'A' });
    const second = store.setSavepoint();
    put(store, 'Account', { Name: 'B' });
    store.rollbackTo(first);
    assert.equal(store.isValid(second), false);
    assert.throws(() => store.rollbackTo(second), /no longer valid/);
    assert.equal(store.isValid(first), true);
    assert.deepEqual(store.all('SELECT Name FROM Account'), []);
    const [next] = put(store, 'Account', { Name: 'C' });
    assert.notEqual(next, lost);
    store.commit();
    assert.deepEqual(store.all('SELECT Name FROM Account').flat(), ['C']);
  });

  it("keep an object's rows when fields are added later", () =>
    inFolder((folder) => {
      const file = path.join(folder, 'org.db');
      const before = openOrg(file);
      put(before, 'Ship__c', { Code__c: 'a' });
      before.commit();
      before.close();
      const wider = projectOf({
        'app/objects/Ship__c/fields/Crew__c.field-meta.xml': field('Crew__c', 'Text', '<length>20</length>')
      });
      const after = openStore(file, schemaOf(wider), { clock: () => NOW, userId: ADMIN_USER_ID });
      assert.deepEqual(after.all('SELECT Code__c, Crew__c FROM Ship__c'), [['a', null]]);
      after.close();
    }));
});

describe('loadRows', () => {
  it('loads what insert would take, with defaults and numbers', () => {
    const store = openOrg();
    const ids = loadRows(store, {
      object: 'Ship__c',
      fields: ['Code__c', 'Tonnage__c', 'CreatedDate'],
      rows: [
        ['a', '1.5', 1000],
        ['b', null, 2000]
      ]
    });
    assert.deepEqual(
      store.all('SELECT Id, Code__c, Tonnage__c, CreatedDate, Kind__c, Active__c, OwnerId FROM Ship__c'),
      [
        [ids[0], 'a', 150, 1000, 'Zebra', 1, ADMIN_USER_ID],
        [ids[1], 'b', null, 2000, 'Zebra', 1, ADMIN_USER_ID]
      ]
    );
    loadRows(store, { object: 'Voyage__c', fields: ['Ship__c'], rows: ids.map((id) => [id]) });
    assert.deepEqual(store.all('SELECT Name FROM Voyage__c').flat(), ['V-0001', 'V-0002']);
  });

  it('stops at the first bad row, names it, and loads nothing', () => {
    const store = openOrg();
    const load = () =>
      loadRows(store, { object: 'Ship__c', fields: ['Code__c'], rows: [['ok'], ['much too long a code']] });
    assert.throws(
      load,
      (error: unknown) => error instanceof LoadError && /Ship__c row 2: Code: data value too large/.test(error.message)
    );
    assert.equal(store.all('SELECT COUNT(*) FROM Ship__c')[0]![0], 0);
    assert.throws(
      () => loadRows(store, { object: 'Account', fields: ['Industry'], rows: [['Banking']] }),
      /Account row 1: Required fields are missing: \[Name\]/
    );
  });
});

describe('setUpOrg', () => {
  it('makes the rows every org has, once', () => {
    const store = openOrg();
    setUpOrg(store, [projectOf()]);
    assert.deepEqual(store.all('SELECT Id FROM Organization').flat(), [ORGANIZATION_ID]);
    assert.deepEqual(store.all('SELECT User.Id, Profile.Name FROM User JOIN Profile ON Profile.Id = ProfileId'), [
      [ADMIN_USER_ID, 'System Administrator']
    ]);
    assert.deepEqual(store.all('SELECT DeveloperName FROM RecordType ORDER BY 1').flat(), ['Cargo', 'Liner']);
    assert.deepEqual(store.all('SELECT DeveloperName, Label, Depth__c FROM Port__mdt'), [['Hull', 'Hull', 95]]);
  });

  it('makes packaged permission sets with what they grant', () => {
    const store = openOrg();
    assert.deepEqual(
      store.all(
        'SELECT Name, PermissionsApiEnabled, PermissionsModifyAllData FROM PermissionSet WHERE IsOwnedByProfile = 0'
      ),
      [['Captain', 1, 0]]
    );
    assert.deepEqual(
      store.all(
        'SELECT SetupEntityType, DeveloperName FROM SetupEntityAccess JOIN CustomPermission ON CustomPermission.Id = SetupEntityId'
      ),
      [['CustomPermission', 'Sail']]
    );
  });

  it('refuses a permission set that grants what does not exist', () => {
    const bad = projectOf({
      'app/permissionsets/Captain.permissionset-meta.xml': FILES[
        'app/permissionsets/Captain.permissionset-meta.xml'
      ]!.replace('<name>Sail', '<name>Fly')
    });
    const store = openStore(':memory:', schemaOf(bad), { clock: () => NOW, userId: ADMIN_USER_ID });
    assert.throws(
      () => setUpOrg(store, [bad]),
      (error: unknown) =>
        error instanceof MetadataError && /CustomPermission Fly is not in the project/.test(error.message)
    );
  });
});
