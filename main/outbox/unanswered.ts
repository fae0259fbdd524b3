import type { OperationId } from '../domain/ids';
import type { Operation } from '../domain/operation';

interface Entry {
  readonly times: number;
  readonly waiting: string | null;
}

/** Entries that the server has had and said nothing about, and over how many connections. Everything else goes first. */
export class Unanswered {
  private readonly entries = new Map<OperationId, Entry>();

  /**
   * A connection ended without an answer. `waiting` is the id of what lets everything else go first: the entry's chat or its
   * message. Answers over how many connections that has happened now.
   */
  note({ operationId }: Operation, waiting: string): number {
    const times = this.times(operationId) + 1;
    this.entries.set(operationId, { times, waiting });
    return times;
  }

  /** Over how many connections an entry got no answer. */
  times(operationId: OperationId): number {
    return this.entries.get(operationId)?.times ?? 0;
  }

  /** Ids of chats and messages that let everything else go first. */
  waiting(): readonly string[] {
    return [...this.entries.values()].flatMap(({ waiting }) => (waiting === null ? [] : [waiting]));
  }

  /** What waited under this id has its turn again. */
  tryNow(id: string): void {
    for (const [operationId, { times, waiting }] of this.entries)
      if (waiting === id) this.entries.set(operationId, { times, waiting: null });
  }

  /** The entry was settled. */
  forget(operationId: OperationId): void {
    this.entries.delete(operationId);
  }

  /** Forgets what was settled while it was in the queue. */
  keepOnly(isOpen: (operationId: OperationId) => boolean): void {
    for (const operationId of this.entries.keys()) if (!isOpen(operationId)) this.entries.delete(operationId);
  }
}
