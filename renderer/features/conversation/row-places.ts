/** A part of the rows: `first` is in it, `end` is the one behind it. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Where rows stand, one below the other. All numbers are CSS pixels from the top of the first row. */
export class RowPlaces {
  /** Bottoms of the rows. */
  private readonly bottoms: Float64Array;
  /** Height of all rows and of the room below them. */
  readonly total: number;

  constructor(
    readonly keys: readonly string[],
    /** Measured or estimated. */
    heightOf: (key: string, index: number) => number,
    roomBelow = 0,
  ) {
    this.bottoms = new Float64Array(keys.length);
    let bottom = 0;
    for (let index = 0; index < keys.length; index += 1) {
      bottom += heightOf(keys[index] ?? '', index);
      this.bottoms[index] = bottom;
    }
    this.total = bottom + roomBelow;
  }

  topOf(index: number): number {
    return index <= 0 ? 0 : (this.bottoms[Math.min(index, this.keys.length) - 1] ?? 0);
  }

  bottomOf(index: number): number {
    return this.bottoms[index] ?? 0;
  }

  /** The row at a place; the first or the last one for places above or below all rows, -1 when there is no row. */
  indexAt(place: number): number {
    let low = 0;
    let high = this.keys.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.bottomOf(middle) > place) high = middle;
      else low = middle + 1;
    }
    return high;
  }

  /** The rows that have a part between two places. */
  between(top: number, bottom: number): RowRange {
    const last = this.indexAt(bottom);
    return { first: Math.max(0, this.indexAt(top)), end: last + 1 };
  }

  /** Where a row with this key is; -1 if it is gone. Rows mostly come and go at one end: it is looked for there first. */
  indexOf(key: string, before: { readonly index: number; readonly count: number }): number {
    const fromEnd = this.keys.length - (before.count - before.index);
    for (const guess of [before.index, fromEnd]) if (this.keys[guess] === key) return guess;
    return this.keys.indexOf(key);
  }
}

/** Where a row is to stand in the view. */
export type RowAlign = 'start' | 'center' | 'end';

/** The place of the view's top at which a row stands as wanted. */
export function topFor(
  places: RowPlaces,
  {
    index,
    align,
    viewHeight,
  }: { readonly index: number; readonly align: RowAlign; readonly viewHeight: number },
): number {
  const [top, bottom] = [places.topOf(index), places.bottomOf(index)];
  if (align === 'start') return top;
  return align === 'end' ? bottom - viewHeight : (top + bottom - viewHeight) / 2;
}

/**
 * The place of the view's top in `next` at which nothing that is read has moved since `before`. What is held still is the row at the
 * top of the view: its beginning, so that more of a text opens downwards. A row of which only an estimate was known grows upwards
 * instead, out of the view, and the one below it is held.
 */
export function heldTop(
  { before, next }: { readonly before: RowPlaces; readonly next: RowPlaces },
  top: number,
  isMeasured: (key: string) => boolean,
): number {
  const count = before.keys.length;
  let index = before.indexAt(top);
  const straddling = before.keys[index];
  if (straddling !== undefined && before.topOf(index) < top && !isMeasured(straddling)) index += 1;
  for (; index >= 0 && index < count; index += 1) {
    const key = before.keys[index];
    const place = key === undefined ? -1 : next.indexOf(key, { index, count });
    if (place !== -1) return next.topOf(place) + top - before.topOf(index);
  }
  return top;
}
