/** A place in the window, CSS pixels. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
}

/** Whether there are marked words at a place. */
export function isOnSelection(selection: Selection | null, { x, y }: WindowPlace): boolean {
  if (selection === null || selection.isCollapsed) return false;
  const ranges = Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index));
  return ranges.some((range) =>
    [...range.getClientRects()].some(
      ({ left, right, top, bottom }) => x >= left && x < right && y >= top && y < bottom,
    ),
  );
}
