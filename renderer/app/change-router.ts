import { assertNever } from './assert-never';
import type { Change } from '../../preload/contract/changes';
import { useChatListStore } from '../features/chat-list';
import { useDraftsStore, useMembersStore } from '../features/composer';
import { useContactsStore } from '../features/contacts';
import { useConversationStore } from '../features/conversation';
import { useMessageSearchStore } from '../features/message-search';
import { useQuoteStore } from '../features/quote';
import { useAttentionStore } from './attention-store';
import { EventPump } from './event-pump';
import { onChanges } from './bridge';
import { useNavigationStore } from './navigation-store';
import { useSessionStore } from './session-store';

/** Joins the stream of changes to the stores. Made once, by the app. */
export function createChangeRouter(): EventPump {
  const session = useSessionStore();
  const navigation = useNavigationStore();
  const attention = useAttentionStore();
  const chatList = useChatListStore();
  const contacts = useContactsStore();
  const conversation = useConversationStore();
  const drafts = useDraftsStore();
  const members = useMembersStore();
  const messageSearch = useMessageSearchStore();
  const quotes = useQuoteStore();
  let accountId: string | null = null;

  /** Nothing of one account may be seen in another. */
  function forgetAccount(): void {
    conversation.leave();
    chatList.reset();
    contacts.reset();
    drafts.reset();
    members.reset();
    messageSearch.clear();
    navigation.reset();
  }

  function reloadLists(): void {
    void chatList.reload();
    void contacts.reload();
  }

  /** Fetches the snapshot; another account than before starts from nothing. */
  async function loadSession(): Promise<number> {
    const number = await session.load();
    followAccount();
    return number;
  }

  /** Starts from nothing when the account has changed since the last call. */
  function followAccount(): void {
    const nextId = session.account?.accountId ?? null;
    if (nextId === accountId) return;
    accountId = nextId;
    forgetAccount();
    if (nextId === null) return;
    reloadLists();
    void drafts.load();
  }

  async function resync(): Promise<number> {
    const before = accountId;
    const number = await loadSession();
    if (accountId !== null && accountId === before) {
      reloadLists();
      void conversation.reload();
      void messageSearch.reload();
    }
    return number;
  }

  function apply(change: Change): void {
    switch (change.kind) {
      case 'snapshot':
        return void loadSession();
      case 'conversations':
        return void chatList.applyChanges(change.conversationIds);
      case 'contacts':
        void members.applyChanges(change.nodes);
        return void contacts.applyChanges(change.nodes);
      case 'messages':
        messageSearch.applyChanges(change.messageIds);
        quotes.applyChanges(change.messageIds);
        return void conversation.applyChanges(change.conversationId, change.messageIds);
      case 'openConversation':
        // Somebody clicked a notification.
        attention.act();
        navigation.section = 'chats';
        return void navigation.openConversation(change.conversationId);
      case 'offerConversation':
        return void navigation.offerConversation(change.conversationId);
      default:
        return assertNever(change);
    }
  }

  // Signing in and out fetch the snapshot themselves and do not wait for the change that tells it.
  session.$subscribe(followAccount, { flush: 'sync' });
  return new EventPump({ subscribe: onChanges, resync, apply: (changes) => changes.forEach(apply) });
}
