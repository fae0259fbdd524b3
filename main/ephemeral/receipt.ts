import { conventionVersion, parseMid } from '../protocol/message-contents';
import { FrameType, MsType, OdType } from '../protocol/packet-types';
import type { KindRules } from './kind-rules';

/**
 * tim packet 90 with `odType` 31 (section 16): `extend.dl` and `extend.rd` are the highest numbers delivered and read. The server
 * queues it for somebody who is away, so that whole pages of them may come at once; the last one counts, and must not be the one
 * that is too many.
 */
export const receiptRules: KindRules<'receipt'> = {
  carrier: `message ${OdType.receipt} 0`,
  isForDevices: () => false,
  isForDevicesAlone: false,
  read(frame) {
    if (frame.type !== FrameType.message || frame.packet.msType !== MsType.user) return null;
    const { extend } = frame.packet;
    const [delivered, read] = [parseMid(extend?.['dl']), parseMid(extend?.['rd'])];
    return delivered === null && read === null ? null : { delivered, read };
  },
  write: ({ node }, { delivered, read }) => ({
    type: FrameType.message,
    packet: {
      msType: MsType.user,
      toTid: { node },
      odType: OdType.receipt,
      extend: {
        ...(delivered === null ? {} : { dl: String(delivered) }),
        ...(read === null ? {} : { rd: String(read) }),
        v: conventionVersion,
      },
    },
  }),
  fromOne: { burst: 2_000, perSecond: 20 },
  outgoing: { burst: 8, perSecond: 4 },
  deadlineMs: 30_000,
  isSuperseded: true,
  mostInFlight: 4,
};
