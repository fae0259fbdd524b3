import { FrameType, MsType, OdType } from '../../protocol/packet-types';
import type { TimMessage } from '../../protocol/packets';
import type { Questions } from './questions';

/** Where a message goes; `private` is one member of a common room, friend or not. */
export type MessageTarget =
  | { readonly kind: 'user'; readonly node: string }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'private'; readonly room: string; readonly node: string };

/** The fields that tim passes on as they are. `id` comes back in the echo but is not stored. */
export type MessageFields = Pick<
  TimMessage,
  'id' | 'bnType' | 'dataBinary' | 'dataString' | 'udtype' | 'udshow' | 'extend' | 'extra'
>;

/** The frame types that carry a TimMessage; the server looks at `odType` only. */
export type MessageFrameType = 90 | 92 | 93;

/**
 * Sends messages and commands about them (tim protocol, sections 5, 6, 10). Nothing here has an answer of its own: a
 * success shows as an echo, a refusal as a TimAck without any name, so one message should be in flight at a time. Refused:
 * 4105 no friend, blocked, oneself, or no member; 4106 unknown or no target; 4104 an odType that is not allowed; 5103, 5104
 * busy.
 */
export class Messages {
  constructor(private readonly questions: Questions) {}

  /** Sends a complete packet. */
  sendPacket(type: MessageFrameType, packet: TimMessage): void {
    this.questions.send({ type, packet });
  }

  /**
   * Sends a stored message (odType 1). The echo is the same message with its `mid`: to a user without sync on every device
   * of the sender; in a room the sender gets what every member gets.
   */
  send(target: MessageTarget, fields: MessageFields): void {
    this.sendAs(OdType.message, target, fields);
  }

  /**
   * Sends another kind of message: business 4 and 31 to 127 to users only (no echo, not in the history, kept for offline
   * receivers), stream 5 to users and rooms (no echo, never kept), 6 and 7 (arrive as big text and big bytes).
   */
  sendAs(odType: number, target: MessageTarget, fields: MessageFields): void {
    this.sendPacket(FrameType.message, { ...fields, ...addressOf(target), odType });
  }

  /**
   * Revokes an own message. tim 2.1.0 tells every device of both sides with a message of odType 2, in rooms with a TimAck as
   * well; 2.0.1 answers the caller with a TimAck only. Refused: 4105 somebody else's, no friends any more; 4104 gone,
   * unknown or of another chat.
   */
  revoke(target: MessageTarget, mid: bigint, fields: MessageFields = {}): void {
    const packet = { ...fields, ...addressOf(target), odType: OdType.revoke, mid };
    this.sendPacket(FrameType.revoke, packet);
  }

  /** Burns a received message; its author's devices are told with odType 3. Answers and refusals as of `revoke`; rooms: 4104. */
  burn(target: MessageTarget, mid: bigint, fields: MessageFields = {}): void {
    const packet = { ...fields, ...addressOf(target), odType: OdType.burn, mid };
    this.sendPacket(FrameType.burn, packet);
  }
}

function addressOf(target: MessageTarget): Pick<TimMessage, 'msType' | 'toTid' | 'roomTid'> {
  switch (target.kind) {
    case 'user':
      return { msType: MsType.user, toTid: { node: target.node } };
    case 'room':
      return { msType: MsType.room, roomTid: { node: target.room } };
    case 'private':
      return { msType: MsType.user, toTid: { node: target.node }, roomTid: { node: target.room } };
  }
}
