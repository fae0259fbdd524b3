import type { MessageView } from '../../../preload/contract/views';

/** The loaded part of a chat's history, oldest first. */
export interface LoadedMessages {
  readonly messages: readonly MessageView[];
  /** Place of the page above in the history; null when this is the beginning. */
  readonly earlier: string | null;
}

function bySortKey(a: MessageView, b: MessageView): number {
  return a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0;
}

/** Puts the page above in front. Messages that are in both are taken from the page, which is newer. */
export function withEarlierPage(loaded: LoadedMessages, page: LoadedMessages): LoadedMessages {
  return { messages: merge(loaded.messages, page.messages), earlier: page.earlier };
}

/**
 * Takes over the current state of the messages `askedIds`: those in `answers` are inserted or replaced, the others are
 * removed. Messages above the loaded part stay out: they come with their page.
 */
export function withChanged(
  loaded: LoadedMessages,
  askedIds: readonly string[],
  answers: readonly MessageView[],
): LoadedMessages {
  const asked = new Set(askedIds);
  const kept = loaded.messages.filter((message) => !asked.has(message.messageId));
  const first = loaded.messages[0];
  const isLoadedPart = (message: MessageView): boolean =>
    loaded.earlier === null || (first !== undefined && message.sortKey >= first.sortKey);
  return { ...loaded, messages: merge(kept, answers.filter(isLoadedPart)) };
}

function merge(old: readonly MessageView[], fresh: readonly MessageView[]): readonly MessageView[] {
  const all = new Map(old.map((message) => [message.messageId, message]));
  for (const message of fresh) all.set(message.messageId, message);
  return [...all.values()].sort(bySortKey);
}

/** Drops the text of every burn message whose time is over; the same list if there is none. */
export function withoutExpired(messages: readonly MessageView[], nowMs: number): readonly MessageView[] {
  const isOver = (message: MessageView): boolean => {
    const expiryMs = expiryMsOf(message);
    return expiryMs !== null && expiryMs <= nowMs;
  };
  if (!messages.some(isOver)) return messages;
  return messages.map((message) => (isOver(message) ? asErasing(message) : message));
}

/** The message with nothing of its content. That it is gone is main's to say, once it is gone from the disk. */
export function asErasing(message: MessageView): MessageView {
  return { ...message, body: { kind: 'erasing', reason: null } };
}

/** When the next burn message expires, milliseconds since 1970; null if no clock runs. */
export function nextExpiryMs(messages: readonly MessageView[]): number | null {
  return messages.reduce<number | null>((nextMs, message) => {
    const expiryMs = expiryMsOf(message);
    if (expiryMs === null) return nextMs;
    return nextMs === null ? expiryMs : Math.min(nextMs, expiryMs);
  }, null);
}

function expiryMsOf({ body }: MessageView): number | null {
  switch (body.kind) {
    case 'burnRevealed':
    case 'burnConcealed':
    case 'burnOwn':
      return body.expiresAtMs;
    default:
      return null;
  }
}
