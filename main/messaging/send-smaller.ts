import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import { maxSentImageBytes, readImage } from '../domain/image';
import { fittingBytes } from '../domain/message-size';
import { enqueue } from '../outbox/enqueue';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/**
 * Most bytes of a picture that the server is likely to store. Of a message that it refused for its size (null: of a new one)
 * less than that.
 */
export function pictureLimit(messageId: MessageId | null, { store, limits }: MessagingEnvironment): number {
  const general = Math.min(maxSentImageBytes, limits.fittingBytes() ?? maxSentImageBytes);
  const refused = messageId === null ? null : store.messages.byId(messageId);
  if (refused?.deliveryFailure !== 'tooLargeForServer') return general;
  return Math.min(general, fittingBytes(store.messages.contentBytesOf(refused.messageId)));
}

/** A picture that the server refused for its size is sent again as a smaller one, at the end of the queue. */
export function sendSmaller(
  messageId: MessageId,
  bytes: Uint8Array,
  environment: MessagingEnvironment,
): Outcome<null> {
  const { store } = environment;
  const message = store.messages.byId(messageId);
  const isWaiting = message?.delivery === 'failed' && message.contentState === 'present';
  if (!isWaiting || message.contentKind !== 'image') return refuse('messageNotFound');
  if (bytes.length > pictureLimit(messageId, environment)) return refuse('tooLargeForServer');
  const info = readImage(bytes);
  if (info === null) return refuse('imageUnreadable');
  const { conversationId } = message;
  const changes = new ChangeSet();
  store.transaction((write) => {
    write.messages.replaceImage(messageId, { kind: 'image', info, bytes });
    write.messages.setDelivery(messageId, 'pending', null);
    enqueue(write, { kind: 'send', conversationId, messageId }, environment);
    changes.addMessage(conversationId, messageId);
  });
  environment.changed(changes);
  environment.enqueued();
  return done(null);
}
