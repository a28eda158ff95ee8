import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { insertRows } from '../../store/index.ts';
import { Deployments } from '../deploy/deployments.ts';
import type { DeployResult } from '../deploy/result.ts';
import {
  ADMIN,
  OrgOnDisk,
  apexClass,
  archiveOf,
  customObject,
  field,
  manifestOf,
  metadataFile,
  objectFile
} from './org-on-disk.ts';

function failuresOf({ details }: DeployResult): string[] {
  return details.componentFailures.map(
    ({ componentType, fullName, fileName, lineNumber, columnNumber, problem }) =>
      `${componentType} ${fullName} ${fileName}:${lineNumber ?? ''}:${columnNumber ?? ''} ${problem ?? ''}`
  );
}

const GREETER = apexClass(
  'Greeter',
  "public with sharing class Greeter {\n  public static String hello() {\n    return 'hello';\n  }\n}\n"
);
const GREETER_TEST = apexClass(
  'GreeterTest',
  "@IsTest\nprivate class GreeterTest {\n  @IsTest\n  static void says() {\n    Assert.areEqual('hello', Greeter.hello());\n  }\n}\n"
);
const SIZE = field('Size__c', 'Number', '<precision>6</precision><scale>0</scale>');

let org: OrgOnDisk;
beforeEach(async () => {
  org = await OrgOnDisk.create();
});
afterEach(() => org.remove());

function insert(object: string, row: Record<string, string | number | boolean>): string {
  const { store } = org.local();
  const [result] = insertRows(store, object, [row], { allOrNone: true, mode: 'user' });
  assert.deepEqual(result!.errors, []);
  store.commit();
  return result!.id!;
}

