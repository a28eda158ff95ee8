/** An org that has a managed package installed, beside classes of its own. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runApexTests } from '../apex-tests.ts';
import { checkOrg } from '../compile-org.ts';
import { LocalOrg } from '../local-org.ts';
import type { AnonymousResult } from '../local-org.ts';
import { customObject, metadata, putProject } from './apex-project.ts';

const PACKAGE = {
  Door: `global with sharing class Door {
  global class Bell implements Schedulable {
    global void execute(SchedulableContext context) {
    }
  }
  global static String names() {
    return String.join(
      new List<String>{
        Door.class.getName(),
        Door.Bell.class.getName(),
        new List<Room>().toString() + List<Room>.class.getName(),
        '' + Type.forName('Room'),
        '' + Type.forName('acme.Room'),
        '' + Type.forName('acme', 'Room'),
        '' + Type.forName('', 'Room'),
        '' + Type.forName('Mine'),
        '' + Type.forName('Shared'),
        '' + Type.forName('', 'Shared'),
        new Room.FullException('no').getTypeName(),
        String.valueOf(new Room()),
        acme__Chair__c.SObjectType.getDescribe().getName() + acme__Chair__c.SObjectType.getDescribe().getLocalName(),
        acme__Chair__c.acme__Legs__c.getDescribe().getName() + acme__Chair__c.acme__Legs__c.getDescribe().getLocalName()
      },
      ' '
    );
  }
  global static void fail() {
    Room.fail();
  }
  global static void failCalling(Callable callee) {
    callee.call('x', null);
  }
  public static void hidden() {
  }
  @TestVisible
  private static void secret() {
  }
}`,
  Room: `public with sharing class Room {
  public class FullException extends Exception {
  }
  private Integer chairs = 4;
  public static void fail() {
    throw new FullException('full');
  }
}`,
  Shared: 'public with sharing class Shared {\n}'
};
/** Named as in a package version. */
const CHAIR = {
  'objects/acme__Chair__c/acme__Chair__c.object-meta.xml': customObject('Chair'),
  'objects/acme__Chair__c/fields/acme__Legs__c.field-meta.xml': metadata(
    'CustomField',
    '<fullName>acme__Legs__c</fullName><label>Legs</label><type>Number</type><precision>2</precision><scale>0</scale>'
  )
};
const OWN = {
  Mine: 'public with sharing class Mine implements Callable {\n  public Object call(String action, Map<String, Object> arguments) {\n    acme.Door.fail();\n    return null;\n  }\n}',
  Shared: 'public with sharing class Shared {\n}'
};

let root: string;
const folder = (name: string): string => path.join(root, name);

before(() => {
  root = mkdtempSync(path.join(tmpdir(), 'namespace-'));
  putProject(folder('acme'), { apex: PACKAGE, files: CHAIR, namespace: 'acme' });
  putProject(folder('own'), { apex: OWN });
});
after(() => rmSync(root, { recursive: true, force: true }));

