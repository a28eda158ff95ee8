import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { makeField } from '../../metadata/field-flags.ts';
import { makeId, readId, recordNumber, toId18 } from '../ids.ts';
import { ValueTypeError, fromSqlite, scaled, toSqlite, unscaled } from '../values.ts';

describe('ids', () => {
  it('have the checksum that Salesforce documents', () => {
    // The example of the SOAP API guide's field type reference is in both forms.
    assert.equal(toId18('001A0000006Vm9r'), '001A0000006Vm9rIAC');
  });

  it('are read in both forms and with lost letter case', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (number) => {
        const id = makeId('a0Z', number);
        assert.equal(id.length, 18);
        assert.equal(readId(id), id);
        assert.equal(readId(id.slice(0, 15)), id);
        assert.equal(readId(id.toUpperCase()), id);
        assert.equal(recordNumber(id), number);
      })
    );
  });

  it('refuse what is no id', () => {
    for (const text of ['', 'abc', '001A0000006Vm9', '001A0000006Vm9rIA!', '001A0000006Vm9rAAA'])
      assert.equal(readId(text), null, text);
  });
});

describe('values', () => {
  const money = makeField({ apiName: 'M__c', label: 'M', type: 'currency', precision: 18, scale: 2 });

  it('keep every digit of a decimal', () => {
    const digits = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 17 }), (number, scale) => {
        assert.equal(scaled(unscaled(number.toString(), scale), scale), number);
      })
    );
  });

  it('round half up, away from zero', () => {
    assert.deepEqual(
      ['1.005', '-1.005', '1.0049', '7'].map((text) => scaled(text, 2)),
      [101n, -101n, 100n, 700n]
    );
  });

  it('trim text and store empty text as null', () => {
    const name = makeField({ apiName: 'N__c', label: 'N', type: 'string', length: 10 });
    assert.equal(toSqlite(name, '  a b '), 'a b');
    assert.equal(toSqlite(name, '   '), null);
  });

  it('read back what was written', () => {
    assert.equal(fromSqlite(money, String(toSqlite(money, '12.5'))), '12.50');
    const flag = makeField({ apiName: 'F__c', label: 'F', type: 'boolean' });
    assert.equal(fromSqlite(flag, toSqlite(flag, true)), true);
    assert.equal(toSqlite(flag, null), 0, 'a checkbox is never empty');
  });

  it('refuse values of another type', () => {
    assert.throws(() => toSqlite(money, 'ten'), ValueTypeError);
    assert.throws(
      () => toSqlite(makeField({ apiName: 'D__c', label: 'D', type: 'date' }), '15/01/2026'),
      ValueTypeError
    );
    assert.throws(() => toSqlite(makeField({ apiName: 'I__c', label: 'I', type: 'int' }), 1.5), ValueTypeError);
  });
});
