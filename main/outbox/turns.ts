import type { MessageId } from '../domain/ids';
import type { Operation } from '../domain/operation';
import type { OutboxEnvironment } from './outbox-environment';
import { Patience } from './patience';
import type { SizeJudge } from './size-judge';
import { Unanswered } from './unanswered';

/** Whose turn it is: in each chat the oldest entry, but what waits lets everything else go first. */
export class Turns {
  private readonly patience: Patience;
  private readonly unanswered = new Unanswered();

  /** `due` is called when something that waited has its turn again. */
  constructor(
    private readonly parts: Pick<OutboxEnvironment, 'store' | 'clock' | 'random'>,
    private readonly sizes: SizeJudge,
    due: () => void,
  ) {
    this.patience = new Patience(parts, due);
  }

  /** The first entry whose chat does not wait; what got no answer, and what waits for it, only when there is nothing else. */
  next(): Operation | null {
    const { outbox } = this.parts.store;
    const waiting = this.patience.waiting();
    const largest = this.sizes.filter();
    const except = [...waiting, ...this.unanswered.waiting()];
    return outbox.head({ except, largest }) ?? outbox.head({ except: waiting, largest });
  }

  /** A chat or a message waits, longer each time. */
  postpone(id: string): void {
    this.patience.postpone(id);
  }

  /** The server had an entry and said nothing. Answers over how many connections that has happened now. */
  notAnswered(operation: Operation): number {
    // What may be too large is overtaken in its own chat as well.
    const isSuspected = this.sizes.unanswered(operation);
    const { messageId, conversationId } = operation;
    return this.unanswered.note(operation, isSuspected && messageId !== null ? messageId : conversationId);
  }

  /** Over how many connections an entry got no answer. */
  timesUnanswered({ operationId }: Operation): number {
    return this.unanswered.times(operationId);
  }

  /** A message need not wait any more. */
  tryNow(messageId: MessageId | null): void {
    if (messageId === null) return;
    this.patience.forget(messageId);
    this.unanswered.tryNow(messageId);
  }

  /** An entry has left the queue. */
  settled({ operationId, conversationId, messageId }: Operation): void {
    this.unanswered.forget(operationId);
    this.patience.forget(conversationId);
    if (messageId !== null) this.patience.forget(messageId);
  }

  /** A new connection: nothing waits for its time any more. */
  dispose(): void {
    this.patience.dispose();
  }
}
