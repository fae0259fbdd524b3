import type { Disposable } from '../platform/disposable';
import type { Emitter } from '../platform/emitter';
import { FrameType } from '../protocol/packet-types';
import type { Frame, TimPresence } from '../protocol/packets';
import { isAck } from './request-queue';

/**
 * What tim tells without being asked, beyond messages: somebody's presence, pieces of streams, big data, and refusals of
 * what has no answer of its own. None of it is stored by the server.
 */
export type IncomingFact =
  | {
      readonly kind: 'presence';
      readonly from: string;
      /** Said by the server alone: the account's last device has gone. */
      readonly isOffline: boolean;
      readonly presence: TimPresence;
    }
  | {
      readonly kind: 'stream';
      readonly room: string;
      readonly from: string;
      readonly dtype: number;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'streamBytes'; readonly room: string; readonly data: Uint8Array }
  | { readonly kind: 'bigText'; readonly from: string; readonly text: string }
  | { readonly kind: 'bigBytes'; readonly from: string; readonly data: Uint8Array }
  | {
      readonly kind: 'refused';
      /** Type of the refused frame. */
      readonly frameType: number;
      /** tim's error code, 0 where it names none. */
      readonly code: number;
      /** The virtual room, for streams; null where the refusal names nothing. */
      readonly node: string | null;
    };

/** The fact in a frame from the server; null for messages, answers and everything else. */
export function toIncomingFact(frame: Frame): IncomingFact | null {
  switch (frame.type) {
    case FrameType.presence: {
      const { packet } = frame;
      const isOffline = packet.offline === true;
      return { kind: 'presence', from: packet.fromTid?.node ?? '', isOffline, presence: packet };
    }
    case FrameType.stream: {
      const { VNode, fromNode, dtype = 0, body = new Uint8Array(0) } = frame.packet;
      return { kind: 'stream', room: VNode, from: fromNode, dtype, body };
    }
    case FrameType.bigBinaryStream:
      return { kind: 'streamBytes', room: frame.packet.node, data: frame.packet.data };
    case FrameType.bigString:
      return { kind: 'bigText', from: frame.packet.node, text: frame.packet.dataString };
    case FrameType.bigBinary:
      return { kind: 'bigBytes', from: frame.packet.node, data: frame.packet.data };
    case FrameType.ack:
      return toRefusal(frame);
    default:
      return null;
  }
}

/** Calls `listener` with every fact that comes over a wire until the returned disposable is released. */
export function observeFacts(
  { frameRead }: { readonly frameRead: Pick<Emitter<Frame>, 'on'> },
  listener: (fact: IncomingFact) => void,
): Disposable {
  return frameRead.on((frame) => {
    const fact = toIncomingFact(frame);
    if (fact !== null) listener(fact);
  });
}

function toRefusal(frame: Extract<Frame, { type: 12 }>): IncomingFact | null {
  if (!isAck(frame.packet) || frame.packet.ok) return null;
  const { timType, error, n } = frame.packet;
  return { kind: 'refused', frameType: timType, code: error?.code ?? 0, node: n ?? null };
}
