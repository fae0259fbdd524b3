import { describe, expect, it } from 'vitest';
import { placeAtTime, type TimedPlace } from '../../../main/storage/time-search';

/** A chat whose messages have these places and times; how often it was read is counted. */
function chatOf(timed: readonly (readonly [place: number, timeNs: number])[]) {
  const places = timed.map(([place, timeNs]): TimedPlace => ({
    place: BigInt(place),
    tieBreaker: 0n,
    sortNs: BigInt(timeNs),
  }));
  let reads = 0;
  const at = (timeNs: number): number | null => {
    reads = 0;
    const range = { first: places[0]?.place ?? 0n, last: places.at(-1)?.place ?? 0n };
    const found = placeAtTime(BigInt(timeNs), range, (from, limit) => {
      reads += 1;
      return places.filter(({ place }) => place >= from).slice(0, limit);
    });
    return found === null ? null : Number(found.place);
  };
  return { at, reads: () => reads };
}

describe('the place at a moment', () => {
  it('is that of the first message at it or after it; after everything there is none', () => {
    const { at } = chatOf(Array.from({ length: 1_000 }, (_, index) => [index + 1, (index + 1) * 10]));
    expect([at(0), at(10), at(4_995), at(5_000), at(10_000), at(10_001)]).toEqual([
      1,
      1,
      500,
      500,
      1_000,
      null,
    ]);
  });

  it('is found in few steps, and over gaps between the places', () => {
    const chat = chatOf(Array.from({ length: 200 }, (_, index) => [index * 1_000_003 + 7, index * 10]));
    expect(chat.at(1_235)).toBe(124 * 1_000_003 + 7);
    expect(chat.reads()).toBeLessThan(40);
  });

  it.each([
    ['far in the future', 9e15],
    ['long past', 1],
  ])('is not missed for messages that are dated %s', (_, wrongNs) => {
    const wrong = new Set([3, 250, 499, 501, 750]);
    const { at } = chatOf(
      Array.from({ length: 1_000 }, (_entry, index) => [
        index + 1,
        wrong.has(index + 1) ? wrongNs : 1_000_000 + index,
      ]),
    );
    for (const place of [100, 252, 400, 503, 752, 990]) expect(at(1_000_000 + place - 1)).toBe(place);
  });

  it('of the first of several that were said at once', () => {
    const { at } = chatOf(Array.from({ length: 300 }, (_, index) => [index + 1, Math.floor(index / 100)]));
    expect([at(0), at(1), at(2)]).toEqual([1, 101, 201]);
  });
});
