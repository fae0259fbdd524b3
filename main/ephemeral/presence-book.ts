import type { EphemeralNews, PresenceContent } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import { mostEntries } from '../domain/list-limits';
import { Emitter } from '../platform/emitter';

/** Who is there, as far as they have said so on this connection. In memory alone, for as many people as there can be friends. */
export class PresenceBook {
  /** Whose presence has changed; null: nobody's is known any more. */
  readonly changed = new Emitter<NodeId | null>();
  /** Who was there until now. Whoever never said that they are there is not among them, whatever the server tells of their leaving. */
  readonly left = new Emitter<readonly NodeId[]>();
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
    } else if (wasKnown) this.left.emit([from]);
    else return;
    this.changed.emit(from);
  }

  /** Everybody who is there, and what they said last. */
  all(): ReadonlyMap<NodeId, PresenceContent> {
    return this.entries;
  }

  /** Nobody wants to know of them any more. */
  forget(node: NodeId): void {
    if (this.entries.delete(node)) this.changed.emit(node);
  }

  /** The connection has ended: who leaves now is not told. */
  clear(): void {
    if (this.entries.size === 0) return;
    const present = [...this.entries.keys()];
    this.entries.clear();
    this.left.emit(present);
    this.changed.emit(null);
  }

  private forgetOldest(): void {
    if (this.entries.size <= mostEntries.friends) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
