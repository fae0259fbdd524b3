import type { ConversationAddress } from '../domain/conversation';
import type { EphemeralKind, EphemeralKinds } from '../domain/ephemeral';
import { isNode, toNodeId, type NodeId } from '../domain/ids';
import { conversationOf, hasOverlongAddress } from '../protocol/mapper';
import { FrameType, OdType } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';

/** How tim carries something: in a frame of its own type, or in a message with an `odType` and a `udtype`. */
export type Carrier = OwnFrame | 'presence of devices' | `message ${number} ${number}`;
type OwnFrame = 'presence' | 'stream' | 'streamBytes' | 'bigText' | 'bigBytes';

/** Key in `extend` of a presence by which the devices of one account tell each other what was said (section 16). */
export const deviceReactionsKey = 'said';

/** How often something may happen: so many at once, and so many a second in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Everything that the channel has to know about a kind. */
export interface KindRules<Kind extends EphemeralKind> {
  readonly carrier: Carrier;
  /** What a frame of the carrier says, cut to what is kept; null when it says nothing of this kind. Never throws. */
  readonly read: (frame: Frame) => EphemeralKinds[Kind]['content'] | null;
  /** Whether it is what one device of an account tells the others; nothing else is taken from the account itself. */
  readonly isForDevices: (content: EphemeralKinds[Kind]['content']) => boolean;
  /** Nobody else may say it. */
  readonly isForDevicesAlone: boolean;
  /** The frame that says it. */
  readonly write: (target: EphemeralKinds[Kind]['target'], content: EphemeralKinds[Kind]['content']) => Frame;
  /** How often one person may tell it to us; what is more is dropped and counted. */
  readonly fromOne: Rate;
  /** How often this device tells it; what is more waits for its turn until its deadline. */
  readonly outgoing: Rate;
  /** How long it is worth something after it was meant to be sent, ms, unless the sender says otherwise. */
  readonly deadlineMs: number;
  /** Whether a newer one to the same target takes the place of one that still waits. */
  readonly isSuperseded: boolean;
  /** Most that have been sent and may still be refused. */
  readonly mostInFlight: number;
}

/** How a frame from the server is carried; null for what is no matter of the channel. */
export function carrierOf(frame: Frame): Carrier | null {
  if (frame.type === FrameType.presence && frame.packet.extend?.[deviceReactionsKey] !== undefined)
    return 'presence of devices';
  if (!isMessage(frame)) return ownFrames.get(frame.type) ?? null;
  const { odType, udtype = 0 } = frame.packet;
  return passingOdTypes.has(odType) ? `message ${odType} ${udtype}` : null;
}

/** Who says something, and in which chat; null when it names nobody. A stream names its room, and no chat. */
export function originOf(
  frame: Frame,
  self: NodeId,
): { readonly from: NodeId; readonly conversation: ConversationAddress } | null {
  if (isMessage(frame)) {
    const conversation = hasOverlongAddress(frame.packet) ? null : conversationOf(frame.packet, self);
    return conversation === null ? null : { from: toNodeId(frame.packet.fromTid?.node ?? ''), conversation };
  }
  const node = senderOf(frame);
  return isNode(node) ? { from: toNodeId(node), conversation: { kind: 'user', node: toNodeId(node) } } : null;
}

const ownFrames: ReadonlyMap<number, OwnFrame> = new Map([
  [FrameType.presence, 'presence'],
  [FrameType.stream, 'stream'],
  [FrameType.bigBinaryStream, 'streamBytes'],
  [FrameType.bigString, 'bigText'],
  [FrameType.bigBinary, 'bigBytes'],
]);

/** Messages that no history has: tim passes them on, or keeps them until their receiver comes, and forgets them. */
const passingOdTypes: ReadonlySet<number> = new Set([OdType.stream, OdType.receipt]);

function senderOf(frame: Frame): string {
  switch (frame.type) {
    case FrameType.presence:
      return frame.packet.fromTid?.node ?? '';
    case FrameType.stream:
      return frame.packet.fromNode;
    case FrameType.bigString:
    case FrameType.bigBinary:
      return frame.packet.node;
    default:
      return '';
  }
}

const isMessage = (frame: Frame): frame is Extract<Frame, { readonly type: 90 | 92 | 93 }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;
