/** Classes of the platform that packages use now and then. Sources: Apex Reference Guide v65, the class of each test. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Doubled = `public class Doubled {
  public class Input { @InvocableVariable(required=true) public Integer amount; @InvocableVariable public List<String> words; @InvocableVariable(label='Unit') public String unit = 'kg'; }
  public class Output { @InvocableVariable public Integer amount; @InvocableVariable public String text; }
  @InvocableMethod(label='Doubled') public static List<Output> run(List<Input> inputs) {
    List<Output> all = new List<Output>();
    for (Input each : inputs) {
      if (each.amount < 0) throw new IllegalArgumentException('negative');
      Output one = new Output(); one.amount = each.amount * 2; one.text = each.unit + (each.words == null ? '' : String.join(each.words, ',')); all.add(one);
    }
    return all;
  }
}`;
const Upper = `public class Upper {
  @InvocableMethod public static List<String> run(List<String> texts) { List<String> all = new List<String>(); for (String each : texts) all.add(each.toUpperCase()); return all; }
}`;

const Main = `@IsTest public class Main {
  static Invocable.Action doubled() { return Invocable.Action.createCustomAction('apex', 'Doubled'); }
  public static String action() {
    Invocable.Action action = doubled();
    action.setInvocationParameter('amount', 2).setInvocationParameter('words', new List<String>{ 'a', 'b' });
    action.addInvocation().setInvocationParameter('amount', 5);
    List<Invocable.Action.Result> results = action.invoke();
    Map<String, Object> first = results[0].getOutputParameters();
    return results.size() + ' ' + results[0].isSuccess() + ' ' + first.get('amount') + ' ' + first.get('text') + ' ' + results[1].getOutputParameters().get('text') + ' ' + results[0].getAction().getName() + ' ' + results[1].getInvocationParameters();
  }
  public static String actionOfTexts() { return '' + Invocable.Action.createCustomAction('apex', 'Upper').setInvocationParameter('texts', 'a').invoke()[0].getOutputParameters().get('output'); }
  public static String actionSet() { return '' + doubled().setInvocations(new List<Map<String, Object>>{ new Map<String, Object>{ 'amount' => 4 } }).invoke()[0].getOutputParameters().get('amount'); }
  public static String actionThrows() { return '' + doubled().setInvocationParameter('amount', -1).invoke(); }
  public static String actionWithout() { return '' + doubled().setInvocationParameter('unit', 'g').invoke(); }
  public static String actionOther() { return '' + doubled().setInvocationParameter('amount', 1).setInvocationParameter('nothing', 1).invoke(); }
  public static String actionType() { return '' + doubled().setInvocationParameter('amount', '1').invoke(); }
  public static String standardAction() { return '' + Invocable.Action.createStandardAction('chatterPost').setInvocationParameter('text', 'x').invoke(); }
  public static String flowAction() { return '' + Invocable.Action.createCustomAction('flow', 'Some_Flow').invoke(); }
  static void accounts() { insert new List<Account>{ new Account(Name = 'A'), new Account(Name = 'B'), new Account(Name = 'C') }; }
  static Database.Cursor cursor() { accounts(); return Database.getCursor('SELECT Name FROM Account ORDER BY Name'); }
  static String names(List<Account> all) { String s = ''; for (Account each : all) s += each.Name; return s; }
  public static String cursorRows() { Database.Cursor c = cursor(); Integer before = Limits.getQueries(); Integer rows = Limits.getQueryRows(); String found = names(c.fetch(1, 1)) + names(c.fetch(0, 200)); return c.getNumRecords() + ' ' + found + ' ' + (Limits.getQueries() - before) + ' ' + (Limits.getQueryRows() - rows) + ' ' + Limits.getFetchCallsOnApexCursor(); }
  public static String cursorKeepsIds() { Database.Cursor c = cursor(); Account changed = [SELECT Id FROM Account WHERE Name = 'B']; changed.Name = 'Z'; update changed; return names(c.fetch(0, 3)); }
  public static String cursorOfNothing() { String name = 'X'; return '' + Database.getCursor('SELECT Id FROM Account WHERE Name = :name', AccessLevel.USER_MODE).getNumRecords(); }
  public static String cursorWithBinds() { accounts(); return names(Database.getCursorWithBinds('SELECT Name FROM Account WHERE Name = :n', new Map<String, Object>{ 'n' => 'B' }, AccessLevel.SYSTEM_MODE).fetch(0, 1)); }
  public static String cursorPastEnd() { return '' + cursor().fetch(3, 1); }
  public static String cursorOverDeleted() { Database.Cursor c = cursor(); delete [SELECT Id FROM Account LIMIT 1]; return '' + c.fetch(0, 3); }
  public static String cursorElevenTimes() { Database.Cursor c = cursor(); for (Integer i = 0; i < 11; i++) c.fetch(0, 1); return 'fetched'; }
  public static String pages() { accounts(); Database.PaginationCursor c = Database.getPaginationCursor('SELECT Name FROM Account ORDER BY Name'); Database.CursorFetchResult one = c.fetchPage(0, 2); Database.CursorFetchResult two = c.fetchPage(one.getNextIndex(), 2); return c.getNumRecords() + ' ' + names(one.getRecords()) + ' ' + one.getNextIndex() + ' ' + names(two.getRecords()) + ' ' + two.isDone() + one.getNumDeletedRecords(); }
  public class Chunks implements Queueable {
    Database.Cursor found; Integer position = 0;
    public Chunks(Database.Cursor found) { this.found = found; }
    public void execute(QueueableContext context) { for (Account each : (List<Account>) found.fetch(position, 2)) seen += each.Name; }
  }
  static String seen = '';
  public static String cursorInJob() { Test.startTest(); System.enqueueJob(new Chunks(cursor())); Test.stopTest(); return seen; }
  static String UUID_TEXT = '707b2538-98bb-41e7-95e3-1d77bf42b102';
  public static String uuids() { UUID one = UUID.fromString(UUID_TEXT); UUID other = UUID.fromString(UUID_TEXT); Assert.areEqual(one, other); return (one == other) + ' ' + one.equals(UUID_TEXT) + ' ' + new Set<UUID>{ one, other }.size() + ' ' + (one == UUID.randomUUID()); }
  public static String noUuid() { try { return '' + UUID.fromString('not a uuid'); } catch (IllegalArgumentException e) { return 'refused'; } }
  public static String registers() { Auth.UserData user = new Auth.UserData('id', 'First', 'Last', 'Full', 'e@x.com', 'link', 'user', 'en_US', 'provider', 'url', new Map<String, String>{ 'a' => 'b' }); user.email = 'other@x.com'; return user.identifier + user.firstName + user.siteLoginUrl + user.attributeMap.get('a') + user.email + user.idToken; }
  public static String tokens() { Auth.AuthProviderTokenResponse given = new Auth.AuthProviderTokenResponse('provider', 'token', 'secret', 'state'); Auth.AuthProviderCallbackState state = new Auth.AuthProviderCallbackState(null, 'body', new Map<String, String>{ 'code' => 'c' }); return given.oauthToken + given.oauthSecretOrRefreshToken + given.state + given.provider + state.queryParameters.get('code') + state.body; }
  public static String deploys() {
    Metadata.CustomMetadata record = new Metadata.CustomMetadata(); record.fullName = 'Type.Record';
    Metadata.DeployContainer container = new Metadata.DeployContainer(); container.addMetadata(record);
    try { Metadata.Operations.enqueueDeployment(container, null); return 'deployed'; } catch (AsyncException e) { return container.getMetadata().size() + ((Metadata.CustomMetadata) container.getMetadata()[0]).fullName + ' ' + e.getMessage(); }
  }
  static Id hours() { return [SELECT Id FROM BusinessHours WHERE IsDefault = true].Id; }
  public static String alwaysOpen() {
    Datetime noon = Datetime.newInstanceGmt(2026, 3, 29, 12, 0, 0); BusinessHours named = new BusinessHours(Id = hours());
    return BusinessHours.isWithin(named.Id, noon) + ' ' + BusinessHours.diff(named.Id, noon, noon.addHours(2)) + ' ' + (BusinessHours.add(named.Id, noon, 3600000L) == noon.addHours(1)) + ' ' + (BusinessHours.addGmt(named.Id, noon, -1000L) == noon.addSeconds(-1)) + ' ' + (BusinessHours.nextStartDate(named.Id, noon) == noon);
  }
  public static String noHours() { return '' + BusinessHours.isWithin(UserInfo.getUserId(), Datetime.now()); }
  public static String noSite() { return Network.getNetworkId() + ' ' + System.Network.getNetworkId() + ' ' + Site.getSiteId(); }
  public static String networkRecord() { Network named = new Network(); return named.Name + ' ' + Network.SObjectType; }
  public static String grantedPermission() {
    User sailor = new User(Username = 'sailor@example.com', LastName = 'S', Alias = 's', Email = 's@example.com', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = UserInfo.getProfileId()); insert sailor;
    PermissionSet granting = new PermissionSet(Name = 'Granting', Label = 'Granting'); insert granting;
    insert new PermissionSetAssignment(PermissionSetId = granting.Id, AssigneeId = sailor.Id);
    insert new SetupEntityAccess(ParentId = granting.Id, SetupEntityId = [SELECT Id FROM CustomPermission WHERE DeveloperName = 'Sail'].Id);
    System.runAs(sailor) { return '' + FeatureManagement.checkPermission('Sail'); }
    return null;
  }
  public static String actionFromJson() {
    Invocable.Action.Result made = (Invocable.Action.Result) JSON.deserialize('{"success":false,"outputParameters":{},"errors":[{"code":"A","message":"B"}]}', Invocable.Action.Result.class);
    made.getOutputParameters().put('record', new Account(Name = 'C'));
    return made.isSuccess() + made.getErrors()[0].getCode() + made.getErrors()[0].getMessage() + ((Account) made.getOutputParameters().get('record')).Name;
  }
}`;

const UNSUPPORTED = 'not supported by the local org: ';
const CASES: ReadonlyArray<readonly [method: string, expected: string]> = [
  ['action', '2 true 4 kga,b kg Doubled {amount=5}'],
  ['actionOfTexts', 'A'],
  ['actionSet', '8'],
  ['actionThrows', `${UNSUPPORTED}an invocable action that throws System.IllegalArgumentException: negative`],
  ['actionWithout', `${UNSUPPORTED}an invocable action without its amount`],
  ['actionOther', `${UNSUPPORTED}the parameter nothing of an invocable action without it`],
  ['actionType', `${UNSUPPORTED}another type than Integer as amount of an invocable action`],
  ['standardAction', `${UNSUPPORTED}the invocable action chatterPost`],
  ['flowAction', `${UNSUPPORTED}the invocable action flow Some_Flow`],
  ['actionFromJson', 'falseABC'],
  ['alwaysOpen', 'true 7200000 true true true'],
  ['noHours', `${UNSUPPORTED}BusinessHours methods with an Id that is not one of business hours`],
  ['noSite', 'null null null'],
  ['networkRecord', 'null Network'],
  ['grantedPermission', 'true'],
  ['uuids', 'true false 1 false'],
  ['noUuid', 'refused'],
  ['registers', 'idFirsturlbother@x.comnull'],
  ['tokens', 'tokensecretstateprovidercbody'],
  ['deploys', '1Type.Record Metadata cannot be deployed from within a test'],
  ['cursorRows', '3 BABC 2 4 2'],
  ['cursorKeepsIds', 'AZC'],
  ['cursorOfNothing', '0'],
  ['cursorWithBinds', 'B'],
  ['cursorPastEnd', `${UNSUPPORTED}fetching 1 rows at 3 of a cursor of 3`],
  ['cursorOverDeleted', `${UNSUPPORTED}fetching rows of a cursor that were deleted meanwhile`],
  ['cursorElevenTimes', `${UNSUPPORTED}more than 10 fetches of cursors in a transaction`],
  ['pages', '3 AB 2 C true0'],
  ['cursorInJob', 'AB']
];

const program = openProgram({ Main, Doubled, Upper });
after(() => program.runtime.close());

for (const [method, expected] of CASES) it(method, () => assert.equal(program.run(method), expected));
