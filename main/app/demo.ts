import type { Result } from '../../preload/contract/result';
import type { Messenger } from '../ipc/messenger';

const demoName = '林小满';
const pageSize = 20;

/** A chat and whose it is. */
export interface DemoChat {
  readonly accountId: string;
  readonly conversationId: string;
}

/** The little of the messenger that a run from the command line uses. */
export interface DemoMessenger {
  readonly hasAccount: () => boolean;
  /** Signs the demonstration's account in on this computer's server. */
  readonly tryHere: () => Promise<Result<unknown>>;
  /** The chat with the last activity; null while there is none. */
  readonly newestChat: () => Promise<DemoChat | null>;
  /** How many messages the chat's newest page shows. */
  readonly countMessages: (chat: DemoChat) => Promise<number>;
}

/** The messenger as the demonstration sees it. */
export function demoMessenger(messenger: Messenger): DemoMessenger {
  return {
    hasAccount: () => messenger.currentAccountId() !== null,
    tryHere: async () => messenger.calls['account.tryHere']({ name: demoName }),
    newestChat: async () => {
      const accountId = messenger.currentAccountId();
      if (accountId === null) return null;
      const conversations = await messenger.callAccount(accountId, 'conversations.list', {
        after: null,
        limit: 1,
      });
      const newest = conversations.ok ? conversations.value[0] : undefined;
      return newest === undefined ? null : { accountId, conversationId: newest.conversationId };
    },
    countMessages: async ({ accountId, conversationId }) => {
      const request = { conversationId, before: null, limit: pageSize };
      const page = await messenger.callAccount(accountId, 'messages.page', request);
      return page.ok ? page.value.messages.length : 0;
    },
  };
}
