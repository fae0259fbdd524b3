import { computed, nextTick, shallowRef, type Ref } from 'vue';
import { nextFrame } from '../../app/clock';
import type { TimelineRow } from './view-model';

/** What moving the focus between messages needs to know. */
export interface RovingFocusOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly rows: Readonly<Ref<readonly TimelineRow[]>>;
  /** Brings a row into view; it is rendered a few frames later at most. */
  readonly scrollToRow: (index: number) => void;
}

const maxFramesToWait = 10;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** One message is reached with Tab, the others from there with the arrow keys, Home and End. */
export function useRovingFocus({ scroller, rows, scrollToRow }: RovingFocusOptions) {
  const activeId = shallowRef<string | null>(null);

  const messageIds = computed(() => rows.value.flatMap((row) => (row.kind === 'message' ? [row.key] : [])));
  const tabStopId = computed(() => {
    const ids = messageIds.value;
    return activeId.value !== null && ids.includes(activeId.value) ? activeId.value : (ids.at(-1) ?? null);
  });

  function elementOf(messageId: string): HTMLElement | null {
    return scroller.value?.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(messageId)}"]`) ?? null;
  }

  /** Makes a message the one that Tab reaches. */
  function activate(messageId: string): void {
    activeId.value = messageId;
  }

  /** Puts the focus on a message, scrolling if it is not rendered. */
  async function focusMessage(messageId: string): Promise<void> {
    activate(messageId);
    const index = rows.value.findIndex((row) => row.key === messageId);
    if (index < 0) return;
    scrollToRow(index);
    await nextTick();
    // A row far away is rendered only after the scroll has taken place.
    for (let frame = 0; frame < maxFramesToWait && elementOf(messageId) === null; frame += 1)
      await nextFrame();
    elementOf(messageId)?.focus({ preventScroll: true });
  }

  function targetOf(event: KeyboardEvent, currentId: string): string | undefined {
    const ids = messageIds.value;
    if (event.key === 'Home') return ids[0];
    if (event.key === 'End') return ids.at(-1);
    const step = steps[event.key];
    return step === undefined ? undefined : ids[ids.indexOf(currentId) + step];
  }

  function onKeydown(event: KeyboardEvent): void {
    const currentId = messageIdAt(event.target);
    if (currentId === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = targetOf(event, currentId);
    if (target === undefined) return;
    event.preventDefault();
    void focusMessage(target);
  }

  function onFocusIn(event: FocusEvent): void {
    const messageId = messageIdAt(event.target);
    if (messageId !== null) activate(messageId);
  }

  return { tabStopId, activate, focusMessage, onKeydown, onFocusIn };
}

/** The message that an element belongs to; null outside of messages. */
export function messageIdAt(target: EventTarget | null): string | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-message-id]') : null;
  return element?.dataset['messageId'] ?? null;
}
