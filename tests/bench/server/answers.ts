import { BusinessType, FrameType, MsType, NodesType } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage, TimNodes, TimReq } from '../../../main/protocol/packets';
import { selfNode, type World } from '../world/world';

const self = { node: selfNode };

/** The message of a world as the server has it. */
export function storedMessage(world: World, index: number): TimMessage {
  const { chat, author, cid, text, isMine, sentAtNs } = world.message(index);
  const isRoom = world.isRoom(chat);
  const peer = { node: world.nodeOf(chat) };
  return {
    msType: isRoom ? MsType.room : MsType.user,
    odType: 1,
    mid: BigInt(index + 1),
    fromTid: { node: author },
    ...(isRoom ? { roomTid: peer } : { toTid: isMine ? peer : self }),
    timestamp: sentAtNs,
    dataString: text,
    extend: { cid, v: '1' },
  };
}

/** What was said since the world was made, by chat, the oldest first. */
export type News = ReadonlyMap<number, readonly TimMessage[]>;

/** A page of a chat's history, newest first (tim packet 21); null, as tim's silence, when there is nothing. */
export function historyPage(world: World, news: News, request: TimReq): Frame | null {
  const { node = '', reqInt = 0n, reqInt2 = 0n } = request;
  const chat = world.chatOf(node);
  if (chat === null) return null;
  const recent = (news.get(chat) ?? []).filter(({ mid = 0n }) => reqInt === 0n || mid <= reqInt);
  const messageList = recent.slice(reqInt2 > 0n ? -Number(reqInt2) : 0).reverse();
  for (let position = lastUpTo(world, chat, reqInt); position >= 0; position -= 1) {
    if (reqInt2 > 0n && BigInt(messageList.length) >= reqInt2) break;
    messageList.push(storedMessage(world, world.indexIn(chat, position)));
  }
  return messageList.length === 0 ? null : { type: FrameType.pullMessages, packet: { messageList } };
}

/** Position of the newest message of a chat with at most this number; 0 asks for the newest of all. */
function lastUpTo(world: World, chat: number, mid: bigint): number {
  let low = 0;
  let high = world.countIn(chat);
  if (mid === 0n) return high - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (BigInt(world.indexIn(chat, middle) + 1) <= mid) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Lists of friends, rooms and members (tim packet 41). */
export function businessAnswer(world: World, { rtype, node = '' }: TimReq): Frame | null {
  if (rtype === BusinessType.roster)
    return nodes({ ntype: NodesType.roster, nodelist: [...world.friends()] });
  if (rtype === BusinessType.userRooms)
    return nodes({ ntype: NodesType.rooms, nodelist: [...world.rooms()] });
  const chat = rtype === BusinessType.roomUsers ? world.chatOf(node) : null;
  if (chat === null) return null;
  return nodes({ ntype: NodesType.roomMembers, node, nodelist: [selfNode, ...world.membersOf(chat)] });
}

/** Cards of people and rooms (tim packet 42). */
export function cardsAnswer(world: World, { ntype, nodelist = [] }: TimNodes): Frame | null {
  const named = <T>(card: (name: string) => T): Record<string, T> =>
    Object.fromEntries(nodelist.map((node) => [node, card(world.nameOf(node))]));
  if (ntype === NodesType.userInfo) return nodes({ ntype, usermap: named((nickName) => ({ nickName })) });
  if (ntype === NodesType.roomInfo) return nodes({ ntype, roommap: named((topic) => ({ topic })) });
  return null;
}

const nodes = (packet: TimNodes): Frame => ({ type: FrameType.nodes, packet });
