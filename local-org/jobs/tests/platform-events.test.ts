/** Platform events. Source: Platform Events Developer Guide v65, "Publish Event Messages with Apex", "Subscribe with Apex". */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LocalOrg } from '../local-org.ts';
import { metadata, problems, putProject } from './apex-project.ts';
import { runApexTests } from '../apex-tests.ts';
import type { ApexTestRun } from '../apex-tests.ts';

const event = (label: string, behaviour: string) =>
  metadata(
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus><label>${label}</label><pluralLabel>${label}s</pluralLabel><eventType>HighVolume</eventType><publishBehavior>${behaviour}</publishBehavior>`
  );
const field = (name: string, type: string, more: string) =>
  metadata('CustomField', `<fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}`);

const FILES = {
  'objects/Late__e/Late__e.object-meta.xml': event('Late', 'PublishAfterCommit'),
  'objects/Late__e/fields/Text__c.field-meta.xml': field('Text__c', 'Text', '<length>10</length>'),
  'objects/Late__e/fields/Kind__c.field-meta.xml': field(
    'Kind__c',
    'Text',
    '<length>10</length><required>true</required>'
  ),
  'objects/Soon__e/Soon__e.object-meta.xml': event('Soon', 'PublishImmediately'),
  'objects/Soon__e/fields/Text__c.field-meta.xml': field('Text__c', 'Text', '<length>10</length>')
};

const APEX = {
  'Lates.trigger': `trigger Lates on Late__e (after insert) {
    List<Account> accounts = new List<Account>();
    for (Late__e each : Trigger.new) {
      if (each.Text__c == 'bad') throw new IllegalArgumentException('bad');
      if (each.Text__c == 'more') EventBus.publish(new Late__e(Kind__c = 'k', Text__c = 'nested'));
      accounts.add(new Account(Name = each.Kind__c + each.Text__c, Site = UserInfo.getName() + ' ' + UserInfo.getUserType() + ' ' + Trigger.size + ' ' + (each.ReplayId != null) + (each.EventUuid != null) + (each.CreatedById == UserInfo.getUserId())));
    }
    insert accounts;
  }`,
  'Soons.trigger': `trigger Soons on Soon__e (after insert) { insert new Account(Name = 'soon ' + Trigger.new[0].Text__c); }`,
  Events: `public class Events {
    public static Database.SaveResult late(String text) { return EventBus.publish(new Late__e(Kind__c = 'k', Text__c = text)); }
    public static List<String> names() { List<String> names = new List<String>(); for (Account each : [SELECT Name FROM Account ORDER BY Name]) names.add(each.Name); return names; }
  }`,
  EventsTest: `@IsTest private class EventsTest {
    @IsTest static void deliveredByStopTest() {
      Test.startTest(); Database.SaveResult result = Events.late('a'); Assert.areEqual(0, Events.names().size()); Test.stopTest();
      Assert.isTrue(result.isSuccess());
      Assert.areEqual(StatusCode.OPERATION_ENQUEUED, result.getErrors()[0].getStatusCode());
      Assert.areEqual(36, EventBus.getOperationId(result).length());
      Account found = [SELECT Name, Site, Owner.Name FROM Account];
      Assert.areEqual('ka Automated Process AutomatedProcess 1 truetruefalse Automated Process', found.Name + ' ' + found.Site + ' ' + found.Owner.Name);
    }
    @IsTest static void deliveredByTheBus() {
      EventBus.publish(new List<Late__e>{ new Late__e(Kind__c = 'k', Text__c = 'a'), new Late__e(Kind__c = 'k', Text__c = 'more') });
      Test.getEventBus().deliver();
      Assert.areEqual(2, [SELECT COUNT() FROM Account WHERE Site LIKE '% 2 true%'], 'together');
      Test.getEventBus().deliver();
      Assert.areEqual(new List<String>{ 'ka', 'kmore', 'knested' }, Events.names());
    }
    @IsTest static void notDelivered() { Events.late('a'); Assert.areEqual(0, Events.names().size()); }
    @IsTest static void badData() {
      Database.SaveResult result = EventBus.publish(new Late__e(Text__c = 'longer than ten'));
      Assert.areEqual('falseSTRING_TOO_LONG REQUIRED_FIELD_MISSING Required fields are missing: [Kind__c]', result.isSuccess() + result.getErrors()[0].getStatusCode().name() + ' ' + result.getErrors()[1].getStatusCode() + ' ' + result.getErrors()[1].getMessage());
    }
    @IsTest static void rolledBack() {
      Savepoint point = Database.setSavepoint();
      Events.late('a'); EventBus.publish(new Soon__e(Text__c = 'a'));
      Database.rollback(point);
      Test.getEventBus().deliver();
      Assert.areEqual(new List<String>{ 'soon a' }, Events.names(), 'only what is published immediately');
    }
    @IsTest static void failingSubscriber() {
      Test.startTest(); Events.late('bad'); Test.stopTest();
      Assert.areEqual(0, Events.names().size());
    }
    @IsTest static void counts() { Integer before = Limits.getDmlStatements(); Events.late('a'); EventBus.publish(new Soon__e()); Assert.areEqual(1, Limits.getDmlStatements() - before); Assert.areEqual(1, Limits.getPublishImmediateDml()); }
    @IsTest static void tooMany() { for (Integer i = 0; i < 151; i++) EventBus.publish(new Soon__e()); }
    @IsTest static void noEvent() { EventBus.publish(new Account(Name = 'x')); }
    @IsTest static void dml() { insert new Late__e(Kind__c = 'k'); }
  }`
};

describe('platform events', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'events-'));
  let run: ApexTestRun;
  before(async () => {
    putProject(folder, { apex: APEX, files: FILES });
    run = await runApexTests({ projects: [folder] });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('reach their triggers in tests as on the platform', () => {
    assert.deepEqual(
      problems(run).map((text) => text.split('\n')[0]),
      [
        'tooMany: Fail System.LimitException: Too many publish immediate DML statements: 151',
        'noEvent: Unsupported not supported by the local org: EventBus.publish of Account',
        'dml: Unsupported not supported by the local org: DML on platform events; publish them'
      ]
    );
  });

  it('are delivered after the commit, or in spite of a failure when they are published immediately', async () => {
    const org = await LocalOrg.open({ projects: [folder], databaseFile: ':memory:', clock: 'virtual' });
    try {
      const execute = async (source: string) => {
        const result = await org.executeAnonymous(source);
        assert.ok(result.compiled);
        await org.engine.idle();
        const rows = await org.query('SELECT Name FROM Account ORDER BY Name');
        return [result.exceptionMessage, rows.map((row) => (row as { Name?: unknown }).Name)];
      };
      assert.deepEqual(await execute("Events.late('a');"), [null, ['ka']]);
      const failing = "Events.late('b'); EventBus.publish(new Soon__e(Text__c = 'b')); Integer i = 0; i = 1 / i;";
      assert.deepEqual(await execute(failing), ['System.MathException: Divide by 0', ['ka', 'soon b']]);
      assert.deepEqual(await execute("Events.late('bad'); Events.late('c');"), [null, ['ka', 'kc', 'soon b']]);
    } finally {
      await org.close();
    }
  });
});
