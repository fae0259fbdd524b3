import type { DatabaseTraits } from '../database-traits';
import { decodeFrame, encodeFrame, type FrameContext } from '../../protocol/frame';
import { FrameType, NodesType } from '../../protocol/packet-types';
import type { Frame, TimMessage, TimNodes, TimRoomBean, TimUserBean } from '../../protocol/packets';

// Structs are kept as the frames that would carry them: one codec, nothing lost, unknown fields aside.
const storage: FrameContext = { from: 'client', encoding: 'compact' };
const onlyKey = 'stored';
/** What this server's way of keeping adds to a struct that tim keeps bare. */
const typeByte = 1;

/** Whether a database takes what one of the functions below made. */
export function fits(
  encoded: Uint8Array,
  { largestRecordBytes }: Pick<DatabaseTraits, 'largestRecordBytes'>,
): boolean {
  return encoded.length - typeByte <= largestRecordBytes;
}

/** A message as bytes for a database column. */
export function encodeMessage(message: TimMessage): Uint8Array {
  return encodeFrame({ type: FrameType.message, packet: message }, storage);
}

/** The message behind `encodeMessage`'s bytes; throws ProtocolError for anything else. */
export function decodeMessage(bytes: Uint8Array): TimMessage {
  const frame = decodeFrame(bytes, storage);
  if (frame.type !== FrameType.message) throw unexpected(frame);
  return frame.packet;
}

/** A user profile as bytes for a database column. */
export function encodeUserBean(bean: TimUserBean): Uint8Array {
  return encodeNodes({ ntype: NodesType.userInfo, usermap: { [onlyKey]: bean } });
}

/** The profile behind `encodeUserBean`'s bytes; throws ProtocolError for anything else. */
export function decodeUserBean(bytes: Uint8Array): TimUserBean {
  return decodeNodes(bytes).usermap?.[onlyKey] ?? {};
}

/** A room profile as bytes for a database column. */
export function encodeRoomBean(bean: TimRoomBean): Uint8Array {
  return encodeNodes({ ntype: NodesType.roomInfo, roommap: { [onlyKey]: bean } });
}

/** The profile behind `encodeRoomBean`'s bytes; throws ProtocolError for anything else. */
export function decodeRoomBean(bytes: Uint8Array): TimRoomBean {
  return decodeNodes(bytes).roommap?.[onlyKey] ?? {};
}

function encodeNodes(packet: TimNodes): Uint8Array {
  return encodeFrame({ type: FrameType.nodes, packet }, storage);
}

function decodeNodes(bytes: Uint8Array): TimNodes {
  const frame = decodeFrame(bytes, storage);
  if (frame.type !== FrameType.nodes) throw unexpected(frame);
  return frame.packet;
}

function unexpected(frame: Frame): Error {
  return new Error(`a stored struct has frame type ${frame.type}`);
}
