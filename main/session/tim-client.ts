import { BusinessType, FrameType, NodesType, RoomType } from '../protocol/packet-types';
import type {
  Frame,
  TimAck,
  TimMessage,
  TimNodes,
  TimReq,
  TimRoomBean,
  TimUserBean,
} from '../protocol/packets';
import { isAck, type Reply } from './request-queue';
import type { Session } from './session';

/** Outcome of a question. `code` is tim's error code. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'disconnected' };

// tim says nothing when a list is empty; loaded servers answered within 50 ms, so this is generous.
const silenceMs = 2_000;
// Requests whose success is silent: only an error would come, and it comes at once.
const errorMs = 700;

// Actions on people and rooms share a lane, because a refusal does not say which of them it means.
const actionLane = 'action';

/** tim's client operations as typed calls over one session. */
export class TimClient {
  constructor(private readonly session: Session) {}

  /** Nodes of the roster (business 1). Membership is not yet friendship. */
  roster(): Promise<Answer<readonly string[]>> {
    return this.nodeList({ rtype: BusinessType.roster }, NodesType.roster);
  }

  /** Rooms of this account (business 2). */
  userRooms(): Promise<Answer<readonly string[]>> {
    return this.nodeList({ rtype: BusinessType.userRooms }, NodesType.rooms);
  }

  /** Sends or accepts a friend request (business 4); success is silence. */
  async addRoster(node: string, greeting: string): Promise<Answer<null>> {
    const reply = await this.business({ rtype: BusinessType.addRoster, node, reqStr: greeting }, errorMs);
    return silenceIs(reply, null);
  }

  /** Removes a friend or declines a request (business 6). */
  async removeRoster(node: string): Promise<Answer<null>> {
    const reply = await this.business({ rtype: BusinessType.removeRoster, node }, errorMs);
    return silenceIs(reply, null);
  }

  /** Creates a room (business 8); answers its node. */
  async createRoom(title: string, isOpen: boolean): Promise<Answer<string>> {
    const gtype = BigInt(isOpen ? RoomType.open : RoomType.private);
    const reply = await this.business({ rtype: BusinessType.newRoom, node: title, reqInt: gtype }, silenceMs);
    const node = ackOf(reply)?.n;
    return node === undefined ? refusedOr(reply) : { kind: 'ok', value: node };
  }

  /** Joins an open room or applies to a private one (business 9); whether it worked shows in `userRooms`. */
  async joinRoom(node: string, greeting: string): Promise<Answer<null>> {
    const reply = await this.session.ask({
      lane: actionLane,
      frame: { type: FrameType.business, packet: { rtype: BusinessType.addRoom, node, reqStr: greeting } },
      isAnswer: (frame) =>
        isBusinessAck(frame, BusinessType.addRoom) ||
        (frame.type === FrameType.message &&
          frame.packet.bnType === BusinessType.passRoom &&
          frame.packet.roomTid?.node === node),
      timeoutMs: errorMs,
    });
    return silenceIs(reply, null);
  }

  /** What people tell about themselves (nodes 4); unknown nodes are missing. */
  async userInfo(nodes: readonly string[]): Promise<Answer<Readonly<Record<string, TimUserBean>>>> {
    const reply = await this.nodes({ ntype: NodesType.userInfo, nodelist: [...nodes] });
    return silenceIs(reply, nodesOf(reply)?.usermap ?? {});
  }

  /** What rooms tell about themselves (nodes 5); unknown nodes are missing. */
  async roomInfo(nodes: readonly string[]): Promise<Answer<Readonly<Record<string, TimRoomBean>>>> {
    const reply = await this.nodes({ ntype: NodesType.roomInfo, nodelist: [...nodes] });
    return silenceIs(reply, nodesOf(reply)?.roommap ?? {});
  }

