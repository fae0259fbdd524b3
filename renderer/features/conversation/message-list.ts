import type { MessageView } from '../../../preload/contract/message-views';
import { withChangedRows } from '../../base/changing-list';

/** The loaded part of a chat's history, oldest first. */
export interface LoadedMessages {
  readonly messages: readonly MessageView[];
  /** Place of the page above in the history; null when this is the beginning. */
  readonly earlier: string | null;
  /** There is something above; absent when nobody has said so. */
  readonly isEarlierKnown?: boolean;
  /** Place of the page below in the history; absent when this is the end. */
  readonly later?: string;
}

/** How messages stand in a chat; their places differ. */
const chatOrder = {
  idOf: ({ messageId }: MessageView): string => messageId,
  compare: (one: MessageView, other: MessageView): number => (one.sortKey < other.sortKey ? -1 : 1),
};

/**
 * Most messages that are loaded: whoever reads on and on lets go of those at the other end, because every page costs as much as there
 * are rows.
 */
export const mostLoaded = 1_000;

/** The upper part, if more is loaded than is kept. */
export function withoutEnd(loaded: LoadedMessages): LoadedMessages {
  const messages = loaded.messages.slice(0, mostLoaded);
  const last = messages.at(-1);
  if (last === undefined || messages.length === loaded.messages.length) return loaded;
  return { ...loaded, messages, later: last.sortKey };
}

/** The lower part, if more is loaded than is kept. */
export function withoutBeginning(loaded: LoadedMessages): LoadedMessages {
  const messages = loaded.messages.slice(-mostLoaded);
  const [first] = messages;
  if (first === undefined || messages.length === loaded.messages.length) return loaded;
  return { ...loaded, messages, earlier: first.sortKey, isEarlierKnown: true };
}

/** Puts the page above in front. Messages that are in both are taken from the page, which is newer. */
export function withEarlierPage(loaded: LoadedMessages, page: LoadedMessages): LoadedMessages {
  const askedIds = new Set(page.messages.map(({ messageId }) => messageId));
  const messages = withChangedRows(loaded.messages, { askedIds, fresh: page.messages }, chatOrder);
  return { ...loaded, messages, earlier: page.earlier, isEarlierKnown: page.isEarlierKnown === true };
}

/** Puts the page below behind. Messages that are in both are taken from the page, which is newer. */
export function withLaterPage({ later, ...loaded }: LoadedMessages, page: LoadedMessages): LoadedMessages {
  const askedIds = new Set(page.messages.map(({ messageId }) => messageId));
  const messages = withChangedRows(loaded.messages, { askedIds, fresh: page.messages }, chatOrder);
  return { ...loaded, messages, ...(page.later === undefined ? {} : { later: page.later }) };
}

/**
 * Takes over the current state of the messages `askedIds`: those in `answers` are inserted or replaced, the others are
 * removed. Messages above and below the loaded part stay out: they come with their page.
 */
export function withChanged(
  loaded: LoadedMessages,
  askedIds: readonly string[],
  answers: readonly MessageView[],
): LoadedMessages {
  const first = loaded.messages[0];
  const last = loaded.messages.at(-1);
  const isLoadedPart = ({ sortKey }: MessageView): boolean =>
    (loaded.earlier === null || (first !== undefined && sortKey >= first.sortKey)) &&
    (loaded.later === undefined || (last !== undefined && sortKey <= last.sortKey));
  const changed = { askedIds: new Set(askedIds), fresh: answers.filter(isLoadedPart) };
  return { ...loaded, messages: withChangedRows(loaded.messages, changed, chatOrder) };
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

/**
 * Where a message stands; null when it is not among these. Known as soon as it is gone to: whoever has to fetch everything anew before
 * the view says that it has moved comes back here.
 */
export function sortKeyOf(messageId: string | null, messages: readonly MessageView[]): string | null {
  return messages.find((message) => message.messageId === messageId)?.sortKey ?? null;
}
