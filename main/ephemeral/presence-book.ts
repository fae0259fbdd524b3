import type { EphemeralNews, PresenceContent } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import { mostEntries } from '../domain/list-limits';
import { Emitter } from '../platform/emitter';

/** Who is there, as far as they have said so on this connection. In memory alone, for as many people as there can be friends. */
export class PresenceBook {
  /** Whose presence has changed; null: nobody's is known any more. */
  readonly changed = new Emitter<NodeId | null>();
  private readonly entries = new Map<NodeId, PresenceContent>();

  /** What somebody said last; null when they said nothing, or have gone. */
  of(node: NodeId): PresenceContent | null {
    return this.entries.get(node) ?? null;
  }

  /** Somebody says how they can be reached. */
  note({ from, content }: EphemeralNews<'presence'>): void {
    const wasKnown = this.entries.delete(from);
    if (content.availability !== 'gone') {
      this.entries.set(from, content);
      this.forgetOldest();
    } else if (!wasKnown) return;
    this.changed.emit(from);
  }

  /** The connection has ended: who leaves now is not told. */
  clear(): void {
    if (this.entries.size === 0) return;
    this.entries.clear();
    this.changed.emit(null);
  }

  private forgetOldest(): void {
    if (this.entries.size <= mostEntries.friends) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
