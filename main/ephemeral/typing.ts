import { FrameType, MsType, OdType } from '../protocol/packet-types';
import type { KindRules } from './kind-rules';

/** `udtype` of a message that says that somebody writes (section 16). */
const typingType = 1010;

/** tim packet 90 with `odType` 5 and `udtype` 1010 (section 16); `extend.off` says that it has ended. */
export const typingRules: KindRules<'typing'> = {
  carrier: `message ${OdType.stream} ${typingType}`,
  isForDevices: () => false,
  isForDevicesAlone: false,
  read: (frame) =>
    frame.type === FrameType.message ? { isTyping: frame.packet.extend?.['off'] !== '1' } : null,
  write: ({ kind, node }, { isTyping }) => ({
    type: FrameType.message,
    packet: {
      ...(kind === 'room'
        ? { msType: MsType.room, roomTid: { node } }
        : { msType: MsType.user, toTid: { node } }),
      odType: OdType.stream,
      udtype: typingType,
      ...(isTyping ? {} : { extend: { off: '1' } }),
    },
  }),
  fromOne: { burst: 4, perSecond: 1 },
  outgoing: { burst: 2, perSecond: 0.5 },
  deadlineMs: 3_000,
  isSuperseded: true,
  mostInFlight: 1,
};
