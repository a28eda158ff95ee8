/** Triggers are checked like any other body. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

function messagesOf(trigger: string): string[] {
  const handler = 'public class Handler { public static void handle(List<Account> records, Map<Id, Account> old) {} }';
  return problemsOf({ Handler: handler, 'T.trigger': trigger }).map(({ kind, message }) => `${kind}: ${message}`);
}

test('context variables have the types of the object', () => {
  assert.deepEqual(
    messagesOf(`trigger T on Account (before insert, after update) {
    List<Account> records = Trigger.new;
    if (Trigger.isInsert && Trigger.isBefore || Trigger.size > 1) { Handler.handle(Trigger.new, Trigger.oldMap); return; }
    for (Account a : Trigger.new) { a.Name = Trigger.oldMap.get(a.Id).Name; Trigger.newMap.get(a.Id).Name = 'x'; }
    switch on Trigger.operationType { when BEFORE_INSERT { records.sort(); } when else { } }
  }`),
    []
  );
});

for (const [code, message] of [
  ['Contact c = Trigger.new[0];', 'error: Illegal assignment from Account to Contact'],
  ['Trigger.new = null;', 'error: Expression cannot be assigned'],
  ['Integer i = Trigger.size; Integer I;', 'error: Duplicate variable: I'],
  ['nope();', 'error: Method does not exist or incorrect signature: void nope() from the type Trigger.T'],
  ['this.x();', 'error: This cannot be referenced in a static context'],
  ['return 1;', 'error: Trigger bodies must not return a value'],
  ['return; Integer i;', 'error: Unreachable statement'],
  ['Trigger.nope.x();', 'error: Variable does not exist: nope'],
  ['static Integer i = 0;', 'unsupported: not supported by the local org: static variables declared in a trigger'],
  ['public virtual Integer i = 0;', 'error: virtual is not allowed on fields'],
  ['void f() {}', 'unsupported: not supported by the local org: methods and types declared in a trigger']
] as const) {
  test(`in a trigger: ${code}`, () =>
    assert.deepEqual(messagesOf(`trigger T on Account (before insert) { ${code} }`), [message]));
}

test('events', () => {
  assert.deepEqual(messagesOf('trigger T on Account (before insert, BEFORE Insert) { }'), [
    'error: Duplicate Trigger Usage: BEFORE INSERT'
  ]);
  assert.deepEqual(messagesOf('trigger T on Account (before undelete) { }'), [
    'error: Trigger Usage Before Undelete is not supported'
  ]);
});

test('the object has to exist', () => {
  assert.deepEqual(messagesOf('trigger T on Settings__c (before insert) { }'), [
    'error: SObject type does not allow triggers: Settings__c'
  ]);
  assert.deepEqual(messagesOf('trigger T on Nope__c (before insert) { }'), ['error: Invalid type: Schema.Nope__c']);
  assert.deepEqual(messagesOf('trigger T on Nope (before insert) { }'), ['error: Invalid type: Schema.Nope']);
});

test('syntax errors', () => {
  assert.deepEqual(messagesOf('trigger T on Account (before insert) { Integer i = 1 }'), [
    "error: Unexpected token '}'."
  ]);
});

test('context variables outside of triggers have the types of any record', () => {
  assert.deepEqual(
    problemsOf({
      A: 'public class A { Boolean f() { List<SObject> all = Trigger.new; return Trigger.isExecuting; } }'
    }),
    []
  );
  assert.deepEqual(
    problemsOf({ A: 'public class A { void f() { Account a = Trigger.new[0]; } }' }).map(({ message }) => message),
    ['Illegal assignment from SObject to Account']
  );
});
