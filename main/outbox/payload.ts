import type { Operation } from '../domain/operation';
import { decodeFrame, encodeFrame } from '../protocol/frame';
import type { OutgoingFrame } from '../protocol/mapper';
import { FrameType } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import type { Protection } from '../protocol/protection';

/** Always in the same encoding: a connection may use the other one, and another the next time. */
const context = { from: 'client', encoding: 'compact' } as const;

/** What goes out for an entry, and what its row keeps of it: null where that would be words. */
export interface SealedOnce {
  readonly frame: OutgoingFrame;
  readonly payload: Uint8Array | null;
}

/** How an entry is sealed; `keeps`: its kind holds no words, so that its bytes may be kept even unsealed. */
export interface SealingRules {
  readonly protection: Pick<Protection, 'seal'>;
  readonly keeps: boolean;
}

/**
 * What to send for an entry: what was sent the first time, as long as it names the same number as the frame that would be made
 * now; else that frame, sealed. Called in the transaction that keeps the payload.
 * @throws ProtocolError for a payload that is no frame
 */
export function sealedOnce(
  { payload }: Operation,
  made: OutgoingFrame,
  { protection, keeps }: SealingRules,
): SealedOnce {
  const sent = payload === null ? null : decodeFrame(payload, context);
  if (sent !== null && isOutgoing(sent) && sent.packet.mid === made.packet.mid)
    return { frame: sent, payload };
  const { frame, isOpaque } = protection.seal(made);
  return { frame, payload: keeps || isOpaque ? encodeFrame(frame, context) : null };
}

const isOutgoing = (frame: Frame): frame is Extract<Frame, { readonly type: OutgoingFrame['type'] }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;
