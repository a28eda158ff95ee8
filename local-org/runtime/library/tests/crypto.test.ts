import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ApexBlob } from '../../values/blob.ts';
import { assertThrows, call, setUp } from './harness.ts';

setUp();
const blob = (text: string): ApexBlob => ApexBlob.fromText(text);
const hex = (value: unknown): unknown => call('EncodingUtil.static String convertToHex(Blob value)', value);
const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => new ApexBlob(new Uint8Array(array)));

test('digests and codes of published test vectors', () => {
  const digest = (name: string): unknown =>
    hex(call('Crypto.static Blob generateDigest(String algorithm, Blob data)', name, blob('abc')));
  assert.equal(digest('MD5'), '900150983cd24fb0d6963f7d28e17f72');
  assert.equal(digest('SHA1'), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  assert.equal(digest('SHA-256'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  // RFC 4231, test case 2.
  assert.equal(
    hex(
      call(
        'Crypto.static Blob generateMac(String algorithm, Blob data, Blob key)',
        'HmacSHA256',
        blob('what do ya want for nothing?'),
        blob('Jefe')
      )
    ),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  );
  assertThrows(() => digest('SHA-0'), 'System.NoSuchAlgorithmException', 'Invalid algorithm SHA-0');
});

test('codes agree with Node and verify', () => {
  fc.assert(
    fc.property(bytes, bytes, (data, key) => {
      const mac = call(
        'Crypto.static Blob generateMac(String algorithm, Blob data, Blob key)',
        'hmacSHA512',
        data,
        key
      ) as ApexBlob;
      assert.equal(
        Buffer.from(mac.bytes).toString('hex'),
        createHmac('sha512', key.bytes).update(data.bytes).digest('hex')
      );
      const verify = (with_: ApexBlob): unknown =>
        call(
          'Crypto.static Boolean verifyHMac(String algorithm, Blob data, Blob key, Blob mac)',
          'hmacSHA512',
          data,
          key,
          with_
        );
      assert.equal(verify(mac), true);
      assert.equal(verify(new ApexBlob(mac.bytes.map((byte) => byte ^ 1))), false);
    })
  );
});

test('what is encrypted is decrypted, with a vector of its own', () => {
  fc.assert(
    fc.property(bytes, fc.constantFrom(128, 192, 256), (data, bits) => {
      const key = call('Crypto.static Blob generateAesKey(Integer bits)', bits);
      const secret = call(
        'Crypto.static Blob encryptWithManagedIV(String algorithm, Blob key, Blob data)',
        `AES${bits}`,
        key,
        data
      ) as ApexBlob;
      assert.equal(secret.bytes.length, 16 + (Math.floor(data.bytes.length / 16) + 1) * 16);
      assert.ok(
        (
          call(
            'Crypto.static Blob decryptWithManagedIV(String algorithm, Blob key, Blob data)',
            `AES${bits}`,
            key,
            secret
          ) as ApexBlob
        ).equals(data)
      );
    })
  );
  assertThrows(
    () =>
      call(
        'Crypto.static Blob encryptWithManagedIV(String algorithm, Blob key, Blob data)',
        'AES256',
        blob('short'),
        blob('x')
      ),
    'System.SecurityException',
    'Invalid private key. Must be 32 bytes.'
  );
});

test('encodings undo each other', () => {
  fc.assert(
    fc.property(bytes, (data) => {
      for (const [encode, decode] of [
        ['base64Encode', 'base64Decode'],
        ['convertToHex', 'convertFromHex']
      ] as const) {
        const text = call(`EncodingUtil.static String ${encode}(Blob value)`, data);
        assert.ok((call(`EncodingUtil.static Blob ${decode}(String text)`, text) as ApexBlob).equals(data));
      }
    })
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = call(
        'EncodingUtil.static String urlEncode(String text, String charset)',
        text,
        'UTF-8'
      ) as string;
      assert.match(encoded, /^[A-Za-z0-9.\-*_+%]*$/);
      assert.equal(call('EncodingUtil.static String urlDecode(String text, String charset)', encoded, 'UTF-8'), text);
    })
  );
});

test("java.net.URLEncoder's choices", () => {
  assert.equal(
    call('EncodingUtil.static String urlEncode(String text, String charset)', "a b*~'é/", 'UTF-8'),
    'a+b*%7E%27%C3%A9%2F'
  );
  assertThrows(
    () => call('EncodingUtil.static String urlDecode(String text, String charset)', '%zz', 'UTF-8'),
    'System.IllegalArgumentException',
    'URLDecoder: Illegal hex characters in escape (%) pattern'
  );
});

test('a blob that is no text says so', () => {
  assert.equal(call('Blob.Integer size()', blob('é')), 2);
  assert.equal(call('Blob.String toString()', blob('é')), 'é');
  assertThrows(
    () => call('Blob.String toString()', new ApexBlob(new Uint8Array([0xff]))),
    'System.StringException',
    'BLOB is not a valid UTF-8 string'
  );
});
