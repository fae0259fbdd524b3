import { computed, onScopeDispose, shallowRef } from 'vue';
import { maxRowsPerQuestion } from '../../../preload/contract/api';
import type { PlaceWish } from '../../../preload/contract/paging';
import { succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { MessagePageView, MessageView, RevocableView } from '../../../preload/contract/message-views';
import { defineAccountStore } from '../../base/account-scope';
import { after, nowMs, type Stop } from '../../base/clock';
import { useChatListStore } from '../chat-list';
import { useDraftsStore } from '../composer';
import { keepShown } from './long-text';
import { createMessageDeeds } from './message-deeds';
import {
  nextExpiryMs,
  sortKeyOf,
  withChanged,
  withEarlierPage,
  withLaterPage,
  withoutBeginning,
  withoutEnd,
  withoutExpired,
  type LoadedMessages,
} from './message-list';
import { messagesNaming } from './named-messages';
import { PageInTransit } from './page-in-transit';
import { createRoomLines } from './room-lines';
import { VisitTurns } from './visit-turns';

const pageSize = 50;
/** Most that main answers at once. */
const maxPageSize = 200;
/** Half of it above the place. */
const aroundSize = 100;
/** Expiry is checked at least this often, so that a clock that jumps or a computer that slept is noticed. */
const maxExpiryWaitMs = 1_000;

const nothingLoaded: LoadedMessages = { messages: [], earlier: null };
const unchanged = (loaded: LoadedMessages): LoadedMessages => loaded;

/** The open chat. Holds its messages only while it is shown: leaving drops them. */
export const useConversationStore = defineAccountStore('conversation', ({ accountId, request }) => {
  const conversationId = shallowRef<string | null>(null);
  // Not computed from one object: a computed value that nobody asks for keeps the last list, with texts that are erased.
  const messages = shallowRef<readonly MessageView[]>([]);
  const earlier = shallowRef<string | null>(null);
  const later = shallowRef<string | null>(null);
  const isEarlierKnown = shallowRef(false);
  const isLoaded = shallowRef(false);
  const isLoadingEarlier = shallowRef(false);
  const isLoadingLater = shallowRef(false);
  /** The server is asked for a place that is not on this computer. */
  const isSeeking = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  const earlierFailure = shallowRef<FailureCode | null>(null);
  const laterFailure = shallowRef<FailureCode | null>(null);
  const revocable = shallowRef<RevocableView | null>(null);
  const hasEarlier = computed(() => earlier.value !== null);
  /** What is loaded does not reach down to the newest message. */
  const hasLater = computed(() => later.value !== null);

  const turns = new VisitTurns();
  const { enqueue } = turns;
  let stopExpiry: Stop = () => undefined;
  let changedIds = new Set<string>();
  const inTransit = new Set<PageInTransit>();
  /** Sort key of what is being read, for whoever has to fetch everything anew; null at the end. */
  let readPlace: string | null = null;
  let seeking = {};

  /** The only place that changes what is loaded: text whose time is over never gets past it. */
  function take(next: LoadedMessages): void {
    stopExpiry();
    messages.value = withoutExpired(next.messages, nowMs());
    earlier.value = next.earlier;
    later.value = next.later ?? null;
    isEarlierKnown.value = next.isEarlierKnown === true;
    const expiryMs = nextExpiryMs(messages.value);
    if (expiryMs === null) return;
    stopExpiry = after(Math.min(expiryMs - nowMs(), maxExpiryWaitMs), () => take(loaded()));
  }

  /** Another stretch of the chat: what was not to be had above or below the last one is over. */
  function show(page: LoadedMessages): void {
    earlierFailure.value = null;
    laterFailure.value = null;
    take(page);
  }

  function loaded(): LoadedMessages {
    return {
      messages: messages.value,
      earlier: earlier.value,
      isEarlierKnown: isEarlierKnown.value,
      ...(later.value === null ? {} : { later: later.value }),
    };
  }

  /** What is unread comes along, so that reading can begin where it begins; if that is far back, the page around it. */
  function firstPage(id: string): Promise<Result<MessagePageView>> {
    const limit = Math.max(pageSize, (useChatListStore(accountId).find(id)?.unreadCount ?? 0) + 10);
    return limit > maxPageSize
      ? around(id, { kind: 'unread' })
      : request('messages.page', { conversationId: id, before: null, limit });
  }

  function around(id: string, place: PlaceWish) {
    return request('messages.around', { conversationId: id, place, limit: aroundSize });
  }

  /** Shows what `ask` answers in the place of what is shown; the newest page if nothing is at the place any more. */
  function loading(ask: (id: string) => Promise<Result<MessagePageView>>) {
    return async (isCurrent: () => boolean): Promise<void> => {
      const id = conversationId.value;
      if (id === null) return;
      const asked = ask(id);
      const learnt = about.load(isCurrent);
      let result = await asked;
      if (!result.ok && result.failure.code === 'messageNotFound' && isCurrent())
        result = await newestPage(id);
      await learnt;
      if (!isCurrent()) return;
      failure.value = result.ok ? null : result.failure.code;
      if (result.ok) show(result.value);
      isLoaded.value = true;
      await loadRevocable(isCurrent);
    };
  }

  const newestPage = (id: string): Promise<Result<MessagePageView>> =>
    request('messages.page', { conversationId: id, before: null, limit: pageSize });

  const openChat = () => useChatListStore(accountId).find(conversationId.value ?? '');
  const about = createRoomLines({ request, chat: openChat, inTurn: enqueue });

  async function loadRevocable(isCurrent: () => boolean): Promise<void> {
    const id = conversationId.value;
    if (id === null) return;
    const result = await request('messages.revocable', { conversationId: id });
    if (isCurrent()) revocable.value = result.ok ? result.value : null;
  }

  /** Shows a chat at a place, else where reading begins. */
  async function open(id: string, place: PlaceWish | null = null): Promise<void> {
    leave();
    conversationId.value = id;
    await turns.begin(loading((asked) => (place === null ? firstPage(asked) : around(asked, place))));
  }

  /** Drops everything of the open chat, and has main cover or burn what was open in it. */
  function leave(): void {
    const leftId = conversationId.value;
    drop();
    if (leftId !== null) void request('conversations.leave', { conversationId: leftId });
  }

  /** Nothing of the open chat stays here. */
  function drop(): void {
    turns.end();
    conversationId.value = null;
    take(nothingLoaded);
    about.clear();
    isLoaded.value = false;
    isLoadingEarlier.value = false;
    isLoadingLater.value = false;
    isSeeking.value = false;
    failure.value = null;
    earlierFailure.value = null;
    laterFailure.value = null;
    revocable.value = null;
    deeds.clear();
    changedIds = new Set();
    inTransit.clear();
    readPlace = null;
  }
  onScopeDispose(drop);

  /** Fetches what is being read again, after changes were lost. */
  function reload(): Promise<void> {
    const place = readPlace;
    return enqueue(
      loading((id) => (place === null ? firstPage(id) : around(id, { kind: 'sortKey', sortKey: place }))),
    );
  }

  /** Remembers what is being read, by its sort key; null: the end of the chat, whatever comes. */
  function holdPlace(sortKey: string | null): void {
    readPlace = sortKey;
  }

  /** Goes down to the newest message, if that is not loaded. */
  async function showNewest(): Promise<void> {
    seeking = {};
    isSeeking.value = false;
    if (hasLater.value) await enqueue(loading(newestPage));
  }

  /**
   * Shows what is around a place, unless that is shown already. Answers the message that stands there, null when somebody wanted to
   * go elsewhere meanwhile.
   */
  async function goTo(place: PlaceWish): Promise<Result<string | null>> {
    const wish = {};
    seeking = wish;
    const shown = place.kind === 'message' ? place.messageId : null;
    if (shown !== null && messages.value.some(({ messageId }) => messageId === shown)) return succeed(shown);
    const id = conversationId.value;
    if (id === null) return succeed<null>(null);
    isSeeking.value = true;
    let answer: Result<string | null> = succeed<null>(null);
    let isOutdated = false;
    await onItsWay(
      () => around(id, place),
      (page) => {
        if (seeking !== wish) return;
        isSeeking.value = false;
        answer = page.ok ? succeed(page.value?.targetId ?? null) : page;
        // More has changed meanwhile than is named.
        isOutdated = page.ok && page.value === null;
        if (!page.ok || page.value === null) return;
        show(page.value);
        holdPlace(sortKeyOf(page.value.targetId, messages.value));
      },
    );
    return isOutdated ? goTo(place) : answer;
  }

  /** A page for which main may ask the server: what is taken back meanwhile does not wait for it, and is taken back in it as well. */
  async function onItsWay<Page extends MessagePageView>(
    ask: () => Promise<Result<Page>>,
    arrived: (page: Result<Page | null>) => void,
  ): Promise<void> {
    const isOpen = turns.duringThisVisit();
    const transit = new PageInTransit();
    inTransit.add(transit);
    const result = await ask();
    if (!isOpen()) return;
    await enqueue(async (isCurrent) => {
      const page = result.ok ? await transit.arrived(result.value, byIds) : result;
      inTransit.delete(transit);
      if (isCurrent()) arrived(page);
    });
  }

  /**
   * Fetches the page above, if there is one and it is not on its way. What is then too much at the end is let go, unless somebody
   * needs all of it.
   */
  async function loadEarlier(keepsAll = false): Promise<void> {
    const id = conversationId.value;
    const before = earlier.value;
    if (isLoadingEarlier.value || id === null || before === null) return;
    isLoadingEarlier.value = true;
    const cut = keepsAll ? unchanged : withoutEnd;
    await onItsWay(
      () => request('messages.page', { conversationId: id, before, limit: pageSize }),
      (page) => {
        earlierFailure.value = page.ok ? null : page.failure.code;
        // What was fetched anew meanwhile begins elsewhere: the page has no place in it.
        if (page.ok && page.value !== null && earlier.value === before)
          take(cut(withEarlierPage(loaded(), page.value)));
        isLoadingEarlier.value = false;
      },
    );
  }

  /** The same for the page below, and the beginning. */
  async function loadLater(keepsAll = false): Promise<void> {
    const id = conversationId.value;
    const from = later.value;
    if (isLoadingLater.value || id === null || from === null) return;
    isLoadingLater.value = true;
    const cut = keepsAll ? unchanged : withoutBeginning;
    await onItsWay(
      () => request('messages.pageBelow', { conversationId: id, after: from, limit: pageSize }),
      (page) => {
        laterFailure.value = page.ok ? null : page.failure.code;
        if (page.ok && page.value !== null && later.value === from)
          take(cut(withLaterPage(loaded(), page.value)));
        isLoadingLater.value = false;
      },
    );
  }

  function byIds(messageIds: readonly string[]): Promise<Result<readonly MessageView[]>> {
    return request('messages.byIds', { messageIds });
  }

  /** Takes over the current state of single messages, null: of all; changes of other chats are ignored. */
  async function applyChanges(id: string, messageIds: readonly string[] | null): Promise<void> {
    if (id !== conversationId.value) return;
    for (const page of inTransit) page.note(messageIds);
    if (messageIds === null) return reload();
    for (const messageId of messageIds) changedIds.add(messageId);
    await enqueue(async (isCurrent) => {
      const asked = [...changedIds];
      changedIds = new Set();
      for (let start = 0; start < asked.length; start += maxRowsPerQuestion) {
        const part = asked.slice(start, start + maxRowsPerQuestion);
        const result = await byIds(part);
        if (!isCurrent()) return;
        if (result.ok) take(withChanged(loaded(), part, result.value.map(asShown)));
      }
      if (asked.length > 0) await loadRevocable(isCurrent);
    });
  }

  /** People have other names now: what shows them is asked for again. */
  async function applyNames(nodes: readonly string[]): Promise<void> {
    const id = conversationId.value;
    const naming = messagesNaming(nodes, messages.value).map(({ messageId }) => messageId);
    if (id !== null && naming.length > 0) await applyChanges(id, naming);
    await about.applyNames();
  }

  /** Main has stored something of this chat: it is shown before the change that tells of it comes. */
  function showAccepted(message: MessageView): void {
    const { messageId } = message;
    const isOpen = message.conversationId === conversationId.value && isLoaded.value;
    if (!isOpen || hasLater.value || messages.value.some((known) => known.messageId === messageId)) return;
    take(withChanged(loaded(), [messageId], [message]));
  }
  useDraftsStore(accountId).onAccepted(showAccepted);

  function asShown(fresh: MessageView): MessageView {
    return keepShown(
      messages.value.find(({ messageId }) => messageId === fresh.messageId),
      fresh,
    );
  }

  /** Somebody has seen the open chat down to the message with this sort key. */
  async function markRead(until: string): Promise<void> {
    const id = conversationId.value;
    if (id === null) return;
    const result = await request('conversations.markRead', { conversationId: id, until });
    if (!result.ok || id !== conversationId.value) return;
    const isSeen = (message: MessageView): boolean => message.isUnread && message.sortKey <= until;
    if (!messages.value.some(isSeen)) return;
    take({
      ...loaded(),
      messages: messages.value.map((message) =>
        isSeen(message) ? { ...message, isUnread: false } : message,
      ),
    });
  }

  const deeds = createMessageDeeds({
    accountId,
    request,
    conversationId,
    messages,
    loaded,
    take,
    applyChanges,
  });

  /** Asks again which message can be revoked, and until when. */
  function refreshRevocable(): Promise<void> {
    return enqueue(loadRevocable);
  }

  const { clear, ...messageDeeds } = deeds;
  return {
    conversationId,
    isLoaded,
    isLoadingEarlier,
    isLoadingLater,
    isEarlierKnown,
    isSeeking,
    failure,
    earlierFailure,
    laterFailure,
    revocable,
    messages,
    lines: about.lines,
    hasEarlier,
    hasLater,
    open,
    leave,
    reload,
    holdPlace,
    showNewest,
    goTo,
    loadEarlier,
    loadLater,
    applyChanges,
    applyRooms: about.applyRooms,
    applyNames,
    markRead,
    refreshRevocable,
    ...messageDeeds,
  };
});
