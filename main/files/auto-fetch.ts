import { conversationIdOf } from '../domain/conversation';
import type { MessageReceived } from '../domain/domain-event';
import { comesByItself, type AutoFetch } from '../domain/fetch-policy';
import type { FileInfo } from '../domain/file';
import type { MessageId, NodeId } from '../domain/ids';
import type { AccountStore } from '../storage/account-store';

/** What coming by itself depends on. */
export interface AutoFetchEnvironment {
  readonly store: AccountStore;
  readonly setting: () => AutoFetch;
  readonly fetch: (messageId: MessageId) => Promise<unknown>;
  /** How many are wanted already. */
  readonly wanted: () => number;
}

/** Of what comes by itself, most that are wanted at a time: whoever clicks still finds room. Others wait for a click. */
const mostByThemselves = 50;

/** Fetches of what has just come whatever the user lets come without a click. */
export async function fetchByItself(
  arrived: readonly MessageReceived[],
  { store, setting, fetch, wanted }: AutoFetchEnvironment,
): Promise<void> {
  for (const event of arrived) {
    if (!event.isNews || event.content.kind !== 'file') continue;
    if (wanted() >= mostByThemselves) return;
    const offer = {
      conversation: event.conversation,
      info: event.content.info satisfies FileInfo,
      isFromFriend: isFriend(event.author, store),
    };
    if (!comesByItself(offer, setting())) continue;
    const messageId = messageIdOf(event, store);
    if (messageId !== null) await fetch(messageId);
  }
}

const isFriend = (node: NodeId, { people }: AccountStore): boolean =>
  people.byNode(node)?.relation === 'friend';

/** The stored message, if it is there. */
function messageIdOf(
  { conversation, author, cid }: MessageReceived,
  { messages }: AccountStore,
): MessageId | null {
  if (cid === null) return null;
  return messages.byCid(conversationIdOf(conversation), author, cid)?.messageId ?? null;
}
