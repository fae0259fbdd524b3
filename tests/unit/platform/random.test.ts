import { describe, expect, it } from 'vitest';
import { systemRandom, toOrderedUuid } from '../../../main/platform/random';

const atMs = Date.UTC(2026, 0, 1);

describe('an ordered UUID', () => {
  it('is one of version 7 that begins with its moment', () => {
    const uuid = toOrderedUuid(atMs, new Uint8Array(10).fill(0xff));
    expect(uuid).toBe(
      `${atMs.toString(16).padStart(12, '0').replace(/^.{8}/u, '$&-')}-7fff-bfff-ffffffffffff`,
    );
  });

  it('comes after those of earlier moments, and is never the same twice', () => {
    const moments = Array.from({ length: 1_000 }, (_, index) => atMs + index);
    const uuids = moments.map((moment) => systemRandom.orderedUuid(moment));
    expect([...uuids].sort()).toEqual(uuids);
    expect(new Set(moments.map(() => systemRandom.orderedUuid(atMs))).size).toBe(moments.length);
  });

  it('bears a clock that stands before all time', () => {
    expect(toOrderedUuid(-1, new Uint8Array(10))).toMatch(/^00000000-0000-7/u);
  });
});
