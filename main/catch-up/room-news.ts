import type { RoomNews, RoomsHinted } from '../domain/domain-event';
import type { NodeId } from '../domain/ids';

/** Anybody may say things about any number of rooms. */
const mostRooms = 500;

interface Said {
  readonly by: NodeId | null;
  /** How often the list had been asked for by then. */
  readonly asking: number;
}

/**
 * What was said about this account and rooms since the server's list was asked for last. It changes nothing by itself: it explains
 * what the list shows.
 */
export class RoomNewsBook {
  private readonly said: Readonly<Record<RoomNews, Map<NodeId, Said>>> = {
    admitted: new Map(),
    rejected: new Map(),
    pulled: new Map(),
    removed: new Map(),
  };

  /** Notes what was said after the list was asked for `asking` times. */
  note({ room, news, by }: Omit<RoomsHinted, 'kind'>, asking: number): void {
    if (room === null) return;
    const rooms = this.said[news];
    if (rooms.size < mostRooms || rooms.has(room)) rooms.set(room, { by, asking });
  }

  has(news: RoomNews, room: NodeId): boolean {
    return this.said[news].has(room);
  }

  /** Who did it; null for the server, and where nothing was said. */
  byWhom(news: RoomNews, room: NodeId): NodeId | null {
    return this.said[news].get(room)?.by ?? null;
  }

  /** Everything that was said of a kind before question `asking`. */
  before(news: RoomNews, asking: number): readonly { readonly room: NodeId; readonly by: NodeId | null }[] {
    return [...this.said[news]]
      .filter(([, said]) => said.asking < asking)
      .map(([room, { by }]) => ({ room, by }));
  }

  /** Question `asking` was answered: what was said before it is past, except for a kind that is still to be settled. */
  answered(asking: number, except: RoomNews | null = null): void {
    for (const [news, rooms] of Object.entries(this.said)) {
      if (news === except) continue;
      for (const [room, said] of rooms) if (said.asking < asking) rooms.delete(room);
    }
  }
}
