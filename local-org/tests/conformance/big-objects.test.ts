/** Big objects of the project: code names them and holds their records; storage is refused. Source: the tests of j-fischer/rflib. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { field } from '../../metadata/tests/fixture.ts';
import { openProgram, problems } from './org-program.ts';

const FILES = {
  'app/objects/Past__b/Past__b.object-meta.xml':
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><deploymentStatus>Deployed</deploymentStatus><label>Past</label><pluralLabel>Pasts</pluralLabel></CustomObject>',
  'app/objects/Past__b/fields/Port__c.field-meta.xml': field('Port__c', 'Text', '<length>20</length>'),
  'app/objects/Past__b/fields/Left__c.field-meta.xml': field('Left__c', 'DateTime'),
  'app/objects/Past__b/indexes/PastIndex.index-meta.xml':
    '<Index xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>PastIndex</fullName><fields><name>Port__c</name><sortDirection>ASC</sortDirection></fields><label>Past</label></Index>'
};

const Main = `@IsTest public class Main {
  static List<Past__b> found = new List<Past__b>();
  static Past__b past(String port) { return new Past__b(Port__c = port, Left__c = Datetime.newInstanceGmt(2026, 1, 2, 3, 4, 5)); }
  public static String held() { Past__b p = past('Hull'); p.put('Port__c', 'Oslo'); found.add(p); SObject generic = found[0]; return p.Port__c + generic.get(Past__b.Port__c) + p.Left__c.yearGmt() + (p.getSObjectType() == Past__b.SObjectType) + p.Id; }
  public static String wrongValue() { try { past('Hull').put('Left__c', 'x'); } catch (SObjectException e) { return e.getMessage(); } return 'none'; }
  public static String inJson() { return ((Past__b) JSON.deserialize('{"Port__c":"Rome"}', Past__b.class)).Port__c; }
  public static String queried() { return '' + Database.query('SELECT Port__c FROM Past__b'); }
  public static String saved() { List<SObject> all = new List<SObject>{ past('Hull') }; insert all; return ''; }
  public static String described() { return Past__b.SObjectType.getDescribe().getName(); }
  public static String describedByName() { return '' + Schema.getGlobalDescribe().get('Past__b'); }
}`;

describe('big objects', () => {
  const { run, runtime } = openProgram({ Main }, FILES);
  after(() => runtime.close());
  const refused = 'not supported by the local org: ';
  for (const [method, expected] of [
    ['held', 'OsloOslo2026truenull'],
    ['wrongValue', 'Illegal assignment from String to Datetime'],
    ['inJson', 'Rome'],
    ['queried', `${refused}queries on Past__b, a big object`],
    ['saved', `${refused}saving Past__b: big objects are not kept here`],
    ['described', `${refused}the describe of Past__b, a big object`],
    ['describedByName', `${refused}the describe of Past__b, a big object`]
  ] as const)
    it(method, () => assert.equal(run(method), expected));

  it('refuses where it can be seen from the code', () => {
    const body = (statements: string) => ({ Main: `public class Main { void run(Past__b p) { ${statements} } }` });
    assert.deepEqual(problems(body('insert p;'), FILES), [`${refused}saving Past__b: big objects are not kept here`]);
    assert.deepEqual(problems(body('List<Past__b> all = [SELECT Port__c FROM Past__b];'), FILES), [
      `${refused}queries on Past__b, a big object`
    ]);
    assert.deepEqual(problems(body("p.Nope__c = 'x';"), FILES), ['Variable does not exist: Nope__c']);
  });
});
