import { computed, onMounted, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { afterPaint } from '../../base/clock';
import { RowEstimates } from './row-estimates';
import { RowPlaces, heldTop, topFor, type RowAlign, type RowRange } from './row-places';
import type { TimelineRow } from './timeline-rows';
import { useRowHeights, type ObservedHeights } from './use-row-heights';

/** Nearer to the end than this counts as being there, CSS pixels. */
const endThreshold = 60;
/** The page above or below is asked for when less than this is left there, CSS pixels. */
const pageThreshold = 600;
/** Who sees this much of a message can see that it is there, CSS pixels. */
const visibleHeight = 24;
/** Nearer to the beginning than this somebody waits for the page above, CSS pixels. */
const startThreshold = 200;
const roomBelow = 10;
/** Rows are made this far beyond the view, so that scrolling finds them, CSS pixels. */
const overscan = 480;
/** Rows that are rendered at most while something is selected. */
const mostKeptRows = 600;
/** A difference that comes from rounding, CSS pixels. */
const rounding = 1.5;

/** Height of the view of the last timeline: the next one knows how much to show before its own is measured. */
let lastViewHeight = 0;

/** What the scrolling of a timeline needs to know. */
export interface TimelineScrollOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly rows: Readonly<Ref<readonly TimelineRow[]>>;
  /** The row with which the view begins; null for the newest messages. */
  readonly beginAt: RowGoal | null;
  /** Key of the row that following the end must not push out of view; null while somebody looks. */
  readonly keepInView: () => string | null;
  readonly hasEarlier: () => boolean;
  readonly loadEarlier: () => void;
  /** The rows do not reach down to the newest message: their end is none. */
  readonly hasLater: () => boolean;
  readonly loadLater: () => void;
  /** Something is selected, which ends with the rows that it begins and ends in: they stay. */
  readonly keepsRows: () => boolean;
}

/** A row that is to be brought into view; rows above it may still change their heights. */
export interface RowGoal {
  readonly key: string;
  readonly align: RowAlign;
}

/**
 * Windowed rows that are anchored at the end: pages that arrive above do not move what is read, and new messages are
 * followed only by somebody who is at the end.
 *
 *     rows, heights ──> places ──> top of the view (goal, else end, else what is read is held) ──> range of rows that are made
 *                                                                    scroll event ──┘
 */
