import { formatCount, formatLabel, formatShare, isKnown } from 'c/format';

describe('c/format', () => {
  it.each([
    [0, '0%'],
    [0.00001, '<0.1%'],
    [0.0009999, '<0.1%'],
    [0.001, '0.1%'],
    [0.25, '25%'],
    [0.4121, '41.2%'],
    [0.999, '99.9%'],
    [0.9990001, '>99.9%'],
    [0.9999999, '>99.9%'],
    [1, '100%']
  ])('shows the share %p as %p', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('groups thousands', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
  });

  it.each([
    [0, true],
    [12, true],
    [null, false],
    [undefined, false],
    [Number.NaN, false]
  ])('says whether %p is known: %p', (value, known) => {
    expect(isKnown(value)).toBe(known);
  });

  it('fills placeholders and keeps those without a value', () => {
    expect(formatLabel('{1} of {0}, {2}', 'a', 'b')).toBe('b of a, {2}');
  });

  it('takes values literally, also where they look like replacement patterns', () => {
    expect(formatLabel('{0}', "$& $1 $'")).toBe("$& $1 $'");
  });
});
