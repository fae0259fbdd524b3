import type { PictureSize } from './picture-box';

/** Width of an album in the timeline, CSS pixels: tiles of whole pixels and the gaps between them fill it in every row. */
const albumWidth = 321;
const gap = 3;
const mostInRow = 3;
/** A tile that has a row for itself is flatter than a square. */
const flatHeight = 180;

/** The tiles of so many pictures, row by row, CSS pixels: rows of up to three, none of one that is not the first. */
export function albumTiles(count: number): readonly PictureSize[] {
  return rowsOf(count).flatMap((inRow) => {
    const width = Math.floor((albumWidth - gap * (inRow - 1)) / inRow);
    return Array.from({ length: inRow }, () => ({ width, height: inRow === 1 ? flatHeight : width }));
  });
}

/** How many pictures each row has: what threes leave comes first, in ones and twos. */
function rowsOf(count: number): readonly number[] {
  if (count === 4) return [2, 2];
  const rest = count % mostInRow;
  const threes = Array.from({ length: Math.floor(count / mostInRow) }, () => mostInRow);
  return rest === 0 ? threes : [rest, ...threes];
}
