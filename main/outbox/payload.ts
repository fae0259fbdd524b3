import { decodeFrame, encodeFrame } from '../protocol/frame';
import type { OutgoingFrame } from '../protocol/mapper';
import { FrameType } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';

/** Always in the same encoding: a connection may use the other one, and another the next time. */
const context = { from: 'client', encoding: 'compact' } as const;

/** The bytes of a frame, for sending the same again. */
export const toPayload = (frame: OutgoingFrame): Uint8Array => encodeFrame(frame, context);

/**
 * The frame that was sent before; null when it is none that goes out from here.
 * @throws ProtocolError for bytes that are no frame
 */
export function fromPayload(bytes: Uint8Array): OutgoingFrame | null {
  const frame = decodeFrame(bytes, context);
  return isOutgoing(frame) ? frame : null;
}

const isOutgoing = (frame: Frame): frame is Extract<Frame, { readonly type: OutgoingFrame['type'] }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;
