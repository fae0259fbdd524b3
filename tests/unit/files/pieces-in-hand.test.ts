import { describe, expect, it } from 'vitest';
import { PiecesInHand } from '../../../main/files/pieces-in-hand';

const bytes = (length: number) => new Uint8Array(length);

describe('pieces that have come', () => {
  it('are taken in the order of their places', () => {
    const hand = new PiecesInHand();
    hand.add(10, bytes(5));
    hand.add(0, bytes(10));
    expect([hand.take(0)?.length, hand.take(10)?.length, hand.take(15)]).toEqual([10, 5, null]);
  });

  it('stay when a connection ends as far as they follow without a gap, and nothing of them is asked for again', () => {
    const hand = new PiecesInHand();
    for (const offset of [0, 10, 20, 40]) hand.add(offset, bytes(10));
    expect(hand.keepFollowing(0)).toBe(30);
    expect([hand.has(20), hand.has(40)]).toEqual([true, false]);
  });

  it('count the one that is being put in its place', () => {
    const hand = new PiecesInHand();
    for (const offset of [0, 10]) hand.add(offset, bytes(10));
    hand.take(0);
    // The place has moved on in the middle of the piece.
    expect(hand.keepFollowing(4)).toBe(20);
    hand.placed();
    expect(hand.keepFollowing(10)).toBe(20);
    hand.clear();
    expect(hand.keepFollowing(10)).toBe(10);
  });
});
