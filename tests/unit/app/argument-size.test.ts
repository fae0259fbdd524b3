import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLargerThan, maxArgumentBytes } from '../../../main/app/argument-size';
import { maxArgumentTextLength } from '../../../preload/contract/schemas';

describe('isLargerThan', () => {
  it('lets the longest text through that the schemas allow', () => {
    const draft = { conversationId: 'c', text: 'x'.repeat(maxArgumentTextLength), burnSeconds: null };
    expect(isLargerThan(draft, maxArgumentBytes)).toBe(false);
  });

  it.each([
    ['a long text', 'x'.repeat(600)],
    ['a long text deep inside', { a: [{ b: new Map([['c', 'x'.repeat(600)]]) }] }],
    ['many entries', new Array(200).fill(0)],
    ['long names', { ['n'.repeat(600)]: 1 }],
    ['bytes', new Uint8Array(2_000)],
    ['a buffer', new ArrayBuffer(2_000)],
    ['a set', new Set(Array.from({ length: 200 }, (_, index) => index))],
    ['a big number', 2n ** 8_000n],
  ])('sees %s', (_what, argument) => {
    expect(isLargerThan(argument, 1_000)).toBe(true);
  });

  it('ends on an object that contains itself', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(isLargerThan(circle, 10_000)).toBe(true);
  });

  it('ends on any structure', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withBigInt: true }), (value) => {
        expect(typeof isLargerThan(value, 1_000)).toBe('boolean');
      }),
    );
  });
});