describe('a deployment', () => {
  it('brings classes, objects and permission sets that work together, and tells them apart by whether they are new', async () => {
    const files = {
      ...customObject('Thing__c', SIZE),
      ...apexClass(
        'Things',
        'public with sharing class Things {\n  public static Decimal size(Thing__c thing) {\n    return thing.Size__c;\n  }\n}\n'
      ),
      'permissionsets/Thing_Admin.permissionset': metadataFile(
        'PermissionSet',
        '<label>Thing Admin</label><classAccesses><apexClass>Things</apexClass><enabled>true</enabled></classAccesses>' +
          '<objectPermissions><object>Thing__c</object><allowRead>true</allowRead></objectPermissions>'
      )
    };
    const first = await org.deploy(files);
    assert.deepEqual(failuresOf(first), []);
    assert.equal(first.status, 'Succeeded');
    assert.equal(first.numberComponentsDeployed, 4);
    assert.deepEqual(
      first.details.componentSuccesses.map(
        ({ componentType, fullName, created }) => `${componentType} ${fullName} ${created}`
      ),
      [
        ' package.xml false',
        'CustomObject Thing__c true',
        'CustomField Thing__c.Size__c true',
        'ApexClass Things true',
        'PermissionSet Thing_Admin true'
      ]
    );
    assert.equal(org.local().store.all("SELECT count(*) FROM PermissionSet WHERE Name = 'Thing_Admin'")[0]![0], 1);
    insert('Thing__c', { Name: 'one', Size__c: '7' });
    const second = await org.deploy(files);
    assert.deepEqual(
      second.details.componentSuccesses.map(({ created, changed }) => created || changed),
      [true, false, false, false, false],
      'nothing but the manifest is new'
    );
    assert.deepEqual(
      await org
        .local()
        .query('SELECT Name, Size__c FROM Thing__c')
        .then((rows) => rows.map((row) => row['Size__c'])),
      [7]
    );
  });

  it('with Apex that does not compile fails with file, line and column, and leaves the org as it was', async () => {
    await org.deploy(GREETER);
    const bad = await org.deploy({
      ...apexClass(
        'Greeter',
        "public with sharing class Greeter {\n  public static Integer hello() {\n    return 'hello';\n  }\n}\n"
      ),
      ...apexClass('Other', 'public with sharing class Other {\n  Missing field;\n}\n')
    });
    assert.equal(bad.status, 'Failed');
    assert.equal(bad.success, false);
    assert.deepEqual(
      failuresOf(bad).map((text) => text.split(' ').slice(0, 3).join(' ')),
      ['ApexClass Greeter classes/Greeter.cls:3:5', 'ApexClass Other classes/Other.cls:2:3']
    );
    assert.match(org.classes()['Greeter']!, /public static String hello/);
    assert.equal(org.local().store.all('SELECT count(*) FROM ApexClass')[0]![0], 1);
  });

  it('that breaks a class of the org names the class that depends on it', async () => {
    await org.deploy({ ...GREETER, ...GREETER_TEST });
    const result = await org.deploy(apexClass('Greeter', 'public with sharing class Greeter {}\n'));
    assert.equal(result.status, 'Failed');
    assert.match(
      failuresOf(result)[0]!,
      /^ApexClass Greeter classes\/Greeter\.cls:: Dependent class is invalid and needs recompilation:\n Class GreeterTest : line 5, column \d+: Method does not exist/
    );
  });

  it('keeps what compiles when errors are not to roll back', async () => {
    const result = await org.deploy(
      { ...GREETER, ...apexClass('Other', 'public with sharing class Other {\n  Missing field;\n}\n') },
      { rollbackOnError: false }
    );
    assert.equal(result.status, 'SucceededPartial');
    assert.equal(result.numberComponentErrors, 1);
    assert.deepEqual(Object.keys(org.classes()), ['Greeter']);
  });

  it("points into the archive's file for a field that is wrong", async () => {
    const result = await org.deploy(customObject('Thing__c', SIZE, field('Kind__c', 'Picklist')));
    assert.match(
      failuresOf(result)[0]!,
      /^CustomField Thing__c\.Kind__c objects\/Thing__c\.object:9:1 a picklist needs a <valueSet>/
    );
  });

  it('refuses what the manifest does not name, and what it names in vain', async () => {
    const result = await org.deploy({
      ...GREETER,
      'package.xml': manifestOf('<types><members>Absent</members><name>ApexClass</name></types>')
    });
    assert.deepEqual(failuresOf(result), [
      'ApexClass Greeter classes/Greeter.cls:: Not in package.xml',
      "ApexClass Absent package.xml:: An object 'Absent' of type ApexClass was named in package.xml, but was not found in zipped directory"
    ]);
  });

  it('refuses metadata that would have no effect here', async () => {
    const index = '<indexes><fullName>Why</fullName></indexes>';
    const result = await org.deploy(customObject('Thing__c', SIZE, index));
    assert.match(
      failuresOf(result)[0] ?? result.status,
      /Index Thing__c\.Why .* not supported by the local org: .*nothing reads it/
    );
  });

  it('compiles Lightning web components', async () => {
    const bundle = (script: string) => ({
      'lwc/box/box.js': script,
      'lwc/box/box.html': '<template><p>{text}</p></template>',
      'lwc/box/box.js-meta.xml': metadataFile(
        'LightningComponentBundle',
        '<apiVersion>65.0</apiVersion><isExposed>true</isExposed>'
      ),
      'package.xml': manifestOf('<types><members>box</members><name>LightningComponentBundle</name></types>')
    });
    const bad = await org.deploy(
      bundle(
        "import { LightningElement } from 'lwc';\nexport default class Box extends LightningElement { text = ; }\n"
      )
    );
    assert.match(failuresOf(bad)[0]!, /^LightningComponentBundle box lwc\/box\/box\.js:2:/);
    const good = await org.deploy(
      bundle(
        "import { LightningElement } from 'lwc';\nexport default class Box extends LightningElement { text = 'x'; }\n"
      )
    );
    assert.equal(good.status, 'Succeeded');
    assert.deepEqual(
      org.state
        .members()
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
      [
        'LightningComponentBundle box',
        'LightningComponentResource box/box.html',
        'LightningComponentResource box/box.js',
        'LightningComponentResource box/box.js-meta.xml'
      ]
    );
  });
});

