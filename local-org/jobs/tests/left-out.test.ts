import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompileError } from '../compile-org.ts';
import { metadata, problems, runProject } from './apex-project.ts';

const KNOWN = `@IsTest private class KnownTest {
  @IsTest static void passes() { Assert.areEqual(2, Partly.known()); }
  @IsTest static void reaches() {
    try { Partly.unknown(); } catch (Exception e) { return; }
  }
  @IsTest static void fails() { Assert.areEqual(3, Partly.known()); }
}`;
const PARTLY = `public class Partly {
  public static Integer known() { return 2; }
  public static void unknown() {
    Wave.Templates.describe();
  }
}`;

test('a method that holds something unknown fails where it is reached, and nothing catches that', async () => {
  const run = await runProject({ KnownTest: KNOWN, Partly: PARTLY }, {}, 'leaveOut');
  assert.deepEqual(
    run.results.map(({ method, outcome }) => `${method} ${outcome}`),
    ['passes Pass', 'reaches Unsupported', 'fails Fail']
  );
  assert.match(
    run.results[1]!.message!,
    /^not supported by the local org: .*Wave.*\(force-app\/classes\/Partly\.cls:4\)$/
  );
  assert.match(
    run.results[1]!.stackTrace!,
    /^Class\.Partly\.unknown: line 3, column 1\nClass\.KnownTest\.reaches: line 4, column 1$/
  );
  assert.deepEqual(
    run.leftOut.map(({ path, line, kind }) => `${path}:${line} ${kind}`),
    ['force-app/classes/Partly.cls:4 unsupported']
  );
});

test('a class whose declarations hold something unknown is left out, and so is what extends it', async () => {
  const run = await runProject(
    {
      KnownTest:
        "@IsTest private class KnownTest { @IsTest static void passes() { } @IsTest static void reaches() { Unknown.run(); } @IsTest static void finds() { Assert.isNotNull(Type.forName('Heir')); Assert.isNull(Type.forName('None')); } }",
      Unknown: 'public virtual class Unknown { public Slack.App field; public static void run() { } }',
      Heir: 'public class Heir extends Unknown { }',
      UnknownTest: '@IsTest private class UnknownTest { static Slack.App field; @IsTest static void never() { } }'
    },
    {},
    'leaveOut'
  );
  assert.deepEqual(
    run.results.map(({ method, outcome }) => `${method} ${outcome}`),
    ['passes Pass', 'reaches Unsupported', 'finds Unsupported']
  );
  assert.deepEqual(run.classesNotRun, ['force-app/classes/UnknownTest.cls']);
  assert.deepEqual(
    [...new Set(run.leftOut.map(({ path }) => path))].sort(),
    ['Heir', 'KnownTest', 'Unknown', 'UnknownTest'].map((name) => `force-app/classes/${name}.cls`)
  );
});

test('what is wrong is an error, whatever else is unknown; and without permission nothing is left out', async () => {
  await assert.rejects(
    runProject({ Partly: PARTLY, Wrong: "public class Wrong { Integer x = 'a'; }" }, {}, 'leaveOut'),
    (error) => error instanceof CompileError && error.problems.every(({ path }) => path.endsWith('Wrong.cls'))
  );
  await assert.rejects(runProject({ KnownTest: KNOWN, Partly: PARTLY }), CompileError);
});

test('saving what automation of the project would act on is refused', async () => {
  const run = await runProject(
    {
      SaveTest: `@IsTest private class SaveTest {
      @IsTest static void guarded() { insert new Account(Name = 'a'); }
      @IsTest static void free() { insert new Contact(LastName = 'a'); }
      @IsTest static void within() { insert new Campaign(Name = 'a'); }
      @IsTest static void flow() { insert new Lead(LastName = 'a', Company = 'b'); }
    }`
    },
    {
      'objects/Account/validationRules/Named.validationRule-meta.xml': metadata(
        'ValidationRule',
        '<fullName>Named</fullName><active>true</active><errorConditionFormula>$Setup.Rules__c.On__c</errorConditionFormula><errorMessage>No</errorMessage>'
      ),
      'objects/Contact/validationRules/Idle.validationRule-meta.xml': metadata(
        'ValidationRule',
        '<fullName>Idle</fullName><active>false</active>'
      ),
      'objects/Campaign/Campaign.object-meta.xml': metadata(
        'CustomObject',
        '<validationRules><fullName>Within</fullName><active>true</active><errorConditionFormula>VLOOKUP(Name, Name, Name) = Name</errorConditionFormula><errorMessage>No</errorMessage></validationRules>'
      ),
      'flows/Leads.flow-meta.xml': metadata(
        'Flow',
        '<start><object>Lead</object><triggerType>RecordAfterSave</triggerType></start><status>Active</status>'
      )
    },
    'leaveOut'
  );
  assert.deepEqual(
    problems(run).map((text) => text.split('\n')[0]),
    [
      'guarded: Unsupported not supported by the local org: the validation rule Account.Named: $Setup.Rules__c.On__c in formulas',
      'within: Unsupported not supported by the local org: the validation rule Campaign.Within: Function VLOOKUP may not be used in this type of formula',
      'flow: Unsupported not supported by the local org: saving Lead, because the flow force-app/flows/Leads.flow-meta.xml would run'
    ]
  );
});

