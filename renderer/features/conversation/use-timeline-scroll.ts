import { elementScroll, useVirtualizer, type Virtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, onMounted, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { useRowMeasure } from '../../app/use-row-measure';
import type { TimelineRow } from './timeline-rows';

/** Nearer to the end than this counts as being there, CSS pixels. */
const endThreshold = 60;
/** The page above is asked for when less than this is left above, CSS pixels. */
const earlierThreshold = 600;
/** Who sees this much of a message can see that it is there, CSS pixels. */
const visibleHeight = 24;
const estimatedRowHeight = 46;

/** What the scrolling of a timeline needs to know. */
export interface TimelineScrollOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  /** The element inside that is as high as all rows together. */
  readonly space: Readonly<Ref<HTMLElement | null>>;
  readonly rows: Readonly<Ref<readonly TimelineRow[]>>;
  readonly hasEarlier: () => boolean;
  readonly loadEarlier: () => void;
}

/**
 * Windowed rows that are anchored at the end: pages that arrive above do not move what is read, and new messages are
 * followed only by somebody who is at the end.
 */
export function useTimelineScroll({ scroller, space, rows, hasEarlier, loadEarlier }: TimelineScrollOptions) {
  const isAtEnd = shallowRef(true);
  /** Index of the last row of which enough to be noticed is in view; -1 while none is. */
  const lastIndexInView = shallowRef(-1);
  /**
   * A page that arrives above moves the position further down than the rendered height allows: the browser would cut it
   * off, and what is read would jump. So the height is written first; rendering writes the same one again.
   */
  function scrollTo(
    offset: number,
    options: Parameters<typeof elementScroll>[1],
    instance: Virtualizer<HTMLElement, HTMLElement>,
  ): void {
    if (space.value !== null) space.value.style.height = `${instance.getTotalSize()}px`;
    elementScroll(offset, options, instance);
  }

  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => ({
      count: rows.value.length,
      getScrollElement: () => scroller.value,
      estimateSize: () => estimatedRowHeight,
      getItemKey: (index: number) => rows.value[index]?.key ?? index,
      scrollToFn: scrollTo,
      anchorTo: 'end' as const,
      scrollEndThreshold: endThreshold,
      overscan: 10,
      paddingEnd: 10,
    })),
  );
  const items = computed(() =>
    virtualizer.value.getVirtualItems().flatMap((item) => {
      const row = rows.value[item.index];
      return row === undefined ? [] : [{ row, index: item.index }];
    }),
  );
  const totalSize = computed(() => virtualizer.value.getTotalSize());
  const windowStart = computed(() => virtualizer.value.getVirtualItems()[0]?.start ?? 0);

  function updatePosition(): void {
    const element = scroller.value;
    if (element === null) return;
    isAtEnd.value = element.scrollHeight - element.scrollTop - element.clientHeight < endThreshold;
    const bottom = element.scrollTop + element.clientHeight - visibleHeight;
    lastIndexInView.value =
      element.clientHeight === 0
        ? -1
        : (virtualizer.value
            .getVirtualItems()
            .filter(({ start }) => start <= bottom)
            .at(-1)?.index ?? -1);
    if (element.scrollTop < earlierThreshold && hasEarlier()) loadEarlier();
  }

  /** Goes to the newest message and stays there. */
  function scrollToEnd(): void {
    isAtEnd.value = true;
    void nextTick(() => virtualizer.value.scrollToEnd());
  }

  /** Opens the chat at a row instead of at its end; rows that all fit are at the end anyway. */
  function beginAt(index: number): void {
    isAtEnd.value = false;
    void nextTick(() => {
      virtualizer.value.scrollToIndex(index, { align: 'start' });
      updatePosition();
    });
  }

  /** What changes next is not followed to the end, though it is in view. */
  function stay(): void {
    isAtEnd.value = false;
  }

  /** Brings a row into view with as little movement as possible, or into its middle. */
  function scrollToRow(index: number, align: 'auto' | 'center' = 'auto'): void {
    virtualizer.value.scrollToIndex(index, { align });
  }

  const measure = useRowMeasure(() => virtualizer.value);

  watch([rows, totalSize], async () => {
    const follow = isAtEnd.value;
    await nextTick();
    if (follow) virtualizer.value.scrollToEnd();
    updatePosition();
  });

  // The composer grows and the window is resized: who was at the end stays there.
  const observer = new ResizeObserver(() => {
    if (isAtEnd.value) virtualizer.value.scrollToEnd();
    updatePosition();
  });
  onMounted(() => {
    if (scroller.value !== null) observer.observe(scroller.value);
  });
  onScopeDispose(() => observer.disconnect());

  return {
    items,
    totalSize,
    windowStart,
    isAtEnd,
    lastIndexInView,
    beginAt,
    onScroll: updatePosition,
    scrollToEnd,
    stay,
    scrollToRow,
    measure,
  };
}
