import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, metadata, problems, runProject } from './apex-project.ts';

test('locators of inline queries, with child queries', async () => {
  const run = await runProject({
    Names: `public class Names implements Database.Batchable<SObject> {
      private Set<Id> ids;
      public Names(Set<Id> ids) { this.ids = ids; }
      public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator([SELECT Name FROM Account WHERE Id IN :ids]); }
      public void execute(Database.BatchableContext context, List<Account> accounts) {
        for (Account each : accounts) each.Name += '!';
        update accounts;
      }
      public void finish(Database.BatchableContext context) { }
    }`,
    Children: `public class Children implements Database.Batchable<SObject> {
      public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Name, (SELECT LastName FROM Contacts) FROM Account'); }
      public void execute(Database.BatchableContext context, List<Account> accounts) {
        for (Account each : accounts) each.Name = String.valueOf(each.Contacts.size());
        update accounts;
      }
      public void finish(Database.BatchableContext context) { }
    }`,
    LocatorTest: `@IsTest private class LocatorTest {
      @IsTest static void inlineQuery() {
        Account one = new Account(Name = 'one');
        insert new List<Account>{ one, new Account(Name = 'two') };
        Test.startTest();
        Database.executeBatch(new Names(new Set<Id>{ one.Id }));
        Integer before = Limits.getQueryRows();
        Test.stopTest();
        Assert.areEqual(0, before);
        Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'one!']);
        Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'two']);
      }
      @IsTest static void childQueries() {
        Account one = new Account(Name = 'one');
        insert one;
        insert new Contact(LastName = 'a', AccountId = one.Id);
        Test.startTest();
        Database.executeBatch(new Children());
        Test.stopTest();
        Assert.areEqual('1', [SELECT Name FROM Account].Name);
      }
    }`
  });
  assert.deepEqual(problems(run), []);
});

test('stubs, install scripts, ids, options and errors of records', async () => {
  const run = await runProject({
    Greeter: `public virtual class Greeter {
      public virtual String greet(String name, Integer times) { return 'real'; }
      public void nothing() { throw new IllegalArgumentException('real'); }
      private String secret() { return 'kept'; }
      public String callSecret() { return secret(); }
    }`,
    Installer: `public class Installer implements InstallHandler, UninstallHandler {
      public void onInstall(InstallContext context) {
        insert new Account(Name = (context.isUpgrade() ? 'from ' + context.previousVersion().major() : 'new') + ' ' + context.isPush());
      }
      public void onUninstall(UninstallContext context) { delete [SELECT Id FROM Account]; }
    }`,
    LibraryTest: `@IsTest private class LibraryTest {
      private class Provider implements StubProvider {
        public List<String> calls = new List<String>();
        public Object handleMethodCall(Object stub, String name, Type returnType, List<Type> types, List<String> names, List<Object> args) {
          calls.add(name + ' ' + returnType + ' ' + types + ' ' + names + ' ' + args);
          return returnType == null ? null : 'stubbed';
        }
      }
      @IsTest static void stubAnswers() {
        Provider provider = new Provider();
        Greeter greeter = (Greeter) Test.createStub(Greeter.class, provider);
        Assert.areEqual('stubbed', greeter.greet('you', 2));
        greeter.nothing();
        Assert.areEqual('greet String (String, Integer) (name, times) (you, 2)', provider.calls[0]);
        Assert.areEqual('nothing void () () ()', provider.calls[1]);
      }
      @IsTest static void installs() {
        Test.testInstall(new Installer(), null);
        Test.testInstall(new Installer(), new Version(2, 1), true);
        Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'new false']);
        Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'from 2 true']);
        Test.testUninstall(new Installer());
        Assert.areEqual(0, [SELECT COUNT() FROM Account]);
        Assert.areEqual(1, new Version(2, 10).compareTo(new Version(2, 9, 4)));
      }
      @IsTest static void ids() {
        Account one = new Account(Name = 'one');
        insert one;
        Assert.areEqual(Account.SObjectType, one.Id.getSObjectType());
      }
      @IsTest static void dmlOptions() {
        Database.DMLOptions options = new Database.DMLOptions();
        options.optAllOrNone = false;
        List<Database.SaveResult> results = Database.insert(new List<Account>{ new Account(), new Account(Name = 'a') }, options);
        Assert.isFalse(results[0].isSuccess());
        Assert.isTrue(results[1].isSuccess());
      }
      @IsTest static void errorsOfRecords() {
        Account one = new Account();
        one.addError('whole');
        one.addError('Name', 'field');
        Assert.areEqual('whole', one.getErrors()[0].getMessage());
        Assert.areEqual('Name', one.getErrors()[1].getFields()[0]);
      }
      @IsTest static void addresses() {
        URL own = URL.getOrgDomainUrl();
        Assert.areEqual('https', own.getProtocol());
        URL other = new URL('https://example.com:8443/a/b?c=d#e');
        Assert.areEqual('example.com 8443 /a/b c=d e', other.getHost() + ' ' + other.getPort() + ' ' + other.getPath() + ' ' + other.getQuery() + ' ' + other.getRef());
        Assert.areEqual(Quiddity.RUNTEST_SYNC, Request.getCurrent().getQuiddity());
      }
    }`
  });
  assert.deepEqual(problems(run), []);
});

