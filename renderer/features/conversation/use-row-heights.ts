import { nextTick, onScopeDispose, type ComponentPublicInstance } from 'vue';

/** The view that rows stand in. */
export interface ObservedView {
  /** CSS pixels. */
  readonly height: number;
  /** Distance of its upper edge from that of the window, CSS pixels: a line above it pushes it down. */
  readonly edge: number;
}

/** What an observer tells of one frame. */
export interface ObservedHeights {
  /** The view, when its height has changed; null when it has not. */
  readonly view: ObservedView | null;
  /** Rows that have another height than was known; true for those of which none was. */
  readonly changedRows: ReadonlyMap<string, boolean>;
}

/** Attribute of a row's element that names its key. */
const keyAttribute = 'place';

/**
 * Heights of rows and of the view that they stand in, as the engine's observer tells them: all of a frame together, after the layout that
 * the frame needs anyway and before it is painted. To ask a row for its height when it is made would lay out the page anew for each.
 */
export function useRowHeights(onObserved: (heights: ObservedHeights) => void) {
  const heights = new Map<string, number>();
  const rows = new Set<HTMLElement>();
  let view: HTMLElement | null = null;
  let isForgetting = false;

  const observer = new ResizeObserver((entries) => {
    let observedView: ObservedView | null = null;
    const changedRows = new Map<string, boolean>();
    for (const { target, borderBoxSize, contentRect } of entries) {
      // Nothing is laid out for the question: the observer is told after the layout.
      if (target === view)
        observedView = { height: contentRect.height, edge: target.getBoundingClientRect().top };
      const key = target instanceof HTMLElement ? target.dataset[keyAttribute] : undefined;
      const height = borderBoxSize[0]?.blockSize ?? 0;
      // What is not laid out, in a hidden window for instance, has no height that counts.
      if (key === undefined || height === 0 || heights.get(key) === height) continue;
      changedRows.set(key, !heights.has(key));
      heights.set(key, height);
    }
    if (observedView !== null || changedRows.size > 0) onObserved({ view: observedView, changedRows });
  });
  onScopeDispose(() => observer.disconnect());

  // An element that was shown once holds a text that may have been erased since. While it is being removed it is still in the document.
  function forgetRemoved(): void {
    if (isForgetting) return;
    isForgetting = true;
    void nextTick(() => {
      isForgetting = false;
      for (const row of rows) {
        if (row.isConnected) continue;
        observer.unobserve(row);
        rows.delete(row);
      }
    });
  }

  /** The ref function of rows. */
  function measure(row: Element | ComponentPublicInstance | null): void {
    if (!(row instanceof HTMLElement)) forgetRemoved();
    else if (!rows.has(row)) {
      rows.add(row);
      observer.observe(row, { box: 'border-box' });
    }
  }

  function observeView(element: HTMLElement): void {
    view = element;
    observer.observe(element);
  }

  /** Forgets heights of rows that are gone for good, once there are many of them. */
  function keepOnly(keys: readonly string[]): void {
    if (heights.size < 2 * keys.length + 100) return;
    const kept = new Set(keys);
    for (const key of heights.keys()) if (!kept.has(key)) heights.delete(key);
  }

  return { heights, measure, observeView, keepOnly };
}
