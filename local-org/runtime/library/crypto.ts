/** System.Crypto: digests, message authentication codes, AES and random numbers (Apex Reference Guide, "Crypto Class"). */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import type { ApexException } from '../machine/errors.ts';
import { ApexBlob } from '../values/blob.ts';
import { given } from './members.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha1: 'sha1',
  'sha-1': 'sha1',
  'sha-256': 'sha256',
  'sha-512': 'sha512',
  sha256: 'sha256',
  sha512: 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512'
};
const MACS: Readonly<Record<string, string>> = {
  hmacmd5: 'md5',
  hmacsha1: 'sha1',
  hmacsha256: 'sha256',
  hmacsha512: 'sha512'
};
const KEY_BITS: Readonly<Record<string, number>> = { aes128: 128, aes192: 192, aes256: 256 };
const BLOCK = 16;

const blob = (bytes: Uint8Array): ApexBlob => new ApexBlob(new Uint8Array(bytes));

function noSuchAlgorithm(name: string): ApexException {
  return apexException('NoSuchAlgorithmException', `Invalid algorithm ${name}`);
}

function securityException(message: string): ApexException {
  return apexException('SecurityException', message);
}

function digest(algorithm: string | null, data: ApexBlob | null): ApexBlob {
  const name = DIGESTS[given(algorithm).toLowerCase()];
  if (name === undefined) throw noSuchAlgorithm(algorithm!);
  return blob(createHash(name).update(given(data).bytes).digest());
}

function mac(algorithm: string | null, data: ApexBlob | null, key: ApexBlob | null): ApexBlob {
  const name = MACS[given(algorithm).toLowerCase()];
  if (name === undefined) throw noSuchAlgorithm(algorithm!);
  return blob(createHmac(name, given(key).bytes).update(given(data).bytes).digest());
}

function verifyMac(
  algorithm: string | null,
  data: ApexBlob | null,
  key: ApexBlob | null,
  expected: ApexBlob | null
): boolean {
  const actual = mac(algorithm, data, key).bytes;
  return actual.length === given(expected).bytes.length && timingSafeEqual(actual, expected!.bytes);
}

/** CBC with PKCS #5 padding. */
function cipherName(algorithm: string | null, key: ApexBlob | null): string {
  const bits = KEY_BITS[given(algorithm).toLowerCase()];
  if (bits === undefined) throw noSuchAlgorithm(algorithm!);
  if (given(key).bytes.length * 8 !== bits) throw securityException(`Invalid private key. Must be ${bits / 8} bytes.`);
  return `aes-${bits}-cbc`;
}

function checkedVector(vector: ApexBlob | null): Uint8Array {
  const { bytes } = given(vector);
  if (bytes.length !== BLOCK) throw securityException(`Invalid initialization vector. Must be ${BLOCK} bytes.`);
  return bytes;
}

function encrypt(algorithm: string | null, key: ApexBlob | null, vector: Uint8Array, data: ApexBlob | null): Buffer {
  const cipher = createCipheriv(cipherName(algorithm, key), key!.bytes, vector);
  return Buffer.concat([cipher.update(given(data).bytes), cipher.final()]);
}

function decrypt(algorithm: string | null, key: ApexBlob | null, vector: Uint8Array, data: Uint8Array): ApexBlob {
  const decipher = createDecipheriv(cipherName(algorithm, key), key!.bytes, vector);
  try {
    return blob(Buffer.concat([decipher.update(data), decipher.final()]));
  } catch {
    throw securityException('Given final block not properly padded');
  }
}

/** The vector is the first block of the encrypted data. */
function encryptWithManagedIV(algorithm: string | null, key: ApexBlob | null, data: ApexBlob | null): ApexBlob {
  const vector = randomBytes(BLOCK);
  return blob(Buffer.concat([vector, encrypt(algorithm, key, vector, data)]));
}

function decryptWithManagedIV(algorithm: string | null, key: ApexBlob | null, data: ApexBlob | null): ApexBlob {
  const { bytes } = given(data);
  if (bytes.length < 2 * BLOCK) throw securityException('Input length must be at least two blocks');
  return decrypt(algorithm, key, bytes.slice(0, BLOCK), bytes.slice(BLOCK));
}

function generateAesKey(bits: number | null): ApexBlob {
  if (![128, 192, 256].includes(given(bits))) throw securityException(`Invalid key size: ${bits}`);
  return blob(randomBytes(bits! / 8));
}

export const cryptoTypes: LibraryType[] = [
  libraryType('NoSuchAlgorithmException', { extends: 'Exception' }, {}),
  libraryType(
    'Crypto',
    {},
    {
      'static Blob decrypt(String algorithm, Blob key, Blob vector, Blob data)': (
        algorithm: string | null,
        key: ApexBlob | null,
        vector: ApexBlob | null,
        data: ApexBlob | null
      ) => decrypt(algorithm, key, checkedVector(vector), given(data).bytes),
      'static Blob decryptWithManagedIV(String algorithm, Blob key, Blob data)': decryptWithManagedIV,
      'static Blob encrypt(String algorithm, Blob key, Blob vector, Blob data)': (
        algorithm: string | null,
        key: ApexBlob | null,
        vector: ApexBlob | null,
        data: ApexBlob | null
      ) => blob(encrypt(algorithm, key, checkedVector(vector), data)),
      'static Blob encryptWithManagedIV(String algorithm, Blob key, Blob data)': encryptWithManagedIV,
      'static Blob generateAesKey(Integer bits)': generateAesKey,
      'static Blob generateDigest(String algorithm, Blob data)': digest,
      'static Blob generateMac(String algorithm, Blob data, Blob key)': mac,
      'static Integer getRandomInteger()': () => randomBytes(4).readInt32BE(),
      'static Long getRandomLong()': () => randomBytes(8).readBigInt64BE(),
      'static Boolean verifyHMac(String algorithm, Blob data, Blob key, Blob mac)': verifyMac
    }
  )
];
