/**
 * Names that nothing was found for: wrong, or of the platform and missing here. The fixture's small library lacks most of
 * what the facts of the platform list, so both kinds are at hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlatformFacts } from '../platform/facts.ts';
import { problemsOf } from './fixture.ts';

const OR_MISSING = ' (or not supported by the local org)';

/** Statements, and the message that ends in `*` when the platform has what is named. */
const VERDICTS: ReadonlyArray<readonly [statement: string, message: string]> = [
  ['Sting s;', 'Invalid type: Sting'],
  ['System.Sting s;', 'Invalid type: System.Sting'],
  ['List<Sting> s;', 'Invalid type: Sting'],
  ['RestResponze r;', 'Invalid type: RestResponze'],
  ['RestResponse r;', 'Invalid type: RestResponse*'],
  ['System.RestResponse r;', 'Invalid type: System.RestResponse*'],
  ['FlexQueue f;', 'Invalid type: FlexQueue*'],
  ['ConnectApi.Feed f;', 'Invalid type: ConnectApi.Feed*'],
  ['Metadata.DeployContainer d;', 'Invalid type: Metadata.DeployContainer*'],
  ['Metadata.DeployContainr d;', 'Invalid type: Metadata.DeployContainr'],
  ['Database.PaginationCursor c;', 'Invalid type: Database.PaginationCursor*'],
  ['Flow.Interview.Any_Flow f;', 'Invalid type: Flow.Interview.Any_Flow*'],
  ['AIApplication a;', 'Invalid type: AIApplication*'],
  ['AIApplicationShare a;', 'Invalid type: AIApplicationShare*'],
  ['Schema.AIApplication a;', 'Invalid type: Schema.AIApplication*'],
  ['AIAplication a;', 'Invalid type: AIAplication'],
  ['Nope__c n;', 'Invalid type: Nope__c'],
  ['Nope__Share n;', 'Invalid type: Nope__Share'],
  ['ns__Nope__c n;', 'Invalid type: ns__Nope__c'],
  ['ns.Nope n;', 'Invalid type: ns.Nope'],
  ['try { m(); } catch (NopeException e) { }', 'Invalid type: NopeException'],
  ['try { m(); } catch (BigObjectException e) { }', 'Invalid type: BigObjectException*'],
  ['Sytem.now();', 'Variable does not exist: Sytem'],
  ['FlexQueue.moveJobToFront(null);', 'Variable does not exist: FlexQueue*'],
  ['ConnectApi.Nope.f();', 'Variable does not exist: ConnectApi*'],
  ['nope.f();', 'Variable does not exist: nope'],
  ['Object o = FlexQueue;', 'Variable does not exist: FlexQueue'],
  ['Object o = Schema.SObjectType.Acount.getLabel();', 'Variable does not exist: Acount'],
  ['Object o = Schema.SObjectType.AIApplication.getLabel();', 'Variable does not exist: AIApplication*'],
  ["'a'.lenght();", 'Method does not exist or incorrect signature: void lenght() from the type String'],
  ["'a'.reverse();", 'Method does not exist or incorrect signature: void reverse() from the type String*'],
  ["'a'.reverse(1);", 'Method does not exist or incorrect signature: void reverse(Integer) from the type String'],
  ["'a'.left('b');", 'Method does not exist or incorrect signature: void left(String) from the type String'],
  ["'a'.left(1);", 'Method does not exist or incorrect signature: void left(Integer) from the type String*'],
  [
    'String.fromCharArray(new List<String>());',
    'Method does not exist or incorrect signature: void fromCharArray(List<String>) from the type String'
  ],
  [
    'String.fromCharArray(new List<Integer>());',
    'Method does not exist or incorrect signature: void fromCharArray(List<Integer>) from the type String*'
  ],
  [
    'new List<String>().indexOf(1);',
    'Method does not exist or incorrect signature: void indexOf(Integer) from the type List<String>'
  ],
  [
    "new List<String>().indexOf('a');",
    'Method does not exist or incorrect signature: void indexOf(String) from the type List<String>*'
  ],
  ['new Account().nope();', 'Method does not exist or incorrect signature: void nope() from the type Account'],
  [
    'new Account().recalculateFormulas();',
    'Method does not exist or incorrect signature: void recalculateFormulas() from the type Account*'
  ],
  [
    'new DmlException().getNope();',
    'Method does not exist or incorrect signature: void getNope() from the type System.DmlException'
  ],
  ['Integer i = Integer.MAXIMUM;', 'Variable does not exist: MAXIMUM'],
  ['Object o = new List<String>().nope;', 'Variable does not exist: nope']
];

for (const [statement, expected] of VERDICTS) {
  test(`not found: ${statement}`, () => {
    const [problem, ...more] = problemsOf({ A: `public class A { void m() { ${statement} } }` });
    assert.deepEqual([problem?.message, more.length], [expected.replace('*', OR_MISSING), 0]);
    assert.equal(problem?.kind, expected.endsWith('*') ? 'unsupported' : 'error');
  });
}

test('a method that an ancestor in the library has is missing here, any other is wrong', () => {
  const source = (call: string): string =>
    `public class A { class OwnException extends Exception { } void m(OwnException e) { ${call} } }`;
  const verdict = (call: string): string[] => problemsOf({ A: source(call) }).map(({ kind }) => kind);
  assert.deepEqual([verdict('e.getDmlId(0);'), verdict('e.getDmlIds(0);')], [['unsupported'], ['error']]);
});

test('what may be of a package that the project depends on is not judged; what cannot be is', () => {
  const verdict = (statement: string): string[] =>
    problemsOf({ A: `public class A { void m() { ${statement} } }` }, 65, { packages: ['Base@1.2'] }).map(
      ({ kind, message }) => `${kind}: ${message}`
    );
  const words = ' (or not supported by the local org: packages that the project depends on are missing: Base@1.2)';
  assert.deepEqual(verdict('ns.Thing t;'), [`unsupported: Invalid type: ns.Thing${words}`]);
  assert.deepEqual(verdict('ns__Thing__c t;'), [`unsupported: Invalid type: ns__Thing__c${words}`]);
  assert.deepEqual(verdict('Thing.run();'), [`unsupported: Variable does not exist: Thing${words}`]);
  assert.deepEqual(verdict('ns.Thing.run();'), [`unsupported: Variable does not exist: ns${words}`]);
  assert.deepEqual(verdict('thing.run();'), ['error: Variable does not exist: thing']);
  assert.deepEqual(
    verdict("'a'.lenght();").map((text) => text.slice(0, 5)),
    ['error']
  );
  assert.deepEqual(verdict('Integer i = Integer.MAXIMUM;'), ['error: Variable does not exist: MAXIMUM']);
});

test('the facts are read as they are written', () => {
  const facts = new PlatformFacts();
  const parameters = (type: string, name: string): string[] =>
    facts
      .members(facts.find(type)!, name)
      .map((member) => `${member.isStatic} ${member.parameters.join('; ')}: ${member.type}`);
  assert.deepEqual(parameters('system.MAP', 'PUTALL'), ['false Map<K,V>: void', 'false List<SObject>: void']);
  assert.deepEqual(parameters('DmlException', 'getMessage'), ['false : String']);
  assert.deepEqual(parameters('DisplayType', 'textarea'), ['true : Schema.DisplayType']);
  assert.deepEqual(
    [facts.find('Nope'), facts.isNamespace('messaging'), facts.isNamespace('nope')],
    [null, true, false]
  );
});
