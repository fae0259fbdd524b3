import { describe, expect, it } from 'vitest';
import { ComparedRanges } from '../../../main/catch-up/compared-ranges';

const compared = (...pieces: readonly (readonly [bigint, bigint])[]): ComparedRanges => {
  const ranges = new ComparedRanges();
  for (const [lowest, highest] of pieces) ranges.add(lowest, highest);
  return ranges;
};

describe('what was compared of a chat', () => {
  it('is nothing at first', () => {
    expect(compared().highestOpen(1n, 9n)).toBe(9n);
  });

  it('joins pages that touch, in whatever order they came', () => {
    const ranges = compared([51n, 100n], [1n, 20n], [21n, 50n]);
    expect(ranges.highestOpen(1n, 100n)).toBeNull();
    expect(ranges.highestOpen(1n, 101n)).toBe(101n);
  });

  it('has the highest number that is open between two pages', () => {
    const ranges = compared([80n, 100n], [1n, 20n]);
    expect(ranges.highestOpen(1n, 100n)).toBe(79n);
    expect(ranges.highestOpen(1n, 50n)).toBe(50n);
    expect(ranges.highestOpen(85n, 90n)).toBeNull();
  });

  it('joins what overlaps, and what lies within', () => {
    const ranges = compared([10n, 20n], [30n, 40n], [15n, 35n], [12n, 14n]);
    expect(ranges.highestOpen(10n, 40n)).toBeNull();
    expect(ranges.highestOpen(9n, 40n)).toBe(9n);
  });

  it('forgets of very many pieces those that came first', () => {
    const ranges = compared(
      ...Array.from({ length: 40 }, (_, index) => [BigInt(index) * 10n, BigInt(index) * 10n] as const),
    );
    expect(ranges.highestOpen(0n, 0n)).toBe(0n);
    expect(ranges.highestOpen(390n, 390n)).toBeNull();
  });

  it('has no piece that ends before it begins', () => {
    expect(compared([9n, 1n]).highestOpen(2n, 8n)).toBe(8n);
  });
});
