import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, shallowRef, watch, type Ref } from 'vue';
import { afterPaint, nextFrame } from './clock';
import { heightAsObserved, useRowMeasure } from './use-row-measure';

/** What a list needs to render only the rows in view. */
export interface WindowedRowsOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  /** A key for each row, which stays with what the row shows. */
  readonly keys: () => readonly string[];
  /** Height of a row that was not measured, CSS pixels. */
  readonly estimatedHeight: number;
  /** Height of what stands above the rows in the same scroller, CSS pixels. */
  readonly startOffset?: () => number;
  /** Index of the first row among all rows of the scroller, as `data-index` tells it. */
  readonly firstIndex?: () => number;
}

/** Rows rendered beyond those in view, on each side. */
const overscan = 8;
/** A list that grows or shrinks by more than so many rows at once has become another one, and shows other rows. */
const mostRowsOfSameList = 50;
const maxFramesToWait = 10;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Renders only the rows in view, however many there are. One of them is reached with Tab, the others from there with the
 * arrow keys, Home and End. Rows carry `data-index`, and those that are measured `data-window-index`, their place among these
 * rows; what takes the focus in a row is its first button, or what has a tab index.
 */
export function useWindowedRows(options: WindowedRowsOptions) {
  const { scroller, keys, estimatedHeight, startOffset = () => 0, firstIndex = () => 0 } = options;
  const count = (): number => keys().length;
  const keyOf = (index: number): string => keys()[index] ?? `row-${index}`;
  const activeKey = shallowRef<string | null>(null);
  /** Making a row is dear: of a list that has become another one those in view are painted first. */
  const reach = shallowRef(overscan);
  watch(
    count,
    (now, before) => {
      if (Math.abs(now - before) <= mostRowsOfSameList) return;
      reach.value = 0;
      afterPaint(() => (reach.value = overscan));
    },
    { flush: 'sync' },
  );
  /** Asked for by the virtualizer once for every row of another list: to follow them would take longer than to make the rows in view. */
  let asked: readonly string[] = [];
  const askedKey = (index: number): string => asked[index] ?? `row-${index}`;
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => {
      asked = keys();
      return {
        count: asked.length,
        getScrollElement: () => scroller.value,
        estimateSize: () => estimatedHeight,
        getItemKey: askedKey,
        measureElement: heightAsObserved,
        scrollMargin: startOffset(),
        indexAttribute: 'data-window-index',
        overscan: reach.value,
      };
    }),
  );
  const rows = computed(() =>
    virtualizer.value
      .getVirtualItems()
      .filter(({ index }) => index < count())
      .map(({ index }) => ({ index, key: keyOf(index), dataIndex: firstIndex() + index })),
  );
  const totalHeight = computed(() => virtualizer.value.getTotalSize());
  /** Distance of the first rendered row from the beginning of the rows, CSS pixels. */
  const windowStart = computed(
    () => (virtualizer.value.getVirtualItems()[0]?.start ?? startOffset()) - startOffset(),
  );
  const tabStopKey = computed(() => {
    if (rows.value.some(({ key }) => key === activeKey.value)) return activeKey.value;
    const inView = virtualizer.value.range?.startIndex ?? 0;
    return rows.value.find(({ index }) => index >= inView)?.key ?? null;
  });

  function elementOf(index: number): HTMLElement | null {
    const row = scroller.value?.querySelector(`[data-index="${firstIndex() + index}"]`);
    return row?.querySelector<HTMLElement>('button, [tabindex]') ?? null;
  }

  /** Puts the focus on a row, scrolling if it is not rendered. */
  async function focusRow(index: number): Promise<void> {
    if (index < 0 || index >= count()) return;
    virtualizer.value.scrollToIndex(index);
    activeKey.value = keyOf(index);
    await nextTick();
    // A row far away is rendered only after the scroll has taken place.
    for (let frame = 0; frame < maxFramesToWait && elementOf(index) === null; frame += 1) await nextFrame();
    elementOf(index)?.focus({ preventScroll: true });
  }

  function onKeydown(event: KeyboardEvent): void {
    const index = targetIndex(event, { first: firstIndex(), end: firstIndex() + count() });
    if (index === null) return;
    event.preventDefault();
    void focusRow(index - firstIndex());
  }

  function onFocusIn({ target }: FocusEvent): void {
    const index = dataIndexAt(target);
    if (index !== null && index >= firstIndex() && index < firstIndex() + count()) {
      activeKey.value = keyOf(index - firstIndex());
    }
  }

  const measure = useRowMeasure(() => virtualizer.value);

  return { rows, totalHeight, windowStart, tabStopKey, focusRow, onKeydown, onFocusIn, measure };
}

/** Where a key moves the focus from the row that has it: a `data-index` of `first` to before `end`; null for no move. */
export function targetIndex(
  event: KeyboardEvent,
  { first, end }: { readonly first: number; readonly end: number },
): number | null {
  const index = dataIndexAt(event.target);
  if (index === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (event.key === 'Home') return first;
  if (event.key === 'End') return end - 1;
  const step = steps[event.key];
  if (step === undefined) return null;
  return Math.min(end - 1, Math.max(first, index + step));
}

function dataIndexAt(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? null : Number(row.dataset['index']);
}
