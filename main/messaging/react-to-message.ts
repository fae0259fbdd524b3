import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import { isReaction, refuseReaction } from '../domain/reaction';
import { enqueue } from '../outbox/enqueue';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';
import { goesThroughRoom, refuseWritingTo } from './send-message';

/**
 * Says something to a message in one sign, instead of what was said before; null takes it back. It is shown at once, and goes out
 * when it can: however often it is changed until then, what was said last is sent.
 */
export function reactToMessage(
  messageId: MessageId,
  emoji: string | null,
  environment: MessagingEnvironment,
): Outcome<null> {
  const { store, self, serverNowMs } = environment;
  const message = store.messages.byId(messageId);
  const conversation = message === null ? null : store.conversations.byId(message.conversationId);
  if (message === null || conversation === null) return refuse('messageNotFound');
  if (emoji !== null && !isReaction(emoji)) return refuse('invalidArgument');
  const refusal = refuseReaction(message);
  if (refusal !== null || message.mid === null) return refuse(refusal ?? 'cannotReact');
  const closed = refuseWritingTo(conversation, environment);
  if (closed !== null) return refuse(closed);
  // Between people who are no friends only messages go through a room.
  if (goesThroughRoom(conversation, store)) return refuse('cannotReact');
  if (store.reactions.by(self(), messageId) === emoji) return done(null);
  const { conversationId, mid } = message;
  const saidAtNs = BigInt(Math.round(serverNowMs())) * 1_000_000n;
  const said = { conversationId, mid, author: self(), emoji, saidAtNs };
  const changes = new ChangeSet();
  const isFull = store.transaction((write) => {
    const reacted = write.reactions.sayNow(
      conversation.kind === 'user' ? { ...said, devices: 'owed' } : said,
    );
    if (reacted === 'tooMany') return true;
    const isWaiting = write.outbox
      .ofMessage(messageId)
      .some(({ kind, attempts }) => kind === 'react' && attempts === 0);
    if (!isWaiting) enqueue(write, { kind: 'react', conversationId, messageId }, environment);
    changes.addMessage(conversationId, messageId);
    return false;
  });
  if (isFull) return refuse('cannotReact');
  environment.changed(changes);
  environment.enqueued();
  return done(null);
}
