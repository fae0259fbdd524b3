import { describe, expect, it } from 'vitest';
import { RowPlaces, heldTop, topFor } from '../../../../../renderer/features/conversation/row-places';

const heights: Readonly<Record<string, number>> = { a: 10, b: 20, c: 30, d: 40, new: 100 };
const placesOf = (keys: string, changed: Readonly<Record<string, number>> = {}): RowPlaces =>
  new RowPlaces(keys.split(' '), (key) => changed[key] ?? heights[key] ?? 0, 5);
const isMeasured = (): boolean => true;

describe('places of rows', () => {
  it('stand one below the other, with room below the last', () => {
    const places = placesOf('a b c');
    expect([0, 1, 2].map((index) => [places.topOf(index), places.bottomOf(index)])).toEqual([
      [0, 10],
      [10, 30],
      [30, 60],
    ]);
    expect(places.total).toBe(65);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [9.5, 0],
    [10, 1],
    [59, 2],
    [500, 2],
  ])('at %d is row %d', (place, index) => {
    expect(placesOf('a b c').indexAt(place)).toBe(index);
  });

  it('have no row where there is none', () => {
    const places = new RowPlaces([], () => 10);
    expect([places.indexAt(0), places.total]).toEqual([-1, 0]);
    expect(places.between(0, 100)).toEqual({ first: 0, end: 0 });
  });

  it('between two heights are those that have a part there', () => {
    expect(placesOf('a b c d').between(15, 35)).toEqual({ first: 1, end: 3 });
  });

  it('find a row again when others came above, below or between', () => {
    const before = { index: 1, count: 3 };
    expect(placesOf('a b c').indexOf('b', before)).toBe(1);
    expect(placesOf('d new a b c').indexOf('b', before)).toBe(3);
    expect(placesOf('a new b d c').indexOf('b', before)).toBe(2);
    expect(placesOf('a c').indexOf('b', before)).toBe(-1);
  });
});

describe('a row that is wanted in view', () => {
  const view = { index: 1, viewHeight: 50 };
  it.each([
    ['start', 10],
    ['end', -20],
    ['center', -5],
  ] as const)('stands at its %s', (align, top) => {
    expect(topFor(placesOf('a b c'), { ...view, align })).toBe(top);
  });
});

describe('what is read while rows change', () => {
  it('stays when a page comes above', () => {
    const [before, next] = [placesOf('b c d'), placesOf('new a b c d')];
    expect(heldTop({ before, next }, 35, isMeasured)).toBe(145);
  });

  it('stays when a row above turns out to be higher, and does not care about rows below', () => {
    const before = placesOf('a b c d');
    expect(heldTop({ before, next: placesOf('a b c d', { a: 25 }) }, 35, isMeasured)).toBe(50);
    expect(heldTop({ before, next: placesOf('a b c d', { d: 400 }) }, 35, isMeasured)).toBe(35);
  });

  it('opens downwards when the row at the top becomes higher', () => {
    const [before, next] = [placesOf('a b c d'), placesOf('a b c d', { b: 200 })];
    expect(heldTop({ before, next }, 15, isMeasured)).toBe(15);
  });

  it('is the row below the one at the top as long as that one was only estimated', () => {
    const [before, next] = [placesOf('a b c d'), placesOf('a b c d', { b: 200 })];
    expect(heldTop({ before, next }, 15, (key) => key !== 'b')).toBe(195);
  });

  it('stays when the row at the top goes: the next one that is left takes its place', () => {
    const [before, next] = [placesOf('a b c d'), placesOf('a d')];
    expect(heldTop({ before, next }, 12, isMeasured)).toBe(-38);
  });

  it('stays at its height when nothing is left of it', () => {
    expect(heldTop({ before: placesOf('c d'), next: placesOf('a b') }, 40, isMeasured)).toBe(40);
  });
});