describe('the data of a changed object', () => {
  it('keeps its ids when another object comes first in the alphabet', async () => {
    await org.deploy(customObject('Thing__c', SIZE));
    const id = insert('Thing__c', { Name: 'one' });
    await org.deploy(customObject('Alpha__c'));
    const other = insert('Alpha__c', { Name: 'two' });
    assert.notEqual(other.slice(0, 3), id.slice(0, 3));
    assert.deepEqual(
      await org
        .local()
        .query(`SELECT Id FROM Thing__c WHERE Id = '${id}'`)
        .then((rows) => rows.length),
      1
    );
  });

  it('keeps a field from becoming another type while it holds values', async () => {
    await org.deploy(customObject('Thing__c', SIZE));
    insert('Thing__c', { Name: 'one', Size__c: '7' });
    const text = objectFile('Thing__c', field('Size__c', 'Text', '<length>20</length>'));
    const refused = await org.deploy(text);
    assert.deepEqual(failuresOf(refused), [
      'CustomField Thing__c.Size__c objects/Thing__c.object:3: Cannot change type due to existing data'
    ]);
    org.local().store.run('UPDATE Thing__c SET Size__c = NULL');
    assert.equal((await org.deploy(text)).status, 'Succeeded');
    insert('Thing__c', { Name: 'two', Size__c: 'large' });
  });

  it('goes with a field or object that is deleted', async () => {
    await org.deploy({
      ...customObject('Thing__c', SIZE, field('Note__c', 'Text', '<length>20</length>')),
      ...GREETER
    });
    insert('Thing__c', { Name: 'one', Note__c: 'gone' });
    const remove = (types: string) =>
      org.deploy({ 'package.xml': manifestOf(''), 'destructiveChanges.xml': manifestOf(types) });
    const result = await remove(
      '<types><members>Thing__c.Note__c</members><name>CustomField</name></types><types><members>Greeter</members><name>ApexClass</name></types>'
    );
    assert.deepEqual(failuresOf(result), []);
    await assert.rejects(org.local().query('SELECT Note__c FROM Thing__c'), /No such column 'Note__c'/);
    assert.equal(org.local().store.all('SELECT count(*) FROM ApexClass')[0]![0], 0);
    assert.equal(
      (await remove('<types><members>Thing__c</members><name>CustomObject</name></types>')).status,
      'Succeeded'
    );
    await assert.rejects(org.local().query('SELECT Id FROM Thing__c'), /Thing__c/);
    assert.equal(org.state.member({ type: 'CustomObject', fullName: 'Thing__c' })?.obsolete, true);
  });

  it('refuses to delete what is needed, and warns of what there is not', async () => {
    await org.deploy({ ...GREETER, ...GREETER_TEST });
    const remove = (name: string, ignoreWarnings: boolean) =>
      org.deploy(
        {
          'package.xml': manifestOf(''),
          'destructiveChanges.xml': manifestOf(`<types><members>${name}</members><name>ApexClass</name></types>`)
        },
        { ignoreWarnings }
      );
    assert.match(failuresOf(await remove('Greeter', true))[0]!, /Dependent class is invalid/);
    const warned = await remove('Absent', true);
    assert.equal(warned.status, 'Succeeded');
    assert.deepEqual(
      warned.details.componentSuccesses.map(({ problem }) => problem),
      [undefined, 'No ApexClass named: Absent found']
    );
    assert.equal((await remove('Absent', false)).status, 'Failed');
  });
});

