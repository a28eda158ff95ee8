/**
 * What values and the library do at run time, facts that an independent emulator's tests (glade-sh/glade) led to. The
 * source of each is beside it: [G] the Apex Developer Guide, [J] the Java library that Apex hands the work to, [Q…] a
 * question of salesforce.stackexchange.com, [glade] that emulator's tests alone name the message.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `public class Main {
  public virtual class Order { }
  public class Rush extends Order { }
  static List<Object> accounts() { return (List<Object>) Type.forName('List<Account>').newInstance(); }
  static List<Order> rushes() { return new List<Rush>{ new Rush() }; }
  public static String addsOther() { accounts().add(new Contact()); return 'ok'; }
  public static String addsOwn() { List<Object> all = accounts(); all.add(new Account()); all.add(null); return String.valueOf(all.size()); }
  public static String addsParent() { rushes().add(new Order()); return 'ok'; }
  public static String addsChild() { List<Order> all = rushes(); all.add(new Rush()); all.add(0, new Rush()); return String.valueOf(all.size()); }
  public static String putsFirst() { rushes().add(0, new Order()); return 'ok'; }
  public static String sets() { rushes().set(0, new Order()); return 'ok'; }
  public static String assigns() { List<Order> all = rushes(); all[0] = new Order(); return 'ok'; }
  public static String addsAll() { rushes().addAll(new List<Order>{ new Order() }); return 'ok'; }
  public static String addsText() { List<Object> all = new List<Integer>(); all.add('x'); return 'ok'; }
  public static String addsRecord() { List<SObject> all = new List<Account>(); all.add(new Contact()); return 'ok'; }

  public static String options() {
    List<SelectOption> all = new List<SelectOption>{
      new SelectOption('A', 'United States'), new SelectOption('C', 'Canada'), new SelectOption('A', 'Mexico')
    };
    all.sort();
    return String.valueOf(all);
  }

  static String sizes(List<String> parts) { return parts.size() + ' ' + String.join(parts, '|'); }
  public static String splitEmpty() { return sizes('abc'.split('', -1)) + ', ' + sizes('abc'.split('')); }
  public static String splitNullable() { return sizes(Pattern.compile('a*').split('ab cd', -1)); }
  public static String splitBoundary() { return sizes('one two'.split('\\\\b', -1)); }
  public static String splitNothing() { return sizes(''.split('x', -1)); }
  public static String splitLimit() { return sizes('abc'.split('', 4)) + ', ' + sizes('abc'.split('', 3)); }
  public static Boolean flags() { return Pattern.matches('(?i)(?s)a.b', 'A\\nB'); }

  public static String bindsField() { Account a = new Account(); return String.valueOf(Database.query('SELECT Id FROM Account WHERE Id = :a.Id')); }
  public static String bindsCall() { return String.valueOf(Database.query('SELECT Id FROM Account WHERE Name = :getName()')); }

  public interface Shape { }
  public abstract class Base { public String a; }
  public class Holder { public Shape shape; }
  public static String readsInterface() { return '' + JSON.deserialize('{}', Shape.class); }
  public static String readsAbstract() { return '' + JSON.deserialize('{"a":"x"}', Base.class); }
  public static String readsHolder() { return '' + JSON.deserialize('{"shape":{}}', Holder.class); }
  public static String readsNull() { return '' + JSON.deserialize('{"shape":null}', Holder.class); }

  public static Boolean author() {
    Document d = new Document(Name = 'x', DeveloperName = 'x', FolderId = UserInfo.getUserId(), Body = Blob.valueOf('x'));
    insert d;
    return [SELECT AuthorId FROM Document].AuthorId == UserInfo.getUserId();
  }

  public static String callout() {
    HttpRequest request = new HttpRequest();
    request.setEndpoint('callout:Shop/orders');
    request.setMethod('POST');
    HttpResponse response = new HttpResponse();
    response.setStatusCode(404);
    response.setStatus('Not Found');
    return request + ' ' + response + ' ' + new HttpResponse();
  }
  public static String unsent() { return '' + new HttpRequest(); }
  public static String prefixes() { return String.getCommonPrefix(new List<String>{ 'abc', 'abd' }) + String.getCommonPrefix(new List<String>{ 'abc', null }); }
  public static String otherParent() { SObject one = new Contact(); one.putSObject('Account', new Contact()); return 'put'; }

  public class Who implements Queueable { public void execute(QueueableContext context) { insert new Account(Name = UserInfo.getLastName()); } }
  public static String queuedAs() {
    User other = new User(Username = 'who@example.com', LastName = 'Other', Alias = 'x', Email = 'a@b.com', ProfileId = UserInfo.getProfileId(), TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
    Test.startTest();
    System.runAs(other) { System.enqueueJob(new Who()); }
    Test.stopTest();
    return String.valueOf([SELECT Name FROM Account].Name == UserInfo.getLastName());
  }

  public class Mute { public override String toString() { String none; return none.trim(); } }
  public static String joined() { try { return '' + new Mute(); } catch (NullPointerException e) { return e.getStackTraceString().replaceAll('line [0-9]+', 'line'); } }

  static String zoned(Integer month, String zone) { return Datetime.newInstanceGmt(2024, month, 1, 12, 0, 0).format('z', zone); }
  public static String zones() {
    List<String> shown = new List<String>();
    for (String zone : new List<String>{ 'Europe/London', 'Europe/Paris', 'Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney', 'America/New_York' }) {
      shown.add(zoned(1, zone) + ' ' + zoned(7, zone));
    }
    return String.join(shown, ', ') + ', ' + zoned(4, 'Europe/London');
  }
}`;

const UNSUPPORTED = 'not supported by the local org: ';
const RUSH = 'System.TypeException: Collection store exception adding Main.Order to List<Main.Rush>';

const CASES: readonly (readonly [method: string, expected: unknown, source: string])[] = [
  ['addsOther', 'System.TypeException: Collection store exception adding Contact to List<Account>', '[G] [glade]'],
  ['addsOwn', '2', '[G]'],
  ['addsParent', RUSH, '[G]'],
  ['addsChild', '3', '[G]'],
  ['putsFirst', RUSH, '[G]'],
  ['sets', RUSH, '[G]'],
  ['assigns', RUSH, '[G]'],
  ['addsAll', RUSH, '[G]'],
  ['addsText', 'System.TypeException: Collection store exception adding String to List<Integer>', '[G]'],
  ['addsRecord', 'System.TypeException: Collection store exception adding Contact to List<Account>', '[G]'],
  [
    'options',
    '(System.SelectOption[value="A", label="Mexico", disabled="false"], System.SelectOption[value="A", label="United States", disabled="false"], System.SelectOption[value="C", label="Canada", disabled="false"])',
    '[G] List Sorting'
  ],
  ['splitEmpty', '4 a|b|c|, 3 a|b|c', '[J] java.lang.String.split'],
  ['splitNullable', '7 ||b| |c|d|', '[J]'],
  ['splitBoundary', '4 one| |two|', '[J]'],
  ['splitNothing', '1 ', '[J]'],
  ['splitLimit', '4 a|b|c|, 3 a|b|c', '[J]'],
  ['flags', true, '[J]'],
  ['bindsField', 'System.QueryException: Variable does not exist: a.Id', '[Q8408]'],
  ['bindsCall', "System.QueryException: unexpected token: '('", 'github.com/jongpie/NebulaLogger/issues/131'],
  ['readsInterface', 'System.TypeException: Cannot deserialize JSON as abstract type: Main.Shape', '[Q250184]'],
  ['readsAbstract', 'System.TypeException: Cannot deserialize JSON as abstract type: Main.Base', '[Q250184]'],
  ['readsHolder', 'System.TypeException: Cannot deserialize JSON as abstract type: Main.Shape', '[Q250184]'],
  ['readsNull', 'Holder:[shape=null]', '[Q250184]'],
  [
    'callout',
    'System.HttpRequest[Endpoint=callout:Shop/orders, Method=POST] System.HttpResponse[Status=Not Found, StatusCode=404] System.HttpResponse[Status=null, StatusCode=0]',
    'debug logs; [Q312303]'
  ],
  ['unsent', `${UNSUPPORTED}the text of a System.HttpRequest without endpoint or method`, 'not known'],
  ['prefixes', 'ab', '[J] StringUtils.getCommonPrefix of Apache Commons Lang'],
  ['otherParent', `${UNSUPPORTED}putSObject of Contact as Contact.Account`, 'not known'],
  ['queuedAs', 'true', '[Q346971]'],
  ['joined', 'Class.Main.Mute.toString: line, column 1\nClass.Main.joined: line, column 1', '[G] getStackTraceString'],
  ['author', true, 'Object Reference, Document: AuthorId is defaulted on create'],
  ['zones', 'GMT BST, CET CEST, IST IST, JST JST, AEDT AEST, EST EDT, BST', '[J] the names of TimeZone']
];

describe('values and library at run time', () => {
  const { run, runtime } = openProgram({ Main });
  after(() => runtime.close());
  for (const [method, expected, source] of CASES) it(`${method} ${source}`, () => assert.equal(run(method), expected));
});
