import { FrameType } from '../main/protocol/packet-types';
import type { Frame, TimAck, TimMessage } from '../main/protocol/packets';
import { isAck } from '../main/session/request-queue';

/** A frame that carries a TimMessage. */
export type MessageFrame = Extract<Frame, { type: 90 | 92 | 93 }>;

/** Whether a frame carries a TimMessage. */
export const isMessageFrame = (frame: Frame): frame is MessageFrame =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;

/** Frames with a TimMessage that `matches`. */
export const message =
  (matches: (packet: TimMessage) => boolean) =>
  (frame: Frame): boolean =>
    isMessageFrame(frame) && matches(frame.packet);

/** Business messages about `bnType`. */
export const business = (bnType: number): ((frame: Frame) => boolean) =>
  message((packet) => packet.odType === 4 && packet.bnType === bnType);

/** Any business message. */
export const anyBusiness = message((packet) => packet.odType === 4);

/** TimAcks that `matches`. */
export const ack =
  (matches: (packet: TimAck) => boolean) =>
  (frame: Frame): boolean =>
    frame.type === FrameType.ack && isAck(frame.packet) && matches(frame.packet);

/** Frames of a type. */
export const ofType =
  (type: Frame['type']) =>
  (frame: Frame): boolean =>
    frame.type === type;

/** Everything but the answers to pings. */
export const anything = (frame: Frame): boolean => frame.type !== FrameType.ping;
