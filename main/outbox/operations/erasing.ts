import { addressOf } from '../../domain/conversation';
import { holdsContent, type Message } from '../../domain/message';
import type { LaneName, Operation, OperationKind } from '../../domain/operation';
import { toEraseFrame, type OutgoingFrame } from '../../protocol/mapper';
import { FrameType } from '../../protocol/packet-types';
import { confirmErased, nextTarget } from '../erased-copies';
import { readCommandRefusal } from '../refusal';
import type { FrameParts, OperationRules, SettlingParts } from './operation-rules';

/** Taking an own message back (tim packet 92); its message has to be there first. */
export const revoke = erasing({
  kind: 'revoke',
  lane: 'revokes',
  follows: ['send'],
  erase: ({ messageId, author }, { store }) => store.messages.erase(messageId, 'revoked', author),
});

/** Burning a message of somebody else (tim packet 93). */
export const burn = erasing({
  kind: 'burn',
  lane: 'burns',
  follows: [],
  erase: ({ messageId }, { store }) => store.messages.erase(messageId, 'burned', null),
});

/** What the two commands differ in. */
interface ErasingTraits {
  readonly kind: 'revoke' | 'burn';
  readonly lane: LaneName;
  readonly follows: readonly OperationKind[];
  readonly erase: (message: Message, parts: SettlingParts) => void;
}

function erasing({ kind, lane, follows, erase }: ErasingTraits): OperationRules {
  return {
    lane,
    frameType: kind === 'revoke' ? FrameType.revoke : FrameType.burn,
    follows,
    scope: 'message',
    answer: { kind: 'acknowledgement' },
    trace: 'number',
    isSized: false,
    keepsPayload: true,
    forbid: () => null,
    toFrame: (operation, parts) => toFrame(kind, operation, parts),
    readRefusal: readCommandRefusal,
    complete({ operationId, messageId, conversationId }, target, parts) {
      const { store, changes } = parts;
      const message = messageId === null ? null : store.messages.byId(messageId);
      if (message === null) {
        store.outbox.remove(operationId);
        return;
      }
      changes.addMessage(conversationId, message.messageId);
      if (holdsContent(message)) erase(message, parts);
      confirmErased({ kind, message, mid: target ?? message.mid }, store);
    },
    reject({ operationId, messageId, conversationId }, code, { store, changes }) {
      store.outbox.remove(operationId);
      if (messageId === null) return;
      // A burned message stays erased here whatever the server says; only the outcome is told.
      store.messages.setPendingOperation(messageId, null, code);
      changes.addMessage(conversationId, messageId);
    },
  };
}

/** One copy of a message after the other. */
function toFrame(
  kind: 'revoke' | 'burn',
  { messageId, conversationId }: Operation,
  { store, random }: FrameParts,
): OutgoingFrame | null {
  const message = messageId === null ? null : store.messages.byId(messageId);
  const to = addressOf(conversationId);
  const mid = message === null ? null : nextTarget(message, store);
  if (mid === null || to === null) return null;
  return toEraseFrame(kind, { to, mid, clientId: random.int64() });
}
