import { succeed } from '../../../preload/contract/result';
import { toConversationId, toNodeId } from '../../domain/ids';
import type { Handlers } from './call-context';

type PresenceCallName = Extract<keyof Handlers, `presence.${string}` | `typing.${string}`>;

/** Calls about who is there and who writes. */
export function createPresenceCalls(): Pick<Handlers, PresenceCallName> {
  return {
    'presence.choose': ({ choice, note }, { presence }) => {
      presence.choose(choice, note);
      return succeed(presence.ownView());
    },
    'presence.list': (_request, { presence }) => succeed(presence.views(null)),
    'presence.byNodes': ({ nodes }, { presence }) => succeed(presence.views(nodes.map(toNodeId))),
    'typing.note': ({ conversationId, isTyping }, { presence }) => {
      presence.noteTyping(toConversationId(conversationId), isTyping);
      return succeed();
    },
    'typing.list': (_request, { presence }) => succeed(presence.typing()),
  };
}
