import type { MessageId } from '../domain/ids';
import type { LaneName, Operation, OperationKind } from '../domain/operation';
import type { Precedence, QueueFilter } from '../storage/outbox-repository';
import type { LaneParts } from './lane-parts';
import type { OperationRegistry } from './operations/registry';
import { Patience } from './patience';
import { Unanswered } from './unanswered';

/** Whose turn it is in a lane: in each chat the oldest entry, but what waits lets everything else go first. */
export class Turns {
  private readonly patience: Patience;
  private readonly unanswered = new Unanswered();
  private readonly precedences: readonly Precedence[];

  /** `due` is called when something that waited has its turn again. */
  constructor(
    private readonly lane: LaneName,
    private readonly parts: LaneParts,
    due: () => void,
  ) {
    this.patience = new Patience(parts, due);
    this.precedences = precedencesOf(parts.operations);
  }

  /**
   * The first entry whose chat or message does not wait and is not `open`; what got no answer, and what waits for it, only
   * when there is nothing else and nothing `isBusy`.
   */
  next(open: readonly string[], isBusy: boolean): Operation | null {
    // Most of what arrives finds nothing to be sent.
    const { outbox } = this.parts.store;
    if (!outbox.hasEntries(this.lane)) return null;
    this.unanswered.keepOnly((operationId) => outbox.isOpen(operationId));
    const waiting = [...open, ...this.patience.waiting()];
    const first = this.head([...waiting, ...this.unanswered.waiting()]);
    return first ?? (isBusy ? null : this.head(waiting));
  }

  /** A chat or a message waits, longer each time. */
  postpone(id: string): void {
    this.patience.postpone(id);
  }

  /** The server had an entry and said nothing. Answers over how many connections that has happened now. */
  notAnswered(operation: Operation): number {
    // What may be too large is overtaken in its own chat as well.
    const isSuspected = this.parts.sizes.unanswered(operation);
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

  /** An entry has left the queue, and what waited with it need not. */
  settled({ operationId, messageId }: Operation, scope: string): void {
    this.unanswered.forget(operationId);
    this.patience.forget(scope);
    if (messageId !== null) this.patience.forget(messageId);
  }

  /** A new connection: nothing waits for its time any more. */
  dispose(): void {
    this.patience.dispose();
  }

  private head(except: readonly string[]): Operation | null {
    const largest: QueueFilter['largest'] = this.parts.sizes.filter();
    return this.parts.store.outbox.head({
      lane: this.lane,
      except,
      precedences: this.precedences,
      largest,
    });
  }
}

function precedencesOf(operations: OperationRegistry): readonly Precedence[] {
  // The keys of a record of kinds are kinds; TypeScript calls them strings.
  const kinds = Object.keys(operations) as OperationKind[];
  return kinds.flatMap((kind) => operations[kind].follows.map((after) => ({ kind, after })));
}
