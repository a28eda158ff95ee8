import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { FieldSchema, ObjectSchema } from '../../../metadata/schema.ts';
import { evaluate, failure } from '../../tests/apex-program.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import type { Decimal } from '../../values/decimal.ts';
import { SObjectRecord } from '../../values/sobject.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import { deserialise, serialise } from '../json/index.ts';
import { provideRecordFactory } from '../json/record-factory.ts';
import { ApexTime } from '../../values/time.ts';
import { assertThrows, call, decimal, double, enumValue, list, map, set, setUp } from './harness.ts';

const field = (
  apiName: string,
  type: string,
  relationshipName: string | null = null,
  referenceTo: string[] = []
): [string, unknown] => [apiName.toLowerCase(), { apiName, type, relationshipName, referenceTo }];
const SCHEMAS = new Map<string, ObjectSchema>(
  [
    [
      'Account',
      {
        apiName: 'Account',
        fields: new Map([
          field('Id', 'Id'),
          field('Name', 'String'),
          field('AnnualRevenue', 'Decimal'),
          field('ParentId', 'Id', 'Parent', ['Account'])
        ]),
        childRelationships: [{ childObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts' }]
      }
    ],
    ['Contact', { apiName: 'Contact', fields: new Map([field('LastName', 'String')]), childRelationships: [] }]
  ].map(([name, schema]) => [name as string, schema as unknown as ObjectSchema])
);
const create = (name: string): SObjectRecord | null =>
  SCHEMAS.has(name) ? new SObjectRecord(SCHEMAS.get(name)!) : null;

const untyped = (text: string): unknown => call('JSON.static Object deserializeUntyped(String text)', text);
const typed = (text: string, type: string): unknown => deserialise(text, runtimeType(type));

describe('JSON of library values', () => {
  beforeEach(() => {
    setUp();
    provideRecordFactory({ create, fieldType: (schema: FieldSchema) => schema.type });
  });

  it('writes each type as the platform does', () => {
    const table: [unknown, string][] = [
      [null, 'null'],
      [true, 'true'],
      [1, '1'],
      [9007199254740993n, '9007199254740993'],
      [decimal('1.10'), '1.10'],
      [decimal('1E+3'), '1000'],
      [double(5), '5.0'],
      ['a"\\\n\u0001é/\u2028', '"a\\"\\\\\\n\\u0001é/\u2028"'],
      [ApexDate.of(2024, 1, 31), '"2024-01-31"'],
      [new ApexDatetime(Date.UTC(2024, 0, 31, 10)), '"2024-01-31T10:00:00.000Z"'],
      [ApexTime.of(10, 15, 30, 5), '"10:15:30.005Z"'],
      [ApexBlob.fromText('hi'), '"aGk="'],
      [list('Object', 1, null, 'a'), '[1,null,"a"]'],
      [set('Integer', 2, 1), '[2,1]'],
      [map('String,Integer', ['b', 1], ['a', 2]), '{"a":2,"b":1}'],
      [map('Integer,Integer', [1, 2]), '{"1":2}'],
      [enumValue('RoundingMode', 'UP'), '"UP"']
    ];
    for (const [value, text] of table) assert.equal(serialise(value), text);
  });

  it('writes pretty text as Jackson does', () => {
    const value = map(
      'String,Object',
      ['a', list('Object', 1, 2)],
      ['b', map('String,Object')],
      ['c', list('Object')],
      ['d', list('Object', map('String,Object', ['e', null]), 'f')]
    );
    assert.equal(
      serialise(value, { pretty: true }),
      [
        '{',
        '  "d" : [ {',
        '    "e" : null',
        '  }, "f" ],',
        '  "c" : [ ],',
        '  "b" : { },',
        '  "a" : [ 1, 2 ]',
        '}'
      ].join('\n')
    );
  });

  it('refuses what JSON can not carry', () => {
    assertThrows(
      () => serialise(call('Pattern.static System.Pattern compile(String regExp)', 'a')),
      'System.JSONException',
      'Apex Type unsupported in JSON: ApexPattern'
    );
    const endless = list('Object');
    endless.add(endless);
    assertThrows(() => serialise(endless), 'System.JSONException', 'Direct self-reference leading to cycle');
  });

  it('writes records with attributes, in the order their fields were set', () => {
    const account = create('Account')!;
    account.set('Name', 'x');
    account.set('AnnualRevenue', null);
    assert.equal(serialise(account), '{"attributes":{"type":"Account"},"Name":"x","AnnualRevenue":null}');
    account.set('Id', '001000000000001AAA');
    const contact = create('Contact')!;
    contact.set('LastName', 'y');
    account.setRelated('Contacts', list('Contact', contact));
    assert.equal(
      serialise(account, { suppressNulls: true }),
      '{"attributes":{"type":"Account","url":"/services/data/v65.0/sobjects/Account/001000000000001AAA"},' +
        '"Name":"x","Id":"001000000000001AAA","Contacts":{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Contact"},"LastName":"y"}]}}'
    );
    assert.equal(serialise(typed(serialise(account), 'SObject')), serialise(account));
  });

  it('reads records', () => {
    const account = typed('{"name":"x","AnnualRevenue":1.50,"parent":{"Name":"p"}}', 'Account') as SObjectRecord;
    assert.equal(account.get('Name'), 'x');
    assert.equal(String(account.get('AnnualRevenue')), '1.50');
    assert.equal((account.related('Parent') as SObjectRecord).get('Name'), 'p');
    assertThrows(
      () => typed('{"Nope":1}', 'Account'),
      'System.JSONException',
      "No such column 'Nope' on sobject of type Account"
    );
    assertThrows(() => typed('{}', 'SObject'), 'System.JSONException', 'SObject type is missing: attributes.type');
  });

  it('reads untyped values', () => {
    const values = (
      untyped('[1, -2147483649, 1.50, 1e2, "a", true, null, {"b":[]}]') as {
        toArray(): unknown[];
      }
    ).toArray();
    assert.deepEqual(values.slice(0, 2), [1, -2147483649n]);
    assert.deepEqual(
      values.slice(2, 4).map((value) => (value as Decimal).toPlainString()),
      ['1.50', '100']
    );
    assertThrows(
      () => untyped('12345678901234567890'),
      'System.JSONException',
      'For input string: "12345678901234567890"'
    );
    assert.deepEqual(values.slice(4, 7), ['a', true, null]);
    assert.equal(serialise(values[7]), '{"b":[]}');
    assert.equal((values[7] as { type: { name: string } }).type.name, 'Map<String,Object>');
  });

  it('reads typed values, null always allowed', () => {
    assert.equal(String(typed('1.10', 'Decimal')), '1.10');
    assert.equal(typed('5', 'String'), '5');
    assert.equal(typed('"5"', 'Integer'), 5);
    assert.equal(
      (typed('"2024-01-31T10:00:00.000+0100"', 'Datetime') as ApexDatetime).toIsoText(),
      '2024-01-31T09:00:00.000Z'
    );
    assert.equal(String(typed('"2024-01-31"', 'Date')), '2024-01-31');
    assert.equal(serialise(typed('{"1":[true]}', 'Map<Integer,List<Boolean>>')), '{"1":[true]}');
    assert.equal(typed('null', 'Set<Id>'), null);
    assertThrows(() => typed('"thirty"', 'Integer'), 'System.JSONException', 'Illegal value for primitive: thirty');
    assertThrows(() => typed('1.5', 'Integer'), 'System.JSONException', 'Illegal value for primitive: 1.5');
    assertThrows(
      () => typed('{}', 'List<Integer>'),
      'System.JSONException',
      "Malformed JSON: Expected '[' at the beginning of List/Set"
    );
    assertThrows(
      () => typed('[]', 'Map<String,Integer>'),
      'System.JSONException',
      "Malformed JSON: Expected '{' at the beginning of object"
    );
    assertThrows(() => typed('1', 'Object'), 'System.JSONException', 'Apex Type unsupported in JSON: Object');
  });

  it('refuses malformed text with a position', () => {
    assertThrows(
      () => untyped('Blob[5]'),
      'System.JSONException',
      "Unrecognized token 'Blob': was expecting ('true', 'false' or 'null') at input location [1,5]"
    );
    assertThrows(
      () => untyped('[1,\n ]'),
      'System.JSONException',
      "Unexpected character (']' (code 93)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at input location [2,2]"
    );
    assertThrows(() => untyped(''), 'System.JSONException', 'No content to map to Object due to end of input');
    for (const bad of [
      '{',
      '[1',
      '{"a"}',
      '{"a":1,}',
      '{a:1}',
      '01',
      '1.',
      '-',
      '"a',
      '"\\x"',
      '"\u0001"',
      '[1] 2',
      '{"a":1 "b":2}',
      "'a'"
    ]) {
      assert.throws(() => untyped(bad), bad);
    }
  });

  it('reads and writes what JavaScript reads and writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        // Whole numbers beyond a Long are refused.
        fc.pre(!/\d{19}/.test(text));
        assert.deepEqual(JSON.parse(serialise(untyped(text))), JSON.parse(text));
        assert.deepEqual(JSON.parse(serialise(untyped(text), { pretty: true })), JSON.parse(text));
      })
    );
  });
});

