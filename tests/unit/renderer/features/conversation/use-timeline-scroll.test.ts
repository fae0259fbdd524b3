// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, shallowRef, useTemplateRef } from 'vue';
import type { TimelineRow } from '../../../../../renderer/features/conversation/timeline-rows';
import { useTimelineScroll } from '../../../../../renderer/features/conversation/use-timeline-scroll';
import { aMessage } from '../../views';

const fullHeight = 600;
let viewHeight = fullHeight;
/** Where the view begins in the window: below whatever stands above it. */
let viewEdge = 60;
const rowOf = (number: number): TimelineRow => {
  const id = `m${String(number).padStart(5, '0')}`;
  const message = aMessage(id, { sortKey: id });
  return { kind: 'message', key: id, message, isFirst: true, isLast: true, album: [], canReedit: false };
};
const rowsOf = (from: number, end: number): readonly TimelineRow[] =>
  Array.from({ length: end - from }, (_, place) => rowOf(from + place));

/** What the engine would have laid out: heights by key, and an observer that is told by hand that a frame is there. */
let heightOf: (key: string) => number = () => 50;
const observers = new Set<FakeResizeObserver>();
class FakeResizeObserver {
  private readonly seen = new Map<HTMLElement, number | null>();
  constructor(private readonly callback: ResizeObserverCallback) {
    observers.add(this);
  }
  observe(element: HTMLElement): void {
    if (!this.seen.has(element)) this.seen.set(element, null);
  }
  unobserve(element: HTMLElement): void {
    this.seen.delete(element);
  }
  disconnect(): void {
    observers.delete(this);
  }
  layOut(): boolean {
    const entries = [...this.seen].flatMap(([target, before]) => {
      const key = target.dataset['place'];
      const height = key === undefined ? viewHeight : heightOf(key);
      if (height === before) return [];
      this.seen.set(target, height);
      return [{ target, borderBoxSize: [{ blockSize: height }], contentRect: { height } }];
    });
    // The parts of an entry that are read.
    if (entries.length > 0) this.callback(entries as unknown as ResizeObserverEntry[], this);
    return entries.length > 0;
  }
}

/** Frames, until nothing changes any more. */
async function frames(): Promise<void> {
  for (let count = 0; count < 20; count += 1) {
    await nextTick();
    const hasChanged = [...observers].map((observer) => observer.layOut()).includes(true);
    await nextTick();
    if (!hasChanged) return;
  }
  throw new Error('the rows never settle');
}

type Scroll = ReturnType<typeof useTimelineScroll>;
let wrapper: VueWrapper;
let scroll: Scroll;
const rows = shallowRef<readonly TimelineRow[]>([]);
const loadEarlier = vi.fn();
const loadLater = vi.fn();
let hasLater = false;
let keepsRows = false;
let kept: string | null = null;

async function show(shown: readonly TimelineRow[], beginAt: string | null = null): Promise<void> {
  rows.value = shown;
  const Timeline = defineComponent({
    setup() {
      const scroller = useTemplateRef<HTMLElement>('scroller');
      scroll = useTimelineScroll({
        scroller,
        rows,
        beginAt: beginAt === null ? null : { key: beginAt, align: 'start' },
        keepInView: () => kept,
        hasEarlier: () => true,
        loadEarlier,
        hasLater: () => hasLater,
        loadLater,
        keepsRows: () => keepsRows,
      });
      return () =>
        h('div', { ref: 'scroller', onScroll: scroll.onScroll }, [
          h(
            'div',
            scroll.items.value.map(({ row }) =>
              h('p', { key: row.key, ref: scroll.measure, 'data-place': row.key }),
            ),
          ),
        ]);
    },
  });
  wrapper = mount(Timeline, { attachTo: document.body });
  // Nothing lays out the element.
  scroller().getBoundingClientRect = () => new DOMRect(0, viewEdge, 300, viewHeight);
  Object.defineProperty(scroller(), 'clientHeight', { get: () => viewHeight });
  await frames();
  // The first frame is painted: what is beyond the view is made now.
  await vi.advanceTimersToNextTimerAsync();
  await vi.advanceTimersToNextTimerAsync();
  await frames();
}

const scroller = (): HTMLElement => wrapper.element as HTMLElement;
const made = (): readonly string[] =>
  [...scroller().querySelectorAll<HTMLElement>('[data-place]')].map(({ dataset }) => dataset['place'] ?? '');
