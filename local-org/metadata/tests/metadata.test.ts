import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MetadataError } from '../errors.ts';
import { standardObjects } from '../standard-objects.ts';
import { field, projectOf, schemaOf } from './fixture.ts';

describe('readSfdxProject', () => {
  it('reads objects, records and permissions of any layout', () => {
    const project = projectOf();
    assert.deepEqual(project.objects.map((object) => object.apiName).sort(), ['Port__mdt', 'Ship__c', 'Voyage__c']);
    assert.deepEqual([...project.customMetadata[0]!.values], [['Depth__c', '9.5']]);
    assert.deepEqual(project.permissionSets[0]!.userPermissions, ['ApiEnabled']);
    assert.deepEqual(project.unsupported, []);
  });

  it('says file, line and remedy for malformed XML', () => {
    const broken = '<CustomPermission>\n  <label>Sail</wrong>\n</CustomPermission>';
    assert.throws(
      () => projectOf({ 'app/customPermissions/Sail.customPermission-meta.xml': broken }),
      (error: unknown) => {
        assert.ok(error instanceof MetadataError);
        assert.equal(error.path, 'app/customPermissions/Sail.customPermission-meta.xml');
        assert.equal(error.line, 2);
        assert.match(error.message, /malformed/);
        return true;
      }
    );
  });

  it('reports what it does not act on, known or not', () => {
    const project = projectOf({
      'app/flows/Go.flow-meta.xml': '<Flow/>',
      'app/odd/Thing.strange-meta.xml': '<Strange/>',
      'app/objects/Lead/Lead.object-meta.xml':
        '<CustomObject><businessProcesses><fullName>Short</fullName></businessProcesses></CustomObject>'
    });
    assert.deepEqual(project.unsupported.map(({ type }) => type).sort(), ['BusinessProcess', 'Flow', 'strange']);
  });

  it('decodes picklist values of record types, and leaves a lone percent sign alone', () => {
    const values = ['A%2FB', '100%'].map((value) => `<values><fullName>${value}</fullName></values>`).join('');
    const file = 'app/objects/Ship__c/recordTypes/Liner.recordType-meta.xml';
    const project = projectOf({
      [file]: `<RecordType><fullName>Liner</fullName><picklistValues><picklist>Kind__c</picklist>${values}</picklistValues></RecordType>`
    });
    const types = project.objects.find((object) => object.apiName === 'Ship__c')!.recordTypes;
    const liner = types.find((type) => type.developerName === 'Liner')!;
    assert.deepEqual(liner.picklistValues.get('kind__c'), ['A/B', '100%']);
  });

  it('refuses a field type it does not know', () => {
    assert.throws(
      () => projectOf({ 'app/objects/Ship__c/fields/X__c.field-meta.xml': field('X__c', 'Telepathy') }),
      /not supported by the local org: field type Telepathy/
    );
  });

  it('refuses a class without its meta file', () => {
    assert.throws(() => projectOf({ 'app/classes/A.cls': 'class A {}' }), /A\.cls-meta\.xml is missing/);
  });
});

