/** JSONGenerator and JSONParser. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { textOf } from '../../values/text.ts';
import { assertThrows, call, decimal, list, setUp } from './harness.ts';

describe('JSON in steps', () => {
  beforeEach(() => setUp());

  it('generates step by step', () => {
    const generator = call('JSON.static System.JSONGenerator createGenerator(Boolean pretty)', false);
    const write = (member: string, ...args: unknown[]): unknown =>
      call(`JSONGenerator.void ${member}`, generator, ...args);
    write('writeStartObject()');
    write('writeStringField(String field, String value)', 'a', 'x');
    write('writeNumberField(String field, Decimal value)', 'b', decimal('1.0'));
    write('writeFieldName(String field)', 'c');
    write('writeStartArray()');
    write('writeNumber(Integer value)', 1);
    write('writeNull()');
    write('writeObject(Object value)', list('Integer', 2));
    assertThrows(
      () => write('writeFieldName(String field)', 'd'),
      'System.JSONException',
      'Can not write a field name, expecting a value'
    );
    assertThrows(() => write('writeEndObject()'), 'System.JSONException', 'Current context not an object but array');
  });

  it('a generator closes what is open and then takes no more', () => {
    const generator = call('JSON.static System.JSONGenerator createGenerator(Boolean pretty)', false);
    call('JSONGenerator.void writeStartObject()', generator);
    call('JSONGenerator.void writeNullField(String field)', generator, 'a');
    assert.equal(call('JSONGenerator.String getAsString()', generator), '{"a":null}');
    assert.equal(call('JSONGenerator.Boolean isClosed()', generator), true);
    assertThrows(
      () => call('JSONGenerator.void writeNull()', generator),
      'System.JSONException',
      'JSON generator is closed'
    );
  });

  it('a parser meets what is wrong when it comes to it', () => {
    const create = (text: string): unknown => call('JSON.static System.JSONParser createParser(String text)', text);
    const next = (parser: unknown): string => textOf(call('JSONParser.System.JSONToken nextToken()', parser));
    assert.equal(next(create(' ')), 'null');
    const wrong =
      "Unexpected character ('}' (code 125)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at input location [1,9]";
    const parser = create('{"a":[1,}');
    assert.deepEqual(
      [1, 2, 3, 4].map(() => next(parser)).join(' '),
      'START_OBJECT FIELD_NAME START_ARRAY VALUE_NUMBER_INT'
    );
    assertThrows(() => next(parser), 'System.JSONException', wrong);
    const skipping = create('{"a":[1,}');
    next(skipping);
    assertThrows(() => call('JSONParser.void skipChildren()', skipping), 'System.JSONException', wrong);
  });

  it('parses token by token', () => {
    const parser = call('JSON.static System.JSONParser createParser(String text)', '{"a":[1,{"b":2}],"c":"x"}');
    const seen: unknown[] = [];
    for (
      let token = call('JSONParser.System.JSONToken nextToken()', parser);
      token !== null;
      token = call('JSONParser.System.JSONToken nextToken()', parser)
    ) {
      seen.push(
        [token, call('JSONParser.String getCurrentName()', parser), call('JSONParser.String getText()', parser)]
          .map(textOf)
          .join(' ')
      );
    }
    assert.deepEqual(seen, [
      'START_OBJECT null {',
      'FIELD_NAME a a',
      'START_ARRAY a [',
      'VALUE_NUMBER_INT null 1',
      'START_OBJECT null {',
      'FIELD_NAME b b',
      'VALUE_NUMBER_INT b 2',
      'END_OBJECT null }',
      'END_ARRAY a ]',
      'FIELD_NAME c c',
      'VALUE_STRING c x',
      'END_OBJECT null }'
    ]);
  });
});
