/**
 * How values act as keys of a Map or elements of a Set: java.util.HashMap's contract over Apex values. Strings are
 * case-sensitive, Decimals differ by scale, enum values and types are singletons, records and collections count by
 * content, project classes by their `equals` and `hashCode` or else by identity (Apex Developer Guide, "Using Custom
 * Types in Map Keys and Sets").
 */
import { ApexException } from '../machine/errors.ts';
import { ApexEnumValue, isApexInstance } from '../machine/apex-object.ts';
import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { SObjectRecord } from './sobject.ts';
import { ApexTime } from './time.ts';
import { ApexUuid } from './uuid.ts';

/** Begins every text key that stands for a value other than a String. */
const TAG = '\u0000';

/**
 * A JavaScript Map key that is the same for equal values; undefined for values that have to be compared one by one
 * (see `hashCode` and `keyEquals`).
 */
export function directKey(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return value.startsWith(TAG) ? `${TAG}s${value}` : value;
    case 'object':
      return value === null ? null : directObjectKey(value);
    default:
      return value;
  }
}

function directObjectKey(value: object): unknown {
  if (value instanceof Decimal) return `${TAG}n${value.unscaled}/${value.scale}`;
  if (value instanceof ApexDouble) return `${TAG}f${value.value}`;
  if (value instanceof ApexDate) return `${TAG}d${value.epochDay}`;
  if (value instanceof ApexDatetime) return `${TAG}i${value.milliseconds}`;
  if (value instanceof ApexTime) return `${TAG}t${value.millisecondOfDay}`;
  if (value instanceof ApexBlob) return `${TAG}b${Buffer.from(value.bytes).toString('latin1')}`;
  if (value instanceof ApexUuid) return `${TAG}u${value.text}`;
  if (isStructural(value)) return undefined;
  if (isApexInstance(value) && (value.userHashCode !== undefined || value.userEquals !== undefined)) return undefined;
  return value;
}

function isStructural(value: object): value is ApexList | ApexSet | ApexMap | SObjectRecord {
  return (
    value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap || value instanceof SObjectRecord
  );
}

/** The 32-bit hash of any value: Java's for texts, numbers and collections. */
export function hashCode(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return stringHash(value);
    case 'number':
      return value | 0;
    case 'bigint':
      return longHash(value);
    case 'boolean':
      return value ? 1231 : 1237;
    default:
      return value === null || typeof value !== 'object' ? 0 : objectHash(value);
  }
}

function objectHash(value: object): number {
  if (value instanceof Decimal) return (Math.imul(31, bigIntegerHash(value.unscaled)) + value.scale) | 0;
  if (value instanceof ApexDouble) return doubleHash(value.value);
  if (value instanceof ApexDate) return longHash(BigInt(value.epochMilliseconds));
  if (value instanceof ApexDatetime) return longHash(BigInt(value.milliseconds));
  if (value instanceof ApexTime) return value.millisecondOfDay | 0;
  if (value instanceof ApexBlob)
    return value.bytes.reduce((hash, byte) => (Math.imul(31, hash) + ((byte << 24) >> 24)) | 0, 1);
  if (value instanceof ApexEnumValue) return stringHash(value.name);
  if (value instanceof ApexUuid) return stringHash(value.text);
  if (value instanceof ApexList)
    return value.toArray().reduce<number>((hash, item) => (Math.imul(31, hash) + hashCode(item)) | 0, 1);
  if (value instanceof ApexSet) return value.toArray().reduce<number>((hash, item) => (hash + hashCode(item)) | 0, 0);
  if (value instanceof ApexMap)
    return value.entries().reduce((hash, [key, item]) => (hash + (hashCode(key) ^ hashCode(item))) | 0, 0);
  if (value instanceof SObjectRecord) return recordHash(value);
  if (isApexInstance(value) && value.userHashCode !== undefined) return value.userHashCode();
  return identityHash(value);
}

/** java.lang.String.hashCode, over UTF-16 units. */
export function stringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}

function longHash(value: bigint): number {
  const bits = BigInt.asUintN(64, value);
  return Number(BigInt.asIntN(32, bits ^ (bits >> 32n)));
}

function doubleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getInt32(0) ^ view.getInt32(4);
}

/** java.math.BigInteger.hashCode: the magnitude's 32-bit words, most significant first, then the sign. */
function bigIntegerHash(value: bigint): number {
  const words: number[] = [];
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 32n) words.unshift(Number(rest & 0xffff_ffffn));
  const hash = words.reduce((sum, word) => (Math.imul(31, sum) + word) | 0, 0);
  return value < 0n ? -hash | 0 : hash;
}

/** Fields without a value do not count, so that a field set to null equals a field never set. */
function recordHash(record: SObjectRecord): number {
  let hash = stringHash(record.typeName);
  for (const [name, value] of record.setFields()) {
    if (value !== null) hash = (hash + (stringHash(name) ^ hashCode(value))) | 0;
  }
  return hash;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identityHash(value: object): number {
  let hash = identities.get(value);
  if (hash === undefined) {
    lastIdentity += 1;
    hash = lastIdentity;
    identities.set(value, hash);
  }
  return hash;
}

/** Are two values the same key? */
export function keyEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  const leftKey = directKey(left);
  if (leftKey !== undefined) return leftKey === directKey(right);
  if (left instanceof ApexList) return right instanceof ApexList && listsEqual(left, right, keyEquals);
  if (left instanceof ApexSet) return right instanceof ApexSet && setsEqual(left, right);
  if (left instanceof ApexMap) return right instanceof ApexMap && mapsEqual(left, right, keyEquals);
  if (left instanceof SObjectRecord) return right instanceof SObjectRecord && recordsEqual(left, right, keyEquals);
  return isApexInstance(left) && left.userEquals !== undefined && left.userEquals(right);
}

type Relation = (left: unknown, right: unknown) => boolean;

export function listsEqual(left: ApexList, right: ApexList, equals: Relation): boolean {
  return left.size === right.size && left.toArray().every((item, index) => equals(item, right.toArray()[index]));
}

export function setsEqual(left: ApexSet, right: ApexSet): boolean {
  return left.size === right.size && left.toArray().every((item) => right.contains(item));
}

export function mapsEqual(left: ApexMap, right: ApexMap, equals: Relation): boolean {
  return (
    left.size === right.size &&
    left.entries().every(([key, value]) => right.containsKey(key) && equals(value, right.get(key)))
  );
}

/** Same object, and the same value in every field; unset counts as null. */
export function recordsEqual(left: SObjectRecord, right: SObjectRecord, equals: Relation): boolean {
  if (left.typeName !== right.typeName) return false;
  const names = new Set([...left.setFields(), ...right.setFields()].map(([name]) => name));
  return [...names].every((name) => equals(left.get(name), right.get(name)));
}

/** Project exceptions and other objects compare by reference unless the class defines `equals`. */
export function instancesEqual(left: object, right: unknown): boolean {
  if (left === right) return true;
  if (
    (isApexInstance(left) || left instanceof ApexException) &&
    'userEquals' in left &&
    left.userEquals !== undefined
  ) {
    return left.userEquals(right);
  }
  return keyEquals(left, right);
}
