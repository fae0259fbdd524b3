import type { MessageId, NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** How long a text can be written anew after its message was taken back. */
export const reeditMs = 5 * 60_000;

/** What can be put back into the composer. */
export interface KeptDraft {
  readonly text: string;
  /** What the message answered. */
  readonly replyToId: MessageId | null;
  /** Whom it called. */
  readonly mentions: readonly NodeId[];
}

interface KeptEntry {
  readonly draft: KeptDraft;
  readonly untilMs: number;
}

/**
 * Texts of messages that their author took back, for writing them anew. They are nowhere on a disk: this shelf is memory
 * alone, empty after a restart, and forgets each text after five minutes.
 */
export class ReeditShelf implements Disposable {
  private readonly kept = new Map<MessageId, KeptEntry>();
  private timer: Disposable = toDisposable(() => undefined);

  /** `forgotten` is told of what can no longer be written anew, after its five minutes. */
  constructor(
    private readonly clock: Clock,
    private readonly forgotten: (messageIds: readonly MessageId[]) => void = () => undefined,
  ) {}

  /** Keeps what a message said that is being taken back. */
  keep(messageId: MessageId, draft: KeptDraft): void {
    // Kept in the order of their ends: a text that is renewed goes to the end.
    this.kept.delete(messageId);
    this.kept.set(messageId, { draft, untilMs: this.clock.nowMs() + reeditMs });
    this.forgetOld();
  }

  /** Gives it back; null when there is nothing, or nothing any more. */
  draftOf(messageId: MessageId): KeptDraft | null {
    this.forgetOld();
    return this.kept.get(messageId)?.draft ?? null;
  }

  /** What is kept now, in the order of taking back. */
  all(): readonly MessageId[] {
    this.forgetOld();
    return [...this.kept.keys()];
  }

  /** Until when the text can be had, wall clock ms; null when it cannot. */
  untilMs(messageId: MessageId): number | null {
    this.forgetOld();
    return this.kept.get(messageId)?.untilMs ?? null;
  }

  /** Forgets these at once. */
  forget(messageIds: readonly MessageId[]): void {
    for (const messageId of messageIds) this.kept.delete(messageId);
    this.forgetOld();
  }

  dispose(): void {
    this.timer.dispose();
    this.kept.clear();
  }

  private forgetOld(): void {
    this.timer.dispose();
    const nowMs = this.clock.nowMs();
    const old = [...this.kept].filter(([, { untilMs }]) => untilMs <= nowMs).map(([messageId]) => messageId);
    for (const messageId of old) this.kept.delete(messageId);
    const [next] = this.kept.values();
    if (next !== undefined) this.timer = this.clock.after(next.untilMs - nowMs, () => this.forgetOld());
    if (old.length > 0) this.forgotten(old);
  }
}