test('a record of custom metadata that refers to a description is left out, and so is what refers to it', async () => {
  const reference = (name: string, to: string): string =>
    metadata(
      'CustomField',
      `<fullName>${name}</fullName><label>${name}</label><type>MetadataRelationship</type><referenceTo>${to}</referenceTo><relationshipName>${name.replace('__c', 's')}</relationshipName>`
    );
  const record = (field: string, value: string): string =>
    metadata(
      'CustomMetadata',
      `<label>r</label><values><field>${field}</field><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xsd:string">${value}</value></values>`
    );
  const run = await runProject(
    {
      KnownTest: `@IsTest private class KnownTest {
        @IsTest static void relationships() {
          Box__mdt box = [SELECT Object__c, Object__r.DurableId, Object__r.QualifiedApiName, Object__r.Label FROM Box__mdt WHERE Object__r.QualifiedApiName = 'Account'];
          Assert.areEqual('Account Account Account Account', box.Object__c + ' ' + box.Object__r.DurableId + ' ' + box.Object__r.QualifiedApiName + ' ' + box.Object__r.Label);
          Box__mdt own = [SELECT Id, Object__c, Object__r.DeveloperName FROM Box__mdt WHERE DeveloperName = 'Boxes'];
          Assert.isTrue(own.Object__c.startsWith('01I'), own.Object__c);
          Assert.areEqual('Box', own.Object__r.DeveloperName);
          Assert.areEqual(own.Id, [SELECT Parent__c FROM Box__mdt WHERE DeveloperName = 'AAA'].Parent__c, 'whatever their order');
          Assert.areEqual('Account', Box__mdt.getInstance('Accounts').Object__c);
        }
        @IsTest static void namesWhatIsThere() {
          Assert.areEqual(1, [SELECT COUNT() FROM Crate__mdt WHERE Object__c != null AND DeveloperName IN ('Kept', 'None')]);
          Assert.areEqual('Account', Crate__mdt.getInstance('Kept').Object__c);
          Assert.isNull(Crate__mdt.getInstance('None'));
          Id kept = Crate__mdt.getInstance('Kept').Id;
          Assert.areEqual(1, [SELECT COUNT() FROM Crate__mdt WHERE Id = :kept]);
        }
        @IsTest static void lacking() { Integer n = [SELECT COUNT() FROM Crate__mdt]; }
        @IsTest static void lackingOfSome() { List<Crate__mdt> l = [SELECT Id FROM Crate__mdt WHERE DeveloperName IN ('Kept', 'Inner')]; }
        @IsTest static void lackingOfEither() { List<Crate__mdt> l = [SELECT Id FROM Crate__mdt WHERE DeveloperName = 'Kept' OR Object__c = null]; }
        @IsTest static void lackingByName() { Crate__mdt crate = Crate__mdt.getInstance('Outer'); }
        @IsTest static void lackingAll() { Map<String, Crate__mdt> all = Crate__mdt.getAll(); }
        @IsTest static void lackingInside() { Assert.areEqual(0, [SELECT COUNT() FROM Box__mdt WHERE Crate__c IN (SELECT Id FROM Crate__mdt)]); List<Box__mdt> b = [SELECT Id FROM Box__mdt WHERE Crate__c IN (SELECT Parent__c FROM Crate__mdt)]; }
        @IsTest static void lackingInText() { Integer n = Database.countQuery('SELECT COUNT() FROM Crate__mdt'); }
        @IsTest static void lackingChildren() { List<Crate__mdt> l = [SELECT Id, (SELECT Id FROM Parents__r) FROM Crate__mdt WHERE DeveloperName = 'Kept']; }
        @IsTest static void descriptions() { Integer n = Database.query('SELECT Label FROM EntityDefinition').size(); }
      }`
    },
    {
      'objects/Box__mdt/Box__mdt.object-meta.xml': metadata(
        'CustomObject',
        '<label>Box</label><pluralLabel>Boxes</pluralLabel>'
      ),
      'objects/Box__mdt/fields/Object__c.field-meta.xml': reference('Object__c', 'EntityDefinition'),
      'objects/Crate__mdt/Crate__mdt.object-meta.xml': metadata(
        'CustomObject',
        '<label>Crate</label><pluralLabel>Crates</pluralLabel>'
      ),
      'objects/Crate__mdt/fields/Field__c.field-meta.xml': reference('Field__c', 'FieldDefinition'),
      'objects/Crate__mdt/fields/Parent__c.field-meta.xml': reference('Parent__c', 'Crate__mdt'),
      'objects/Crate__mdt/fields/Object__c.field-meta.xml': reference('Object__c', 'EntityDefinition'),
      'objects/Box__mdt/fields/Parent__c.field-meta.xml': reference('Parent__c', 'Box__mdt'),
      'objects/Box__mdt/fields/Crate__c.field-meta.xml': reference('Crate__c', 'Crate__mdt'),
      'customMetadata/Crate.Outer.md-meta.xml': record('Field__c', 'Name'),
      'customMetadata/Crate.Inner.md-meta.xml': record('Parent__c', 'Outer'),
      'customMetadata/Crate.Elsewhere.md-meta.xml': record('Object__c', 'ObjectThatNobodyDescribes'),
      'customMetadata/Crate.Kept.md-meta.xml': record('Object__c', 'Account'),
      'customMetadata/Box.Accounts.md-meta.xml': record('Object__c', 'Account'),
      'customMetadata/Box.Boxes.md-meta.xml': record('Object__c', 'Box__mdt'),
      'customMetadata/Box.AAA.md-meta.xml': record('Parent__c', 'Boxes')
    },
    'leaveOut'
  );
  assert.deepEqual(
    problems(run).map((text) => text.split('\n')[0]),
    [
      ...['', 'OfSome', 'OfEither', 'ByName', 'All', 'Inside', 'InText', 'Children'].map(
        (name) =>
          `lacking${name}: Unsupported not supported by the local org: a query on Crate__mdt that may find rows that were left out`
      ),
      'descriptions: Unsupported not supported by the local org: a query on EntityDefinition without the names of the objects: not every object is described here'
    ]
  );
  const records = run.leftOut.filter(({ path }) => path.endsWith('.md-meta.xml'));
  assert.deepEqual(
    records.map(({ path }) => path.split('/').at(-1)),
    ['Crate.Elsewhere.md-meta.xml', 'Crate.Outer.md-meta.xml', 'Crate.Inner.md-meta.xml']
  );
});