const endTop = (): number => scroll.totalSize.value - viewHeight;
/** The place of the view's top; the element holds whatever was written, which the engine would cut off. */
const top = (): number => Math.min(scroller().scrollTop, endTop());
/** Distance of a made row from the top of the view. */
function inView(key: string): number {
  const before = made().slice(0, made().indexOf(key));
  return scroll.windowStart.value + before.reduce((sum, one) => sum + heightOf(one), 0) - top();
}
async function scrollBy(distance: number): Promise<void> {
  scroller().scrollTop = top() + distance;
  scroller().dispatchEvent(new Event('scroll'));
  await frames();
}
async function change(next: readonly TimelineRow[]): Promise<void> {
  rows.value = next;
  await frames();
}

/** Whether one of these rows has a part in a stretch of the view. */
const isWithin = (from: number, to: number, keys: readonly string[]): boolean =>
  scroll.hasRowWithin({ from, to }, ({ key }) => keys.includes(key));

describe('the scrolling of a timeline', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] });
    vi.stubGlobal('ResizeObserver', FakeResizeObserver);
    heightOf = () => 50;
    viewHeight = fullHeight;
    viewEdge = 60;
    kept = null;
    loadEarlier.mockReset();
    loadLater.mockReset();
    hasLater = false;
    keepsRows = false;
  });
  afterEach(() => {
    wrapper.unmount();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('knows what stands in a stretch of the view, wherever that is', async () => {
    await show(rowsOf(0, 40), 'm00010');
    expect(isWithin(6, 28, ['m00010'])).toBe(true);
    expect(isWithin(6, 28, ['m00009', 'm00011'])).toBe(false);
    await scrollBy(30);
    expect(isWithin(6, 28, ['m00011'])).toBe(true);
    expect(isWithin(6, 28, ['m00012'])).toBe(false);
  });

  it('begins at the newest message and makes only what is in view and a little above', async () => {
    await show(rowsOf(0, 500));
    expect(top()).toBe(endTop());
    expect(scroll.isAtEnd.value).toBe(true);
    expect(made().at(-1)).toBe('m00499');
    expect(made().length).toBeLessThan(30);
    expect(scroll.lastIndexInView.value).toBe(499);
  });

  it('begins at a row when one is named, whatever the heights turn out to be', async () => {
    heightOf = (key) => (Number(key.slice(1)) % 3) * 60 + 30;
    await show(rowsOf(0, 500), 'm00200');
    expect(inView('m00200')).toBe(0);
    expect(scroll.isAtEnd.value).toBe(false);
  });

  it('is at the end when the row at which it is to begin and all below it fit', async () => {
    await show(rowsOf(0, 5), 'm00003');
    expect(scroll.isAtEnd.value).toBe(true);
    await change(rowsOf(0, 60));
    expect(top()).toBe(endTop());
  });

  it('follows what comes, and what grows, as long as somebody is at the end', async () => {
    await show(rowsOf(0, 100));
    await change(rowsOf(0, 103));
    expect(top()).toBe(endTop());
    expect(made().at(-1)).toBe('m00102');
  });

  it('follows what comes in the frame in which the view grew and the engine moved it before anybody was told', async () => {
    viewHeight = fullHeight - 80;
    await show(rowsOf(0, 100));
    // What was below the view is gone: the engine cuts off what is too far, and tells that first.
    viewHeight = fullHeight;
    scroller().scrollTop = endTop();
    scroller().dispatchEvent(new Event('scroll'));
    rows.value = rowsOf(0, 101);
    await nextTick();
    await frames();
    expect(scroll.isAtEnd.value).toBe(true);
    expect(top()).toBe(endTop());
  });

  it('follows what comes no further than to what nobody has seen yet', async () => {
    await show(rowsOf(0, 20));
    kept = 'm00020';
    await change(rowsOf(0, 25));
    expect(top()).toBe(endTop());
    for (const end of [30, 60]) await change(rowsOf(0, end));
    expect(inView('m00020')).toBe(0);
    expect(scroll.isAtEnd.value).toBe(false);
  });

  it('holds what is read when messages come below and pages above', async () => {
    await show(rowsOf(100, 200));
    await scrollBy(-1_000);
    const before = inView('m00175');
    await change(rowsOf(100, 230));
    expect(inView('m00175')).toBe(before);
    heightOf = (key) => (key < 'm00100' ? 80 : 50);
    await change(rowsOf(50, 230));
    expect(inView('m00175')).toBe(before);
    expect(scroll.isAtEnd.value).toBe(false);
  });

  it.each(['in the middle', 'at the end'])(
    'leaves what is read where it is in the window when a line comes above the view, and goes, %s',
    async (where) => {
      await show(rowsOf(0, 100));
      if (where === 'in the middle') await scrollBy(-1_000);
      const key = made().find((one) => inView(one) >= 100) ?? '';
      const inWindow = (): number => viewEdge + inView(key);
      const before = inWindow();
      for (const lineHeight of [36, 0, 36]) {
        viewEdge = 60 + lineHeight;
        viewHeight = fullHeight - lineHeight;
        await frames();
        expect(inWindow()).toBe(before);
      }
    },
  );

  it('leaves what is read where it is when a line comes above the view and a message below, in one frame', async () => {
    await show(rowsOf(0, 100));
    await scrollBy(-1_000);
    const before = viewEdge + inView('m00070');
    viewEdge += 36;
    viewHeight -= 36;
    await change(rowsOf(0, 101));
    expect(viewEdge + inView('m00070')).toBe(before);
  });

  it('holds what is read while rows above it are measured for the first time', async () => {
    heightOf = (key) => (Number(key.slice(1)) % 4) * 40 + 40;
    await show(rowsOf(0, 300));
    for (let step = 0; step < 20; step += 1) {
      const key = made().find((one) => inView(one) >= 100) ?? '';
      const before = inView(key);
      await scrollBy(-90);
      expect(inView(key)).toBeCloseTo(before + 90, 3);
    }
  });

  it('holds the row below the one at the top when a bar was dragged to where nothing is measured', async () => {
    heightOf = (key) => (key < 'm00400' ? 130 : 50);
    await show(rowsOf(0, 500));
    const rowsAbove = 100.5;
    await scrollBy(rowsAbove * 46 - top());
    expect(inView('m00101')).toBeCloseTo(23, 3);
  });

  it('brings a row far away into its middle, and goes on holding it there until somebody scrolls', async () => {
    heightOf = (key) => (key < 'm00250' ? 120 : 50);
    await show(rowsOf(0, 500));
    scroll.stay();
    scroll.scrollToRow(50, 'center');
    await frames();
    expect(inView('m00050')).toBe((viewHeight - 120) / 2);
    await scrollBy(-30);
    expect(inView('m00050')).toBe((viewHeight - 120) / 2 + 30);
  });

  it('moves as little as possible to a row that is near', async () => {
    await show(rowsOf(0, 100));
    await scrollBy(-500);
    const before = top();
    scroll.scrollToRow(80);
    await frames();
    expect(top()).toBe(before);
    scroll.scrollToRow(99);
    await frames();
    expect(inView('m00099')).toBe(viewHeight - 50);
  });

  it('stays at the end when a row there is gone to that has grown in the same moment', async () => {
    await show(rowsOf(0, 100));
    // What is said below a refused message has made its row higher, and its menu gives the focus back to it before the view has moved.
    heightOf = (key) => (key === 'm00098' ? 160 : 50);
    for (const observer of observers) observer.layOut();
    scroll.scrollToRow(98);
    await frames();
    expect(top()).toBe(endTop());
    expect(scroll.isAtEnd.value).toBe(true);
    expect(scroll.lastIndexInView.value).toBe(99);
  });

  it('asks for the page above only near the beginning', async () => {
    await show(rowsOf(0, 200));
    expect(loadEarlier).not.toHaveBeenCalled();
    await scrollBy(-endTop() + 500);
    expect(loadEarlier).toHaveBeenCalled();
    // Asked for before anybody waits for it.
    expect(scroll.isNearStart.value).toBe(false);
    await scrollBy(150 - top());
    expect(scroll.isNearStart.value).toBe(true);
  });

  it('C7: is at no end where the rows do not reach down to the newest message', async () => {
    hasLater = true;
    await show(rowsOf(0, 100), 'm00050');
    expect(loadLater).not.toHaveBeenCalled();
    await scrollBy(endTop() - top() - 100);
    expect(loadLater).toHaveBeenCalled();
    const before = inView('m00090');
    await change(rowsOf(0, 150));
    expect(inView('m00090')).toBe(before);
    await scrollBy(endTop() - top());
    expect(scroll.isAtEnd.value).toBe(false);
    hasLater = false;
    await scrollBy(0);
    expect(scroll.isAtEnd.value).toBe(true);
  });

  it('keeps the rows that a selection stands in, while somebody scrolls on', async () => {
    await show(rowsOf(0, 500));
    keepsRows = true;
    for (let step = 0; step < 4; step += 1) await scrollBy(-1_000);
    expect(made()).toContain('m00499');
    expect(made().some((key) => inView(key) >= 0 && inView(key) < 100)).toBe(true);
    keepsRows = false;
    await scrollBy(-1_000);
    expect(made()).not.toContain('m00499');
  });

  it('keeps no element of a row that is gone', async () => {
    await show(rowsOf(0, 30));
    await change(rowsOf(0, 5));
    const kept = [...observers].flatMap((observer) => [...Reflect.get(observer, 'seen').keys()]);
    expect(kept.filter((element: HTMLElement) => !element.isConnected)).toEqual([]);
    expect(made()).toHaveLength(5);
  });
});
