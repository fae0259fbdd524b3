import type {
  AroundRequest,
  AroundView,
  PageBelowRequest,
  PageRequest,
} from '../../../preload/contract/paging';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { MessagePageView } from '../../../preload/contract/message-views';
import { toConversationId, toMessageId, type ConversationId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import type { Place } from '../../domain/place';
import { parseSortKey, toSortKey } from '../../views/message-view';
import type { ActiveAccount } from '../active-account';
import { viewMessages } from './batch-views';
import type { CallContext, Handlers } from './call-context';

export type PagingCallName = 'messages.page' | 'messages.pageBelow' | 'messages.around';

/** Calls that read a chat page by page, and from any place on. */
export function createPagingCalls({ nowMs }: CallContext): Pick<Handlers, PagingCallName> {
  const sought = new WeakMap<ActiveAccount, object>();
  /** Whoever asks for something else does not want to go where they wanted before. */
  const seek = (account: ActiveAccount): (() => boolean) => {
    const wish = {};
    sought.set(account, wish);
    return () => sought.get(account) === wish;
  };
  return {
    'messages.page': (request, account) => {
      if (request.before === null) seek(account);
      return page(request, account, nowMs);
    },
    'messages.pageBelow': (request, account) => pageBelow(request, account, nowMs),
    'messages.around': (request, account) =>
      around(request, { account, isWanted: seek(account), nowMs: nowMs() }),
  };
}

/** Somebody who wants to go to a place. */
interface Seeking {
  readonly account: ActiveAccount;
  readonly isWanted: () => boolean;
  readonly nowMs: number;
}

/** A window of the history; asks the server when this computer does not have enough. */
async function page(
  request: PageRequest,
  account: ActiveAccount,
  nowMs: () => number,
): Promise<Result<MessagePageView>> {
  const conversationId = toConversationId(request.conversationId);
  const before = request.before === null ? null : parseSortKey(request.before);
  if (request.before !== null && before === null) return fail('invalidArgument');
  const { messages } = account.store;
  const read = () => messages.page(conversationId, before, sizeOf(request.limit, account));
  // Who asks for the newest page opens the chat.
  if (before === null) account.lookAt(conversationId);
  let newestFirst = read();
  // The first page must not wait for the network; what is missing there arrives as a change.
  if (newestFirst.length < request.limit && before !== null) {
    const outcome = await account.history.pullEarlier(conversationId);
    newestFirst = read();
    // The end of what is here is not the beginning of the chat: the user is told, and can ask again.
    if (newestFirst.length === 0 && outcome === 'unknown') return fail(whyUnknown(account));
  } else if (before !== null) {
    compareWithServer(conversationId, newestFirst, account);
  }
  return succeed({
    messages: viewMessages([...newestFirst].reverse(), account, nowMs()),
    ...aboveOf(conversationId, { newestFirst, limit: request.limit }, account),
  });
}

function pageBelow(
  request: PageBelowRequest,
  account: ActiveAccount,
  nowMs: () => number,
): Result<MessagePageView> {
  const after = parseSortKey(request.after);
  if (after === null) return fail('invalidArgument');
  const conversationId = toConversationId(request.conversationId);
  const oldestFirst = account.store.messages.pageAfter(conversationId, after, sizeOf(request.limit, account));
  compareWithServer(conversationId, [...oldestFirst].reverse(), account);
  return succeed({
    messages: viewMessages(oldestFirst, account, nowMs()),
    earlier: null,
    ...belowOf(oldestFirst, request.limit),
  });
}

async function around(request: AroundRequest, seeking: Seeking): Promise<Result<AroundView>> {
  const conversationId = toConversationId(request.conversationId);
  const { account, nowMs } = seeking;
  account.lookAt(conversationId);
  const found = await find(request, conversationId, seeking);
  if (!found.ok) return found;
  const { place } = found.value;
  const { messages } = account.store;
  const below = Math.ceil(request.limit / 2);
  const above = request.limit - below;
  // The place itself is the first one below.
  const later = messages.pageAfter(
    conversationId,
    { ...place, tieBreaker: place.tieBreaker - 1n },
    sizeOf(below, account),
  );
  const newestFirst = messages.page(conversationId, place, sizeOf(above, account));
  const shown = [...newestFirst].reverse().concat(later);
  compareWithServer(conversationId, [...shown].reverse(), account);
  return succeed({
    messages: viewMessages(shown, account, nowMs),
    ...aboveOf(conversationId, { newestFirst, limit: above, oldestShown: shown[0] }, account),
    ...belowOf(later, below),
    targetId: later[0]?.messageId ?? null,
  });
}

/** Where somebody wants to go, once what is there is on this computer. */
async function find(
  { place: wish }: AroundRequest,
  conversationId: ConversationId,
  { account, isWanted }: Seeking,
): Promise<Result<{ readonly place: Place }>> {
  const { messages } = account.store;
  const found = (place: Place | null): Result<{ readonly place: Place }> =>
    place === null ? fail('messageNotFound') : succeed({ place });
  const ofChat = (message: Message | null): Message | null =>
    message?.conversationId === conversationId ? message : null;
  const pullDown = (isEnough: () => boolean): Promise<'done' | 'unknown'> =>
    account.history.pullDown(conversationId, () => !isWanted() || isEnough());
  switch (wish.kind) {
    case 'message':
      return found(ofChat(messages.byId(toMessageId(wish.messageId))));
    case 'sortKey':
      return found(parseSortKey(wish.sortKey));
    case 'unread':
      return found(messages.firstUnread(conversationId));
    case 'answeredBy': {
      const mid = ofChat(messages.byId(toMessageId(wish.messageId)))?.replyTo ?? null;
      if (mid === null) return fail('messageNotFound');
      const isOrdered = !account.store.conversations.hasRandomMids(conversationId);
      const answered = () => messages.byMid(conversationId, mid);
      const isPast = () => isOrdered && (messages.oldestMid(conversationId) ?? mid) < mid;
      const outcome = await pullDown(() => answered() !== null || isPast());
      if (outcome === 'unknown' && answered() === null) return fail(whyUnknown(account));
      return found(answered());
    }
    case 'time': {
      const timeNs = BigInt(wish.atMs) * 1_000_000n;
      const isReached = () => (messages.oldestNs(conversationId) ?? timeNs) <= timeNs;
      const outcome = await pullDown(isReached);
      if (outcome === 'unknown' && !isReached()) return fail(whyUnknown(account));
      // A moment after everything is the end of the chat.
      return found(messages.atTime(conversationId, timeNs) ?? newestPlace(conversationId, account));
    }
  }
}

const newestPlace = (conversationId: ConversationId, { store }: ActiveAccount): Place | null =>
  store.messages.page(conversationId, null, { limit: 1 })[0] ?? null;

const whyUnknown = (account: ActiveAccount): 'timedOut' | 'offline' =>
  account.connection().state === 'online' ? 'timedOut' : 'offline';

const sizeOf = (limit: number, { messaging }: ActiveAccount) => ({
  limit,
  alsoShown: messaging.reedits.all(),
});

/** What is shown from the disk may have been revoked long after it was sent; the answer arrives as a change. */
function compareWithServer(
  conversationId: ConversationId,
  newestFirst: readonly Message[],
  account: ActiveAccount,
): void {
  const mids = newestFirst.flatMap(({ mid }) => (mid === null ? [] : [mid]));
  const [fromMid] = mids;
  const downToMid = mids.at(-1);
  if (fromMid === undefined || downToMid === undefined) return;
  const stretch = { fromMid, downToMid };
  account.background.run('comparison', () => account.history.compare(conversationId, stretch));
}

/** What is above a page of which the messages above its place, newest first, are fewer than were asked for or not. */
function aboveOf(
  conversationId: ConversationId,
  {
    newestFirst,
    limit,
    oldestShown = newestFirst.at(-1),
  }: {
    readonly newestFirst: readonly Message[];
    readonly limit: number;
    readonly oldestShown?: Message | undefined;
  },
  { store }: ActiveAccount,
): Pick<MessagePageView, 'earlier' | 'isEarlierKnown'> {
  const isComplete = store.conversations.byId(conversationId)?.isHistoryComplete ?? true;
  const isFull = newestFirst.length === limit;
  const hasMore = oldestShown !== undefined && (isFull || !isComplete);
  return {
    earlier: hasMore ? toSortKey(oldestShown) : null,
    // A full page has something above it, but for the rare chat that ends with it.
    ...(isFull ? { isEarlierKnown: true } : {}),
  };
}

function belowOf(oldestFirst: readonly Message[], limit: number): Pick<MessagePageView, 'later'> {
  const newest = oldestFirst.at(-1);
  return newest === undefined || oldestFirst.length < limit ? {} : { later: toSortKey(newest) };
}