describe('buildSchema', () => {
  const schema = schemaOf();
  const object = (name: string) => schema.objects.get(name.toLowerCase())!;

  it('gives custom objects their system fields', () => {
    assert.deepEqual(
      [...object('Ship__c').fields.values()].filter((item) => !item.custom).map((item) => item.apiName),
      [
        'Id',
        'OwnerId',
        'IsDeleted',
        'Name',
        'CreatedDate',
        'CreatedById',
        'LastModifiedDate',
        'LastModifiedById',
        'SystemModstamp',
        'LastViewedDate',
        'LastReferencedDate',
        'RecordTypeId'
      ]
    );
    assert.equal(object('Voyage__c').fields.has('ownerid'), false, 'a detail has no owner of its own');
    assert.ok(object('Port__mdt').fields.has('qualifiedapiname'));
  });

  it('sets the flags by type', () => {
    const flags = (name: string) => {
      const { filterable, groupable, aggregatable, sortable } = object('Ship__c').fields.get(name.toLowerCase())!;
      return [filterable, groupable, aggregatable, sortable];
    };
    assert.deepEqual(flags('Tonnage__c'), [true, false, true, true]);
    assert.deepEqual(flags('Notes__c'), [false, false, false, false]);
    assert.deepEqual(flags('Flags__c'), [true, false, false, false]);
    assert.deepEqual(flags('Active__c'), [true, true, false, true]);
    assert.deepEqual(flags('Built__c'), [true, true, true, true]);
  });

  it('links lookups to child relationships', () => {
    assert.ok(
      object('Account').childRelationships.some(
        (link) => link.relationshipName === 'Fleet__r' && link.childObject === 'Ship__c'
      )
    );
    assert.deepEqual(object('Ship__c').childRelationships, [
      { childObject: 'Voyage__c', field: 'Ship__c', relationshipName: 'Voyages__r', cascadeDelete: true },
      // Files go with any record.
      {
        childObject: 'ContentDocumentLink',
        field: 'LinkedEntityId',
        relationshipName: 'ContentDocumentLinks',
        cascadeDelete: true
      },
      { childObject: 'ContentVersion', field: 'FirstPublishLocationId', relationshipName: null, cascadeDelete: false }
    ]);
  });

  it('makes Share and History where the platform does', () => {
    assert.equal(object('Ship__Share').kind, 'companion');
    assert.equal(object('Ship__History').kind, 'companion');
    assert.equal(schema.objects.has('voyage__share'), false, 'shared with its parent');
  });

  it('refuses fields on, and lookups to, objects that do not exist', () => {
    const onNothing = projectOf({ 'app/objects/Nothing/fields/X__c.field-meta.xml': field('X__c', 'Checkbox') });
    assert.throws(() => schemaOf(onNothing), /not supported by the local org: object Nothing, which is not described/);
    const toNothing = projectOf({
      'app/objects/Ship__c/fields/X__c.field-meta.xml': field('X__c', 'Lookup', '<referenceTo>Nothing__c</referenceTo>')
    });
    assert.throws(() => schemaOf(toNothing), /looks up Nothing__c, which is not known here/);
  });
});

describe('standard objects', () => {
  const objects = standardObjects();

  it('have one prefix each, an Id, and a source', () => {
    const prefixes = objects.filter((object) => object.keyPrefix !== '').map((object) => object.keyPrefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const object of objects) {
      assert.equal(object.fields.has('id'), object.kind !== 'platformEvent', object.apiName);
      assert.ok(object.source.length > 10, object.apiName);
    }
  });

  it('name child relationships that lead back to them', () => {
    const byName = new Map(objects.map((object) => [object.apiName, object]));
    for (const object of objects) {
      for (const link of object.childRelationships) {
        const child = byName.get(link.childObject);
        if (!child) continue;
        assert.ok(
          child.fields.get(link.field.toLowerCase())?.referenceTo.includes(object.apiName),
          `${object.apiName} <- ${link.childObject}.${link.field}`
        );
      }
    }
  });

  it('describe Account as recorded', () => {
    const account = objects.find((object) => object.apiName === 'Account')!;
    assert.equal(account.fields.get('name')!.length, 255);
    assert.equal(account.fields.get('description')!.filterable, false);
    assert.equal(account.fields.get('billingcity')!.compoundFieldName, 'BillingAddress');
  });

  it('describe fields that field-level security hides in a new org', () => {
    for (const [name, field] of [
      ['Contact', 'donotcall'],
      ['Lead', 'hasoptedoutofemail'],
      ['Task', 'type'],
      ['User', 'userpermissionsmarketinguser']
    ] as const) {
      const { nillable, createable, updateable } = objects.find((each) => each.apiName === name)!.fields.get(field)!;
      assert.deepEqual([nillable, createable, updateable], [name === 'Task', true, true], `${name}.${field}`);
    }
  });
});
