import { conversationIdOf } from '../domain/conversation';
import type { EphemeralNews } from '../domain/ephemeral';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';

interface Entry {
  readonly conversationId: ConversationId;
  readonly node: NodeId;
  readonly endsAtMs: number;
}

/** Who writes says so every few seconds; whoever is silent for longer has stopped. */
const typingMs = 6_000;

/** Most people who write at a time, in all chats. */
const mostTyping = 200;

/** Who is writing, and where. In memory alone, and each entry ends by itself. */
export class TypingBook implements Disposable {
  /** A chat in which somebody began or stopped to write. */
  readonly changed = new Emitter<ConversationId>();
  // In the order in which they end.
  private readonly entries = new Map<string, Entry>();
  private timer: Disposable = toDisposable(() => undefined);

  constructor(private readonly clock: Clock) {}

  /** Who writes in a chat. */
  in(conversationId: ConversationId): readonly NodeId[] {
    return [...this.entries.values()]
      .filter((entry) => entry.conversationId === conversationId)
      .map(({ node }) => node);
  }

  /** Everybody who writes, by chat. */
  all(): ReadonlyMap<ConversationId, readonly NodeId[]> {
    const writers = new Map<ConversationId, NodeId[]>();
    for (const { conversationId, node } of this.entries.values()) {
      const others = writers.get(conversationId);
      if (others === undefined) writers.set(conversationId, [node]);
      else others.push(node);
    }
    return writers;
  }

  /** Somebody has gone, and writes nowhere any more. */
  left(node: NodeId): void {
    this.end(({ node: writer }) => writer === node);
  }

  /** What somebody wrote has come. */
  arrived(conversationId: ConversationId, node: NodeId): void {
    if (!this.entries.delete(`${conversationId} ${node}`)) return;
    this.arm();
    this.changed.emit(conversationId);
  }

  /** Somebody says that they write, or have stopped. */
  note({ from, conversation, content }: EphemeralNews<'typing'>): void {
    const conversationId = conversationIdOf(conversation);
    const key = `${conversationId} ${from}`;
    const wasTyping = this.entries.delete(key);
    if (content.isTyping && this.entries.size < mostTyping) {
      const endsAtMs = this.clock.monotonicMs() + typingMs;
      this.entries.set(key, { conversationId, node: from, endsAtMs });
    }
    this.arm();
    if (wasTyping !== this.entries.has(key)) this.changed.emit(conversationId);
  }

  /** The connection has ended: who stops now is not told. */
  clear(): void {
    this.endUntil(Number.POSITIVE_INFINITY);
  }

  dispose(): void {
    this.timer.dispose();
    this.entries.clear();
  }

  private endUntil(nowMs: number): void {
    this.end(({ endsAtMs }) => endsAtMs <= nowMs);
  }

  private end(isOver: (entry: Entry) => boolean): void {
    const ended = [...this.entries].filter(([, entry]) => isOver(entry));
    for (const [key] of ended) this.entries.delete(key);
    this.arm();
    for (const conversationId of new Set(ended.map(([, entry]) => entry.conversationId))) {
      this.changed.emit(conversationId);
    }
  }

  private arm(): void {
    this.timer.dispose();
    const [next] = this.entries.values();
    if (next === undefined) return;
    const delayMs = Math.max(0, next.endsAtMs - this.clock.monotonicMs());
    this.timer = this.clock.after(delayMs, () => this.endUntil(this.clock.monotonicMs()));
  }
}
