/** Which words may be names where. Expectations: what Salesforce's own compiler says to the same programs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

/** Every place in which a name is declared. */
const PLACES: ReadonlyArray<readonly [place: string, program: (name: string) => string]> = [
  ['a local variable', (name) => `void m() { Integer ${name} = 1; }`],
  ['a field', (name) => `Integer ${name};`],
  ['a property', (name) => `Integer ${name} { get; set; }`],
  ['a parameter', (name) => `void m(Integer ${name}) {}`],
  ['a loop variable', (name) => `void m() { for (Integer ${name} : new List<Integer>()) {} }`],
  ['a caught exception', (name) => `void m() { try { m(); } catch (Exception ${name}) {} }`],
  ['a matched record', (name) => `void m(SObject s) { switch on s { when Account ${name} {} } }`],
  ['a value of an enum', (name) => `enum E { ${name} }`],
  ['an inner class', (name) => `class ${name} {}`]
];

function refusals(name: string, program: (name: string) => string): string[] {
  return problemsOf({ A: `public class A { ${program(name)} }` }).map(({ message }) => message);
}

for (const word of ['by', 'asc', 'select', 'limit', 'trigger', 'using', 'commit', 'like', 'nulls']) {
  for (const [place, program] of [...PLACES, ['a method', (name: string) => `void ${name}() {}`] as const])
    test(`${word} as the name of ${place}`, () => {
      const found = refusals(word, program);
      assert.ok(found.length > 0 && /Unexpected token|Expecting|Missing|Extra/.test(found[0]!), found.join());
    });
}

for (const word of [
  'any',
  'group',
  'number',
  'of',
  'date',
  'string',
  'object',
  'system',
  'exception',
  'case',
  'when'
]) {
  for (const [place, program] of PLACES)
    test(`${word} as the name of ${place}`, () =>
      assert.equal(refusals(word, program)[0], `Identifier name is reserved: ${word}`));
  test(`${word} as the name of a method`, () =>
    assert.deepEqual(
      refusals(word, (name) => `void ${name}() {}`),
      []
    ));
}

for (const word of [
  'after',
  'before',
  'count',
  'excludes',
  'first',
  'includes',
  'last',
  'order',
  'sharing',
  'with',
  'id'
])
  for (const [place, program] of PLACES)
    test(`${word} may be the name of ${place}`, () => assert.deepEqual(refusals(word, program), []));

test('page is a name, but not of a type', () => {
  assert.deepEqual(
    refusals('page', (name) => `Integer ${name};`),
    []
  );
  assert.deepEqual(
    refusals('Page', (name) => `class ${name} {}`),
    ['Identifier type is reserved: Page']
  );
});
