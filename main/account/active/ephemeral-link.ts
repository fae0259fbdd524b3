import { conversationIdOf, type ConversationAddress } from '../../domain/conversation';
import type { NodeId } from '../../domain/ids';
import { EphemeralChannel } from '../../ephemeral/channel';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import { watchForSilence } from '../../session/answer-watch';
import type { Wire } from '../../session/wire';
import type { AccountStore } from '../../storage/account-store';

/** The channel of an account beside its messages, on the account's connection. */
export function createEphemeralChannel(parts: {
  readonly store: AccountStore;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly self: () => NodeId;
}): EphemeralChannel {
  const { store, wire, clock, logger, self } = parts;
  return new EphemeralChannel({
    clock,
    logger: logger.child('ephemeral'),
    self,
    isKnown: (address) => isKnown(store, address),
    isOnline: () => wire.isOnline,
    send: (frame) => wire.send(frame),
    whenSilent: (timeoutMs, silent) => watchForSilence({ clock, line: wire.line }, timeoutMs, silent),
  });
}

/** A friend, or a room of ours: the server hands on what is said in a room to its members alone. */
const isKnown = ({ people, conversations }: AccountStore, address: ConversationAddress): boolean =>
  address.kind === 'user'
    ? people.byNode(address.node)?.relation === 'friend'
    : conversations.byId(conversationIdOf(address)) !== null;
