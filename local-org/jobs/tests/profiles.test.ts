/** Profiles of a project: what administrators may do, which record types users have, which rows there are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, metadata, refusals, runProject } from './apex-project.ts';

const field = (name: string): string =>
  metadata('CustomField', `<fullName>${name}</fullName><label>${name}</label><length>9</length><type>Text</type>`);
const recordType = (name: string, isActive = true): string =>
  metadata('RecordType', `<fullName>${name}</fullName><active>${isActive}</active><label>${name}</label>`);
const seen = (name: string, readable = true): string =>
  `<fieldPermissions><editable>${readable}</editable><field>${name}</field><readable>${readable}</readable></fieldPermissions>`;
const types = (name: string, isDefault: boolean, isVisible = true): string =>
  `<recordTypeVisibilities><default>${isDefault}</default><recordType>${name}</recordType><visible>${isVisible}</visible></recordTypeVisibilities>`;

const TEST = `@IsTest private class ProfilesTest {
  static String types(Schema.SObjectType type) {
    List<String> found = new List<String>();
    for (Schema.RecordTypeInfo info : type.getDescribe().getRecordTypeInfos())
      found.add(info.getName() + (info.isAvailable() ? '+' : '-') + (info.isDefaultRecordTypeMapping() ? '*' : ''));
    return String.join(found, ' ');
  }
  static User user(String profile) {
    return new User(Username = 'profiles@example.com', LastName = 'x', Alias = 'x', Email = 'x@example.com', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
      EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = [SELECT Id FROM Profile WHERE Name = :profile].Id);
  }
  @IsTest static void administratorsSeeWhatTheirProfileGrants() {
    insert new Ship__c(Name = 'a', Seen__c = 'x', Unseen__c = 'y');
    Assert.areEqual('x', [SELECT Seen__c FROM Ship__c WITH USER_MODE].Seen__c);
    try { List<Ship__c> found = [SELECT Unseen__c FROM Ship__c WITH USER_MODE]; Assert.fail(); } catch (QueryException e) { }
    Assert.areEqual('true false', Ship__c.Seen__c.getDescribe().isAccessible() + ' ' + Ship__c.Unseen__c.getDescribe().isAccessible());
    Assert.areEqual(1, [SELECT COUNT() FROM FieldPermissions WHERE Parent.Profile.Name = 'System Administrator' AND SobjectType = 'Ship__c']);
    Assert.isTrue(FeatureManagement.checkPermission('Sail'));
  }
  @IsTest static void recordTypesOfProfiles() {
    Assert.areEqual('Cargo+ Liner+* Old- Sunk- Master+', types(Ship__c.SObjectType));
    Assert.areEqual('Trip- Master+*', types(Voyage__c.SObjectType), 'a deployment assigns none');
    insert new List<SObject>{ new Ship__c(Name = 'a'), new Voyage__c(Name = 'a') };
    Assert.areEqual('Liner', [SELECT RecordType.DeveloperName FROM Ship__c].RecordType.DeveloperName);
    Assert.isNull([SELECT RecordTypeId FROM Voyage__c].RecordTypeId);
    insert new Voyage__c(Name = 'b', RecordTypeId = Voyage__c.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get('Trip').getRecordTypeId());
    System.runAs(user('Minimum Access - Salesforce')) { Assert.areEqual('Cargo- Liner- Old- Sunk- Master+*', types(Ship__c.SObjectType)); insert new Ship__c(Name = 'b'); }
    Assert.isNull([SELECT RecordTypeId FROM Ship__c WHERE Name = 'b'].RecordTypeId);
  }
  @IsTest static void minimumAccessIsAddedTo() {
    System.runAs(user('Minimum Access - Salesforce')) {
      Assert.areEqual('true false', Ship__c.SObjectType.getDescribe().isAccessible() + ' ' + Ship__c.SObjectType.getDescribe().isCreateable());
      Assert.isTrue(Ship__c.Unseen__c.getDescribe().isAccessible());
    }
  }
  @IsTest static void profilesOfTheProjectAreThere() {
    System.runAs(user('Sailors: all')) { insert new Ship__c(Name = 'a'); }
    Assert.areEqual(1, [SELECT COUNT() FROM Ship__c]);
  }
  @IsTest static void whatTheyGrantIsNotKnown() { System.runAs(user('Sailors: all')) { Boolean b = Ship__c.SObjectType.getDescribe().isAccessible(); } }
  @IsTest static void standardUsersHaveNothingOfTheProject() {
    System.runAs(user('Standard User')) {
      Assert.areEqual('false false', Ship__c.SObjectType.getDescribe().isAccessible() + ' ' + Ship__c.Seen__c.getDescribe().isAccessible());
      try { insert as user new Ship__c(Name = 'a'); Assert.fail(); } catch (SecurityException e) { Assert.areEqual('Access to entity \\'Ship__c\\' denied', e.getMessage()); }
      insert new Ship__c(Name = 'a');
      Assert.areEqual('true false true', Account.SObjectType.getDescribe().isDeletable() + ' ' + Case.SObjectType.getDescribe().isDeletable() + ' ' + Contact.Email.getDescribe().isUpdateable());
      insert as user new Account(Name = 'a', Industry = 'Banking', BillingCity = 'b');
      Assert.areEqual('b', [SELECT BillingCity FROM Account WITH USER_MODE].BillingCity);
      Assert.isFalse(FeatureManagement.checkPermission('Sail'));
    }
  }
  @IsTest static void restOfStandardUser() { System.runAs(user('Standard User')) { Boolean b = Product2.SObjectType.getDescribe().isAccessible(); } }
  @IsTest static void otherStandardProfile() {
    User reader = user('Read Only');
    System.runAs(reader) { Assert.isFalse(Ship__c.SObjectType.getDescribe().isAccessible()); }
    System.runAs(reader) { Boolean b = Account.SObjectType.getDescribe().isCreateable(); }
  }
  @IsTest static void standardProfileWithFile() { System.runAs(user('Marketing User')) { Boolean b = Ship__c.SObjectType.getDescribe().isAccessible(); } }
  @IsTest static void otherLicences() { User u = user('Partner Sailors'); }
  @IsTest static void hidden() { Boolean b = Account.Rating.getDescribe().isAccessible(); }
}`;

test('profiles of a project grant and assign what their files say', async () => {
  const run = await runProject(
    { ProfilesTest: TEST },
    {
      'objects/Ship__c/Ship__c.object-meta.xml': customObject('Ship'),
      'objects/Voyage__c/Voyage__c.object-meta.xml': customObject('Voyage'),
      'objects/Ship__c/fields/Seen__c.field-meta.xml': field('Seen__c'),
      'objects/Ship__c/fields/Unseen__c.field-meta.xml': field('Unseen__c'),
      'objects/Ship__c/recordTypes/Cargo.recordType-meta.xml': recordType('Cargo'),
      'objects/Ship__c/recordTypes/Liner.recordType-meta.xml': recordType('Liner'),
      'objects/Ship__c/recordTypes/Old.recordType-meta.xml': recordType('Old', false),
      'objects/Ship__c/recordTypes/Sunk.recordType-meta.xml': recordType('Sunk'),
      'objects/Voyage__c/recordTypes/Trip.recordType-meta.xml': recordType('Trip'),
      'customPermissions/Sail.customPermission-meta.xml': metadata('CustomPermission', '<label>Sail</label>'),
      'profiles/Admin.profile-meta.xml': metadata(
        'Profile',
        '<custom>false</custom><userLicense>Salesforce</userLicense><userPermissions><enabled>true</enabled><name>NobodyKnows</name></userPermissions>' +
          seen('Ship__c.Seen__c') +
          seen('Ship__c.Unseen__c', false) +
          seen('Account.Rating', false) +
          types('Ship__c.Cargo', false) +
          types('Ship__c.Old', false) +
          types('Ship__c.Sunk', false, false)
      ),
      'more/profiles/Admin.profile-meta.xml': metadata(
        'Profile',
        '<customPermissions><enabled>true</enabled><name>Sail</name></customPermissions>' + types('Ship__c.Liner', true)
      ),
      'profiles/Minimum Access - Salesforce.profile-meta.xml': metadata(
        'Profile',
        `<userLicense>Salesforce</userLicense>${seen('Ship__c.Unseen__c')}<objectPermissions><allowCreate>false</allowCreate><allowRead>true</allowRead><object>Ship__c</object></objectPermissions>`
      ),
      'profiles/MarketingProfile.profile-meta.xml': metadata('Profile', '<custom>false</custom>'),
      'profiles/Sailors%3A all.profile-meta.xml': metadata(
        'Profile',
        '<custom>true</custom><userLicense>Salesforce</userLicense>'
      ),
      'profiles/Partner Sailors.profile-meta.xml': metadata(
        'Profile',
        '<custom>true</custom><userLicense>Partner Community</userLicense>'
      )
    },
    'leaveOut'
  );
  assert.deepEqual(refusals(run), [
    'whatTheyGrantIsNotKnown: what the profile Sailors: all grants',
    'restOfStandardUser: what the profile Standard User grants',
    'otherStandardProfile: what the profile Read Only grants',
    'standardProfileWithFile: what the profile Marketing User grants',
    'otherLicences: a query on Profile that may find rows which orgs have and the local org does not know',
    'hidden: the access to Account.Rating, which a profile of the project hides'
  ]);
  assert.deepEqual(run.leftOut, []);
});
