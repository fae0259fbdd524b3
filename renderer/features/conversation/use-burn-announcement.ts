import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import { every, nowMs, type Stop } from '../../base/clock';
import { announce, type Announcement } from './burn-clock';

/** What is said, and how many times something was said before: the same words twice are said twice. */
export interface Spoken {
  readonly said: Announcement;
  readonly number: number;
}

/** What a screen reader says about the opened messages while the caller's scope lives; null before anything is open. */
export function useBurnAnnouncement(
  messages: () => readonly MessageView[],
): Readonly<ShallowRef<Spoken | null>> {
  const spoken = shallowRef<Spoken | null>(null);
  let marks: ReadonlyMap<string, number> = new Map();
  let stop: Stop | null = null;

  function look(): void {
    const step = announce(marks, messages(), nowMs());
    marks = step.marks;
    if (step.said !== null) spoken.value = { said: step.said, number: (spoken.value?.number ?? 0) + 1 };
    if (marks.size > 0) {
      stop ??= every(200, look);
    } else {
      stop?.();
      stop = null;
    }
  }

  watch(messages, look, { immediate: true });
  onScopeDispose(() => stop?.());
  return spoken;
}
