import { FrameType } from '../../protocol/packet-types';
import type { TimAck } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { refusal, type Fault } from '../tim-faults';

/** Which room operation is answered, and the nodes its answer names. */
export interface RoomAnswer {
  /** `BusinessType`, the answer's `t`. */
  readonly type: number;
  readonly names: Pick<TimAck, 'n' | 'n2'>;
}

/**
 * Refuses a room operation. The real server says it twice: here with the operation's names, and again by the fault
 * that is returned for the general answer.
 */
export function refuseRoomOperation(
  context: ServerContext,
  session: Session,
  answer: RoomAnswer & { readonly fault: Fault },
): Fault | null {
  const packet = refusal(FrameType.business, answer.fault, { t: BigInt(answer.type), ...answer.names });
  session.send({ type: FrameType.ack, packet });
  return context.behaviour.doubleErrorAcks ? answer.fault : null;
}

/** Confirms a room operation. */
export function confirmRoomOperation(session: Session, answer: RoomAnswer): null {
  const packet: TimAck = { ok: true, timType: FrameType.business, t: BigInt(answer.type), ...answer.names };
  session.send({ type: FrameType.ack, packet });
  return null;
}
