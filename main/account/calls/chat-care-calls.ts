import { fail, succeed, type Result } from '../../../preload/contract/result';
import { muteEndMs, mostPinnedChats } from '../../domain/chat-care';
import { ChangeSet } from '../../domain/change-set';
import { conversationIdOf } from '../../domain/conversation';
import { toConversationId, toNodeId, type ConversationId } from '../../domain/ids';
import { deleteChat } from '../../messaging/delete-chat';
import type { StoreWriter } from '../../storage/account-store';
import type { ActiveAccount } from '../active-account';
import { viewConversations } from './batch-views';
import { toResult, type Handlers } from './call-context';

type ChatCareCallName = `conversations.${'pin' | 'mute' | 'archive' | 'markUnread' | 'delete' | 'begin'}`;

/** Calls about what the user makes of chats: on this computer alone, and nobody else is told. */
export function createChatCareCalls(): Pick<Handlers, ChatCareCallName> {
  return {
    'conversations.pin': ({ conversationId, isPinned }, account) =>
      change(conversationId, account, ({ care }, id) => {
        if (!isPinned) return care.unpin(id);
        const isRefused = !care.isPinned(id) && care.pinnedCount() >= mostPinnedChats;
        return isRefused ? 'tooManyPinned' : care.pin(id);
      }),
    'conversations.mute': ({ conversationId, length }, account) => {
      const untilMs = length === null ? 0 : muteEndMs(length, account.messaging.clock.nowMs());
      const result = change(conversationId, account, ({ care }, id) => care.mute(id, untilMs));
      if (result.ok && length !== null) account.withdrawNotice(toConversationId(conversationId));
      account.mutes.sweep();
      return result;
    },
    'conversations.archive': ({ conversationId, isArchived }, account) => {
      const result = change(conversationId, account, ({ care }, id) => care.setArchived(id, isArchived));
      if (result.ok && isArchived) account.withdrawNotice(toConversationId(conversationId));
      return result;
    },
    'conversations.markUnread': ({ conversationId, isUnread }, account) => {
      const result = change(conversationId, account, (write, id) =>
        isUnread ? write.care.setMarkedUnread(id, true) : readAll(id, write),
      );
      if (result.ok && !isUnread) account.withdrawNotice(toConversationId(conversationId));
      return result;
    },
    'conversations.delete': ({ conversationId }, account) => {
      const id = toConversationId(conversationId);
      const outcome = deleteChat(id, account.messaging);
      if (!outcome.ok) return toResult(outcome);
      account.withdrawNotice(id);
      account.lookAway(id);
      account.chatEraser.run();
      return succeed();
    },
    'conversations.begin': ({ kind, node }, account) => {
      const { store, messaging } = account;
      const id = conversationIdOf({ kind, node: toNodeId(node) });
      if (!store.conversations.isListed(id)) return fail('messageNotFound');
      if (store.care.isDeleted(id)) {
        // On top, where somebody who goes to write in it looks for it.
        store.transaction((write) => write.conversations.begin(id, messaging.serverNowMs()));
        account.tellConversation(id);
      }
      const [view] = viewConversations(store.views.conversationsByIds([id]), account);
      return view === undefined ? fail('messageNotFound') : succeed(view);
    },
  };
}

/** Changes one chat; the window is told if it is another one then. */
function change(
  id: string,
  account: ActiveAccount,
  work: (write: StoreWriter, conversationId: ConversationId) => boolean | 'tooManyPinned',
): Result<null> {
  const { store } = account;
  const conversationId = toConversationId(id);
  if (store.conversations.byId(conversationId) === null) return fail('messageNotFound');
  const outcome = store.transaction((write) => work(write, conversationId));
  if (outcome === 'tooManyPinned') return fail(outcome);
  if (!outcome) return succeed();
  const changes = new ChangeSet();
  changes.addConversation(conversationId);
  account.tellChanges(changes);
  return succeed();
}

/** Behind every message of a place. */
const behindAll = 9_223_372_036_854_775_807n;

/** Everything that is in the chat now was seen; what is concealed stays concealed, and its clock does not begin. */
function readAll(conversationId: ConversationId, { conversations, messages }: StoreWriter): boolean {
  const place = messages.newestPlace(conversationId);
  return conversations.markRead(conversationId, { place, tieBreaker: behindAll });
}
