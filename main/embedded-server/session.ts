import type { Frame, Tid } from '../protocol/packets';
import type { SyncTarget } from './sync-sender';

/** One signed-in socket. */
export interface Session extends SyncTarget {
  /** Unique within the run, increasing with each connection. */
  readonly connectionId: number;
  /** What others see as `fromTid` of its live messages. */
  readonly tid: Tid;
  readonly termtyp: number | undefined;
  /** Milliseconds of the monotonic clock at the last TIMPING, or at the login. */
  readonly lastPingMs: number;
  send(frame: Frame): void;
  /** Closes the socket with code 1000 and forgets the session at once. */
  close(): void;
}

/** The signed-in sockets by account, oldest first. */
export class SessionRegistry {
  private readonly byNode = new Map<string, Session[]>();

  add(session: Session): void {
    const devices = this.byNode.get(session.tid.node);
    if (devices === undefined) this.byNode.set(session.tid.node, [session]);
    else devices.push(session);
  }

  /** Forgets a session; answers whether it was the account's last one. */
  remove(session: Session): boolean {
    const devices = this.byNode.get(session.tid.node);
    if (devices === undefined) return false;
    const left = devices.filter((device) => device !== session);
    if (left.length > 0) this.byNode.set(session.tid.node, left);
    else this.byNode.delete(session.tid.node);
    return left.length === 0;
  }

  isOnline(node: string): boolean {
    return this.byNode.has(node);
  }

  /** A copy: sessions may come and go while a caller works through it. */
  devicesOf(node: string): Session[] {
    return [...(this.byNode.get(node) ?? [])];
  }

  all(): Session[] {
    return [...this.byNode.values()].flat();
  }
}
