import type { Change, ChangeBatch } from '../../preload/contract/changes';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

// One frame at 60 Hz: a burst of messages is one batch, and nobody sees the delay.
const coalesceMs = 16;

/** Gathers changes into numbered batches. The numbers tell the window when it has missed one. */
export class ChangeBroadcaster implements Disposable {
  private number = 0;
  private pending: Change[] = [];
  private timer: Disposable | null = null;

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
    this.pending.push(change);
    this.timer ??= this.clock.after(coalesceMs, () => this.flush());
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = toDisposable(() => undefined);
    this.pending = [];
  }

  private flush(): void {
    this.timer = null;
    this.number += 1;
    const changes = merge(this.pending.splice(0));
    this.send({ number: this.number, changes });
  }
}

/** Drops repetitions and joins the messages of one chat; the order of first appearance stays. */
function merge(changes: readonly Change[]): readonly Change[] {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = change.kind === 'messages' ? `messages:${change.conversationId}` : change.kind;
    const known = merged.get(key);
    if (change.kind === 'messages' && known?.kind === 'messages') {
      const messageIds = [...new Set([...known.messageIds, ...change.messageIds])];
      merged.set(key, { ...change, messageIds });
    } else {
      merged.set(key, change);
    }
  }
  return [...merged.values()];
}
