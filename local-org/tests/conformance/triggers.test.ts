/** Triggers, item 17 of the semantics; a program of its own, as one program runs per thread. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openProgram } from './org-program.ts';

test('17. triggers run in chunks of 200 and see what was there before', () => {
  const program = openProgram({
    Main: `public class Main {
      public static String sizes = '';
      public static String run() {
        List<Account> accounts = new List<Account>();
        for (Integer i = 0; i < 201; i++) accounts.add(new Account(Name = 'n' + i));
        insert accounts;
        accounts[200].Name = 'new name';
        update accounts[200];
        return sizes;
      }
    }`,
    'T.trigger': `trigger T on Account (before insert, after update) {
      Main.sizes += Trigger.isInsert ? ' ' + Trigger.size : ' ' + Trigger.old[0].Name + ' > ' + Trigger.new[0].Name;
    }`
  });
  assert.equal(program.run('run'), ' 200 1 n200 > new name');
});
