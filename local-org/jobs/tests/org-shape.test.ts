/** What a scratch org definition and settings switch on in the org of a project. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, metadata, problems, refusals, runProject } from './apex-project.ts';

const definition = (content: object): Record<string, string> => ({
  '../config/project-scratch-def.json': JSON.stringify(content)
});

test('records have a currency each where the org has several', async () => {
  const run = await runProject(
    {
      CurrencyTest: `@IsTest private class CurrencyTest {
        @IsTest static void known() {
          Assert.isTrue(UserInfo.isMultiCurrencyOrganization());
          insert new List<SObject>{ new Account(Name = 'a'), new Ship__c(Name = 'a', CurrencyIsoCode = 'USD') };
          Assert.areEqual('USD', [SELECT CurrencyIsoCode FROM Account].CurrencyIsoCode);
          Assert.areEqual(1, Database.countQuery('SELECT COUNT() FROM Ship__c WHERE CurrencyIsoCode = \\'USD\\''));
          Assert.isTrue(Ship__c.SObjectType.getDescribe().fields.getMap().containsKey('CurrencyIsoCode'));
        }
        @IsTest static void others() { insert new Account(Name = 'a', CurrencyIsoCode = 'EUR'); }
        @IsTest static void names() { insert new Contact(LastName = 'b', MiddleName = 'm', Suffix = 's', FirstName = 'a'); Assert.areEqual('a m b s', [SELECT Name FROM Contact].Name); }
      }`
    },
    {
      'objects/Ship__c/Ship__c.object-meta.xml': customObject('Ship'),
      'settings/Name.settings-meta.xml': metadata(
        'NameSettings',
        '<enableMiddleName>true</enableMiddleName><enableNameSuffix>true</enableNameSuffix>'
      ),
      ...definition({ features: ['MultiCurrency', 'AddCustomApps:3'] })
    }
  );
  assert.match(
    problems(run).join(),
    /^others: Fail System.DmlException: .*INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, Account Currency: bad value[^]*$/
  );
});

test('what features and settings would change is refused where it matters', async () => {
  const run = await runProject(
    {
      ShapeTest: `@IsTest private class ShapeTest {
        @IsTest static void free() {
          Assert.isFalse(UserInfo.isMultiCurrencyOrganization());
          Assert.isFalse(Account.SObjectType.getDescribe().fields.getMap().containsKey('CurrencyIsoCode'));
          Assert.isNull(Account.SObjectType.getDescribe().fields.getMap().get('Nothing__c'));
          Assert.isNotNull(Account.SObjectType.getDescribe().fields.getMap().get('BillingState'));
          insert new Account(Name = 'a', BillingCity = 'b');
          insert new Ship__c(Name = 'a');
          Assert.areEqual(0, [SELECT COUNT() FROM RecordType WHERE SobjectType = 'Case']);
          System.runAs(new User(Id = UserInfo.getUserId())) { Assert.areEqual(1, Shared.cases()); }
        }
        @IsTest static void state() { insert new Account(Name = 'a', BillingState = 'California'); }
        @IsTest static void country() { insert new Contact(LastName = 'a', MailingCountry = 'USA'); }
        @IsTest static void stateCode() { Boolean b = Account.SObjectType.getDescribe().fields.getMap().containsKey('billingstatecode'); }
        @IsTest static void person() { Object o = Account.SObjectType.getDescribe().fields.getMap().get('IsPersonAccount'); }
        @IsTest static void personTypes() { Object o = Account.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get('PersonAccount'); }
        @IsTest static void personRows() { Integer n = [SELECT COUNT() FROM RecordType WHERE SobjectType = 'Account']; }
        @IsTest static void hours() { Integer n = [SELECT COUNT() FROM BusinessHours]; }
        @IsTest static void orders() { update new OrderItem(Id = '802000000000001AAA'); }
        @IsTest static void fiscal() { insert new Opportunity(Name = 'a', StageName = 'Prospecting', CloseDate = Date.today()); }
        @IsTest static void fiscalDays() { Integer n = [SELECT COUNT() FROM Account WHERE CreatedDate = THIS_FISCAL_QUARTER]; }
        @IsTest static void fiscalParts() { List<AggregateResult> all = Database.query('SELECT fiscal_year(CreatedDate) FROM Account GROUP BY fiscal_year(CreatedDate)'); }
        @IsTest static void defaultType() { insert new Case(); }
        @IsTest static void privateLeads() {
          User one = new User(Username = 'shape@example.com', LastName = 'x', Alias = 'x', Email = 'x@example.com', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
            EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'].Id);
          insert new Lead(LastName = 'a', Company = 'b');
          System.runAs(one) { Assert.areEqual(0, Shared.leads()); }
        }
      }`,
      Shared:
        'public with sharing class Shared { public static Integer leads() { return [SELECT COUNT() FROM Lead]; } public static Integer cases() { return 1; } }'
    },
    {
      'objects/Ship__c/Ship__c.object-meta.xml': customObject('Ship'),
      'settings/Address.settings-meta.xml': metadata(
        'AddressSettings',
        '<countriesAndStates><countries><active>true</active><label>United States</label></countries></countriesAndStates>'
      ),
      'settings/BusinessHours.settings-meta.xml': metadata(
        'BusinessHoursSettings',
        '<businessHours><name>Nights</name></businessHours>'
      ),
      'settings/Order.settings-meta.xml': metadata(
        'OrderSettings',
        '<enableNegativeQuantity>true</enableNegativeQuantity><enableZeroQuantity>false</enableZeroQuantity>'
      ),
      ...definition({
        language: 'de',
        features: ['PersonAccounts'],
        settings: { companySettings: { fiscalYear: { startMonth: 'April' } } },
        objectSettings: { case: { defaultRecordType: 'service' }, lead: { sharingModel: 'private' } }
      })
    },
    'leaveOut'
  );
  const def = 'config/project-scratch-def.json';
  assert.deepEqual(refusals(run), [
    'state: saving Account.BillingState, because picklists of states and countries are on',
    'country: saving Contact.MailingCountry, because picklists of states and countries are on',
    'stateCode: the field Account.billingstatecode, which picklists of states and countries add',
    'person: the field Account.IsPersonAccount, which person accounts add',
    'personTypes: the record types of Account, of which person accounts have one of their own',
    'personRows: a query on RecordType that may find rows which orgs have and the local org does not know',
    'hours: a query on BusinessHours that may find rows which orgs have and the local org does not know',
    'orders: saving OrderItem, because force-app/settings/Order.settings-meta.xml sets order.enablenegativequantity',
    `fiscal: saving Opportunity, because ${def} sets company.fiscalyear.startmonth`,
    'fiscalDays: fiscal periods in SOQL with a fiscal year that does not begin in January',
    'fiscalParts: fiscal periods in SOQL with a fiscal year that does not begin in January',
    `defaultType: saving Case, because ${def} sets object.case.defaultrecordtype`
  ]);
  assert.deepEqual(
    run.leftOut.map(({ path, message }) => `${path} ${message}`),
    [`${def} not supported by the local org: the language de of the org; tests run in English`]
  );
});