describe('JSON of project classes', () => {
  const classes = {
    Node: `public virtual class Node {
      public enum Kind { LEAF, BRANCH }
      public static Integer made = 0;
      public String name;
      private Integer size = 1;
      public transient String secret = 'x';
      public List<Node> children { get; set; }
      public Kind kind;
      public Integer doubled { get { return size * 2; } }
      public Node() { made++; }
      public Node(String name) { this.name = name; }
    }`,
    Special: 'public class Special extends Node { public Decimal extra; }'
  };

  it('writes every field but static and transient ones, nulls included', () => {
    assert.equal(
      evaluate('String', 'JSON.serialize(n)', "Node n = new Node('a'); n.kind = Node.Kind.LEAF;", classes),
      '{"size":1,"name":"a","kind":"LEAF","doubled":2,"children":null}'
    );
    assert.equal(
      evaluate('String', 'JSON.serialize(n, true)', "Node n = new Node('a');", classes),
      '{"size":1,"name":"a","doubled":2}'
    );
    assert.equal(evaluate('String', 'JSON.serialize(new Special(), true)', '', classes), '{"size":1,"doubled":2}');
  });

  it('reads nested objects without running constructors', () => {
    const statements = `Node n = (Node) JSON.deserialize('{"NAME":"a","unknown":1,"children":[{"name":"b","kind":"BRANCH"}]}', Node.class);`;
    assert.equal(
      evaluate('String', 'n.name + n.children[0].name + n.children[0].kind.name() + Node.made', statements, classes),
      'abBRANCH0'
    );
    assert.equal(
      evaluate(
        'String',
        'String.valueOf(s.extra) + s.name',
        `Special s = (Special) JSON.deserialize('{"extra":1.50,"name":"c"}', Special.class);`,
        classes
      ),
      '1.50c'
    );
  });

  it('refuses unknown fields when strict', () => {
    assert.equal(
      failure(`JSON.deserializeStrict('{"nope":1}', Node.class);`, classes).text,
      'System.JSONException: Unrecognized field "nope" (Class Node), not marked as ignorable'
    );
  });
});
