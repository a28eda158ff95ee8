/** Values of standard picklists that a project brings, and what they mean. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadata, problems, refusals, runProject } from './apex-project.ts';

const value = (name: string, more = ''): string =>
  `<standardValue><fullName>${name}</fullName><label>${name}</label>${more}</standardValue>`;
const set = (...values: string[]): string => metadata('StandardValueSet', `<sorted>false</sorted>${values.join('')}`);

test('standard picklists have the values of the project, and statuses mean what it says', async () => {
  const run = await runProject(
    {
      ValuesTest: `@IsTest private class ValuesTest {
        static String values(Schema.SObjectField field) {
          List<String> found = new List<String>();
          for (Schema.PicklistEntry entry : field.getDescribe().getPicklistValues()) found.add(entry.getValue());
          return String.join(found, ' ');
        }
        @IsTest static void described() {
          Assert.areEqual('Idea Sold Lost', values(Opportunity.StageName));
          Assert.areEqual('Farm Mill', values(Account.Industry));
          Assert.areEqual('Farm Mill', values(Lead.Industry));
          Assert.areEqual('Open Won', values(Lead.Status));
          Assert.areEqual('One Two', values(Asset.Status), 'as before API 38');
        }
        @IsTest static void stages() {
          Opportunity o = new Opportunity(Name = 'a', StageName = 'Sold', CloseDate = Date.today());
          insert new List<Opportunity>{ o, new Opportunity(Name = 'b', StageName = 'Idea', CloseDate = Date.today()) };
          o = [SELECT IsClosed, IsWon, Probability, ForecastCategoryName, ForecastCategory FROM Opportunity WHERE Id = :o.Id];
          Assert.areEqual('true true 90 Commit Forecast', o.IsClosed + ' ' + o.IsWon + ' ' + o.Probability.intValue() + ' ' + o.ForecastCategoryName + ' ' + o.ForecastCategory);
          Assert.areEqual(1, [SELECT COUNT() FROM Opportunity WHERE IsClosed = true]);
          Assert.areEqual('Sold', [SELECT ApiName FROM OpportunityStage WHERE IsActive = true AND IsWon = true].ApiName);
          Assert.areEqual(0, [SELECT COUNT() FROM OpportunityStage WHERE ApiName = 'Idea' AND IsClosed = true]);
        }
        @IsTest static void statuses() {
          Case k = new Case(); insert k;
          Assert.areEqual('Fresh false', [SELECT Status FROM Case].Status + ' ' + [SELECT IsClosed FROM Case].IsClosed);
          k.Status = 'Done'; update k;
          Assert.isTrue([SELECT IsClosed FROM Case].IsClosed);
          Assert.areEqual('Won', [SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true].MasterLabel);
          insert new Task(Subject = 'x', Status = 'Finished', Priority = 'Now');
          Assert.areEqual(1, [SELECT COUNT() FROM Task WHERE IsClosed = true AND IsHighPriority = true]);
        }
        @IsTest static void allStages() { Integer n = [SELECT COUNT() FROM OpportunityStage]; }
        @IsTest static void oldStage() { Integer n = [SELECT COUNT() FROM OpportunityStage WHERE ApiName = 'Closed Won']; }
        @IsTest static void contract() { insert new Contract(AccountId = null); }
        @IsTest static void filtered() { Account a = new Account(Name = 'a'); insert a; insert new Contact(LastName = 'a', AccountId = a.Id); }
      }`
    },
    {
      'standardValueSets/OpportunityStage.standardValueSet-meta.xml': set(
        value(
          'Idea',
          '<closed>false</closed><forecastCategory>Pipeline</forecastCategory><probability>5</probability><won>false</won>'
        ),
        value(
          'Sold',
          '<closed>true</closed><forecastCategory>Forecast</forecastCategory><probability>90</probability><won>true</won>'
        ),
        value(
          'Lost',
          '<closed>true</closed><forecastCategory>Omitted</forecastCategory><probability>0</probability><won>false</won>'
        )
      ),
      'standardValueSets/Industry.standardValueSet-meta.xml': set(
        value('Farm'),
        value('Mill'),
        value('Old', '<isActive>false</isActive>')
      ),
      'standardValueSets/LeadStatus.standardValueSet-meta.xml': set(
        value('Open', '<default>true</default>'),
        value('Won', '<converted>true</converted>')
      ),
      'standardValueSets/CaseStatus.standardValueSet-meta.xml': set(
        value('Fresh', '<default>true</default>'),
        value('Done', '<closed>true</closed>')
      ),
      'standardValueSets/TaskStatus.standardValueSet-meta.xml': set(
        value('Todo', '<default>true</default>'),
        value('Finished', '<closed>true</closed>')
      ),
      'standardValueSets/TaskPriority.standardValueSet-meta.xml': set(
        value('Later', '<default>true</default>'),
        value('Now', '<highPriority>true</highPriority>')
      ),
      'standardValueSets/ContractStatus.standardValueSet-meta.xml': set(value('Draft')),
      'objects/Asset/fields/Status.field-meta.xml': metadata(
        'CustomField',
        '<fullName>Status</fullName><picklist><picklistValues><fullName>One</fullName></picklistValues><picklistValues><fullName>Two</fullName></picklistValues><sorted>false</sorted></picklist><type>Picklist</type>'
      ),
      'objects/Contact/fields/AccountId.field-meta.xml': metadata(
        'CustomField',
        '<fullName>AccountId</fullName><lookupFilter><active>true</active><isOptional>false</isOptional></lookupFilter><type>Lookup</type>'
      )
    },
    'leaveOut'
  );
  const stages =
    'a query on OpportunityStage that may find rows of stages that force-app/standardValueSets/OpportunityStage.standardValueSet-meta.xml takes out';
  assert.deepEqual(refusals(run), [
    `allStages: ${stages}`,
    `oldStage: ${stages}`,
    'contract: saving Contract, because force-app/standardValueSets/ContractStatus.standardValueSet-meta.xml changes its statuses',
    'filtered: the lookup filter of Contact.AccountId'
  ]);
});

test('a record without a value is refused where its record type has a default of its own', async () => {
  const types = ['Plain', 'Own', 'None', 'Process'];
  const type = (name: string, more: string): string =>
    metadata('RecordType', `<fullName>${name}</fullName><active>true</active><label>${name}</label>${more}`);
  const values = (chosen: string): string =>
    `<picklistValues><picklist>Priority</picklist>${['High', 'Medium']
      .map((each) => `<values><fullName>${each}</fullName><default>${each === chosen}</default></values>`)
      .join('')}</picklistValues>`;
  const content = [values('Medium'), values('High'), values(''), '<businessProcess>Short</businessProcess>'];
  const run = await runProject(
    {
      TypesTest: `@IsTest private class TypesTest {
        static Case one(String type) { return new Case(RecordTypeId = [SELECT Id FROM RecordType WHERE SobjectType = 'Case' AND DeveloperName = :type].Id); }
        @IsTest static void given() { for (String type : new List<String>{ ${types.map((name) => `'${name}'`).join(', ')} }) { Case k = one(type); k.Priority = 'Medium'; k.Status = 'New'; insert k; } }
        ${types.map((name) => `@IsTest static void of${name}() { Case k = one('${name}'); insert k; Assert.areEqual('Medium', [SELECT Priority FROM Case].Priority); }`).join(' ')}
      }`
    },
    Object.fromEntries(
      types.map((name, index) => [`objects/Case/recordTypes/${name}.recordType-meta.xml`, type(name, content[index]!)])
    )
  );
  const refused = (name: string, field: string): string =>
    `of${name}: Unsupported not supported by the local org: a new Case of record type ${name} without a value of ${field}, which the record type gives a default of its own`;
  assert.deepEqual(
    problems(run).map((text) => text.split('\n')[0]),
    [refused('Own', 'Priority'), refused('None', 'Priority'), refused('Process', 'Status')]
  );
});
