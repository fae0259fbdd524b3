import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';

const idleLifeMs = 300_000;
const sweepMs = 60_000;

/** How a subscriber wants streams: as TIMSTREAM or as TIMBIGBINARYSTREAM. */
export type StreamForm = 'struct' | 'binary';

interface VirtualRoom {
  readonly founder: string;
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
    this.rooms.set(room, { founder, lastUsedMs: this.clock.monotonicMs() });
  }

  /** Removes the room if `node` founded it. */
  remove(room: string, node: string): void {
    if (this.rooms.get(room)?.founder === node) this.forget(room);
  }

  exists(room: string): boolean {
    return this.rooms.has(room);
  }

  /** Only the founder may push. */
  mayPush(room: string, node: string): boolean {
    return this.rooms.get(room)?.founder === node;
  }

  /** Subscribes a connection, also to a room that does not exist, as the real server does. */
  subscribe(room: string, connectionId: number, form: StreamForm): void {
    const forms = this.subscribers.get(room) ?? new Map<number, StreamForm>();
    forms.set(connectionId, form);
    this.subscribers.set(room, forms);
  }

  unsubscribe(room: string, connectionId: number): void {
    this.subscribers.get(room)?.delete(connectionId);
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
