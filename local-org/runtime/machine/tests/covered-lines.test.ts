/**
 * Which lines can be covered. Expected is what Salesforce's own compiler notes for each class (that of its Apex language
 * server, where it emits code), which a published result of an org agrees with (narendraudemalla/SalesforceCICD, SimpleClass).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runs } from '../../tests/apex-program.ts';

/** Lines that count begin with `*`. */
const CODE = `
 public class Foo {
   static final String TEXT = 'a';
*  static final Integer FIVE = 5;
   Integer none;
*  public Integer automatic { get; set; }
*  Integer computed {
     get {
*      return 1;
     }
     set;
   }
*  public Foo() {
*    Integer a;
*    Integer b, c,
*      d = 3;
*    if (a == 1
*        && b == 2) {
*      a = 2;
     } else {
*      a = 4;
     }
*    for (Integer i = 0; i < 3; i++)
*    {
*      a = i;
     }
     do {
*      b = 3;
*    } while (b < 2);
*    try {
*      a = c
*        ?? d;
     }
*    catch (Exception e) {
*      a = 2;
     } finally {
*      a = 3;
     }
*    switch on a {
*      when 1,
*        2 {
*        b = 3;
       }
       when else {
*        b = 4;
       }
     }
*    automatic = a == 3
*      ? 1
*      : 2;
   }
*  public static Integer run() {
*    return new Foo()
*      .automatic;
   }
 }`;

test('lines that can be covered, and those that have run', () => {
  const lines = CODE.split('\n');
  const program = runs({ Foo: lines.map((line) => ` ${line.slice(1)}`).join('\n') });
  program.call('Foo', 'run');
  const { coverable, covered } = program.machine.statements.coverage()[0]!;
  const marked = lines.flatMap((line, index) => (line.startsWith('*') ? [index + 1] : []));
  assert.deepEqual([...new Set(coverable)], marked);
  const missed = marked.filter((line) => !covered.includes(line)).map((line) => lines[line - 1]!.slice(1).trim());
  assert.deepEqual(missed, [
    'Integer computed {',
    'return 1;',
    '&& b == 2) {',
    'a = 2;',
    'catch (Exception e) {',
    'a = 2;',
    'b = 3;',
    ': 2;'
  ]);
});
