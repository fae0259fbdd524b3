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
import type { Sought } from '../../catch-up/far-places';
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
    let outcome = await fetchAbove(conversationId, newestFirst.at(-1) ?? before, account);
    newestFirst = read();
    // Of what came nothing may be shown; what is behind the gap is.
    while (newestFirst.length === 0 && outcome === 'done' && hasGapAbove(conversationId, before, account)) {
      outcome = await fetchAbove(conversationId, before, account);
      newestFirst = read();
    }
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

/** What is above a place at which a page ends that is not full: the rest of a gap, or of the history. */
function fetchAbove(
  conversationId: ConversationId,
  { place }: Pick<Place, 'place'>,
  account: ActiveAccount,
): Promise<Sought> {
  return hasGapAbove(conversationId, { place }, account)
    ? account.history.far.below(conversationId, place)
    : account.history.pullEarlier(conversationId);
}

const hasGapAbove = (
  conversationId: ConversationId,
  { place }: Pick<Place, 'place'>,
  { store }: ActiveAccount,
): boolean => store.gaps.under(conversationId, place) !== null;

async function pageBelow(
  request: PageBelowRequest,
  account: ActiveAccount,
  nowMs: () => number,
): Promise<Result<MessagePageView>> {
  const after = parseSortKey(request.after);
  if (after === null) return fail('invalidArgument');
  const conversationId = toConversationId(request.conversationId);
  const read = () => account.store.messages.pageAfter(conversationId, after, sizeOf(request.limit, account));
  let oldestFirst = read();
  const hasGap = (place: bigint): boolean => account.store.gaps.from(conversationId, place) !== null;
  const { place } = oldestFirst.at(-1) ?? after;
  let isShort = oldestFirst.length < request.limit && hasGap(place);
  while (isShort) {
    const outcome = await account.history.far.above(conversationId, place);
    oldestFirst = read();
    if (oldestFirst.length === 0 && outcome === 'unknown') return fail(whyUnknown(account));
    // Of what came nothing may be shown; what is behind the gap is.
    isShort = oldestFirst.length === 0 && hasGap(place);
  }
  compareWithServer(conversationId, [...oldestFirst].reverse(), account);
  return succeed({
    messages: viewMessages(oldestFirst, account, nowMs()),
    earlier: null,
    ...belowOf(conversationId, { oldestFirst, limit: request.limit }, account),
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
    ...belowOf(conversationId, { oldestFirst: later, limit: below }, account),
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
  const { far } = account.history;
  const hasOrder = !account.store.conversations.hasRandomMids(conversationId);
  /** Where numbers have no order there is no other way than page by page. */
  const pullDown = (isEnough: () => boolean): Promise<Sought> =>
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
      const answered = () => messages.byMid(conversationId, mid);
      const outcome =
        answered() !== null
          ? 'done'
          : hasOrder
            ? await far.toNumber(conversationId, mid)
            : await pullDown(() => answered() !== null);
      if (outcome === 'unknown' && answered() === null) return fail(whyUnknown(account));
      return found(answered());
    }
    case 'time': {
      const timeNs = BigInt(wish.atMs) * 1_000_000n;
      const isReached = () => (messages.oldestNs(conversationId) ?? timeNs) <= timeNs;
      const outcome = hasOrder ? await far.toTime(conversationId, timeNs) : await pullDown(isReached);
      if (outcome === 'unknown' && (hasOrder || !isReached())) return fail(whyUnknown(account));
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
  account: ActiveAccount,
): Pick<MessagePageView, 'earlier' | 'isEarlierKnown'> {
  const isComplete = account.store.conversations.byId(conversationId)?.isHistoryComplete ?? true;
  const isFull = newestFirst.length === limit;
  const hasGap = oldestShown !== undefined && hasGapAbove(conversationId, oldestShown, account);
  const hasMore = oldestShown !== undefined && (isFull || !isComplete || hasGap);
  return {
    earlier: hasMore ? toSortKey(oldestShown) : null,
    // A full page has something above it, but for the rare chat that ends with it.
    ...(isFull ? { isEarlierKnown: true } : {}),
  };
}

/** What is below a page: nothing behind the newest message, and something behind a gap. */
function belowOf(
  conversationId: ConversationId,
  { oldestFirst, limit }: { readonly oldestFirst: readonly Message[]; readonly limit: number },
  { store }: ActiveAccount,
): Pick<MessagePageView, 'later'> {
  const newest = oldestFirst.at(-1);
  if (newest === undefined) return {};
  const isEnd = oldestFirst.length < limit && store.gaps.from(conversationId, newest.place) === null;
  return isEnd ? {} : { later: toSortKey(newest) };
}
