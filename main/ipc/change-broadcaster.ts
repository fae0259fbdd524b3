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
    this.number += 1;
    this.send({ number: this.number, changes: pending.all() });
  }
}

/** A change that is being gathered; without rows it is about everything of its chat, or everybody. */
interface PendingChange {
  readonly change: Change;
  readonly rows: Set<string> | null;
}

/** Changes without repetitions, the rows of one kind joined; the order of first appearance stays. */
class PendingChanges {
  private readonly changes = new Map<string, PendingChange>();
  /** Messages that were announced, named in the batch or not. */
  messageCount = 0;
  private namedCount = 0;

  add(change: Change): void {
    if (change.kind === 'messages') return void this.addMessages(change);
    const key = keyOf(change);
    const before = this.changes.get(key);
    const added = rowsOf(change);
    const rows = added === null || before?.rows === null ? null : (before?.rows ?? new Set<string>());
    for (const row of added ?? []) rows?.add(row);
    this.changes.set(key, { change, rows });
  }

  all(): readonly Change[] {
    return [...this.changes.values()].map(({ change, rows }) => withRows(change, rows && [...rows]));
  }

  private addMessages(change: MessagesChange): void {
    const key = keyOf(change);
    const before = this.changes.get(key);
    this.messageCount += change.messageIds?.length ?? mostMessages;
    const known = before === undefined ? new Set<string>() : before.rows;
    this.namedCount -= known?.size ?? 0;
    const rows = known === null || change.messageIds === null ? null : known;
    for (const messageId of change.messageIds ?? []) rows?.add(messageId);
    const isTooMuch = rows === null || this.namedCount + rows.size > mostMessages;
    if (!isTooMuch) this.namedCount += rows.size;
    this.changes.set(key, { change, rows: isTooMuch ? null : rows });
  }
}

/** What belongs together: what is told of one account by one kind, messages by their chat. */
const keyOf = (change: Change): string =>
  [change.accountId ?? '', change.kind, change.kind === 'messages' ? change.conversationId : ''].join('\n');

/** The rows that a change is about; none for a change that is about no rows, null for one that is about all. */
function rowsOf(change: Exclude<Change, MessagesChange>): readonly string[] | null {
  switch (change.kind) {
    case 'conversations':
      return change.conversationIds;
    case 'pictures':
      return change.owners;
    case 'contacts':
    case 'presence':
    case 'rooms':
    case 'members':
      return change.nodes;
    case 'snapshot':
    case 'typing':
    case 'openConversation':
    case 'openSection':
    case 'offerConversation':
      return [];
  }
}

function withRows(change: Change, rows: readonly string[] | null): Change {
  switch (change.kind) {
    case 'messages':
      return { ...change, messageIds: rows };
    case 'conversations':
      return { ...change, conversationIds: rows ?? [] };
    case 'pictures':
      return { ...change, owners: rows ?? [] };
    case 'contacts':
    case 'rooms':
    case 'members':
      return { ...change, nodes: rows ?? [] };
    case 'presence':
      return { ...change, nodes: rows };
    case 'snapshot':
    case 'typing':
    case 'openConversation':
    case 'openSection':
    case 'offerConversation':
      return change;
  }
}
