/** Automation of a project that does not run here: what would start it is refused, and nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { triggerHead } from '../../metadata/trigger-head.ts';
import { flowStart } from '../flow-start.ts';
import { metadata, refusals, runProject } from './apex-project.ts';

const start = (object: string, trigger: string, saves = ''): string =>
  `<start><locationX>1</locationX>${object && `<object>${object}</object>`}${saves && `<recordTriggerType>${saves}</recordTriggerType>`}<triggerType>${trigger}</triggerType></start>`;
const process = (type: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        `<processMetadataValues><name>${name}</name>\n <value><stringValue>${value}</stringValue></value></processMetadataValues>`
    )
    .join('') + `<processType>${type}</processType>`;

test('a flow starts with the saves that its file names, if it is active', () => {
  const none = new Map<string, number>();
  const active = '<status>Active</status>';
  const cases: ReadonlyArray<
    readonly [xml: string, expected: string | null, stem?: string, versions?: ReadonlyMap<string, number>]
  > = [
    [start('Lead', 'RecordAfterSave', 'Create') + active, 'Lead insert undelete'],
    [start('Lead', 'RecordBeforeSave', 'Update') + active, 'Lead update'],
    [start('Lead', 'RecordAfterSave', 'CreateAndUpdate') + active, 'Lead insert update undelete'],
    [start('Lead', 'RecordBeforeDelete') + active, 'Lead delete'],
    [start('Lead', 'RecordAfterSave') + active, 'Lead insert update delete undelete'],
    [start('X__e', 'PlatformEvent') + active, 'X__e insert'],
    [start('Lead', 'Scheduled') + active, null],
    [start('Lead', 'RecordAfterSave', 'Create') + '<status>Draft</status>', null],
    [start('Lead', 'RecordAfterSave', 'Create') + '<status>ACTIVE</status>', 'Lead insert undelete'],
    [start('Lead', 'RecordAfterSave', 'Create') + active, null, 'F', new Map([['F', 0]])],
    [start('Lead', 'RecordAfterSave', 'Update'), null],
    [start('Lead', 'RecordAfterSave', 'Update'), 'Lead update', 'F-3', new Map([['F', 3]])],
    [start('Lead', 'RecordAfterSave', 'Update'), null, 'F-2', new Map([['F', 3]])],
    [process('Workflow', { ObjectType: 'Lead', TriggerType: 'onAllChanges' }) + active, 'Lead insert update undelete'],
    [process('Workflow', { ObjectType: 'Lead', TriggerType: 'onCreateOnly' }) + active, 'Lead insert undelete'],
    [process('CustomEvent', { EventType: 'X__e', ObjectType: 'Lead' }) + active, 'X__e insert'],
    [process('InvocableProcess', { ObjectType: 'Lead' }) + active, null],
    [process('Flow', {}) + active, null]
  ];
  for (const [xml, expected, stem = 'F', versions = none] of cases) {
    const found = flowStart(xml, stem, versions);
    assert.equal(found && [found.object, ...found.operations].join(' '), expected, xml);
  }
});

const active = (object: string, trigger: string, saves = ''): string =>
  metadata('Flow', `${start(object, trigger, saves)}<status>Active</status>`);
const rule = (name: string, isActive: boolean): string =>
  `<rules><fullName>${name}</fullName><active>${isActive}</active><triggerType>onAllChanges</triggerType></rules>`;

test('what would start automation is refused where it is done', async () => {
  const run = await runProject(
    {
      'Idle.trigger': 'trigger Idle on Product2 (before insert) { }',
      SaveTest: `@IsTest private class SaveTest {
        @IsTest static void free() {
          insert new Contact(LastName = 'a');
          insert new Product2(Name = 'a');
          Contact c = [SELECT Id FROM Contact]; c.LastName = 'b'; update c;
          Case k = new Case(Subject = 'a'); insert k; delete k;
          Lead l = new Lead(LastName = 'a', Company = 'b'); insert l; delete l;
          insert new Campaign(Name = 'a');
          Alarm__e e = new Alarm__e(); Assert.isTrue(EventBus.publish(e).isSuccess());
        }
        @IsTest static void createdOnly() { insert new Opportunity(Name = 'a', StageName = 'Prospecting', CloseDate = Date.today()); }
        @IsTest static void updated() { Lead l = new Lead(LastName = 'a', Company = 'b'); insert l; update l; }
        @IsTest static void upserted() { Lead l = new Lead(LastName = 'a', Company = 'b'); upsert l; upsert l; }
        @IsTest static void workflow() { insert new Account(Name = 'a'); }
        @IsTest static void duplicates() { insert new Asset(Name = 'a'); }
        @IsTest static void deleted() { Campaign c = new Campaign(Name = 'a'); insert c; delete c; }
        @IsTest static void event() { Test.startTest(); EventBus.publish(new Alarm__e()); Test.stopTest(); }
        @IsTest static void delivered() { EventBus.publish(new Alarm__e()); Test.getEventBus().deliver(); }
      }`
    },
    {
      'objects/Alarm__e/Alarm__e.object-meta.xml': metadata(
        'CustomObject',
        '<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><label>Alarm</label><pluralLabel>Alarms</pluralLabel><publishBehavior>PublishAfterCommit</publishBehavior>'
      ),
      'flows/Leads.flow-meta.xml': active('Lead', 'RecordAfterSave', 'Update'),
      'flows/Campaigns.flow-meta.xml': active('Campaign', 'RecordBeforeDelete'),
      'flows/Alarms.flow-meta.xml': active('Alarm__e', 'PlatformEvent'),
      'workflows/Account.workflow-meta.xml': metadata('Workflow', rule('Off', false) + rule('On', true)),
      'workflows/Contact.workflow-meta.xml': metadata('Workflow', rule('Off', false)),
      'duplicateRules/Asset.Same.duplicateRule-meta.xml': metadata('DuplicateRule', '<isActive>true</isActive>'),
      'duplicateRules/Contact.Same.duplicateRule-meta.xml': metadata('DuplicateRule', '<isActive>false</isActive>'),
      'matchingRules/Contact.matchingRule-meta.xml': metadata('MatchingRules', ''),
      'flows/Deals.flow-meta.xml': active('Opportunity', 'RecordAfterSave', 'Create')
    },
    'leaveOut'
  );
  const saving = (object: string, what: string) => `saving ${object}, because ${what} would run`;
  const delivering = 'delivering Alarm__e, because the flow force-app/flows/Alarms.flow-meta.xml would run';
  assert.deepEqual(refusals(run), [
    `createdOnly: ${saving('Opportunity', 'the flow force-app/flows/Deals.flow-meta.xml')}`,
    `updated: ${saving('Lead', 'the flow force-app/flows/Leads.flow-meta.xml')}`,
    `upserted: ${saving('Lead', 'the flow force-app/flows/Leads.flow-meta.xml')}`,
    `workflow: ${saving('Account', 'the workflow rule On of force-app/workflows/Account.workflow-meta.xml')}`,
    `duplicates: ${saving('Asset', 'force-app/duplicateRules/Asset.Same.duplicateRule-meta.xml')}`,
    `deleted: ${saving('Campaign', 'the flow force-app/flows/Campaigns.flow-meta.xml')}`,
    `event: ${delivering}`,
    `delivered: ${delivering}`
  ]);
});

test('the head of a trigger is read past its comments', () => {
  const head = triggerHead(
    '/* trigger Left on Contact (before insert) */\n// trigger it on Asset (after delete)\ntrigger Left on Case (before  update, after\nundelete) { }'
  );
  assert.deepEqual(head, { object: 'Case', events: ['before update', 'after undelete'] });
  assert.deepEqual(triggerHead('class A { }'), { object: null, events: [] });
});
