import { addressOf } from '../domain/conversation';
import type { Message } from '../domain/message';
import type { Operation } from '../domain/operation';
import type { Random } from '../platform/random';
import {
  toEraseFrame,
  toMessageFrame,
  toOpenedFrame,
  type OutgoingContent,
  type OutgoingFrame,
} from '../protocol/mapper';
import type { AccountStore } from '../storage/account-store';
import type { Settlement } from './settlement';

/** What a frame is made of. */
export interface FrameParts {
  readonly store: AccountStore;
  readonly settlement: Settlement;
  readonly random: Random;
}

/** The frame of an operation, read from the database; null when there is nothing left to send. */
export function toOutgoingFrame(operation: Operation, parts: FrameParts): OutgoingFrame | null {
  const { store, settlement, random } = parts;
  const message = store.messages.byId(operation.messageId);
  const to = addressOf(operation.conversationId);
  if (message === null || to === null) return null;
  if (operation.kind === 'send') {
    const content = contentOf(message, store);
    const { cid, clientId, replyTo, mentions, burnTerms } = message;
    if (content === null || cid === null || clientId === null) return null;
    return toMessageFrame({ to, cid, clientId, content, replyTo, mentions, burnTerms });
  }
  const mid = settlement.nextTarget(message);
  // What was burned before its author could be told of the opening needs no notice any more.
  if (mid === null || (operation.kind === 'opened' && message.contentState !== 'present')) return null;
  const command = { to, mid, clientId: random.int64() };
  return operation.kind === 'opened' ? toOpenedFrame(command) : toEraseFrame(operation.kind, command);
}

function contentOf(message: Message, store: AccountStore): OutgoingContent | null {
  if (message.contentKind !== 'image') {
    return message.text === null ? null : { kind: 'text', text: message.text };
  }
  const bytes = store.messages.attachmentOf(message.messageId);
  return bytes === null ? null : { kind: 'image', bytes };
}
