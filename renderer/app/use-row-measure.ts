import { nextTick, type ComponentPublicInstance } from 'vue';

/** What of a virtualizer measures rows; null has it look which of those it has measured are gone. */
export interface RowMeasurer {
  measureElement(row: HTMLElement | null): void;
}

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
