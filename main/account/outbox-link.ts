import type { OutboxLink } from '../outbox/outbox-link';
import type { Clock } from '../platform/clock';
import { watchForSilence } from '../session/answer-watch';
import type { Session } from '../session/session';
import type { TimClient } from '../session/tim-client';
import type { History } from '../sync/history';

/** The connection and the history of an account, as its outbox needs them. */
export function createOutboxLink(parts: {
  readonly session: Session;
  readonly client: TimClient;
  readonly history: History;
  readonly clock: Clock;
}): OutboxLink {
  const { session, client, history, clock } = parts;
  return {
    isOnline: () => session.status().state === 'online',
    send: ({ type, packet }) => client.messages.sendPacket(type, packet),
    whenSilent: (timeoutMs, callback) => watchForSilence({ clock, line: session.line }, timeoutMs, callback),
    renew: () => session.renew(),
    verify: ({ messageId }) => history.lookFor(messageId),
    isGone: (conversationId, mid) => history.isGone(conversationId, mid),
  };
}