export function useTimelineScroll(options: TimelineScrollOptions) {
  const { scroller, rows, beginAt, keepInView, hasEarlier, loadEarlier, hasLater, loadLater, keepsRows } =
    options;
  const isAtEnd = shallowRef(beginAt === null && !hasLater());
  const isNearStart = shallowRef(false);
  /** Index of the first row of which something is in view; -1 while none is. */
  const firstIndexInView = shallowRef(-1);
  /** Index of the last row of which enough to be noticed is in view; -1 while none is. */
  const lastIndexInView = shallowRef(-1);
  const range = shallowRef<RowRange>({ first: 0, end: 0 });
  /** How far beyond the view rows are made: not at all at first, so that what is in view is there sooner. */
  let beyond = 0;
  const heightsVersion = shallowRef(0);
  const writes = shallowRef(0);
  let goal: RowGoal | null = beginAt;
  let top = 0;
  /** Where the view is, for those who look on, CSS pixels. */
  const shownTop = shallowRef(0);
  /** 0 until it is measured. */
  let viewHeight = 0;
  /** Where the upper edge of the view is in the window; null until it is measured. */
  let viewEdge: number | null = null;
  /** How far the edge was pushed down since the view was last moved: what is read stays where the eye is, and the edge covers more of it. */
  let pushedBy = 0;
  /** Rows that had an estimate where they stand now. */
  const firstMeasured = new Set<string>();

  const estimates = new RowEstimates();
  const { heights, measure, observeView, keepOnly } = useRowHeights(takeHeights);
  const keys = computed(() => rows.value.map(({ key }) => key));
  const places = computed(() => {
    void heightsVersion.value;
    const all = rows.value;
    const estimate = (index: number): number => {
      const row = all[index];
      return row === undefined ? 0 : estimates.of(row);
    };
    return new RowPlaces(keys.value, (key, index) => heights.get(key) ?? estimate(index), roomBelow);
  });
  const items = computed(() =>
    rows.value.slice(range.value.first, range.value.end).map((row, place) => ({
      row,
      index: range.value.first + place,
    })),
  );
  const totalSize = computed(() => places.value.total);
  const windowStart = computed(() => places.value.topOf(range.value.first));

  const shownHeight = (): number => viewHeight || lastViewHeight || window.innerHeight;
  const endOf = ({ total }: RowPlaces): number => Math.max(0, total - shownHeight());

  function takeHeights({ view, changedRows }: ObservedHeights): void {
    if (view !== null && view.height > 0) {
      viewHeight = view.height;
      lastViewHeight = view.height;
      pushedBy += viewEdge === null ? 0 : view.edge - viewEdge;
      viewEdge = view.edge;
    }
    // The composer grows and the window is resized: who was at the end stays there.
    for (const [key, isFirstTime] of changedRows) if (isFirstTime) firstMeasured.add(key);
    for (const { row } of items.value) {
      const measured = changedRows.has(row.key) ? heights.get(row.key) : undefined;
      if (measured !== undefined) estimates.learn(row, measured);
    }
    if (changedRows.size > 0) heightsVersion.value += 1;
    else moveTo(wantedTop(places.value, places.value), places.value);
  }

  /** Where the view belongs after a change. */
  function wantedTop(before: RowPlaces, next: RowPlaces): number {
    const pushed = pushedBy;
    pushedBy = 0;
    const index = goal === null ? -1 : next.keys.indexOf(goal.key);
    if (goal !== null && index !== -1) {
      return topFor(next, { index, align: goal.align, viewHeight: shownHeight() });
    }
    if (isAtEnd.value) return followedTop(next);
    return pushed + heldTop({ before, next }, top, (key) => heights.has(key) && !firstMeasured.has(key));
  }

  /** The end, or as near to it as leaves in view what somebody has still to see. */
  function followedTop(next: RowPlaces): number {
    const kept = keepInView();
    const index = kept === null ? -1 : next.keys.indexOf(kept);
    return index === -1 ? endOf(next) : Math.min(endOf(next), next.topOf(index));
  }

  /** Moves the view; what it then shows is made, and the element scrolled, in the same rendering. */
  function moveTo(wanted: number, next: RowPlaces): void {
    const place = Math.min(Math.max(0, wanted), endOf(next));
    if (Math.abs(place - top) >= 0.5 || writes.value === 0) writes.value += 1;
    top = place;
    shownTop.value = place;
    if (goal !== null && isSettled(next)) goal = null;
    update(next);
  }

  /** Everything in view has its real height. */
  function isSettled(next: RowPlaces): boolean {
    const { first, end } = next.between(top, top + shownHeight());
    return viewHeight > 0 && next.keys.slice(first, end).every((key) => heights.has(key));
  }

  function update(next: RowPlaces): void {
    const bottom = top + shownHeight();
    // Not with every pixel: as long as half of what is made beyond the view is left, it stays.
    const needed = next.between(top - beyond / 2, bottom + beyond / 2);
    const made = range.value;
    if (needed.first < made.first || needed.end > made.end || made.end > next.keys.length) {
      const wanted = next.between(top - beyond, bottom + beyond);
      range.value = keepsRows() ? joined(made, wanted, next.keys.length) : wanted;
    }
    if (viewHeight === 0) return;
    isNearStart.value = top < startThreshold;
    isAtEnd.value = next.total - bottom < endThreshold && !hasLater();
    firstIndexInView.value = next.keys.length === 0 ? -1 : next.indexAt(top);
    lastIndexInView.value = next.keys.length === 0 ? -1 : next.indexAt(bottom - visibleHeight);
    if (top < pageThreshold && hasEarlier()) loadEarlier();
    if (next.total - bottom < pageThreshold && hasLater()) loadLater();
  }

  function onScroll(): void {
    const element = scroller.value;
    if (element === null) return;
    // Where the view has grown at the end, the engine moves it, and tells that before the observer tells the height.
    const { clientHeight } = element;
    if (viewHeight > 0 && Math.abs(clientHeight - viewHeight) > rounding && clientHeight > 0)
      viewHeight = clientHeight;
    // Somebody else has moved it: where it was to go does not matter any more.
    if (Math.abs(element.scrollTop - top) > rounding) goal = null;
    top = element.scrollTop;
    shownTop.value = top;
    update(places.value);
  }

  // Before the rendering, so that the rows that it makes are those that will be in view.
  watch(places, (next, before) => {
    keepOnly(next.keys);
    estimates.keepOnly(next.keys);
    moveTo(wantedTop(before, next), next);
    firstMeasured.clear();
  });
  watch(
    writes,
    () => {
      const { total } = places.value;
      const isEnd = top + rounding > endOf(places.value);
      // The view may not have been measured yet: the engine knows where the end is.
      if (scroller.value !== null) scroller.value.scrollTop = isEnd ? total : top;
    },
    { flush: 'post' },
  );

  moveTo(wantedTop(places.value, places.value), places.value);
  let isAlive = true;
  onScopeDispose(() => (isAlive = false));
  onMounted(() => {
    if (scroller.value !== null) observeView(scroller.value);
    afterPaint(() => {
      if (!isAlive) return;
      beyond = overscan;
      update(places.value);
    });
  });

  /** Goes to the newest message and stays there. */
  function scrollToEnd(): void {
    goal = null;
    isAtEnd.value = true;
    moveTo(endOf(places.value), places.value);
  }

  /** What changes next is not followed to the end, though it is in view. */
  function stay(): void {
    isAtEnd.value = false;
  }

  /** Brings a row into view with as little movement as possible, or into its middle. */
  function scrollToRow(index: number, align: 'auto' | 'center' = 'auto'): void {
    const key = keys.value[index];
    const wanted = align === 'auto' ? nearestAlign(index) : align;
    if (key === undefined || wanted === null) return;
    // The end shows all of it as well, and what comes there goes on being followed.
    if (align === 'auto' && isAtEnd.value && places.value.topOf(index) >= endOf(places.value)) {
      scrollToEnd();
      return;
    }
    goal = { key, align: wanted };
    moveTo(wantedTop(places.value, places.value), places.value);
  }

  /** Null when the whole row is in view. */
  function nearestAlign(index: number): RowAlign | null {
    if (places.value.topOf(index) < top) return 'start';
    return places.value.bottomOf(index) > top + shownHeight() ? 'end' : null;
  }

  /** Whether such a row has a part in a stretch of the view, CSS pixels below its upper edge. */
  function hasRowWithin(
    stretch: { readonly from: number; readonly to: number },
    fits: (row: TimelineRow) => boolean,
  ): boolean {
    const { first, end } = places.value.between(shownTop.value + stretch.from, shownTop.value + stretch.to);
    return rows.value.slice(first, end).some(fits);
  }

  return {
    top: shownTop,
    items,
    totalSize,
    windowStart,
    isAtEnd,
    isNearStart,
    firstIndexInView,
    lastIndexInView,
    onScroll,
    scrollToEnd,
    stay,
    scrollToRow,
    hasRowWithin,
    measure,
  };
}

/** Both parts and what is between them; only the second when that is too much to be rendered, or some of the first is gone. */
function joined(made: RowRange, wanted: RowRange, count: number): RowRange {
  const all = { first: Math.min(made.first, wanted.first), end: Math.max(made.end, wanted.end) };
  return made.end > count || all.end - all.first > mostKeptRows ? wanted : all;
}
