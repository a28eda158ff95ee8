import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, problems, runProject } from './apex-project.ts';

const TEST = `@IsTest private class SharingTest {
  static User limited() {
    User user = new User(Username = 'limited@example.com', LastName = 'Limited', Alias = 'lim', CommunityNickname = 'lim', Email = 'l@example.com', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
      EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'].Id);
    insert user;
    return user;
  }
  @IsTest static void everybodySeesPublicRecords() {
    User user = limited();
    Open__c open = new Open__c(Name = 'a');
    System.runAs(new User(Id = UserInfo.getUserId())) { insert open; }
    System.runAs(user) {
      Assert.areEqual(1, Shared.count());
      open.Name = 'b';
      Shared.save(open);
    }
  }
  @IsTest static void publicRecordsAreNotForAllToDelete() {
    User user = limited();
    Open__c open = new Open__c(Name = 'a');
    System.runAs(new User(Id = UserInfo.getUserId())) { insert open; }
    System.runAs(user) { Shared.remove(open); }
  }
  @IsTest static void privateRecords() {
    System.runAs(limited()) { Shared.closed(); }
  }
  @IsTest static void readOnlyRecords() {
    User user = limited();
    Fixed__c fixed = new Fixed__c(Name = 'a');
    System.runAs(new User(Id = UserInfo.getUserId())) { insert fixed; }
    System.runAs(user) {
      Assert.areEqual(1, Shared.fixedCount());
      Shared.save(fixed);
    }
  }
  @IsTest static void administratorsSeeAll() {
    Assert.areEqual(0, Shared.closed());
  }
}`;
const SHARED = `public with sharing class Shared {
  public static Integer count() { return [SELECT COUNT() FROM Open__c]; }
  public static Integer closed() { return [SELECT COUNT() FROM Closed__c]; }
  public static Integer fixedCount() { return [SELECT COUNT() FROM Fixed__c]; }
  public static void save(SObject record) { update record; }
  public static void remove(SObject record) { delete record; }
}`;

test('org-wide defaults decide for users without access to all; what needs more is refused', async () => {
  const object = (label: string, model: string) => customObject(label, `<sharingModel>${model}</sharingModel>`);
  const run = await runProject(
    { Shared: SHARED, SharingTest: TEST },
    {
      'objects/Open__c/Open__c.object-meta.xml': object('Open', 'ReadWrite'),
      'objects/Closed__c/Closed__c.object-meta.xml': object('Closed', 'Private'),
      'objects/Fixed__c/Fixed__c.object-meta.xml': object('Fixed', 'Read')
    }
  );
  assert.deepEqual(
    problems(run).map((text) => text.split('\n')[0]),
    [
      'publicRecordsAreNotForAllToDelete: Unsupported not supported by the local org: record sharing on Open__c (ReadWrite) for a user without access to all its records',
      'privateRecords: Unsupported not supported by the local org: record sharing on Closed__c (Private) for a user without access to all its records',
      'readOnlyRecords: Unsupported not supported by the local org: record sharing on Fixed__c (Read) for a user without access to all its records'
    ]
  );
});
