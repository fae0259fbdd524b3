import type { AccountCallName, CallAnswer, CallArgument } from '../../../preload/contract/api';
import { fail } from '../../../preload/contract/result';
import type { Messenger } from '../../ipc/messenger';
import type { Accounts } from '../accounts';
import type { CallContext, Handlers } from './call-context';
import { createChatCareCalls } from './chat-care-calls';
import { createContactCalls } from './contact-calls';
import { createConversationCalls } from './conversation-calls';
import { createDraftCalls } from './draft-calls';
import { createEmojiCalls } from './emoji-calls';
import { createFileCalls } from './file-calls';
import { createPlaybackCalls } from './playback-calls';
import { createMessageCalls } from './message-calls';
import { createPagingCalls } from './paging-calls';
import { createSelectionCalls } from './selection-calls';
import { createPersonCalls } from './person-calls';
import { createPasswordCalls } from './password-calls';
import { createPresenceCalls } from './presence-calls';
import { createRoomCalls } from './room-calls';
import { createSavedCalls } from './saved-calls';
import { createSearchCalls } from './search-calls';
import { createSessionCalls } from './session-calls';

/**
 * Brings every call of an account to the account that it names. The one place that knows which accounts are open: a call for
 * any other, and one whose account was closed before it could end, is answered with `notSignedIn`.
 */
export function createAccountDispatch(accounts: Accounts, context: CallContext): Messenger['callAccount'] {
  const handlers: Handlers = {
    ...createSessionCalls(accounts),
    ...createPasswordCalls(context),
    ...createPresenceCalls(),
    ...createMessageCalls(context),
    ...createFileCalls(context),
    ...createPlaybackCalls(),
    ...createPagingCalls(context),
    ...createSelectionCalls(),
    ...createSavedCalls(),
    ...createSearchCalls(context),
    ...createConversationCalls(),
    ...createChatCareCalls(),
    ...createDraftCalls(),
    ...createEmojiCalls(),
    ...createContactCalls(),
    ...createPersonCalls(),
    ...createRoomCalls(),
  };
  return <N extends AccountCallName>(accountId: string, name: N, argument: CallArgument<N>) => {
    const account = accounts.open.byId(accountId);
    // Every answer of an account is a `Result`, which the compiler does not see through the generic name.
    const refusal = fail('notSignedIn') as CallAnswer<N>;
    if (account === null) return refusal;
    const answer = handlers[name](argument, account);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      // Its database was closed under the call.
      if (accounts.open.byId(accountId) !== account) return refusal;
      // The server may have done what the disk did not take: it is asked for its lists as soon as there is room.
      account.noteFailedWrite(error);
      throw error;
    });
  };
}
