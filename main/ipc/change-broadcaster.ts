import type { Change, ChangeBatch } from '../../preload/contract/changes';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';

// One frame at 60 Hz: a burst of messages is one batch, and nobody sees the delay.
const coalesceMs = 16;
// A window that follows hundreds of messages has other things to do as well.
const afterBurstMs = 250;
const burstMessages = 100;
// More than this nobody follows one by one, and it must not grow without end.
const mostMessages = 500;

/** Gathers changes into numbered batches. The numbers tell the window when it has missed one. */
export class ChangeBroadcaster implements Disposable {
  private number = 0;
  private pending = new PendingChanges();
  private timer: Disposable | null = null;
  private isDisposed = false;
  private restMs = coalesceMs;

  constructor(
    private readonly clock: Clock,
    private readonly send: (batch: ChangeBatch) => void,
  ) {}

  /** Number of the last batch that was sent. */
  lastNumber(): number {
    return this.number;
  }

  /** Adds a change to the next batch. */
  announce(change: Change): void {
    if (this.isDisposed) return;
    this.pending.add(change);
    this.schedule();
  }

  dispose(): void {
    this.isDisposed = true;
    this.timer?.dispose();
    this.pending = new PendingChanges();
  }

  private schedule(): void {
    this.timer ??= this.clock.after(this.restMs, () => this.flush());
  }

  private flush(): void {
    this.timer = null;
    const { pending } = this;
    this.pending = new PendingChanges();
    this.restMs = pending.messageCount > burstMessages ? afterBurstMs : coalesceMs;
    if (!pending.isTooMuch) {
      this.number += 1;
      this.send({ number: this.number, changes: pending.all() });
      return;
    }
    // A gap in the numbers has the window fetch everything that it shows; wishes are not part of that and follow.
    this.number += 2;
    this.send({ number: this.number, changes: [] });
    for (const wish of pending.wishes()) this.announce(wish);
  }
}

/** Changes without repetitions, the rows of one kind joined; the order of first appearance stays. */
class PendingChanges {
  private readonly changes = new Map<string, { change: Change; readonly rows: Set<string> }>();
  messageCount = 0;

  get isTooMuch(): boolean {
    return this.messageCount > mostMessages;
  }

  add(change: Change): void {
    const isMessages = change.kind === 'messages';
    // What is told as a gap needs no more names.
    if (isMessages && this.isTooMuch) return;
    const key = isMessages ? `messages:${change.conversationId}` : change.kind;
    const entry = this.changes.get(key) ?? { change, rows: new Set<string>() };
    entry.change = change;
    const countBefore = entry.rows.size;
    for (const row of rowsOf(change)) entry.rows.add(row);
    if (isMessages) this.messageCount += entry.rows.size - countBefore;
    this.changes.set(key, entry);
  }

  all(): readonly Change[] {
    return [...this.changes.values()].map(({ change, rows }) => withRows(change, [...rows]));
  }

  /** What asks the window to do something, rather than to look anew. */
  wishes(): readonly Change[] {
    return this.all().filter(({ kind }) => kind === 'openConversation' || kind === 'offerConversation');
  }
}

/** The rows that a change is about; none for a change that is about no rows. */
function rowsOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'messages':
      return change.messageIds;
    case 'conversations':
      return change.conversationIds;
    case 'contacts':
      return change.nodes;
    default:
      return [];
  }
}

function withRows(change: Change, rows: readonly string[]): Change {
  switch (change.kind) {
    case 'messages':
      return { ...change, messageIds: rows };
    case 'conversations':
      return { ...change, conversationIds: rows };
    case 'contacts':
      return { ...change, nodes: rows };
    default:
      return change;
  }
}
