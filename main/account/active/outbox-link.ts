import type { History } from '../../catch-up/history';
import type { OutboxLink } from '../../outbox/outbox-link';
import type { Clock } from '../../platform/clock';
import { watchForSilence } from '../../session/answer-watch';
import type { ServerAccess } from './server-access';

/** The connection and the history of an account, as its outbox needs them. */
export function createOutboxLink({ wire, client }: ServerAccess, history: History, clock: Clock): OutboxLink {
  return {
    isOnline: () => wire.isOnline,
    send: ({ type, packet }) => client.messages.sendPacket(type, packet),
    whenSilent: (timeoutMs, callback) => watchForSilence({ clock, line: wire.line }, timeoutMs, callback),
    renew: () => wire.renew(),
    verify: (messageId) => history.lookFor(messageId),
    isGone: (conversationId, mid) => history.isGone(conversationId, mid),
  };
}
