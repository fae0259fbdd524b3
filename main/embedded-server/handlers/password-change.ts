import { BusinessType, FrameType, TimErrorCode } from '../../protocol/packet-types';
import type { TimReq } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { refusal, type Fault } from '../tim-faults';

/** Changes the caller's password. An empty new one is taken, and keeps the account from signing in, as on the real server. */
export async function changePassword(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { reqStr: oldPassword, reqStr2: newPassword } = request;
  if (oldPassword === undefined || newPassword === undefined) return TimErrorCode.modifyPassword;
  if (newPassword === '' && !context.behaviour.emptyPasswordAccepted) return TimErrorCode.modifyPassword;
  const node = session.tid.node;
  const t = BigInt(BusinessType.modifyAuth);
  const hash = context.accounts.passwordHash(node);
  if (hash === null || !(await context.passwords.matches(oldPassword, hash))) {
    const packet = refusal(FrameType.business, TimErrorCode.modifyPassword, { t });
    session.send({ type: FrameType.ack, packet });
    return context.behaviour.doubleErrorAcks ? TimErrorCode.permissionDenied : null;
  }
  context.accounts.setPasswordHash(node, await context.passwords.hash(newPassword));
  session.send({ type: FrameType.ack, packet: { ok: true, timType: FrameType.business, t } });
  return null;
}