test('stripInaccessible and WITH SECURITY_ENFORCED look at the running user', async () => {
  const run = await runProject(
    {
      SecureTest: `@IsTest private class SecureTest {
      @IsTest static void strips() {
        List<Thing__c> things = new List<Thing__c>{ new Thing__c(Name = 'a', Hidden__c = 'x'), new Thing__c(Name = 'b') };
        SObjectAccessDecision decision = Security.stripInaccessible(AccessType.CREATABLE, things);
        Assert.isFalse(decision.getRecords()[0].isSet('Hidden__c'));
        Assert.areEqual('x', things[0].Hidden__c, 'The given records stay as they are');
        Assert.areEqual(new Set<String>{ 'Hidden__c' }, decision.getRemovedFields().get('Thing__c'));
        Assert.areEqual(new Set<Integer>{ 0 }, decision.getModifiedIndexes());
        insert things;
        List<SObject> read = Security.stripInaccessible(AccessType.READABLE, [SELECT Name, Hidden__c FROM Thing__c WHERE Name = 'a']).getRecords();
        try { Object value = ((Thing__c) read[0]).Hidden__c; Assert.fail('' + value); } catch (SObjectException e) {
          Assert.isTrue(e.getMessage().contains('without querying the requested field'), e.getMessage());
        }
      }
      @IsTest static void enforces() {
        insert new Thing__c(Name = 'a', Hidden__c = 'x');
        Assert.areEqual(1, [SELECT Name FROM Thing__c WHERE Hidden__c = 'x' WITH SECURITY_ENFORCED].size());
        try { List<Thing__c> things = [SELECT Hidden__c FROM Thing__c WITH SECURITY_ENFORCED]; Assert.fail(); } catch (QueryException e) {
          Assert.areEqual('Insufficient permissions: secure query included inaccessible field', e.getMessage());
        }
      }
    }`
    },
    {
      'objects/Thing__c/Thing__c.object-meta.xml': customObject('Thing'),
      'objects/Thing__c/fields/Hidden__c.field-meta.xml': metadata(
        'CustomField',
        '<fullName>Hidden__c</fullName><label>Hidden</label><length>40</length><type>Text</type>'
      )
    }
  );
  assert.deepEqual(problems(run), []);
});

test('XML documents are read strictly and written with their namespaces', async () => {
  const run = await runProject({
    DomTest: `@IsTest private class DomTest {
      static Dom.XmlNode root(String xml) { Dom.Document document = new Dom.Document(); document.load(xml); return document.getRootElement(); }
      @IsTest static void reads() {
        Dom.XmlNode envelope = root('<?xml version="1.0"?>\\n<s:Envelope xmlns:s="urn:soap" xmlns="urn:m"><s:Body><a k="1" s:k="2">x &lt; &#233;<![CDATA[<y>]]></a><!--c--><a/></s:Body></s:Envelope>');
        Assert.areEqual('Envelope', envelope.getName());
        Assert.areEqual('urn:soap', envelope.getNamespace());
        Dom.XmlNode body = envelope.getChildElement('Body', 'urn:soap');
        Assert.areEqual(2, body.getChildElements().size());
        Assert.areEqual(Dom.XmlNodeType.COMMENT, body.getChildren()[1].getNodeType());
        Dom.XmlNode a = body.getChildElement('a', 'urn:m');
        Assert.areEqual('x < \\u00e9<y>', a.getText());
        Assert.areEqual('1', a.getAttribute('k', null));
        Assert.areEqual('2', a.getAttributeValue('k', 'urn:soap'));
        Assert.isNull(body.getChildElement('a', null));
        Assert.areEqual('', body.getChildElements()[1].getText());
      }
      @IsTest static void writes() {
        Dom.Document document = new Dom.Document();
        Dom.XmlNode root = document.createRootElement('e', 'urn:x', 'x');
        root.addChildElement('f', 'urn:x', 'x').addTextNode('a & b');
        root.addChildElement('g', null, null).setAttribute('q', '"');
        Assert.areEqual('<?xml version="1.0" encoding="UTF-8"?><x:e xmlns:x="urn:x"><x:f>a &amp; b</x:f><g q="&quot;" /></x:e>', document.toXmlString());
        Assert.areEqual('a & b', root(document.toXmlString()).getChildElements()[0].getText());
      }
      @IsTest static void refuses() {
        for (String bad : new List<String>{ '', 'text', '<a>', '<a></b>', '<a/><b/>', '<a>&nbsp;</a>', '<p:a/>', '<a b=c/>', '<a b="1" b="2"/>', '<a>&</a>', '<a/>text' }) {
          try { root(bad); Assert.fail('Not well-formed: ' + bad); } catch (XmlException e) { Assert.isTrue(e.getMessage().startsWith('Failed to parse XML due to: '), e.getMessage()); }
        }
      }
    }`
  });
  assert.deepEqual(problems(run), []);
});
