import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../runtime/tests/apex-program.ts';

/** The shipped arithmetic, and a door to it that takes and gives text. */
const shipped = (name: string) =>
  readFileSync(new URL(`../../force-app/main/connection/classes/${name}.cls`, import.meta.url), 'utf8');
const program = runs({
  IpAddress: shipped('IpAddress'),
  IpAddressText: shipped('IpAddressText'),
  IpRange: shipped('IpRange'),
  Door: `public class Door {
    public static String value(String text) { IpAddress read = IpAddress.parse(text); return read == null ? null : read.toString(); }
    public static Boolean contains(String first, String last, String text) { return new IpRange(first, last).contains(IpAddress.parse(text)); }
    public static String problem(String first, String last) { return new IpRange(first, last).problem; }
  }`
});
const value = (text: string) => program.call('Door', 'value', text) as string | null;
const contains = (first: string, last: string, text: string) =>
  program.call('Door', 'contains', first, last, text) as boolean;
const problem = (first: string, last: string) => program.call('Door', 'problem', first, last) as string | null;

const IPV4_BASE = 0xffff_0000_0000n;
const IPV4_TOP = 0xffff_ffff_ffffn;

/** Ways to write the same 128 bits. */
type Spelling = 'shortest' | 'full' | 'upper' | 'mapped' | 'mappedHex';

function dotted(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.');
}

function groups(bits: bigint): string[] {
  return Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
}

/** The longest run of zero groups becomes `::`, wherever `from` says among the candidates. */
function compressed(parts: readonly string[], from: number): string {
  const runsOfZeros = parts.flatMap((_, start) =>
    parts
      .slice(start)
      .flatMap((__, length) =>
        parts.slice(start, start + length + 1).every((part) => part === '0') ? [[start, length + 1] as const] : []
      )
  );
  const run = runsOfZeros[from % Math.max(runsOfZeros.length, 1)];
  if (run === undefined) return parts.join(':');
  return `${parts.slice(0, run[0]).join(':')}::${parts.slice(run[0] + run[1]).join(':')}`;
}

function spell(bits: bigint, spelling: Spelling, from: number): string {
  const isIpv4 = bits >= IPV4_BASE && bits <= IPV4_TOP;
  if (isIpv4 && spelling === 'shortest') return dotted(bits);
  if (isIpv4 && spelling === 'mapped') return `::ffff:${dotted(bits)}`;
  if (spelling === 'full')
    return groups(bits)
      .map((part) => part.padStart(4, '0'))
      .join(':');
  const text = compressed(groups(bits), from);
  return spelling === 'upper' ? text.toUpperCase() : text;
}

const ipv4 = fc.bigInt(IPV4_BASE, IPV4_TOP);
/** Uniform bits are never near each other, and hardly ever have zeros: both kinds are mixed in. */
const ipv6 = fc
  .oneof(
    fc.bigInt(0n, (1n << 128n) - 1n),
    fc.bigInt(0n, 0xffff_ffffn),
    fc
      .array(fc.constantFrom(0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
      .map((parts) => parts.reduce<bigint>((sum, part) => (sum << 16n) | part, 0n))
  )
  .filter((bits) => bits < IPV4_BASE || bits > IPV4_TOP);
const spelled = (bits: fc.Arbitrary<bigint>) =>
  fc
    .record({
      bits,
      spelling: fc.constantFrom<Spelling>('shortest', 'full', 'upper', 'mapped', 'mappedHex'),
      from: fc.nat(40)
    })
    .map(({ bits: value, spelling, from }) => ({ bits: value, text: spell(value, spelling, from) }));
const anyAddress = spelled(fc.oneof(ipv4, ipv6));

function property(check: Parameters<typeof fc.assert>[0]): void {
  fc.assert(check as fc.IProperty<unknown>, { numRuns: 1500 });
}

describe('the shipped IP arithmetic', () => {
  it('reads every spelling of an address as the same value', () => {
    property(
      fc.property(anyAddress, anyAddress, (left, right) => {
        assert.notEqual(isIP(left.text), 0, `${left.text} is an address`);
        assert.equal(
          value(left.text) === value(right.text),
          left.bits === right.bits,
          `${left.text} and ${right.text}`
        );
        assert.equal(value(left.text), value(spell(left.bits, 'full', 0)), left.text);
      })
    );
  });

  it('accepts what node accepts, and nothing else', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '00',
      '255',
      '256',
      'ffff',
      'G',
      '12345',
      '.',
      ':',
      '::',
      '::ffff:',
      '1.2.3.4',
      ''
    );
    property(
      fc.property(
        fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
        (text) => {
          assert.equal(value(text) !== null, isIP(text) !== 0, text);
        }
      )
    );
    property(fc.property(fc.ipV4(), (text) => assert.equal(value(text), text)));
    property(fc.property(fc.ipV6(), (text) => assert.equal(value(text) !== null, isIP(text) !== 0, text)));
  });

  it('contains exactly what integers between the ends are, ends included', () => {
    const near = fc.constantFrom(-1n, 0n, 1n);
    property(
      fc.property(
        fc.constantFrom(ipv4, ipv6).chain((family) => fc.tuple(spelled(family), spelled(family))),
        anyAddress,
        near,
        (ends, other, step) => {
          const [first, last] = ends[0].bits <= ends[1].bits ? ends : [ends[1], ends[0]];
          const isMixed = first.bits < IPV4_BASE && last.bits > IPV4_TOP;
          assert.equal(problem(first.text, last.text) !== null, isMixed, `${first.text} - ${last.text}`);
          for (const bits of [other.bits, first.bits + step, last.bits + step]) {
            if (bits < 0n || bits >> 128n !== 0n) continue;
            const text = spell(bits, 'mapped', 0);
            const expected = !isMixed && first.bits <= bits && bits <= last.bits;
            assert.equal(contains(first.text, last.text, text), expected, `${text} in ${first.text} - ${last.text}`);
          }
        }
      )
    );
  });

  it('agrees with the block list of node', () => {
    for (const [family, bits] of [
      ['ipv4', ipv4],
      ['ipv6', ipv6]
    ] as const) {
      property(
        fc.property(bits, bits, bits, (one, other, probe) => {
          const [first, last] = one <= other ? [one, other] : [other, one];
          if (first < IPV4_BASE && last > IPV4_TOP) return;
          const [start, end, text] = [first, last, probe].map((each) => spell(each, 'shortest', 0)) as [
            string,
            string,
            string
          ];
          const list = new BlockList();
          list.addRange(start, end, family);
          assert.equal(contains(start, end, text), list.check(text, family), `${text} in ${start} - ${end}`);
        })
      );
    }
  });

  it('refuses ranges that end before they start', () => {
    property(
      fc.property(
        fc.constantFrom(ipv4, ipv6).chain((family) => fc.tuple(family, family)),
        ([one, other]) => {
          fc.pre(one !== other);
          const [low, high] = one < other ? [one, other] : [other, one];
          assert.equal(problem(spell(high, 'full', 0), spell(low, 'full', 0)), 'the range ends before it starts');
        }
      )
    );
  });
});
