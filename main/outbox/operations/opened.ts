import { addressOf } from '../../domain/conversation';
import type { Operation } from '../../domain/operation';
import { toOpenedFrame, type OutgoingFrame } from '../../protocol/mapper';
import { FrameType } from '../../protocol/packet-types';
import { nextTarget } from '../erased-copies';
import { readRefusal } from '../refusal';
import type { FrameParts, OperationRules } from './operation-rules';

// Nothing ever confirms a notice; for this long a refusal can only be meant for it, and must not hit what follows.
const quietMs = 400;

/** Telling the author of a burn message that it was opened; travels as a message (tim packet 90, `odType` 32). */
export const opened: OperationRules = {
  lane: 'messages',
  frameType: FrameType.message,
  follows: [],
  scope: 'chat',
  answer: { kind: 'nothing', quietMs },
  trace: 'none',
  isSized: false,
  keepsPayload: true,
  forbid: () => null,
  toFrame,
  readRefusal,
  complete({ operationId, messageId, conversationId }, _target, { store, changes }) {
    store.outbox.remove(operationId);
    if (messageId !== null) changes.addMessage(conversationId, messageId);
  },
  // Whether the author learnt of the opening changes nothing for the reader.
  reject: ({ operationId }, _code, { store }) => store.outbox.remove(operationId),
};

/** What was burned before its author could be told of the opening needs no notice any more. */
function toFrame(
  { messageId, conversationId }: Operation,
  { store, random }: FrameParts,
): OutgoingFrame | null {
  const message = messageId === null ? null : store.messages.byId(messageId);
  const to = addressOf(conversationId);
  if (message?.contentState !== 'present' || to === null) return null;
  const mid = nextTarget(message, store);
  if (mid === null) return null;
  return toOpenedFrame({ to, mid, clientId: random.int64() });
}
