import { computed, onScopeDispose, shallowRef } from 'vue';
import { maxRowsPerQuestion } from '../../../preload/contract/api';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { MessageView, RevocableView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../app/account-scope';
import { after, nowMs, type Stop } from '../../app/clock';
import { useChatListStore } from '../chat-list';
import { shrinkImage, useDraftsStore } from '../composer';
import { keepShown, shownText, withStep } from './long-text';
import {
  asErasing,
  nextExpiryMs,
  withChanged,
  withEarlierPage,
  withoutExpired,
  type LoadedMessages,
} from './message-list';
import type { MessageNotice } from './message-notice';
import { PageInTransit } from './page-in-transit';
import { createRoomLines } from './room-lines';

const pageSize = 50;
/** Most that main answers at once. */
const maxPageSize = 200;
/** Expiry is checked at least this often, so that a clock that jumps or a computer that slept is noticed. */
const maxExpiryWaitMs = 1_000;

const nothingLoaded: LoadedMessages = { messages: [], earlier: null };

/** The open chat. Holds its messages only while it is shown: leaving drops them. */
export const useConversationStore = defineAccountStore('conversation', ({ accountId, request }) => {
  const conversationId = shallowRef<string | null>(null);
  // Not computed from one object: a computed value that nobody asks for keeps the last list, with texts that are erased.
  const messages = shallowRef<readonly MessageView[]>([]);
  const earlier = shallowRef<string | null>(null);
  const isEarlierKnown = shallowRef(false);
  const isLoaded = shallowRef(false);
  const isLoadingEarlier = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  const earlierFailure = shallowRef<FailureCode | null>(null);
  const revocable = shallowRef<RevocableView | null>(null);
  const notices = shallowRef<ReadonlyMap<string, MessageNotice>>(new Map());
  const hasEarlier = computed(() => earlier.value !== null);

  let visit = 0;
  let stopExpiry: Stop = () => undefined;
  let changedIds = new Set<string>();
  let inTransit = new PageInTransit();
  let queue: Promise<void> = Promise.resolve();

  /** Answers are taken over one after the other, so that an older one never replaces a newer one. */
  function enqueue(task: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const startedIn = visit;
    const isCurrent = (): boolean => startedIn === visit;
    queue = queue.then(() => (isCurrent() ? task(isCurrent) : undefined));
    return queue;
  }

  /** The only place that changes what is loaded: text whose time is over never gets past it. */
  function take(next: LoadedMessages): void {
    stopExpiry();
    messages.value = withoutExpired(next.messages, nowMs());
    earlier.value = next.earlier;
    isEarlierKnown.value = next.isEarlierKnown === true;
    const expiryMs = nextExpiryMs(messages.value);
    if (expiryMs === null) return;
    stopExpiry = after(Math.min(expiryMs - nowMs(), maxExpiryWaitMs), () => take(loaded()));
  }

  function loaded(): LoadedMessages {
    return { messages: messages.value, earlier: earlier.value, isEarlierKnown: isEarlierKnown.value };
  }

  async function loadNewest(isCurrent: () => boolean): Promise<void> {
    const id = conversationId.value;
    if (id === null) return;
    // What is unread comes along, so that reading can begin where it begins.
    const unreadCount = useChatListStore(accountId).find(id)?.unreadCount ?? 0;
    const limit = Math.min(maxPageSize, Math.max(pageSize, unreadCount + 10));
    const learnt = about.load(isCurrent);
    const result = await request('messages.page', { conversationId: id, before: null, limit });
    await learnt;
    if (!isCurrent()) return;
    failure.value = result.ok ? null : result.failure.code;
    if (result.ok) take(result.value);
    isLoaded.value = true;
    await loadRevocable(isCurrent);
  }

  const openChat = () => useChatListStore(accountId).find(conversationId.value ?? '');
  const about = createRoomLines({ request, chat: openChat, inTurn: enqueue });

  async function loadRevocable(isCurrent: () => boolean): Promise<void> {
    const id = conversationId.value;
    if (id === null) return;
    const result = await request('messages.revocable', { conversationId: id });
    if (isCurrent()) revocable.value = result.ok ? result.value : null;
  }

  /** Shows a chat, beginning with its newest page. */
  async function open(id: string): Promise<void> {
    leave();
    conversationId.value = id;
    await enqueue(loadNewest);
  }

  /** Drops everything of the open chat, and has main cover or burn what was open in it. */
  function leave(): void {
    const leftId = conversationId.value;
    drop();
    if (leftId !== null) void request('conversations.leave', { conversationId: leftId });
  }

  /** Nothing of the open chat stays here. */
  function drop(): void {
    visit += 1;
    conversationId.value = null;
    take(nothingLoaded);
    about.clear();
    isLoaded.value = false;
    isLoadingEarlier.value = false;
    failure.value = null;
    earlierFailure.value = null;
    revocable.value = null;
    notices.value = new Map();
    changedIds = new Set();
    // The next chat does not wait for answers to this one, which are dropped anyway.
    queue = Promise.resolve();
  }
  onScopeDispose(drop);

  /** Fetches the newest page again, after changes were lost. */
  function reload(): Promise<void> {
    return enqueue(loadNewest);
  }

  /** Fetches the page above, if there is one and it is not on its way. */
  async function loadEarlier(): Promise<void> {
    const id = conversationId.value;
    const before = earlier.value;
    if (isLoadingEarlier.value || id === null || before === null) return;
    const startedIn = visit;
    isLoadingEarlier.value = true;
    inTransit = new PageInTransit();
    // Not in the queue: the server may be asked, and what is taken back meanwhile does not wait for it.
    const result = await request('messages.page', { conversationId: id, before, limit: pageSize });
    if (startedIn !== visit) return;
    await enqueue(async (isCurrent) => {
      const page = result.ok ? await inTransit.arrived(result.value, byIds) : result;
      if (!isCurrent()) return;
      earlierFailure.value = page.ok ? null : page.failure.code;
      // What was fetched anew meanwhile begins elsewhere: the page has no place in it.
      if (page.ok && page.value !== null && earlier.value === before)
        take(withEarlierPage(loaded(), page.value));
      isLoadingEarlier.value = false;
    });
  }

  function byIds(messageIds: readonly string[]): Promise<Result<readonly MessageView[]>> {
    return request('messages.byIds', { messageIds });
  }

  /** Takes over the current state of single messages, null: of all; changes of other chats are ignored. */
  async function applyChanges(id: string, messageIds: readonly string[] | null): Promise<void> {
    if (id !== conversationId.value) return;
    inTransit.note(messageIds);
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

  /** Main has stored something of this chat: it is shown before the change that tells of it comes. */
  function showAccepted(message: MessageView): void {
    const { messageId } = message;
    const isOpen = message.conversationId === conversationId.value && isLoaded.value;
    if (!isOpen || messages.value.some((known) => known.messageId === messageId)) return;
    take(withChanged(loaded(), [messageId], [message]));
  }
  useDraftsStore(accountId).onAccepted(showAccepted);

  function note(messageId: string, notice: MessageNotice | null): void {
    const next = new Map(notices.value);
    if (notice === null) next.delete(messageId);
    else next.set(messageId, notice);
    notices.value = next;
  }

  /** Tells a failure at the message, and shows the message as it is now in any case. */
  async function act(
    messageId: string,
    key: MessageNotice['key'],
    ask: () => Promise<Result<unknown>>,
  ): Promise<boolean> {
    const id = conversationId.value;
    note(messageId, null);
    const result = await ask();
    if (id === null || id !== conversationId.value) return result.ok;
    if (!result.ok) note(messageId, { key, code: result.failure.code });
    await applyChanges(id, [messageId]);
    return result.ok;
  }

  function asShown(fresh: MessageView): MessageView {
    return keepShown(
      messages.value.find(({ messageId }) => messageId === fresh.messageId),
      fresh,
    );
  }

  /** Shows the next step of a long text. */
  async function showMore(messageId: string): Promise<void> {
    const id = conversationId.value;
    const message = messages.value.find((candidate) => candidate.messageId === messageId);
    const from = message === undefined ? undefined : shownText(message)?.nextFrom;
    if (from === undefined) return;
    note(messageId, null);
    const result = await request('messages.more', { messageId, from });
    if (id !== conversationId.value) return;
    if (!result.ok) {
      note(messageId, { key: 'conversation.moreFailed', code: result.failure.code });
      return;
    }
    const step = result.value;
    take({
      ...loaded(),
      messages: messages.value.map((candidate) =>
        candidate.messageId === messageId ? withStep(candidate, from, step) : candidate,
      ),
    });
  }

  /** All of a text of which the beginning is shown, for the clipboard; null when it is gone meanwhile. Nothing of it is kept. */
  async function wholeText(messageId: string, shown: string): Promise<string | null> {
    const message = messages.value.find((candidate) => candidate.messageId === messageId);
    let text = shown;
    let from = message === undefined ? undefined : shownText(message)?.nextFrom;
    while (from !== undefined) {
      const result = await request('messages.more', { messageId, from });
      if (!result.ok) return null;
      text += result.value.text;
      from = result.value.nextFrom;
    }
    return text;
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

  /** Asks again which message can be revoked, and until when. */
  function refreshRevocable(): Promise<void> {
    return enqueue(loadRevocable);
  }

  /** Revokes an own message. */
  function revoke(messageId: string): Promise<boolean> {
    return act(messageId, 'revoke.failed', () => request('messages.revoke', { messageId }));
  }

  /** Revokes the newest own message that may still be revoked; false if there is none. */
  async function revokeLast(): Promise<boolean> {
    const id = conversationId.value;
    if (id === null) return false;
    const result = await request('messages.revocable', { conversationId: id });
    if (!result.ok || result.value === null) return false;
    await revoke(result.value.messageId);
    return true;
  }

  /** The next message of the open chat answers this one. */
  function reply(messageId: string): void {
    const id = conversationId.value;
    if (id === null) return;
    const drafts = useDraftsStore(accountId);
    drafts.change(id, { replyToId: messageId });
    drafts.requestFocus();
  }

  /**
   * Puts the text of a revoked message below what is written in the composer of its chat; a second time it is there already.
   * What it answered is answered again, unless the draft answers something.
   */
  async function reedit(messageId: string): Promise<boolean> {
    const id = conversationId.value;
    if (id === null) return false;
    note(messageId, null);
    const result = await request('messages.reedit', { messageId });
    if (result.ok) {
      const drafts = useDraftsStore(accountId);
      const { text, replyToId, mentions } = result.value;
      if (!`\n${drafts.draftOf(id).text}`.endsWith(`\n${text}`)) drafts.append(id, text);
      if (drafts.draftOf(id).replyToId === null) drafts.change(id, { replyToId });
      drafts.mention(id, mentions);
      if (id === conversationId.value) drafts.requestFocus();
    } else if (id === conversationId.value) {
      note(messageId, { key: 'revoke.reeditFailed', code: result.failure.code });
    }
    return result.ok;
  }

  /** Sends a failed message again. */
  function retry(messageId: string): Promise<boolean> {
    return act(messageId, 'delivery.failed', () => request('messages.retry', { messageId }));
  }

  /** Makes a picture that the server refused for its size smaller, and sends it again. */
  function sendSmaller(messageId: string): Promise<boolean> {
    return act(messageId, 'delivery.failed', async () => {
      const image = await request('messages.image', { messageId });
      if (!image.ok) return image;
      const { bytes, mediaType } = image.value;
      const smaller = await shrinkImage(new Blob([new Uint8Array(bytes)], { type: mediaType }), {
        request,
        refusedMessageId: messageId,
      });
      return smaller.ok
        ? request('messages.sendSmaller', { messageId, bytes: smaller.value.bytes })
        : smaller;
    });
  }

  /** Removes a failed message. */
  function discard(messageId: string): Promise<boolean> {
    return act(messageId, 'delivery.failed', () => request('messages.discard', { messageId }));
  }

  /** Opens a concealed burn message; its clock runs from the answer on. */
  async function reveal(messageId: string): Promise<void> {
    const id = conversationId.value;
    note(messageId, null);
    const result = await request('messages.reveal', { messageId });
    if (id === null || id !== conversationId.value) return;
    if (result.ok) take(withChanged(loaded(), [messageId], [result.value]));
    else note(messageId, { key: 'burn.revealFailed', code: result.failure.code });
  }

  /** Erases a burn message: from the screen first, then everywhere. */
  function burnNow(messageId: string): Promise<boolean> {
    const erase = (message: MessageView): MessageView =>
      message.messageId === messageId ? asErasing(message) : message;
    take({ ...loaded(), messages: messages.value.map(erase) });
    return act(messageId, 'burn.actionFailed', () => request('messages.burnNow', { messageId }));
  }

  return {
    conversationId,
    isLoaded,
    isLoadingEarlier,
    isEarlierKnown,
    failure,
    earlierFailure,
    revocable,
    notices,
    messages,
    lines: about.lines,
    hasEarlier,
    open,
    leave,
    reload,
    loadEarlier,
    applyChanges,
    applyRooms: about.applyRooms,
    applyNames: about.applyNames,
    showMore,
    wholeText,
    markRead,
    refreshRevocable,
    revoke,
    revokeLast,
    reply,
    reedit,
    retry,
    sendSmaller,
    discard,
    reveal,
    burnNow,
  };
});
