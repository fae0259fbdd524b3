import type { PresenceView, TypingView } from '../../../preload/contract/presence-views';
import type { Locale } from '../../../preload/contract/views';
import { listDateText } from '../../base/date-text';

/** The sentence of a message key, in the language of the window. */
export type Translate = (key: string, named?: Record<string, string | number>) => string;

/** What the texts about a person are made with. */
export interface PresenceTextOptions {
  readonly t: Translate;
  readonly locale: Locale;
  readonly nowMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How somebody is seen, in words, with what they say about it; null when nothing is known. */
export function presenceText(
  view: PresenceView | null,
  { t, locale, nowMs }: PresenceTextOptions,
): string | null {
  if (view === null) return null;
  if (view.presence !== 'offline') {
    const words = t(`presence.${view.presence}`);
    return view.note === '' ? words : t('presence.withNote', { presence: words, note: isolated(view.note) });
  }
  return view.lastSeenMs === null ? null : lastSeenText(view.lastSeenMs, { t, locale, nowMs });
}

/** Words of somebody else, whose direction must not reach what stands beside them. */
const isolated = (words: string): string => `\u2068${words}\u2069`;

/** When somebody was there last, as coarse as anybody needs it. A time that is still to come is no time ago. */
function lastSeenText(atMs: number, { t, locale, nowMs }: PresenceTextOptions): string {
  const agoMs = Math.max(0, nowMs - atMs);
  if (agoMs < minuteMs) return t('presence.seenJustNow');
  if (agoMs < hourMs) return t('presence.seenMinutes', { count: Math.floor(agoMs / minuteMs) });
  const day = listDateText(Math.min(atMs, nowMs), nowMs, locale);
  return t('presence.seenAt', { time: day.kind === 'date' ? day.text : t(`dates.${day.kind}`) });
}

/** Who writes in a chat, in words; null for nobody. In a room they are named: one, or how many. */
export function typingText(people: TypingView['people'], kind: 'user' | 'room', t: Translate): string | null {
  const [first, ...others] = people;
  if (first === undefined) return null;
  if (kind === 'user') return t('presence.typing');
  return others.length === 0
    ? t('presence.typingBy', { name: isolated(first.name) })
    : t('presence.typingSeveral', { count: people.length });
}
