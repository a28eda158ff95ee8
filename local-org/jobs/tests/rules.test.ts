/** Rules of a project that choose owners and hide or share records, and what configures the triggers of events. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, metadata, refusals, runProject } from './apex-project.ts';

test('what assignment, sharing and restriction rules would do is refused where it matters', async () => {
  const run = await runProject(
    {
      'Alarms.trigger': 'trigger Alarms on Alarm__e (after insert) { }',
      'Others.trigger': 'trigger Others on Other__e (after insert) { }',
      Shared:
        'public with sharing class Shared { public static Integer ships() { return [SELECT COUNT() FROM Ship__c]; } public static Integer boats() { return [SELECT COUNT() FROM Boat__c]; } }',
      RulesTest: `@IsTest private class RulesTest {
        static Database.DMLOptions options() { Database.DMLOptions o = new Database.DMLOptions(); o.assignmentRuleHeader.useDefaultRule = true; return o; }
        @IsTest static void free() {
          Database.insert(new Account(Name = 'a'), options());
          Database.insert(new Lead(LastName = 'a', Company = 'b'), options());
          insert new Case();
          insert new List<SObject>{ new Ship__c(Name = 'a'), new Boat__c(Name = 'a') };
          Assert.areEqual('11', '' + [SELECT COUNT() FROM Ship__c] + Shared.boats());
          Assert.areEqual(0, [SELECT COUNT() FROM Ship__Share WHERE RowCause = 'Manual']);
          Test.startTest(); EventBus.publish(new Other__e()); Test.stopTest();
        }
        @IsTest static void assigned() { Database.insert(new Case(), options()); }
        @IsTest static void assignedByRecord() { Case c = new Case(); c.setOptions(options()); insert c; }
        @IsTest static void restricted() { Integer n = Shared.ships(); }
        @IsTest static void inUserMode() { Integer n = [SELECT COUNT() FROM Ship__c WITH USER_MODE]; }
        @IsTest static void shares() { Integer n = [SELECT COUNT() FROM Ship__Share]; }
        @IsTest static void configured() { Test.startTest(); EventBus.publish(new Alarm__e()); Test.stopTest(); }
      }`
    },
    {
      ...Object.fromEntries(
        ['Alarm', 'Other'].map((name) => [
          `objects/${name}__e/${name}__e.object-meta.xml`,
          metadata(
            'CustomObject',
            `<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><label>${name}</label><pluralLabel>${name}s</pluralLabel><publishBehavior>PublishAfterCommit</publishBehavior>`
          )
        ])
      ),
      'objects/Ship__c/Ship__c.object-meta.xml': customObject('Ship', '<sharingModel>Private</sharingModel>'),
      'objects/Boat__c/Boat__c.object-meta.xml': customObject('Boat'),
      'assignmentRules/Case.assignmentRules-meta.xml': metadata(
        'AssignmentRules',
        '<assignmentRule><fullName>R</fullName><active>true</active></assignmentRule>'
      ),
      'assignmentRules/Lead.assignmentRules-meta.xml': metadata(
        'AssignmentRules',
        '<assignmentRule><fullName>R</fullName><active>false</active></assignmentRule>'
      ),
      'sharingRules/Ship__c.sharingRules-meta.xml': metadata(
        'SharingRules',
        '<sharingOwnerRules><fullName>R</fullName></sharingOwnerRules>'
      ),
      'sharingRules/Boat__c.sharingRules-meta.xml': metadata('SharingRules', ''),
      'restrictionRules/Ships.rule-meta.xml': metadata(
        'RestrictionRule',
        '<active>true</active><enforcementType>Restrict</enforcementType><targetEntity>Ship__c</targetEntity>'
      ),
      'restrictionRules/Boats.rule-meta.xml': metadata(
        'RestrictionRule',
        '<active>true</active><enforcementType>Scoping</enforcementType><targetEntity>Boat__c</targetEntity>'
      ),
      'PlatformEventSubscriberConfigs/C.platformEventSubscriberConfig-meta.xml': metadata(
        'PlatformEventSubscriberConfig',
        '<batchSize>5</batchSize><platformEventConsumer>Alarms</platformEventConsumer>'
      )
    },
    'leaveOut'
  );
  assert.deepEqual(refusals(run), [
    'assigned: the assignment rule of Case',
    'assignedByRecord: the assignment rule of Case',
    'restricted: the restriction rules of Ship__c',
    'inUserMode: the restriction rules of Ship__c',
    'shares: a query on Ship__Share that may find rows of sharing rules',
    'configured: delivering Alarm__e, because force-app/PlatformEventSubscriberConfigs/C.platformEventSubscriberConfig-meta.xml says how its trigger runs'
  ]);
});
