import type { Result } from '../../preload/contract/result';
import type { Messenger } from '../ipc/messenger';

const demoName = '林小满';
const pageSize = 20;

/** The little of the messenger that a run from the command line uses. */
export interface DemoMessenger {
  readonly hasAccount: () => boolean;
  /** Signs the demonstration's account in on this computer's server. */
  readonly tryHere: () => Promise<Result<unknown>>;
  /** The chat with the last activity; null while there is none. */
  readonly newestConversationId: () => Promise<string | null>;
  /** How many messages the chat's newest page shows. */
  readonly countMessages: (conversationId: string) => Promise<number>;
}

/** The messenger as the demonstration sees it. */
export function demoMessenger(messenger: Messenger): DemoMessenger {
  const { calls } = messenger;
  return {
    hasAccount: () => messenger.snapshot().account !== null,
    tryHere: async () => calls['account.tryHere']({ name: demoName }),
    newestConversationId: async () => {
      const conversations = await calls['conversations.list'](null);
      return conversations.ok ? (conversations.value[0]?.conversationId ?? null) : null;
    },
    countMessages: async (conversationId) => {
      const page = await calls['messages.page']({ conversationId, before: null, limit: pageSize });
      return page.ok ? page.value.messages.length : 0;
    },
  };
}
