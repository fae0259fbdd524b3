import { VirtualRoomType } from '../../protocol/packet-types';
import type { Answer } from './answer';
import { valueOf, type Questions } from './questions';

/** How a subscriber wants what is pushed: as TIMSTREAM or as TIMBIGBINARYSTREAM. */
export type StreamForm = 'stream' | 'bytes';

/**
 * Virtual rooms, through which streams are pushed (tim protocol, section 12). They live in the server's memory and vanish
 * after five idle minutes, with a restart, and for a subscriber with its connection.
 */
export class VirtualRooms {
  constructor(private readonly questions: Questions) {}

  /** Creates a virtual room; answers its node. */
  async create(): Promise<Answer<string>> {
    const answer = await this.questions.virtualRoom({ rtype: VirtualRoomType.create });
    return valueOf(answer, (ack) => ack.n ?? '');
  }

  /** Removes a virtual room. Always confirmed, but only its creator's word counts. */
  remove(room: string): Promise<Answer<null>> {
    return this.operate({ rtype: VirtualRoomType.remove, node: room });
  }

  /** Lets somebody else push. Not implemented in tim 2.1.0: refused with code 0. */
  allow(room: string, node: string): Promise<Answer<null>> {
    return this.operate({ rtype: VirtualRoomType.addAuth, node: room, node2: node });
  }

  /** Takes the right to push back. Not implemented in tim 2.1.0: refused with code 0. */
  disallow(room: string, node: string): Promise<Answer<null>> {
    return this.operate({ rtype: VirtualRoomType.removeAuth, node: room, node2: node });
  }

  /** Subscribes this connection. Always confirmed, even for a room that does not exist. */
  subscribe(room: string, form: StreamForm = 'stream'): Promise<Answer<null>> {
    const packet = { rtype: VirtualRoomType.subscribe, node: room };
    return this.operate(form === 'bytes' ? { ...packet, reqInt: 1n } : packet);
  }

  /** Ends a subscription. Always confirmed. */
  unsubscribe(room: string): Promise<Answer<null>> {
    return this.operate({ rtype: VirtualRoomType.unsubscribe, node: room });
  }

  private async operate(packet: Parameters<Questions['virtualRoom']>[0]): Promise<Answer<null>> {
    return valueOf(await this.questions.virtualRoom(packet), () => null);
  }
}
