import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import { maxSentImageBytes, maxSentLargeImageBytes, readImage } from '../domain/image';
import { fittingBytes, smallestLimitBytes } from '../domain/message-size';
import { enqueue } from '../outbox/enqueue';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/** What goes with a picture has room in the message beside it, also where it is told twice; bytes. */
const captionReserveBytes = 6 * 1024;

/** What a picture may be, so that the server is likely to store it and windows can show it. */
export interface PictureLimits {
  readonly bytes: number;
  /** Of one that moves, or that is so long that nothing could be read on a smaller one. */
  readonly largeBytes: number;
}

/** Limits of a new picture; of one that the server refused for its size less than that. */
export function pictureLimits(
  messageId: MessageId | null,
  { store, limits }: MessagingEnvironment,
): PictureLimits {
  const refused = messageId === null ? null : store.messages.byId(messageId);
  const isRefused = refused?.deliveryFailure === 'tooLargeForServer';
  const fitting = Math.min(
    limits.fittingBytes() ?? Infinity,
    isRefused ? fittingBytes(store.messages.contentBytesOf(refused.messageId)) : Infinity,
  );
  const room = Math.max(smallestLimitBytes / 2, fitting - captionReserveBytes);
  return { bytes: Math.min(maxSentImageBytes, room), largeBytes: Math.min(maxSentLargeImageBytes, room) };
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
  if (bytes.length > pictureLimits(messageId, environment).largeBytes) return refuse('tooLargeForServer');
  const info = readImage(bytes);
  if (info === null) return refuse('imageUnreadable');
  const { conversationId } = message;
  const changes = new ChangeSet();
  store.transaction((write) => {
    write.messages.replaceImage(messageId, { info, bytes });
    write.messages.setDelivery(messageId, 'pending', null);
    enqueue(write, { kind: 'send', conversationId, messageId }, environment);
    changes.addMessage(conversationId, messageId);
  });
  environment.changed(changes);
  environment.enqueued();
  return done(null);
}
