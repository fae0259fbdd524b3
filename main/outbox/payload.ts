import type { Operation } from '../domain/operation';
import { decodeFrame, encodeFrame } from '../protocol/frame';
import type { OutgoingFrame } from '../protocol/mapper';
import { FrameType } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';

/** Always in the same encoding: a connection may use the other one, and another the next time. */
const context = { from: 'client', encoding: 'compact' } as const;

/** The bytes of a frame, for sending the same again. */
export const toPayload = (frame: OutgoingFrame): Uint8Array => encodeFrame(frame, context);

/**
 * What to send for an entry: the frame that was sent the first time, as long as it names the same number as the one that would
 * be made now.
 * @throws ProtocolError for a payload that is no frame
 */
export function repeated({ payload }: Operation, made: OutgoingFrame): OutgoingFrame {
  const sent = payload === null ? null : decodeFrame(payload, context);
  return sent !== null && isOutgoing(sent) && sent.packet.mid === made.packet.mid ? sent : made;
}

const isOutgoing = (frame: Frame): frame is Extract<Frame, { readonly type: OutgoingFrame['type'] }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;
