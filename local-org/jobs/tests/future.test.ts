import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems, runProject } from './apex-project.ts';

const LATER = `public class Later {
  public static Integer calls = 0;
  @Future public static void add(List<String> names) {
    calls++;
    List<Account> accounts = new List<Account>();
    for (String name : names) accounts.add(new Account(Name = name));
    insert accounts;
    Assert.isTrue(System.isFuture());
    Assert.areEqual(200, Limits.getLimitQueries(), 'Asynchronous limits');
  }
  @Future(callout=true) public static void again() { add(new List<String>{ 'x' }); }
  @Future public static void call() { new Http().send(request()); }
  @Future(callout=true) public static void mayCall() { new Http().send(request()); }
  private static HttpRequest request() {
    HttpRequest request = new HttpRequest();
    request.setEndpoint('https://example.com');
    request.setMethod('GET');
    return request;
  }
}`;
const LATER_TEST = `@IsTest private class LaterTest {
  private class Mock implements HttpCalloutMock {
    public HttpResponse respond(HttpRequest request) { return new HttpResponse(); }
  }
  @IsTest static void runsAtStopTest() {
    List<String> names = new List<String>{ 'a' };
    Test.startTest();
    Later.add(names);
    names.add('changed after the call');
    Assert.areEqual(0, Later.calls);
    Assert.areEqual(1, Limits.getFutureCalls());
    Test.stopTest();
    Assert.areEqual(1, Later.calls, 'A test shares its statics with what stopTest runs');
    Assert.areEqual(1, [SELECT COUNT() FROM Account]);
    AsyncApexJob job = [SELECT Status, JobType, MethodName, ApexClass.Name FROM AsyncApexJob];
    Assert.areEqual('Completed Future add Later', job.Status + ' ' + job.JobType + ' ' + job.MethodName + ' ' + job.ApexClass.Name);
  }
  @IsTest static void doesNotCallAnother() {
    Later.again();
    Test.startTest();
    Later.again();
    try { Test.stopTest(); Assert.fail(); } catch (AsyncException e) {
      Assert.areEqual('Future method cannot be called from a future or batch method: Later.add(List<String>)', e.getMessage());
    }
  }
  @IsTest static void callsOutWithPermission() {
    Test.setMock(HttpCalloutMock.class, new Mock());
    Test.startTest();
    Later.mayCall();
    Test.stopTest();
  }
  @IsTest static void callsOutWithoutPermission() {
    Test.setMock(HttpCalloutMock.class, new Mock());
    Test.startTest();
    Later.call();
    try { Test.stopTest(); Assert.fail(); } catch (CalloutException e) { Assert.isTrue(e.getMessage().startsWith('Callout not allowed from this future method')); }
  }
  @IsTest static void fiftyAtMost() {
    for (Integer i = 0; i < 51; i++) Later.call();
  }
}`;

test('@future methods run later, in a transaction of their own, with their arguments as they were', async () => {
  const run = await runProject({ Later: LATER, LaterTest: LATER_TEST });
  assert.deepEqual(problems(run), [
    'fiftyAtMost: Fail System.LimitException: Too many future calls: 51\nClass.LaterTest.fiftyAtMost: line 39, column 1'
  ]);
});