describe('tests of a deployment', () => {
  const UNCOVERED = apexClass(
    'Uncovered',
    'public with sharing class Uncovered {\n  public static Integer sum() {\n    Integer a = 1;\n    Integer b = 2;\n    Integer c = 3;\n    return a + b + c;\n  }\n}\n'
  );

  it('roll it back when they fail', async () => {
    await org.deploy({ ...GREETER, ...GREETER_TEST });
    const result = await org.deploy(
      apexClass(
        'Greeter',
        "public with sharing class Greeter {\n  public static String hello() {\n    return 'bye';\n  }\n}\n"
      ),
      { testLevel: 'RunLocalTests' }
    );
    assert.equal(result.status, 'Failed');
    assert.equal(result.numberTestErrors, 1);
    const [failure] = result.details.runTestResult.failures;
    assert.equal(failure!.stackTrace, 'Class.GreeterTest.says: line 5, column 1');
    assert.match(failure!.message, /System\.AssertException: Assertion Failed: Expected: hello, Actual: bye/);
    assert.match(org.classes()['Greeter']!, /'hello'/);
  });

  it('need 75 % of all lines, and of each deployed class when they are named', async () => {
    const local = await org.deploy({ ...GREETER, ...GREETER_TEST, ...UNCOVERED }, { testLevel: 'RunLocalTests' });
    assert.equal(local.status, 'Failed');
    assert.deepEqual(
      local.details.runTestResult.codeCoverageWarnings.map(({ message }) => message),
      ['Average test coverage across all Apex Classes and Triggers is 28%, at least 75% test coverage is required.']
    );
    const named = await org.deploy(
      { ...GREETER, ...GREETER_TEST, ...UNCOVERED },
      { testLevel: 'RunSpecifiedTests', runTests: ['GreeterTest'] }
    );
    assert.deepEqual(
      named.details.runTestResult.codeCoverageWarnings.map(({ message, name }) => `${name ?? ''}: ${message}`),
      ['Uncovered: Test coverage of selected Apex Class is 0%, at least 75% test coverage is required']
    );
    assert.equal(
      (await org.deploy({ ...GREETER, ...GREETER_TEST }, { testLevel: 'RunLocalTests' })).status,
      'Succeeded'
    );
  });

  it('that there are not fail the deployment', async () => {
    const result = await org.deploy(GREETER, { testLevel: 'RunSpecifiedTests', runTests: ['Nope'] });
    assert.equal(result.status, 'Failed');
    assert.equal(result.errorMessage, 'No tests found for class: Nope');
  });
});

describe('a validation', () => {
  it('changes nothing, and can be deployed by its id until the org changes', async () => {
    const validated = await org.deploy(
      { ...GREETER, ...GREETER_TEST },
      { checkOnly: true, testLevel: 'RunLocalTests' }
    );
    assert.equal(validated.status, 'Succeeded');
    assert.deepEqual(org.classes(), {});
    const id = org.deployments.startValidated(validated.id, ADMIN);
    await org.deployments.idle();
    assert.equal(org.deployments.status(id).status, 'Succeeded');
    assert.equal(Object.keys(org.classes()).length, 2);
    assert.throws(() => org.deployments.startValidated(validated.id, ADMIN), /the org has been deployed to since/);
  });

  it('without tests cannot be deployed by its id', async () => {
    const validated = await org.deploy(GREETER, { checkOnly: true });
    assert.throws(() => org.deployments.startValidated(validated.id, ADMIN), /no Apex tests were run/);
  });
});

describe('deployments', () => {
  it('can be cancelled while they wait', async () => {
    const options = {
      checkOnly: false,
      ignoreWarnings: false,
      rollbackOnError: true,
      purgeOnDelete: false,
      testLevel: 'NoTestRun',
      runTests: []
    } as const;
    const first = org.deployments.start(archiveOf(GREETER), options, ADMIN);
    const second = org.deployments.start(archiveOf(GREETER_TEST), options, ADMIN);
    assert.equal(org.deployments.cancel(second, ADMIN), false);
    await org.deployments.idle();
    assert.equal(org.deployments.status(first).status, 'Succeeded');
    assert.equal(org.deployments.status(second).status, 'Canceled');
    assert.throws(() => org.deployments.cancel(second, ADMIN), /already completed with status Canceled/);
  });

  it("are remembered by the org's folder", async () => {
    const { id } = await org.deploy(GREETER);
    assert.equal(new Deployments(org.metadata).status(id).status, 'Succeeded');
    assert.throws(() => org.deployments.status('0Af000000000000AAA'), /no deployment found/);
  });

  it('refuse an archive that is none', async () => {
    const id = org.deployments.start(
      new Uint8Array([1, 2, 3]),
      {
        checkOnly: false,
        ignoreWarnings: false,
        rollbackOnError: true,
        purgeOnDelete: false,
        testLevel: 'NoTestRun',
        runTests: []
      },
      ADMIN
    );
    await org.deployments.idle();
    assert.match(org.deployments.status(id).errorMessage ?? '', /The archive cannot be read/);
  });
});