  /** Sets own fields (nodes 6); fields left out are kept. The map's key is ignored by the server. */
  async changeOwnInfo(user: TimUserBean): Promise<Answer<null>> {
    const reply = await this.session.ask({
      lane: 'modify',
      frame: { type: FrameType.nodes, packet: { ntype: NodesType.modifyUser, usermap: { '': user } } },
      isAnswer: (frame) => isAckOf(frame, FrameType.nodes),
      timeoutMs: silenceMs,
    });
    return silenceIs(reply, null);
  }

  /**
   * One page of a chat's history, newest first (packet 21). `fromMid` is inclusive, 0 for the newest; an empty history is
   * silence.
   */
  async history(query: {
    readonly kind: 'user' | 'room';
    readonly node: string;
    readonly fromMid: bigint;
    readonly limit: number;
  }): Promise<Answer<readonly TimMessage[]>> {
    const reply = await this.session.ask({
      lane: 'history',
      frame: {
        type: FrameType.pullMessages,
        packet: {
          rtype: query.kind === 'user' ? 1 : 2,
          node: query.node,
          reqInt: query.fromMid,
          reqInt2: BigInt(query.limit),
        },
      },
      isAnswer: (frame) => frame.type === FrameType.pullMessages,
      timeoutMs: silenceMs,
    });
    return silenceIs(reply, messagesOf(reply));
  }

  /** Asks for the next page of messages that waited for us (packet 17); the page arrives as a frame of its own. */
  requestOffline(): void {
    this.session.send({ type: FrameType.offlineMessages, packet: {} });
  }

  /** Sends a message, revoke or burn. Its outcome is an echo or a refusal, both frames of their own. */
  sendMessage(type: 90 | 92 | 93, packet: TimMessage): void {
    this.session.send({ type, packet });
  }

  private business(packet: TimReq & { readonly rtype: number }, timeoutMs: number): Promise<Reply> {
    return this.session.ask({
      lane: actionLane,
      frame: { type: FrameType.business, packet },
      isAnswer: (frame) => isBusinessAck(frame, packet.rtype),
      timeoutMs,
    });
  }

  private nodes(packet: TimNodes): Promise<Reply> {
    return this.session.ask({
      lane: `nodes ${packet.ntype}`,
      frame: { type: FrameType.nodes, packet },
      isAnswer: (frame) => frame.type === FrameType.nodes && frame.packet.ntype === packet.ntype,
      timeoutMs: silenceMs,
    });
  }

  private async nodeList(packet: TimReq, ntype: number): Promise<Answer<readonly string[]>> {
    const reply = await this.session.ask({
      lane: `list ${ntype}`,
      frame: { type: FrameType.business, packet },
      isAnswer: (frame) => frame.type === FrameType.nodes && frame.packet.ntype === ntype,
      timeoutMs: silenceMs,
    });
    return silenceIs(reply, nodesOf(reply)?.nodelist ?? []);
  }
}

const isAckOf = (frame: Frame, timType: number): boolean =>
  frame.type === FrameType.ack && isAck(frame.packet) && frame.packet.ok && frame.packet.timType === timType;

const isBusinessAck = (frame: Frame, rtype: number): boolean =>
  isAckOf(frame, FrameType.business) && isAck(frame.packet) && frame.packet.t === BigInt(rtype);

const ackOf = (reply: Reply): TimAck | null =>
  reply.kind === 'answer' && isAck(reply.frame.packet) ? reply.frame.packet : null;

const nodesOf = (reply: Reply): TimNodes | null =>
  reply.kind === 'answer' && reply.frame.type === FrameType.nodes ? reply.frame.packet : null;

function messagesOf(reply: Reply): readonly TimMessage[] {
  if (reply.kind !== 'answer' || reply.frame.type !== FrameType.pullMessages) return [];
  return 'messageList' in reply.frame.packet ? (reply.frame.packet.messageList ?? []) : [];
}

function refusedOr(reply: Reply): Answer<never> {
  return reply.kind === 'refused' ? reply : { kind: 'disconnected' };
}

function silenceIs<T>(reply: Reply, value: T): Answer<T> {
  return reply.kind === 'answer' || reply.kind === 'silence' ? { kind: 'ok', value } : refusedOr(reply);
}
