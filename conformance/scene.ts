import { FrameType, MsType, OdType } from '../main/protocol/packet-types';
import type { TimMessage } from '../main/protocol/packets';
import type { Answer } from '../main/session/client/answer';
import type { MessageTarget } from '../main/session/client/messages';
import { describeAnswer } from './describe';
import type { Device } from './device';

/** Has the look of a node and belongs to nobody. */
export const unknownNode = 'Zzzzzzzzzzz';

/** A user as the target of a message. */
export const toUser = (device: Device): MessageTarget => ({ kind: 'user', node: device.node });

/** A room as the target of a message. */
export const toRoom = (room: string): MessageTarget => ({ kind: 'room', room });

/** A text to somebody, as a packet. */
export const userMessage = (peer: Device, text: string): TimMessage => ({
  msType: MsType.user,
  odType: OdType.message,
  toTid: { node: peer.node },
  dataString: text,
});

/** A text to a room, as a packet. */
export const roomMessage = (room: string, text: string): TimMessage => ({
  msType: MsType.room,
  odType: OdType.message,
  roomTid: { node: room },
  dataString: text,
});

/** A list that ought to be empty: tells an empty list from no answer at all, which a client cannot. */
export async function listSeen(
  device: Device,
  ntype: number,
  ask: () => Promise<Answer<readonly string[]>>,
): Promise<string> {
  device.journal.clear();
  const answer = await ask();
  const isAnswered = device.journal.count(
    (frame) => frame.type === FrameType.nodes && frame.packet.ntype === ntype,
  );
  if (answer.kind === 'unanswered') return isAnswered > 0 ? 'an answer too late' : 'silence';
  return describeAnswer(answer, (nodes) => (nodes.length > 0 ? `${nodes.length} entries` : 'empty list'));
}
