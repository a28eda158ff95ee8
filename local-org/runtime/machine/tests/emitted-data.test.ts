/** Emitted code that touches records, describes, labels, arrays and library members of every kind. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { libraryType } from '../../../apex/library.ts';
import { ApexList } from '../../values/collections.ts';
import { evaluate, failure, runs } from '../../tests/apex-program.ts';
import type { CallerContext } from '../hooks.ts';
import { runtimeType } from '../runtime-type.ts';
import type { FakeRecord } from './fake-platform.ts';

/** A library type with a property, a constructor, a constant and a member that sees the caller's variables. */
class Note {
  text: string | null = null;
}
let seen: CallerContext | null = null;
const noteType = libraryType(
  'Test.Note',
  { isInstance: (value) => value instanceof Note },
  {
    'new()': () => new Note(),
    'String text { get; set; }': {
      get: (self: Note) => self.text,
      set: (self: Note, value: string | null) => {
        self.text = value;
      }
    },
    'static Integer LONGEST': () => 80,
    'static String look(String what)': (what: string | null, caller: CallerContext) => {
      seen = caller;
      return what;
    }
  }
);
const extra = [
  {
    ...noteType,
    members: noteType.members.map((member) =>
      member.name === 'look' ? { ...member, needs: ['localVariables'] as const } : member
    )
  }
];

describe('records', () => {
  it('are made with fields, read, and written', () => {
    const program = runs({
      Foo: `public class Foo {
      public static Account make(String name) { Account a = new Account(Name = name, NumberOfEmployees = 2); a.NumberOfEmployees += 5; a.Phone = a.Name + '!'; return a; }
      public static String onNull() { Account a; return a.Name; }
      public static void setOnNull() { Account a; a.Name = 'x'; } }`
    });
    const record = program.call('Foo', 'make', 'Ada') as FakeRecord;
    assert.deepEqual(
      [...record.values],
      [
        ['Name', 'Ada'],
        ['NumberOfEmployees', 7],
        ['Phone', 'Ada!']
      ]
    );
    assert.equal(program.failure('Foo', 'onNull').typeName, 'System.NullPointerException');
    assert.equal(program.failure('Foo', 'setOnNull').typeName, 'System.NullPointerException');
  });

  it('lead to parents and children', () => {
    const program = runs({
      Foo: `public class Foo {
      public static String parent(Contact c) { return c.Account.Name; }
      public static String grandparent(Contact c) { return c.Account.Owner.Name; }
      public static Integer method(Contact c) { return c.Account.Name.length(); }
      public static String ofVariable(Contact c) { Account a = c.Account; return a.Name; }
      public static void change(Contact c) { c.Account.Name = 'x'; }
      public static String safeParent(Contact c) { return c?.Account?.Name; }
      public static void give(Contact c, Account a) { c.Account = a; }
      public static Integer children(Account a) { return a.Contacts.size(); } }`
    });
    const { platform } = program;
    const [contact, account] = [
      platform.newSObject('Contact') as FakeRecord,
      platform.newSObject('Account') as FakeRecord
    ];
    // Apex Developer Guide, "Accessing SObject Fields Through Relationships".
    assert.equal(program.call('Foo', 'parent', contact), null);
    assert.equal(program.call('Foo', 'grandparent', contact), null);
    for (const method of ['method', 'ofVariable', 'change'])
      assert.equal(program.failure('Foo', method, contact).typeName, 'System.NullPointerException', method);
    assert.equal(program.call('Foo', 'safeParent', contact), null);
    assert.equal(program.call('Foo', 'safeParent', null), null);
    account.values.set('Name', 'Acme');
    program.call('Foo', 'give', contact, account);
    assert.equal(program.call('Foo', 'parent', contact), 'Acme');
    account.values.set('Contacts', new ApexList(runtimeType('List<Contact>'), [contact]));
    assert.equal(program.call('Foo', 'children', account), 1);
  });

  it('upsert and merge pass their second operand', () => {
    const program = runs({
      Foo: `public class Foo { public static void run(Account a, Account b) { merge a b; undelete a; } }`
    });
    program.call('Foo', 'run', 'a', 'b');
    assert.deepEqual(
      program.platform.dmlCalls.map(({ operation, value, mergeWith }) => [operation, value, mergeWith]),
      [
        ['merge', 'a', 'b'],
        ['undelete', 'a', null]
      ]
    );
  });
});

describe('labels', () => {
  it('come from the platform', () => assert.equal(evaluate('String', 'System.Label.Greeting'), 'label:Greeting'));
});

describe('arrays', () => {
  it('are lists of nulls with a length', () => {
    assert.equal(
      evaluate('String', `a.size() + '' + a[1] + a[0]`, 'Integer[] a = new Integer[2]; a[0] = 5;'),
      '2null5'
    );
    assert.equal(
      failure('Integer[] a = new Integer[2]; a[2] = 5;').text,
      'System.ListException: List index out of bounds: 2'
    );
    assert.equal(
      evaluate(
        'Integer',
        'a[1][0]',
        'List<List<Integer>> a = new List<List<Integer>>{ new List<Integer>{ 1 }, new List<Integer>{ 2 } };'
      ),
      2
    );
  });
});

describe('library members', () => {
  it('constructors, properties and constants', () => {
    const program = runs(
      {
        Foo: `public class Foo {
      public static String run() { Test.Note n = new Test.Note(); n.text = 'a'; n.text += 'b'; return n.text + Test.Note.LONGEST; }
      public static String onNull() { Test.Note n; return n?.text; }
      public static String look() { Integer Count = 4; { String nested = 'gone'; } String s; return Test.Note.look('x'); } }`
      },
      extra
    );
    assert.equal(program.call('Foo', 'run'), 'ab80');
    assert.equal(program.call('Foo', 'onNull'), null);
    assert.equal(program.call('Foo', 'look'), 'x');
    assert.deepEqual(seen?.localVariables, { count: 4, s: null });
  });

  it('operators on dates and Booleans', () => {
    assert.equal(evaluate('String', 'String.valueOf(d + 1)', 'Date d = Date.newInstance(2024, 12, 31);'), '2025-01-01');
    assert.equal(evaluate('Boolean', 'd < d + 1 && !(d == d - 1)', 'Date d = Date.newInstance(2024, 12, 31);'), true);
    assert.equal(evaluate('Boolean', '(a | b) & !(a ^ a)', 'Boolean a = true; Boolean b = false;'), true);
    assert.equal(evaluate('Integer', '((6 & 3) | 8) ^ 1'), 11);
  });
});

describe('enums', () => {
  const Color = 'public enum Color { RED, GREEN }';
  it('have one object per value, order and names', () => {
    assert.equal(
      evaluate(
        'String',
        `Color.GREEN.name() + Color.GREEN.ordinal() + Color.values().size() + Color.valueOf('RED') + (Color.valueOf('RED') === Color.RED)`,
        '',
        { Color }
      ),
      'GREEN12REDtrue'
    );
    assert.equal(
      evaluate('Integer', 'm.get(Color.RED)', 'Map<Color, Integer> m = new Map<Color, Integer>{ Color.RED => 1 };', {
        Color
      }),
      1
    );
  });
});

describe('names', () => {
  it('that the platform has are refused for classes, loudly', () => {
    assert.throws(
      () => runs({ Matcher: 'public class Matcher { }' }),
      /not supported by the local org: a class named Matcher, as a type of the platform is/
    );
  });
});
