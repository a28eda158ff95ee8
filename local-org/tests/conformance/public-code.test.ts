/**
 * What public Apex suites rely on and their orgs therefore do. Sources, test by test: the suite whose tests pass on an
 * org only so, or [C] what Salesforce's own compiler (that of its Apex language server) says to the same program.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `public virtual class Main {
  public enum Operator { PLUS, MINUS }
  private final Operator operator;
  Integer count = 1;
  List<String> names = new List<String>();
  public Main() { this.operator = null; }
  public Main(Operator operator) { this.operator = operator; }
  static String kind(Object o) {
    return (o instanceof Integer) + ' ' + (o instanceof Long) + ' ' + (o instanceof Double) + ' ' + (o instanceof Decimal);
  }
  public static String numbers() { return kind(1) + ', ' + kind(1L) + ', ' + kind(1.5d) + ', ' + kind(1.5) + ', ' + kind('1'); }
  public static String casts() {
    Object one = 1; Object half = 0.5;
    return ((Long) one + 2147483647) + ' ' + (Double) half + ' ' + new Set<Long>{ 1L }.contains((Long) one);
  }
  public static String castDown() { Object half = 0.5; return String.valueOf((Integer) half); }
  public static String dates() { Object day = Date.newInstance(2026, 1, 2); return (day instanceof Datetime) + ' ' + ((Datetime) day).hourGmt(); }
  static Main plus() { return new Main(Operator.PLUS); }
  public static String hiddenType() { return plus().operator.name(); }
  public static String copies() {
    Main first = new Main(Operator.MINUS); first.count = 2; first.names.add('shared');
    Main second = first.clone();
    second.count = 3; second.names.add('by both');
    return first.count + ' ' + second.count + ' ' + first.names + ' ' + second.operator + ' ' + (first == second);
  }
  public static String fieldErrors() {
    Account a = new Account(Name = 'A');
    a.Name.addError('not this one');
    return a.getErrors()[0].getFields() + ' ' + a.getErrors()[0].getMessage();
  }
  public static String listTypes() {
    List<SObject> records = new List<SObject>();
    return new List<Account>().getSObjectType() + ' ' + records.getSObjectType();
  }
  static Integer count(List<Opportunity> all) { return all.size(); }
  public static Integer handedOn() { List<SObject> records = new List<Account>{ new Account() }; return count(records); }
  public static String castList() { List<SObject> records = new List<Account>(); List<Opportunity> all = (List<Opportunity>) records; return 'ok'; }
  public static Boolean fieldMap() { return Schema.SObjectType.Account.fields.getMap().containsKey('name'); }
  public static String parents() {
    SObject o = new Opportunity(Name = 'O', Account = new Account(Name = 'A'));
    return o.getSObject('Account') + ' ' + ((Opportunity) o).Account.Name + ' ' + o.getPopulatedFieldsAsMap().keySet();
  }
  public static Boolean staticType() { return Account.getSObjectType() == Account.SObjectType; }
  public class OddException extends Exception { public Integer code = 7; }
  public static String exceptionTexts() {
    String raised;
    try { Integer i = 1 / Integer.valueOf('0'); } catch (Exception e) { raised = '' + e; }
    return new IllegalArgumentException('a') + ' | ' + new OddException('b') + ' | ' + raised;
  }
  public static String anyList() { try { Object o = new List<Object>(); Date d = (Date) o; } catch (TypeException e) { return e.getMessage(); } return null; }
  public static Boolean bareList() { return Type.forName('List').isAssignableFrom(Type.forName('List<ANY>')); }
  public class Answers implements StubProvider {
    public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) { return name + args; }
  }
  public static String stubbed() { Greeter greeter = (Greeter) Test.createStub(Greeter.class, new Answers()); return greeter.greet('you') + ' ' + greeter.leave() + ' ' + (((Object) greeter) instanceof Leaver); }
  public static Boolean objectEquals() { Object a = 'STR'; return a.equals('str') && !'STR'.equals('str'); }
  public static String resultFromJson() { return String.valueOf(JSON.deserialize('{"success":true}', Database.SaveResult.class)); }
  public static String idOrText() { try { Object o = '001000000000000AAA'; Date d = (Date) o; } catch (TypeException e) { return e.getMessage(); } return null; }
  public static String chunks() {
    List<Account> all = new List<Account>();
    for (Integer i = 0; i < 201; i++) all.add(new Account(Name = 'A' + i));
    insert all;
    List<Integer> sizes = new List<Integer>();
    for (List<Account> some : Database.query('SELECT Id, Name FROM Account')) { Account first = some[0]; sizes.add(some.size()); }
    for (List<SObject> none : Database.query('SELECT Id FROM Contact')) sizes.add(-1);
    return String.valueOf(sizes);
  }
  interface Namer { String name(Account a, List<SObject> others, Id i); }
  class AnyNamer implements Namer { public String name(SObject a, List<Account> others, String i) { return a.get('Name') + '/' + others.size() + '/' + i.length(); } }
  public static String wider() { Namer n = new AnyNamer(); return n.name(new Account(Name = 'A'), new List<Account>(), UserInfo.getUserId()); }
  public static String nickname() {
    User u = new User(LastName = 'L', Alias = 'l', Email = 'l@example.com', Username = 'l@example.com.conformance', ProfileId = UserInfo.getProfileId(), TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
    insert u;
    return String.valueOf([SELECT CommunityNickname FROM User WHERE Id = :u.Id].CommunityNickname != null);
  }
}`;

describe('public code', () => {
  const { run, runtime } = openProgram({
    Main,
    Leaver: 'public interface Leaver { String leave(); }',
    Greeter: 'public interface Greeter extends Leaver { String greet(String who); }'
  });
  after(() => runtime.close());

  it('finds a number an instance of every type that it converts to by itself [C; apex-rollup, apex-fp]', () => {
    assert.equal(
      run('numbers'),
      'true true true true, false true true true, false false true true, false false true true, false false false false'
    );
    assert.equal(run('casts'), '2147483648 0.5 true');
    assert.equal(run('castDown'), 'System.TypeException: Invalid conversion from runtime type Decimal to Integer');
    assert.equal(run('dates'), 'true 0');
  });

  it('names a type in static code though an instance field has its name [C; apex-dml-mocking, force-di]', () =>
    assert.equal(run('hiddenType'), 'PLUS'));

  it('copies objects of classes member by member [C; R.apex]', () =>
    assert.equal(run('copies'), '2 3 (shared, by both) MINUS false'));

  it('adds errors to fields [C; fflib-apex-common]', () => assert.equal(run('fieldErrors'), '(Name) not this one'));

  it('tells the type of a list of records [fflib-apex-common]', () => assert.equal(run('listTypes'), 'Account null'));

  it('hands lists of records on without a look at their type, unless a cast asks for it [fflib-apex-common]', () => {
    assert.equal(run('handedOn'), 1);
    assert.equal(
      run('castList'),
      'System.TypeException: Invalid conversion from runtime type List<Account> to List<Opportunity>'
    );
  });

  it('maps the fields of a described object [fflib-apex-common]', () => assert.equal(run('fieldMap'), true));

  it('keeps the parent that a constructor is given [apex-fp]', () =>
    assert.equal(run('parents'), 'Account:{Name=A} A {Name, Account}'));

  it('knows the type of an object by a static method [apex-mockery]', () => assert.equal(run('staticType'), true));

  it('shows exceptions that a program made like its objects [apex-mockery]', () =>
    assert.equal(
      run('exceptionTexts'),
      'IllegalArgumentException:[]: a | OddException:[code=7]: b | System.MathException: Divide by 0'
    ));

  it('calls the type of anything ANY in messages [apex-mockery]', () => {
    assert.equal(run('anyList'), 'Invalid conversion from runtime type List<ANY> to Date');
    assert.equal(run('bareList'), true);
  });

  it('loops over the lists of a dynamic query, 200 records each [C; SOQL For Loops, Apex Developer Guide]', () =>
    assert.equal(run('chunks'), '(200, 1)'));

  it('takes methods of wider parameters as the implementation of an interface [C; apex-ls]', () =>
    assert.equal(run('wider'), 'A/0/18'));

  it('makes stubs of interfaces [apex-mockery]', () => assert.equal(run('stubbed'), 'greet(you) leave() true'));

  it('compares texts behind Object without case when asked by equals [apex-mockery]', () =>
    assert.equal(run('objectEquals'), true));

  it('refuses what it can not tell [R.apex, apex-mockery]', () => {
    for (const method of ['resultFromJson', 'idOrText'])
      assert.match(String(run(method)), /not supported by the local org/, method);
  });

  it('gives users without a nickname one [fflib-apex-common]', () => assert.equal(run('nickname'), 'true'));
});

for (const [what, code, expected] of [
  [
    'instanceof that is always true',
    'Integer i = 1; Boolean b = i instanceof Long;',
    'Operation instanceof is always true since an instance of Integer is always an instance of Long'
  ],
  [
    'addError on what is no field',
    "String s = 'a'; s.addError('b');",
    'addError must be invoked on an expression that is an exact SObject field reference'
  ],
  [
    'the type of a list of texts',
    'Object t = new List<String>().getSObjectType();',
    'Operation only applies to SObject list types: List<String>'
  ]
] as const)
  it(`refuses ${what} [C]`, () =>
    assert.deepEqual(problems({ Main: `public class Main { void m() { ${code} } }` }), [expected]));
