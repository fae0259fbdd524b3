import type { AccountChange, Change } from '../../preload/contract/changes';
import { useChatListStore } from '../features/chat-list';
import { useDraftsStore } from '../features/composer';
import { useContactsStore } from '../features/contacts';
import { useConversationStore, usePinnedStore } from '../features/conversation';
import { useMediaStore } from '../features/media';
import { useMembersStore } from '../features/members';
import { useChatSearchStore, useMessageSearchStore } from '../features/message-search';
import { usePlaybackStore } from '../features/playback';
import { usePresenceStore, useTypingStore } from '../features/presence';
import { useProfileStore } from '../features/profile';
import { useQuoteStore } from '../features/quote';
import { useRoomsStore } from '../features/rooms';
import { useSavedStore } from '../features/saved';
import { closeAccount } from '../base/account-scope';
import { assertNever } from '../base/assert-never';
import { useAttentionStore } from '../base/attention-store';
import { onChanges } from '../base/bridge';
import { EventPump } from './event-pump';
import { useNavigationStore } from '../base/navigation-store';
import { usePicturesStore } from '../base/pictures-store';
import { useSessionStore } from '../base/session-store';

/** Joins the stream of changes to the stores. Made once, by the app. */
export function createChangeRouter(): EventPump {
  const session = useSessionStore();
  const attention = useAttentionStore();
  let openIds: ReadonlySet<string> = new Set();
  /** Open accounts that have been shown: what the others have is fetched when somebody looks. */
  const followed = new Set<string>();

  /** Fetches the snapshot; answers the number of the last change that it contains. */
  async function loadSession(): Promise<number> {
    const number = await session.load();
    followAccounts();
    return number;
  }

  /** What was shown of an account that is closed now ends; an account that is shown for the first time begins. */
  function followAccounts(): void {
    const closedIds = openIds;
    openIds = new Set(session.snapshot?.accounts.map(({ account }) => account.accountId));
    for (const accountId of closedIds) {
      if (openIds.has(accountId)) continue;
      followed.delete(accountId);
      usePlaybackStore().accountClosed(accountId);
      closeAccount(accountId);
    }
    const shownId = session.currentAccountId;
    if (shownId === null || followed.has(shownId)) return;
    followed.add(shownId);
    reloadLists(shownId);
    void useDraftsStore(shownId).load();
  }

  function reloadLists(accountId: string): void {
    void useChatListStore(accountId).reload();
    void useContactsStore(accountId).reload();
    void usePresenceStore(accountId).reload();
    void useTypingStore(accountId).reload();
    void useRoomsStore(accountId).reload();
    void useSavedStore(accountId).reload();
  }

  async function resync(): Promise<number> {
    const before = new Set(followed);
    const number = await loadSession();
    for (const accountId of followed) {
      if (!before.has(accountId)) continue;
      reloadLists(accountId);
      void usePicturesStore(accountId).reload();
      void useProfileStore(accountId).reload();
      void useConversationStore(accountId).reload();
      void useMessageSearchStore(accountId).reload();
      void useChatSearchStore(accountId).reload();
      void useMediaStore(accountId).reload();
    }
    return number;
  }

  function apply(change: Change): void {
    if (change.accountId === null) void loadSession();
    else applyTo(change.accountId, change);
  }

  function applyTo(accountId: string, change: AccountChange): void {
    switch (change.kind) {
      case 'snapshot':
        return void loadSession();
      case 'conversations':
        if (followed.has(accountId)) void useChatListStore(accountId).applyChanges(change.conversationIds);
        return;
      case 'contacts':
        if (!followed.has(accountId)) return;
        useMembersStore(accountId).applyNames(change.nodes);
        void useConversationStore(accountId).applyNames(change.nodes);
        usePinnedStore(accountId).applyNames();
        useSavedStore(accountId).applyNames();
        void useProfileStore(accountId).applyChanges(change.nodes);
        return void useContactsStore(accountId).applyChanges(change.nodes);
      case 'pictures':
        if (followed.has(accountId)) void usePicturesStore(accountId).applyChanges(change.owners);
        return;
      case 'presence':
        if (followed.has(accountId)) void usePresenceStore(accountId).applyChanges(change.nodes);
        return;
      case 'typing':
        if (followed.has(accountId)) void useTypingStore(accountId).reload();
        return;
      case 'rooms':
        if (followed.has(accountId)) void useRoomsStore(accountId).applyChanges(change.nodes);
        return;
      case 'members':
        if (!followed.has(accountId)) return;
        useMembersStore(accountId).applyChanges(change.nodes);
        return void useConversationStore(accountId).applyRooms(change.nodes);
      case 'messages':
        if (!followed.has(accountId)) return;
        void usePlaybackStore().applyChanges(accountId, change.messageIds);
        useMessageSearchStore(accountId).applyChanges(change.messageIds);
        useChatSearchStore(accountId).applyChanges(change.messageIds);
        useQuoteStore(accountId).applyChanges(change.messageIds);
        usePinnedStore(accountId).applyChanges(change.conversationId, change.messageIds);
        useSavedStore(accountId).applyChanges(change.conversationId, change.messageIds);
        void useMediaStore(accountId).applyChanges(change.conversationId, change.messageIds);
        return void useConversationStore(accountId).applyChanges(change.conversationId, change.messageIds);
      case 'openConversation': {
        // Somebody clicked a notification.
        attention.act();
        const navigation = useNavigationStore(accountId);
        navigation.section = 'chats';
        return void navigation.openConversation(change.conversationId);
      }
      case 'openSection':
        attention.act();
        useNavigationStore(accountId).section = change.section;
        return;
      case 'offerConversation':
        return void useNavigationStore(accountId).offerConversation(change.conversationId);
      default:
        return assertNever(change);
    }
  }

  // Signing in and out fetch the snapshot themselves and do not wait for the change that tells it.
  session.$subscribe(followAccounts, { flush: 'sync' });
  return new EventPump({ subscribe: onChanges, resync, apply: (changes) => changes.forEach(apply) });
}
