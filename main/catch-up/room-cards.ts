import type { NodeId } from '../domain/ids';
import type { TimRoomBean } from '../protocol/packets';
import { mergeRoomCard } from '../protocol/room-card';
import type { Answer } from '../session/client/answer';
import type { TimClient } from '../session/tim-client';

/** What writing the cards of rooms uses. */
export interface RoomCardsEnvironment {
  readonly client: TimClient;
  /** Asks what a room tells about itself, and keeps it. */
  readonly learn: (nodes: readonly NodeId[]) => Promise<Answer<ReadonlyMap<NodeId, TimRoomBean>>>;
}

/**
 * The one writer of what rooms tell about themselves. Changes go one after the other, each is made of the card that the server has
 * at that moment, and nothing is sent but what changes: what another client or a newer version has put there stays.
 */
export class RoomCards {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly environment: RoomCardsEnvironment) {}

  /** Changes fields, and keys of maps; what `change` leaves out stays. Afterwards what the server has is known here. */
  change(node: NodeId, change: (current: TimRoomBean) => TimRoomBean): Promise<Answer<null>> {
    const changed = this.last.then(() => this.write(node, change));
    // Whoever asked hears of a failure; the next change does not.
    this.last = changed.catch(() => undefined);
    return changed;
  }

  private async write(node: NodeId, change: (current: TimRoomBean) => TimRoomBean): Promise<Answer<null>> {
    const { client, learn } = this.environment;
    const read = await learn([node]);
    if (read.kind !== 'ok') return read;
    const current = read.value.get(node);
    if (current === undefined) return { kind: 'refused', code: 4109 };
    const answer = await client.cards.changeRoom(node, mergeRoomCard(current, change(current)));
    if (answer.kind === 'ok') await learn([node]);
    return answer;
  }
}
