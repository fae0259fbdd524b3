import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { CoverKind } from '../ui/covers';
import { after, nowMs } from './clock';
import { useSessionStore } from './session-store';

/** Nobody who does nothing for this long is taken to look at the window. */
const attentionSpanMs = 180_000;

/**
 * Whether somebody sees what the window shows: it has the focus and is visible, the screen is not locked, nothing covers the
 * chats, and somebody has used it a short while ago. Only then messages are read by being shown.
 */
export const useAttentionStore = defineStore('attention', () => {
  const session = useSessionStore();
  const hasFocus = shallowRef(document.hasFocus());
  const isVisible = shallowRef(document.visibilityState === 'visible');
  /** Dialogs and the like over the chats. */
  const coverCount = shallowRef(0);
  /** The dialogs among them. */
  const dialogCount = shallowRef(0);
  const isInUse = shallowRef(false);
  const isAttentive = computed(
    () =>
      hasFocus.value &&
      isVisible.value &&
      coverCount.value === 0 &&
      isInUse.value &&
      session.snapshot?.isScreenAway === false,
  );

  /** So many more lie over the chats; fewer where that is negative. */
  function cover(kind: CoverKind, count: 1 | -1): void {
    coverCount.value += count;
    if (kind === 'dialog') dialogCount.value += count;
  }

  let lastActMs = 0;
  let isWaiting = false;

  function rest(): void {
    const leftMs = lastActMs + attentionSpanMs - nowMs();
    isWaiting = leftMs > 0 && leftMs <= attentionSpanMs;
    if (isWaiting) after(leftMs, rest);
    else isInUse.value = false;
  }

  /** Somebody did something with the window, or asked for it. */
  function act(): void {
    lastActMs = nowMs();
    isInUse.value = true;
    if (isWaiting) return;
    isWaiting = true;
    after(attentionSpanMs, rest);
  }

  return { hasFocus, isVisible, coverCount, dialogCount, isInUse, isAttentive, cover, act };
});
