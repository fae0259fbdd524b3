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

type MessagesChange = Extract<Change, { readonly kind: 'messages' }>;

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

/** Changes without repetitions, the messages of one chat joined; the order of first appearance stays. */
class PendingChanges {
  private readonly changes = new Map<string, Exclude<Change, MessagesChange> | Set<string>>();
  messageCount = 0;

  get isTooMuch(): boolean {
    return this.messageCount > mostMessages;
  }

  add(change: Change): void {
    if (change.kind !== 'messages') {
      this.changes.set(change.kind, change);
      return;
    }
    // What is told as a gap needs no more names.
    if (this.isTooMuch) return;
    const ids = this.idsOf(change.conversationId);
    for (const messageId of change.messageIds) {
      if (ids.has(messageId)) continue;
      ids.add(messageId);
      this.messageCount += 1;
    }
  }

  all(): readonly Change[] {
    return [...this.changes].map(([key, change]) =>
      change instanceof Set
        ? { kind: 'messages', conversationId: key.slice(messagesPrefix.length), messageIds: [...change] }
        : change,
    );
  }

  /** What asks the window to do something, rather than to look anew. */
  wishes(): readonly Change[] {
    return this.all().filter(({ kind }) => kind === 'openConversation' || kind === 'offerConversation');
  }

  private idsOf(conversationId: string): Set<string> {
    const key = messagesPrefix + conversationId;
    const known = this.changes.get(key);
    if (known instanceof Set) return known;
    const ids = new Set<string>();
    this.changes.set(key, ids);
    return ids;
  }
}

const messagesPrefix = 'messages:';
