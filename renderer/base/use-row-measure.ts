import type { VirtualizerOptions } from '@tanstack/vue-virtual';
import { nextTick, type ComponentPublicInstance } from 'vue';

/** What of a virtualizer measures rows; null has it look which of those it has measured are gone. */
export interface RowMeasurer {
  measureElement(row: HTMLElement | null): void;
}

/** How a virtualizer of rows measures one. */
type MeasureRow = NonNullable<VirtualizerOptions<HTMLElement, HTMLElement>['measureElement']>;

/**
 * The height of a row as its observer tells it: all rows of a frame together, after the layout that the frame needs anyway and before it
 * is painted. A row that is only just there keeps the height that it is known or estimated to have: to ask for it would lay
 * out the page anew for each of them.
 */
export const heightAsObserved: MeasureRow = (row, entry, virtualizer) => {
  const [box] = entry?.borderBoxSize ?? [];
  if (box !== undefined) return Math.round(box.blockSize);
  const index = virtualizer.indexFromElement(row);
  return (
    virtualizer.itemSizeCache.get(virtualizer.options.getItemKey(index)) ??
    virtualizer.options.estimateSize(index)
  );
};

/**
 * The ref function of rows whose real height replaces the estimate. The virtualizer keeps the elements that it has measured until it
 * is told to look which of them are gone; until then they hold texts that may have been erased. While a row is being removed it
 * is still in the document, so the look comes a tick later.
 */
export function useRowMeasure(measurer: () => RowMeasurer) {
  let isForgetting = false;

  function forgetRemoved(): void {
    if (isForgetting) return;
    isForgetting = true;
    void nextTick(() => {
      isForgetting = false;
      measurer().measureElement(null);
    });
  }

  return (row: Element | ComponentPublicInstance | null): void => {
    if (row instanceof HTMLElement) measurer().measureElement(row);
    else forgetRemoved();
  };
}
