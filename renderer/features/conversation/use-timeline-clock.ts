import { computed, type ComputedRef } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import { useAccountFactsStore } from '../../base/account-facts-store';
import { useNow } from '../../base/use-now';
import { lastReeditEndMs } from './timeline-rows';

/** What the times of a timeline hang on. */
export interface TimelineClockOptions {
  readonly messages: () => readonly MessageView[];
  /** The menu of a message is open: what it offers may run out. */
  readonly isMenuOpen: () => boolean;
}

/** The times that a timeline is drawn by. */
export interface TimelineClock {
  /** The server's time, ms: by the second while a menu is open or something can be written anew. */
  readonly serverNowMs: ComputedRef<number>;
  /** The server's time in whole minutes, ms: the rows change with the day, not with every second. */
  readonly minute: ComputedRef<number>;
  /** This computer's time, ms, as far as it changes what can be written anew. */
  readonly reeditNowMs: ComputedRef<number>;
}

/** The times of a timeline, none of which wakes the window more often than something in it changes. */
export function useTimelineClock({ messages, isMenuOpen }: TimelineClockOptions): TimelineClock {
  const facts = useAccountFactsStore();
  const hasReedit = computed(() =>
    messages().some(({ body }) => body.kind === 'revoked' && body.reeditUntilMs !== null),
  );
  // The seconds matter to an open menu and to what can be written anew; everything else goes by the minute.
  const now = useNow(1_000, () => isMenuOpen() || hasReedit.value);
  const calmNow = useNow(30_000);
  return {
    serverNowMs: computed(() => now.value + facts.serverOffsetMs),
    minute: computed(() => Math.floor((calmNow.value + facts.serverOffsetMs) / 60_000) * 60_000),
    reeditNowMs: computed(() => lastReeditEndMs(messages(), now.value)),
  };
}
