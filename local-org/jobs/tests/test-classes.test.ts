/**
 * How Apex tests run: what they see, what stays from one method to the next, what the `Test` class does. Sources: Apex
 * Developer Guide v65, "Testing Apex"; Apex Reference Guide v65, "Test Class".
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadata, problems, runProject } from './apex-project.ts';

const APEX: Readonly<Record<string, string>> = {
  SeesAllTest: `@IsTest(SeeAllData=true) private class SeesAllTest {
    @IsTest static void seesTheOrg() { Assert.areEqual(1, [SELECT COUNT() FROM Pricebook2 WHERE IsStandard = true]); insert new Account(Name = 'A'); }
    @IsTest(SeeAllData=false) static void seesItAnyway() { Assert.areEqual(1, [SELECT COUNT() FROM Pricebook2]); Assert.areEqual(0, [SELECT COUNT() FROM Account]); }
  }`,
  SeesSomeTest: `@IsTest private class SeesSomeTest {
    @IsTest static void seesNothing() { Assert.areEqual(0, [SELECT COUNT() FROM Pricebook2]); }
    @IsTest(SeeAllData=true) static void seesTheOrg() { Assert.areEqual(1, [SELECT COUNT() FROM Pricebook2]); }
    static testMethod void seesNothingAgain() { Assert.areEqual(0, [SELECT COUNT() FROM Pricebook2]); }
  }`,
  OldTest: `@IsTest private class OldTest {
    @IsTest static void seesTheOrg() { System.assertEquals(1, [SELECT COUNT() FROM Pricebook2]); }
  }`,
  Later: `public class Later implements Queueable {
    public void execute(QueueableContext context) { throw new IllegalArgumentException('later'); }
    public static void asAdmin() { System.runAs(new User(Id = UserInfo.getUserId())) { insert new Account(Name = 'A'); } }
  }`,
  PhasesTest: `@IsTest private class PhasesTest {
    @IsTest static void stopsOnly() { Test.stopTest(); }
    @IsTest static void startsTwice() { Test.startTest(); Test.stopTest(); Test.startTest(); }
    @IsTest static void hearsOfJobs() { Test.startTest(); System.enqueueJob(new Later()); Test.stopTest(); }
    @IsTest static void catchesJobs() { Test.startTest(); System.enqueueJob(new Later()); try { Test.stopTest(); Assert.fail('no'); } catch (IllegalArgumentException e) { Assert.areEqual('later', e.getMessage()); } }
    @IsTest static void mixes() { insert new Account(Name = 'A'); update new User(Id = UserInfo.getUserId(), IsActive = true); }
    @IsTest static void runsAs() { Later.asAdmin(); User me = new User(Id = UserInfo.getUserId()); System.runAs(me) { System.runAs(me) { } } Assert.areEqual(4, Limits.getDmlStatements()); }
    @IsTest static void captures() { Test.enableChangeDataCapture(); insert new Account(Name = 'A'); }
  }`,
  SearchesTest: `@IsTest private class SearchesTest {
    @IsTest static void findsWhatIsFixed() {
      Account a = new Account(Name = 'A1'); Account b = new Account(Name = 'B1'); insert new List<Account>{ a, b };
      Contact c = new Contact(LastName = 'C', AccountId = a.Id); insert c;
      Assert.areEqual(0, [FIND 'x1' RETURNING Account][0].size());
      Test.setFixedSearchResults(new List<Id>{ a.Id, b.Id, c.Id });
      String term = 'x*'; String pattern = 'A%';
      List<List<SObject>> found = [FIND :term IN ALL FIELDS RETURNING Account(Id, Name WHERE Name LIKE :pattern ORDER BY Name LIMIT 5), Contact(LastName, Account.Name), Lead];
      Assert.areEqual('1 1 0', found[0].size() + ' ' + found[1].size() + ' ' + found[2].size());
      Assert.areEqual('A1 A1', ((Account) found[0][0]).Name + ' ' + ((List<Contact>) found[1])[0].Account.Name);
      found = Search.query('FIND {x} IN NAME FIELDS RETURNING Account(Name ORDER BY Name DESC), Contact LIMIT 10');
      Assert.areEqual('B1', (String) found[0][0].get('Name'));
      Assert.areEqual(1, Search.query('FIND \\'x\\' RETURNING Account(Id WHERE Name = \\'B1\\')', AccessLevel.USER_MODE)[0].size());
      Assert.areEqual('4 0', Limits.getSoslQueries() + ' ' + Limits.getQueries());
    }
    @IsTest static void findsTooOften() { for (Integer i = 0; i < 21; i++) { List<List<SObject>> found = [FIND 'x' RETURNING Account]; } }
    @IsTest static void findsTooMany() { List<Account> all = new List<Account>{ new Account(Name = 'A'), new Account(Name = 'B') }; insert all; Test.setFixedSearchResults(new List<Id>(new Map<Id, Account>(all).keySet())); Search.query('FIND {x} RETURNING Account LIMIT 1'); }
    @IsTest static void findsNoField() { Search.query('FIND {x} RETURNING Account(Nope__c)'); }
    @IsTest static void cannotRead() { Search.query('FIND x RETURNING Account'); }
  }`,
  Calculator: `public class Calculator {
    public class addResponse { public Integer result; }
    public class Port {
      public String endpoint_x = 'https://calc.example';
      public Integer add(Integer a) {
        Map<String, Calculator.addResponse> response_map_x = new Map<String, Calculator.addResponse>();
        Calculator.addResponse response_x;
        response_map_x.put('response_x', response_x);
        WebServiceCallout.invoke(this, a, response_map_x, new String[]{ endpoint_x, 'act', 'urn:q', 'add', 'urn:r', 'addResponse', 'Calculator.addResponse' });
        response_x = response_map_x.get('response_x');
        return response_x.result;
      }
    }
  }`,
  ServicesTest: `@IsTest private class ServicesTest implements WebServiceMock {
    public void doInvoke(Object stub, Object request, Map<String, Object> response, String endpoint, String soapAction, String requestName, String responseNS, String responseName, String responseType) {
      Assert.areEqual('https://calc.example act add urn:r addResponse Calculator.addResponse', String.join(new List<String>{ endpoint, soapAction, requestName, responseNS, responseName, responseType }, ' '));
      Calculator.addResponse answer = new Calculator.addResponse(); answer.result = (Integer) request + 1;
      response.put('response_x', answer);
    }
    @IsTest static void answer() { Test.setMock(WebServiceMock.class, new ServicesTest()); Assert.areEqual(3, new Calculator.Port().add(2)); Assert.areEqual(1, Limits.getCallouts()); }
    @IsTest static void callUnanswered() { new Calculator.Port().add(2); }
  }`,
  ResourcesTest: `@IsTest private class ResourcesTest {
    @IsTest static void areRows() {
      StaticResource one = [SELECT Name, Body, BodyLength, ContentType, NamespacePrefix FROM StaticResource WHERE Name = 'Hotels'];
      Assert.isTrue(one.Body.toString().startsWith('Id,Name'));
      Assert.areEqual('text/csv', one.ContentType);
      Assert.areEqual(one.Body.size(), one.BodyLength);
      Assert.isNull(one.NamespacePrefix);
      Assert.areEqual('PK', EncodingUtil.base64Decode(EncodingUtil.base64Encode([SELECT Body FROM StaticResource WHERE Name = 'Archive'].Body).left(4)).toString().left(2));
    }
    @IsTest static void areLoaded() {
      List<Account> hotels = Test.loadData(Account.SObjectType, 'Hotels');
      Assert.areEqual(2, hotels.size());
      Assert.areEqual(1, Limits.getDmlStatements());
      List<SObject> guests = Test.loadData(Contact.SObjectType, 'Guests');
      Contact guest = [SELECT LastName, Birthdate, HasOptedOutOfEmail, Account.Name, Account.AnnualRevenue, Account.NumberOfEmployees FROM Contact WHERE Id = :guests[0].Id];
      Assert.areEqual('O"Neil, Ann', guest.LastName);
      Assert.areEqual(Date.newInstance(1980, 2, 29), guest.Birthdate);
      Assert.isTrue(guest.HasOptedOutOfEmail);
      Assert.areEqual('Sea View', guest.Account.Name);
      Assert.areEqual(12, guest.Account.AnnualRevenue);
      Assert.isNull(guest.Account.NumberOfEmployees);
      Assert.areEqual(2, hotels[1].NumberOfEmployees);
    }
    @IsTest static void cannotBeLoaded() { Test.loadData(Account.SObjectType, 'Guests'); }
    static HttpResponse call(String endpoint) {
      HttpRequest request = new HttpRequest(); request.setEndpoint(endpoint); request.setMethod('GET'); return new Http().send(request);
    }
    @IsTest static void answer() {
      StaticResourceCalloutMock mock = new StaticResourceCalloutMock();
      mock.setStaticResource('Answer'); mock.setStatusCode(201); mock.setStatus('Created'); mock.setHeader('Content-Type', 'application/json');
      Test.setMock(HttpCalloutMock.class, mock);
      HttpResponse response = call('https://a.example/x');
      Assert.areEqual('{"a": 1}', response.getBody().trim());
      Assert.areEqual('201 Created application/json', response.getStatusCode() + ' ' + response.getStatus() + ' ' + response.getHeader('Content-Type'));
      MultiStaticResourceCalloutMock many = new MultiStaticResourceCalloutMock();
      many.setStaticResource('https://a.example/x', 'Hotels'); many.setStaticResource('https://a.example/y', 'Answer'); many.setStatusCode(200);
      Test.setMock(HttpCalloutMock.class, many);
      Assert.areEqual('{"a": 1}', call('https://a.example/y').getBody().trim());
      HttpCalloutMock plain = many;
      HttpRequest request = new HttpRequest(); request.setEndpoint('https://a.example/x');
      Assert.isTrue(plain.respond(request).getBody().startsWith('Id,Name'));
    }
  }`
};

const resource = (contentType: string): string =>
  metadata('StaticResource', `<cacheControl>Private</cacheControl><contentType>${contentType}</contentType>`);

const FILES: Readonly<Record<string, string>> = {
  'classes/OldTest.cls-meta.xml': metadata('ApexClass', '<apiVersion>23.0</apiVersion><status>Active</status>'),
  'staticresources/Hotels.resource-meta.xml': resource('text/csv'),
  'staticresources/Hotels.csv': 'Id,Name,annualrevenue,NumberOfEmployees\nh1,Sea View,12,\nh2,Hill,0,2\n',
  'staticresources/Guests.resource-meta.xml': resource('text/csv'),
  'staticresources/Guests.resource':
    'LastName,AccountId,Birthdate,HasOptedOutOfEmail\r\n"O""Neil, Ann",h1,1980-02-29,TRUE\r\n',
  'staticresources/Answer.resource-meta.xml': resource('application/json'),
  'staticresources/Answer.json': '{"a": 1}\n',
  'staticresources/Archive.resource-meta.xml': resource('application/zip'),
  'staticresources/Archive/inner/a.txt': 'a',
  'staticresources/Built.resource-meta.xml': resource('application/javascript')
};

/** Tests that end otherwise than passing: method -> how. */
const OTHERWISE: readonly string[] = [
  'stopsOnly: Fail System.FinalException: Testing has not started\nClass.PhasesTest.stopsOnly: line 2, column 1',
  'startsTwice: Fail System.FinalException: Testing already started\nClass.PhasesTest.startsTwice: line 3, column 1',
  'hearsOfJobs: Fail System.IllegalArgumentException: later\nClass.Later.execute: line 2, column 1',
  'mixes: Fail System.DmlException: Update failed. First exception on row 0 with id ID; first error: MIXED_DML_OPERATION, DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): User, original object: Account: []\nClass.PhasesTest.mixes: line 6, column 1',
  'findsTooOften: Fail System.LimitException: Too many SOSL queries: 21\nClass.SearchesTest.findsTooOften: line 16, column 1',
  'findsTooMany: Unsupported not supported by the local org: a search with LIMIT 1 that finds more: which of them it gives is not published\nClass.SearchesTest.findsTooMany: line 17, column 1',
  "findsNoField: Fail System.QueryException: No such column 'Nope__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.\nClass.SearchesTest.findsNoField: line 18, column 1",
  "cannotRead: Unsupported not supported by the local org: this search, which may be wrong: missing ':' at 'x'\nClass.SearchesTest.cannotRead: line 19, column 1",
  'callUnanswered: Fail System.TypeException: Methods defined as TestMethod do not support Web service callouts\nClass.Calculator.Port.add: line 9, column 1\nClass.ServicesTest.callUnanswered: line 8, column 1',
  'cannotBeLoaded: Unsupported not supported by the local org: Test.loadData of Guests with the column LastName, which is no field of Account that can be inserted\nClass.ResourcesTest.cannotBeLoaded: line 24, column 1'
];

test('tests see and leave what the platform says', async () => {
  const run = await runProject(APEX, FILES);
  assert.deepEqual(
    problems(run)
      .map((text) => text.replace(/\b005\w{15}\b/, 'ID'))
      .sort(),
    [...OTHERWISE].sort()
  );
  assert.deepEqual(
    [...new Set(run.results.map(({ className }) => className))].sort(),
    Object.keys(APEX)
      .filter((name) => name.endsWith('Test'))
      .sort()
  );
});
