/**
 * System.Crypto: digests, message authentication codes, signatures, AES and random numbers (Apex Reference Guide v65,
 * "Crypto Class"). Certificates of the org, signatures in XML and AES in GCM mode are left out.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
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
const MAXIMUM_DATA = 1_048_576;
/** Encrypted data may be longer by a vector and a block of padding. */
const MAXIMUM_ENCRYPTED = MAXIMUM_DATA + 2 * BLOCK;
const MAXIMUM_PRIVATE_KEY = 4096;

/** `RSA` alone is `RSA-SHA1`. */
const SIGNATURES: Readonly<Record<string, { readonly key: 'rsa' | 'ec'; readonly digest: string }>> = {
  rsa: { key: 'rsa', digest: 'sha1' },
  'rsa-sha1': { key: 'rsa', digest: 'sha1' },
  'rsa-sha256': { key: 'rsa', digest: 'sha256' },
  'rsa-sha384': { key: 'rsa', digest: 'sha384' },
  'rsa-sha512': { key: 'rsa', digest: 'sha512' },
  'ecdsa-sha256': { key: 'ec', digest: 'sha256' },
  'ecdsa-sha384': { key: 'ec', digest: 'sha384' },
  'ecdsa-sha512': { key: 'ec', digest: 'sha512' }
};

const blob = (bytes: Uint8Array): ApexBlob => new ApexBlob(new Uint8Array(bytes));

function noSuchAlgorithm(name: string): ApexException {
  return apexException('NoSuchAlgorithmException', `Invalid algorithm ${name}`);
}

function securityException(message: string): ApexException {
  return apexException('SecurityException', message);
}

function invalidParameter(message: string): ApexException {
  return apexException('InvalidParameterValueException', message);
}

function digest(algorithm: string | null, data: ApexBlob | null): ApexBlob {
  const name = DIGESTS[given(algorithm).toLowerCase()];
  if (name === undefined) throw securityException(`${algorithm} MessageDigest not available`);
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
  if (/^aes\d+-gcm$/i.test(algorithm!)) notSupported(`Crypto with ${algorithm}`);
  if (bits === undefined)
    throw invalidParameter(`Invalid algorithm ${algorithm}. Must be one of AES128, AES192, or AES256.`);
  if (given(key).bytes.length * 8 !== bits) throw invalidParameter(`Invalid private key. Must be ${bits / 8} bytes.`);
  return `aes-${bits}-cbc`;
}

function checkedVector(vector: ApexBlob | null): Uint8Array {
  const { bytes } = given(vector);
  if (bytes.length !== BLOCK) throw invalidParameter(`Invalid initialization vector. Must be ${BLOCK} bytes.`);
  return bytes;
}

function checkSize(data: Uint8Array, limit: number): void {
  if (data.length > limit)
    throw invalidParameter(
      `Invalid data. Input data is ${data.length} bytes, which exceeds the limit of ${MAXIMUM_DATA} bytes.`
    );
}

function encrypt(algorithm: string | null, key: ApexBlob | null, vector: Uint8Array, data: ApexBlob | null): Buffer {
  checkSize(given(data).bytes, MAXIMUM_DATA);
  const cipher = createCipheriv(cipherName(algorithm, key), key!.bytes, vector);
  return Buffer.concat([cipher.update(data!.bytes), cipher.final()]);
}

function decrypt(algorithm: string | null, key: ApexBlob | null, vector: Uint8Array, data: Uint8Array): ApexBlob {
  checkSize(data, MAXIMUM_ENCRYPTED);
  const decipher = createDecipheriv(cipherName(algorithm, key), key!.bytes, vector);
  if (data.length % BLOCK !== 0)
    throw securityException('Input length must be multiple of 16 when decrypting with padded cipher');
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
  if (bytes.length < BLOCK) throw invalidParameter('Unable to parse the initialization vector from encrypted data.');
  return decrypt(algorithm, key, bytes.slice(0, BLOCK), bytes.slice(BLOCK));
}

function generateAesKey(bits: number | null): ApexBlob {
  if (![128, 192, 256].includes(given(bits))) throw securityException(`Invalid key size: ${bits}`);
  return blob(randomBytes(bits! / 8));
}

function signatureOf(algorithm: string | null): (typeof SIGNATURES)[string] {
  const found = SIGNATURES[given(algorithm).toLowerCase()];
  if (found === undefined) throw noSuchAlgorithm(algorithm!);
  return found;
}

/** A key whose kind is that of the algorithm. @throws System.SecurityException for anything else */
function keyFor(kind: 'rsa' | 'ec', read: () => KeyObject): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = read();
  } catch {
    // Not the encoding that is asked for: refused below.
  }
  if (key?.asymmetricKeyType !== kind) throw securityException('Invalid Crypto Key');
  return key;
}

/** @param privateKey PKCS #8, DER */
function sign(algorithm: string | null, data: ApexBlob | null, privateKey: ApexBlob | null): ApexBlob {
  const { key: kind, digest: hash } = signatureOf(algorithm);
  const { bytes } = given(privateKey);
  if (bytes.length > MAXIMUM_PRIVATE_KEY) throw securityException('Invalid Crypto Key');
  const key = keyFor(kind, () => createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }));
  return blob(signWith(hash, given(data).bytes, key));
}

/** @param publicKey X.509, DER */
function verify(
  algorithm: string | null,
  data: ApexBlob | null,
  signature: ApexBlob | null,
  publicKey: ApexBlob | null
): boolean {
  const { key: kind, digest: hash } = signatureOf(algorithm);
  const { bytes } = given(publicKey);
  const key = keyFor(kind, () => createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' }));
  return verifyWith(hash, given(data).bytes, key, given(signature).bytes);
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
      'static Blob sign(String algorithm, Blob data, Blob privateKey)': sign,
      'static Boolean verify(String algorithm, Blob data, Blob signature, Blob publicKey)': verify,
      'static Boolean verifyHMac(String algorithm, Blob data, Blob key, Blob mac)': verifyMac
    }
  )
];
