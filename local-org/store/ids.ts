/**
 * Record ids: three characters of key prefix, then base-62 digits, 15 in all; the last three of the 18-character form
 * are a checksum of the letter case, so that ids survive case-insensitive media.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ID_15 = /^[0-9A-Za-z]{15}$/;
const ID_18 = /^[0-9A-Za-z]{15}[A-Z0-5]{3}$/i;
/** Where an org's own records begin: ids of real orgs carry the instance in these places. */
const BODY_PREFIX = '5g00';

/** The 18-character form of a 15-character id. */
export function toId18(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let bit = 0; bit < 5; bit++) {
      const character = id15.charCodeAt(block * 5 + bit);
      if (character >= 65 && character <= 90) bits |= 1 << bit;
    }
    suffix += CHECKSUM[bits]!;
  }
  return id15 + suffix;
}

/**
 * Reads a 15- or 18-character id into its 18-character form; null when it is no id. The checksum restores the letter
 * case of a text that has lost it; mixed case with another checksum is no id.
 */
export function readId(text: string): string | null {
  if (text.length === 15) return ID_15.test(text) ? toId18(text) : null;
  if (text.length !== 18 || !ID_18.test(text)) return null;
  const body = text.slice(0, 15);
  const suffix = text.slice(15).toUpperCase();
  if (toId18(body) === body + suffix) return body + suffix;
  if (body !== body.toUpperCase() && body !== body.toLowerCase()) return null;
  const restored = [...body]
    .map((character, at) => {
      const upper = ((CHECKSUM.indexOf(suffix[Math.floor(at / 5)]!) >> (at % 5)) & 1) === 1;
      return upper ? character.toUpperCase() : character.toLowerCase();
    })
    .join('');
  return toId18(restored) === restored + suffix ? restored + suffix : null;
}

/** The id of the `number`-th record of an object. */
export function makeId(keyPrefix: string, number: number): string {
  let body = '';
  for (let rest = number; body.length < 12 - BODY_PREFIX.length; rest = Math.floor(rest / 62)) {
    body = ALPHABET[rest % 62]! + body;
  }
  return toId18(keyPrefix + BODY_PREFIX + body);
}

/** Inverse of `makeId`; null when the id was not made here. */
export function recordNumber(id: string): number | null {
  if (!id.startsWith(BODY_PREFIX, 3)) return null;
  let number = 0;
  for (let at = 3 + BODY_PREFIX.length; at < 15; at++) number = number * 62 + ALPHABET.indexOf(id[at]!);
  return number;
}
