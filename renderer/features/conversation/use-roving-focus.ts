import { computed, nextTick, shallowRef, watch, type Ref } from 'vue';
import { nextFrame } from '../../base/clock';
import { holdsMessage, type TimelineRow } from './timeline-rows';

/** What moving the focus between rows needs to know. */
export interface RovingFocusOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly rows: Readonly<Ref<readonly TimelineRow[]>>;
  /** Rows that are rendered, with their places among all. */
  readonly made: () => readonly { readonly row: TimelineRow; readonly index: number }[];
  /** Place of the last row in view; -1 while none is known to be. */
  readonly lastInView: () => number;
  /** Brings a row into view; it is rendered a few frames later at most. */
  readonly scrollToRow: (index: number, align?: 'auto' | 'center') => void;
}

const maxFramesToWait = 10;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Dividers are passed over. */
const takesFocus = ({ kind }: TimelineRow): boolean => kind === 'message' || kind === 'fold';

/**
 * One row is reached with Tab, the others from there with the arrow keys, Home and End. It is the one that had the focus last, as long
 * as it is rendered, else the lowest in view.
 */
export function useRovingFocus({ scroller, rows, made, lastInView, scrollToRow }: RovingFocusOptions) {
  const activeKey = shallowRef<string | null>(null);

  const keys = computed(() => rows.value.flatMap((row) => (takesFocus(row) ? [row.key] : [])));
  const tabStopKey = computed(() => {
    const focusable = made().filter(({ row }) => takesFocus(row));
    const there = focusable.map(({ row }) => row);
    const active = activeKey.value === null ? null : rowKeyFor(there, activeKey.value);
    const last = lastInView();
    const inView = focusable.filter(({ index }) => last === -1 || index <= last);
    return active ?? inView.at(-1)?.row.key ?? there[0]?.key ?? null;
  });

  function elementOf(key: string): HTMLElement | null {
    return scroller.value?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"]`) ?? null;
  }

  /** Makes a row the one that Tab reaches. */
  function activate(key: string): void {
    activeKey.value = key;
  }

  /** From now on Tab reaches the lowest row in view. */
  function release(): void {
    activeKey.value = null;
  }

  /** Puts the focus on a row, or on the fold that holds its message, scrolling if it is not rendered. */
  async function focusRow(wantedKey: string, align: 'auto' | 'center' = 'auto'): Promise<void> {
    const key = rowKeyFor(rows.value, wantedKey);
    if (key === null) return;
    activate(key);
    scrollToRow(
      rows.value.findIndex((row) => row.key === key),
      align,
    );
    await nextTick();
    // A row far away is rendered only after the scroll has taken place.
    for (let frame = 0; frame < maxFramesToWait && elementOf(key) === null; frame += 1) await nextFrame();
    elementOf(key)?.focus({ preventScroll: true });
  }

  function targetOf(event: KeyboardEvent, currentKey: string): string | undefined {
    if (event.key === 'Home') return keys.value[0];
    if (event.key === 'End') return keys.value.at(-1);
    const step = steps[event.key];
    return step === undefined ? undefined : keys.value[keys.value.indexOf(currentKey) + step];
  }

  function onKeydown(event: KeyboardEvent): void {
    const currentKey = rowKeyAt(event.target);
    if (currentKey === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = targetOf(event, currentKey);
    if (target === undefined) return;
    event.preventDefault();
    void focusRow(target);
  }

  function onFocusIn(event: FocusEvent): void {
    const key = rowKeyAt(event.target);
    if (key !== null) activate(key);
  }

  // What had the focus may be gone with the change: a card that was opened, a line that was folded. Its row takes over.
  watch(rows, async () => {
    const focusedKey = rowKeyAt(document.activeElement);
    if (focusedKey === null) return;
    await nextTick();
    const isLost = document.activeElement === null || document.activeElement === document.body;
    const key = isLost ? rowKeyFor(rows.value, focusedKey) : null;
    if (key === null) return;
    activate(key);
    await nextTick();
    elementOf(key)?.focus({ preventScroll: true });
  });

  return { tabStopKey, activate, release, focusRow, onKeydown, onFocusIn };
}

/** The row with this key, or the fold that now stands for the message or the fold that it named; null if there is none. */
export function rowKeyFor(rows: readonly TimelineRow[], wantedKey: string): string | null {
  if (rows.some(({ key }) => key === wantedKey)) return wantedKey;
  const messageId = wantedKey.replace(/^fold:/u, '');
  const row = rows.find((candidate) => holdsMessage(candidate, messageId));
  return row?.key ?? null;
}

/** The message that an element belongs to; null outside of messages. */
export function messageIdAt(target: EventTarget | null): string | null {
  return closest(target, '[data-message-id]')?.dataset['messageId'] ?? null;
}

function rowKeyAt(target: EventTarget | null): string | null {
  return closest(target, '[data-row-key]')?.dataset['rowKey'] ?? null;
}

function closest(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}