describe('an installed package', () => {
  let org: LocalOrg;

  before(async () => {
    org = await LocalOrg.open({ projects: [folder('acme'), folder('own')], databaseFile: ':memory:' });
  });
  after(() => org.close());

  async function run(source: string): Promise<Extract<AnonymousResult, { compiled: true }>> {
    const result = await org.executeAnonymous(source);
    assert.ok(result.compiled, JSON.stringify(result));
    return result;
  }

  /** The value of an expression, as a text. */
  async function debugged(source: string): Promise<string> {
    const { exceptionMessage } = await run(`throw new IllegalArgumentException(${source});`);
    return exceptionMessage!.replace('System.IllegalArgumentException: ', '');
  }

  it('names its classes with its namespace, and finds them with and without it', async () => {
    assert.deepEqual((await debugged('acme.Door.names()')).split(' '), [
      'acme.Door',
      'acme.Door.Bell',
      '()List<acme.Room>',
      'acme.Room',
      'acme.Room',
      'acme.Room',
      'null',
      'Mine',
      'acme.Shared',
      'Shared',
      'acme.Room.FullException',
      'Room:[chairs=4]',
      'acme__Chair__cChair__c',
      'acme__Legs__cLegs__c'
    ]);
    assert.equal(await debugged('acme__Chair__c.SObjectType.getDescribe().getLocalName()'), 'acme__Chair__c');
  });

  it('shows others its global classes only', async () => {
    assert.equal(await debugged("'' + Type.forName('acme.Room')"), 'null');
    assert.equal(await debugged("'' + Type.forName('acme', 'Door')"), 'acme.Door');
    assert.equal(await debugged("'' + Type.forName('Door')"), 'null');
    assert.equal(await debugged("'' + Type.forName('Shared')"), 'Shared');
  });

  it('keeps its code out of stack traces', async () => {
    const direct = await run('acme.Door.fail();');
    assert.equal(direct.exceptionMessage, 'acme.Room.FullException: full');
    assert.equal(direct.exceptionStackTrace, '(acme)\nAnonymousBlock: line 1, column 1');
    const between = await run('acme.Door.failCalling(new Mine());');
    assert.equal(
      between.exceptionStackTrace,
      '(acme)\nClass.Mine.call: line 3, column 1\n(acme)\nAnonymousBlock: line 1, column 1'
    );
  });

  it('has its jobs listed by class and namespace', async () => {
    await run("System.schedule('bell', '0 0 3 * * ?', new acme.Door.Bell());");
    const rows = await org.query(
      "SELECT ApexClass.Name, ApexClass.NamespacePrefix FROM AsyncApexJob WHERE ApexClass.NamespacePrefix = 'acme'"
    );
    assert.deepEqual(
      rows.map((row) => (row['ApexClass'] as Record<string, unknown>)['Name']),
      ['Door']
    );
    const shared = await org.query("SELECT NamespacePrefix FROM ApexClass WHERE Name = 'Shared'");
    assert.deepEqual(shared.map((row) => row['NamespacePrefix'] ?? null).sort(), ['acme', null]);
  });
});

describe('a project with a namespace, as it is written', () => {
  it('is not told that a class of its own has no namespace', async () => {
    const look =
      "@IsTest\nprivate class LookTest {\n  @IsTest\n  static void look() {\n    Assert.isNull(Type.forName('', 'Nowhere'));\n    Type.forName('', 'LookTest');\n  }\n}";
    const files = { 'objects/Chair__c/Chair__c.object-meta.xml': customObject('Chair') };
    putProject(folder('raw'), { apex: { LookTest: look }, files, namespace: 'raw' });
    const { results } = await runApexTests({ projects: [folder('raw')], workers: 1 });
    assert.match(
      String(results[0]?.message),
      /not supported by the local org: Type\.forName\('', 'LookTest'\) in a project with a namespace/
    );
  });
});

describe('code that uses a package', () => {
  const CASES: ReadonlyArray<readonly [statement: string, problem: RegExp | null]> = [
    ['acme.Door.names();', null],
    ['Shared mine = new Shared();', null],
    ['acme.Door.hidden();', /^Method is not visible: void acme\.Door\.hidden\(\)$/],
    ['acme.Door.secret();', /^Method is not visible: void acme\.Door\.secret\(\)$/],
    ['acme.Room room = null;', /^Type is not visible: acme\.Room$/],
    ['acme.Room.fail();', /^Type is not visible: acme\.Room$/],
    ['Door.names();', /^Variable does not exist: Door/],
    ['Room room = null;', /^Invalid type: Room/]
  ];
  for (const [statement, wanted] of CASES)
    it(`${statement} ${wanted === null ? 'compiles' : 'is refused'}`, () => {
      const name = `case${CASES.findIndex(([each]) => each === statement)}`;
      putProject(folder(name), {
        apex: { ...OWN, UserTest: `@IsTest\nprivate class UserTest {\n  static void run() {\n    ${statement}\n  }\n}` }
      });
      const { result } = checkOrg([folder('acme'), folder(name)]);
      const problems = 'problems' in result ? result.problems.map(({ message }) => message) : [];
      assert.equal(problems.length, wanted === null ? 0 : 1, problems.join('\n'));
      if (wanted !== null) assert.match(problems[0]!, wanted);
    });
});
