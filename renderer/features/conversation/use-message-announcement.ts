import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import { after, type Stop } from '../../base/clock';
import { isLine } from './timeline-rows';

/** What came within this time is said together, ms. */
const gatheringMs = 700;
/** As long as this it can be heard, ms: then nothing of it stays in the document. */
const heardMs = 6_000;
/** More messages than this are said as a number. */
const mostSaid = 3;

/** Which messages have just come: no words, which may be taken back. */
export interface News {
  /** Null when there are too many to be said one by one. */
  readonly messageIds: readonly string[] | null;
  readonly count: number;
  /** How many times something was said before: the same words twice are said twice. */
  readonly number: number;
}

/** What the news of a timeline depend on. */
export interface NewsOptions {
  readonly messages: () => readonly MessageView[];
  /** What is loaded reaches down to the newest message, and somebody is there who is not told otherwise. */
  readonly isListening: () => boolean;
}

/** The messages of others that come while the chat is open, a few at a time; null while there are none to be said. */
export function useMessageAnnouncement({
  messages,
  isListening,
}: NewsOptions): Readonly<ShallowRef<News | null>> {
  const news = shallowRef<News | null>(null);
  let gathered: string[] = [];
  let number = 0;
  let stop: Stop = () => undefined;
  onScopeDispose(() => stop());

  function say(): void {
    const count = gathered.length;
    news.value = { messageIds: count > mostSaid ? null : gathered, count, number: ++number };
    gathered = [];
    stop = after(heardMs, () => (news.value = null));
  }

  watch(messages, (now, before) => {
    const last = before.at(-1);
    // What was fetched anew, or from elsewhere, did not come in just now.
    const isSame = last !== undefined && now.some(({ messageId }) => messageId === last.messageId);
    if (!isSame || !isListening()) return;
    const known = new Set(before.map(({ messageId }) => messageId));
    const came = now.filter(
      (message) =>
        message.sortKey > last.sortKey &&
        !message.isMine &&
        !isLine(message) &&
        !known.has(message.messageId),
    );
    if (came.length === 0) return;
    const isFirst = gathered.length === 0;
    gathered.push(...came.map(({ messageId }) => messageId));
    if (!isFirst) return;
    stop();
    stop = after(gatheringMs, say);
  });
  return news;
}
