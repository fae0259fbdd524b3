import { FrameType, TimErrorCode } from '../../protocol/packet-types';
import type { BigBinary, BigString } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { Fault } from '../tim-faults';
import { mayReach } from './checks';

/** Passes big text on to the account's devices; nothing is kept. */
export function passBigString(context: ServerContext, session: Session, packet: BigString): Fault | null {
  if (!mayReach(context, session, packet.node)) return TimErrorCode.permissionDenied;
  const passed = { node: session.tid.node, dataString: packet.dataString };
  context.delivery.toDevices(packet.node, { type: FrameType.bigString, packet: passed });
  return null;
}

/** Passes big bytes on to the account's devices; nothing is kept. */
export function passBigBinary(context: ServerContext, session: Session, packet: BigBinary): Fault | null {
  if (!mayReach(context, session, packet.node)) return TimErrorCode.permissionDenied;
  const passed = { node: session.tid.node, data: packet.data };
  context.delivery.toDevices(packet.node, { type: FrameType.bigBinary, packet: passed });
  return null;
}