test('texts in the language of a user for whom they are translated are unsupported', async () => {
  const asUser = (language: string, work: string): string => `
    User u = new User(LastName = 'L', Alias = 'l', Email = 'l@acme.example', Username = 'l@acme.example.left', ProfileId = UserInfo.getProfileId(), TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = '${language}');
    insert u; System.runAs(u) { ${work} }`;
  const works: ReadonlyArray<readonly [method: string, language: string, work: string]> = [
    ['translated', 'es', "Assert.areEqual('Hello', Label.Greeting);"],
    ['notTranslated', 'fr', "Assert.areEqual('Hello', Label.Greeting);"],
    ['named', 'fr', "Assert.areEqual('Hello', System.Label.get('', 'Greeting'));"],
    ['namedTranslated', 'es', "Assert.areEqual('Hello', Label.get(null, 'greeting'));"],
    ['namedWrongly', 'fr', "Assert.isNull(Label.get('', 'Farewell'));"],
    ['english', 'en_US', "Assert.areEqual('Account', Account.SObjectType.getDescribe().getLabel());"],
    ['ofThePlatform', 'fr', "Assert.areEqual('Account', Account.SObjectType.getDescribe().getLabel());"],
    ['ofAField', 'fr', "Assert.areEqual('Industry', Account.Industry.getDescribe().getLabel());"],
    ['ofAValue', 'fr', 'Assert.isNotNull(Task.Priority.getDescribe().getPicklistValues()[0].getLabel());'],
    ['values', 'fr', "Assert.areEqual('High', Task.Priority.getDescribe().getPicklistValues()[0].getValue());"]
  ];
  const methods = works.map(([name, language, work]) => `@IsTest static void ${name}() { ${asUser(language, work)} }`);
  const run = await runProject(
    { WordsTest: `@IsTest private class WordsTest { ${methods.join('\n')} }` },
    {
      'labels/CustomLabels.labels-meta.xml': metadata(
        'CustomLabels',
        '<labels><fullName>Greeting</fullName><language>en_US</language><protected>false</protected><shortDescription>Greeting</shortDescription><value>Hello</value></labels>'
      ),
      'translations/es.translation-meta.xml': metadata(
        'Translations',
        '<customLabels><label>Hola</label><name>Greeting</name></customLabels>'
      )
    },
    'leaveOut'
  );
  const refused = (language: string): string =>
    `Unsupported not supported by the local org: texts in the language ${language}`;
  assert.deepEqual(
    problems(run).map((text) => text.split('\n')[0]),
    [
      `translated: ${refused('es')}`,
      `namedTranslated: ${refused('es')}`,
      'namedWrongly: Unsupported not supported by the local org: label Farewell',
      `ofThePlatform: ${refused('fr')}`,
      `ofAField: ${refused('fr')}`,
      `ofAValue: ${refused('fr')}`
    ]
  );
});
