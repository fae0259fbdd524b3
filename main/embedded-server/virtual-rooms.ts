import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';

const idleLifeMs = 300_000;
const sweepMs = 60_000;

/** How a subscriber wants streams: as TIMSTREAM or as TIMBIGBINARYSTREAM. */
export type StreamForm = 'struct' | 'binary';

interface VirtualRoom {
  readonly founder: string;
  /** Others that may push. */
  readonly pushers: Set<string>;
  lastUsedMs: number;
}

/** Virtual rooms and their subscribers, in memory only. A room nobody pushes to vanishes after five minutes. */
export class VirtualRooms implements Disposable {
  private readonly rooms = new Map<string, VirtualRoom>();
  private readonly subscribers = new Map<string, Map<number, StreamForm>>();
  private readonly sweeper: Disposable;

  constructor(private readonly clock: Clock) {
    this.sweeper = clock.every(sweepMs, () => this.sweep());
  }

  create(room: string, founder: string): void {
    this.rooms.set(room, { founder, pushers: new Set(), lastUsedMs: this.clock.monotonicMs() });
  }

  /** Removes the room if `node` founded it; answers whether it did. */
  remove(room: string, node: string): boolean {
    if (!this.isFounder(room, node)) return false;
    this.forget(room);
    return true;
  }

  isFounder(room: string, node: string): boolean {
    return this.rooms.get(room)?.founder === node;
  }

  /** Lets `node` push, or no longer. */
  setRight(room: string, node: string, mayPush: boolean): void {
    if (mayPush) this.rooms.get(room)?.pushers.add(node);
    else this.rooms.get(room)?.pushers.delete(node);
  }

  exists(room: string): boolean {
    return this.rooms.has(room);
  }

  /** The founder may push, and who has the right to. */
  mayPush(room: string, node: string): boolean {
    return this.isFounder(room, node) || this.rooms.get(room)?.pushers.has(node) === true;
  }

  /** Subscribes a connection, also to a room that does not exist, as the real server does. */
  subscribe(room: string, connectionId: number, form: StreamForm): void {
    const forms = this.subscribers.get(room) ?? new Map<number, StreamForm>();
    forms.set(connectionId, form);
    this.subscribers.set(room, forms);
  }

  /** Answers whether there was a subscription. */
  unsubscribe(room: string, connectionId: number): boolean {
    return this.subscribers.get(room)?.delete(connectionId) ?? false;
  }

  /** Removes a connection that is gone. */
  forgetConnection(connectionId: number): void {
    for (const [room, forms] of this.subscribers) {
      forms.delete(connectionId);
      if (forms.size === 0) this.subscribers.delete(room);
    }
  }

  /** Marks the room as used and answers its subscribers in order of subscription. */
  subscribersForPush(room: string): readonly (readonly [number, StreamForm])[] {
    const entry = this.rooms.get(room);
    if (entry !== undefined) entry.lastUsedMs = this.clock.monotonicMs();
    return [...(this.subscribers.get(room) ?? [])];
  }

  dispose(): void {
    this.sweeper.dispose();
  }

  private sweep(): void {
    const nowMs = this.clock.monotonicMs();
    for (const [name, room] of this.rooms) if (nowMs - room.lastUsedMs >= idleLifeMs) this.forget(name);
  }

  private forget(room: string): void {
    this.rooms.delete(room);
    this.subscribers.delete(room);
  }
}
