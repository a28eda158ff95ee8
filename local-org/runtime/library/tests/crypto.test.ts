import assert from 'node:assert/strict';
import { createHmac, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
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
  assertThrows(() => digest('SHA-0'), 'System.SecurityException', 'SHA-0 MessageDigest not available');
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
    'System.InvalidParameterValueException',
    'Invalid private key. Must be 32 bytes.'
  );
});

test('what cannot be encrypted or decrypted is refused in the words of the guide', () => {
  const ENCRYPT = 'Crypto.static Blob encrypt(String algorithm, Blob key, Blob vector, Blob data)';
  const DECRYPT = ENCRYPT.replace('encrypt', 'decrypt');
  const MANAGED = 'Crypto.static Blob decryptWithManagedIV(String algorithm, Blob key, Blob data)';
  const [key, vector] = [blob('k'.repeat(16)), blob('v'.repeat(16))];
  const INVALID = 'System.InvalidParameterValueException';
  for (const [type, message, member, ...args] of [
    [
      INVALID,
      'Invalid algorithm DES. Must be one of AES128, AES192, or AES256.',
      ENCRYPT,
      'DES',
      key,
      vector,
      blob('x')
    ],
    [INVALID, 'Invalid initialization vector. Must be 16 bytes.', ENCRYPT, 'AES128', key, blob('v'), blob('x')],
    [
      INVALID,
      'Invalid data. Input data is 1048577 bytes, which exceeds the limit of 1048576 bytes.',
      ENCRYPT,
      'AES128',
      key,
      vector,
      blob('x'.repeat(1_048_577))
    ],
    [INVALID, 'Unable to parse the initialization vector from encrypted data.', MANAGED, 'AES128', key, blob('x')],
    [
      'System.SecurityException',
      'Given final block not properly padded',
      DECRYPT,
      'AES128',
      key,
      vector,
      blob('x'.repeat(16))
    ],
    [
      'System.SecurityException',
      'Input length must be multiple of 16 when decrypting with padded cipher',
      DECRYPT,
      'AES128',
      key,
      vector,
      blob('x'.repeat(17))
    ],
    ['System.NullPointerException', 'Argument cannot be null.', ENCRYPT, 'AES128', key, vector, null]
  ] as const)
    assertThrows(() => call(member, ...args), type, message);
});

test('signatures agree with Node, are verified, and keys of another kind are refused', () => {
  const SIGN = 'Crypto.static Blob sign(String algorithm, Blob data, Blob privateKey)';
  const VERIFY = 'Crypto.static Boolean verify(String algorithm, Blob data, Blob signature, Blob publicKey)';
  const ofKeys = ({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) => ({
    privateKey: new ApexBlob(new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))),
    publicKey: new ApexBlob(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })))
  });
  const keys = {
    RSA: ofKeys(generateKeyPairSync('rsa', { modulusLength: 1024 })),
    ECDSA: ofKeys(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
  };
  for (const [kind, { privateKey, publicKey }] of Object.entries(keys)) {
    const other = keys[kind === 'RSA' ? 'ECDSA' : 'RSA'];
    for (const [hash, name] of [
      ['SHA256', `${kind}-SHA256`],
      ['SHA384', `${kind}-SHA384`.toLowerCase()],
      ['SHA512', `${kind}-SHA512`],
      ...(kind === 'RSA'
        ? ([
            ['SHA1', 'RSA'],
            ['SHA1', 'RSA-SHA1']
          ] as const)
        : [])
    ] as const) {
      const signature = call(SIGN, name, blob('text'), privateKey) as ApexBlob;
      const read = createPublicKey({ key: Buffer.from(publicKey.bytes), format: 'der', type: 'spki' });
      assert.ok(createVerify(hash).update('text').verify(read, signature.bytes), name);
      assert.equal(call(VERIFY, name, blob('text'), signature, publicKey), true, name);
      assert.equal(call(VERIFY, name, blob('other'), signature, publicKey), false, name);
      assertThrows(
        () => call(SIGN, name, blob('text'), other.privateKey),
        'System.SecurityException',
        'Invalid Crypto Key'
      );
      assertThrows(
        () => call(VERIFY, name, blob('text'), signature, other.publicKey),
        'System.SecurityException',
        'Invalid Crypto Key'
      );
    }
  }
  assertThrows(
    () => call(SIGN, 'RSA-SHA256', blob('text'), blob('no key')),
    'System.SecurityException',
    'Invalid Crypto Key'
  );
  assertThrows(
    () => call(SIGN, 'DSA', blob('text'), keys.RSA.privateKey),
    'System.NoSuchAlgorithmException',
    'Invalid algorithm DSA'
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
