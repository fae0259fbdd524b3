import { addressOf } from '../../domain/conversation';
import { toNodeId, type NodeId } from '../../domain/ids';
import type { Operation } from '../../domain/operation';
import { refuseReaction } from '../../domain/reaction';
import { toReactionFrame, type OutgoingFrame } from '../../protocol/mapper';
import { FrameType } from '../../protocol/packet-types';
import type { StoreReader } from '../../storage/account-store';
import { readRefusal } from '../refusal';
import type { FrameParts, OperationRules } from './operation-rules';
import { forbidSending } from './send';

// Nothing that can be told from others confirms a reaction; for this long a refusal can only be meant for it.
const quietMs = 400;

/**
 * Telling how the user reacts to a message; travels as a message (tim packet 90). What is said is read when it goes out: the newest
 * counts, and nothing of it lies in the outbox. Sent again, it says the same again, which changes nothing for anybody.
 */
export const react: OperationRules = {
  lane: 'messages',
  frameType: FrameType.message,
  follows: [],
  scope: 'message',
  answer: { kind: 'nothing', quietMs },
  trace: 'none',
  isSized: false,
  keepsPayload: false,
  forbid: ({ conversationId }, { store }) => forbidSending({ conversationId, viaRoom: null }, store),
  toFrame,
  readRefusal,
  complete({ operationId, messageId, conversationId }, _target, { store, changes, sentAtMs }) {
    store.outbox.remove(operationId);
    if (messageId === null) return;
    // What was sent last counts for the other side, and so it does for the other devices.
    const mid = store.messages.byId(messageId)?.mid ?? null;
    if (mid !== null && sentAtMs !== null)
      store.reactions.noteSent({ conversationId, mid, author: ownNode(store) }, sentAtMs);
    changes.addMessage(conversationId, messageId);
  },
  // What nobody heard is not shown as said.
  reject({ operationId, messageId, conversationId }, _code, { store, changes }) {
    store.outbox.remove(operationId);
    const message = messageId === null ? null : store.messages.byId(messageId);
    const mid = message?.mid ?? null;
    if (message === null || mid === null) return;
    store.reactions.takeBack({ conversationId, mid, author: ownNode(store) });
    changes.addMessage(conversationId, message.messageId);
  },
};

const ownNode = ({ profile }: StoreReader): NodeId => toNodeId(profile.get('node') ?? '');

/** What was taken back or deleted meanwhile needs no reaction any more. */
function toFrame(
  { operationId, messageId, conversationId }: Operation,
  { store, random }: FrameParts,
): OutgoingFrame | null {
  const message = messageId === null ? null : store.messages.byId(messageId);
  const to = addressOf(conversationId);
  if (message === null || to === null || message.mid === null || refuseReaction(message) !== null)
    return null;
  const emoji = store.reactions.by(ownNode(store), message.messageId);
  return toReactionFrame({ to, mid: message.mid, clientId: random.int64(), cid: operationId, emoji });
}
