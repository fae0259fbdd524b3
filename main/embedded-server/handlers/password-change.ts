import { BusinessType, FrameType, TimErrorCode } from '../../protocol/packet-types';
import type { TimReq } from '../../protocol/packets';
import { isHashable } from '../password-limit';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { refusal, type Fault } from '../tim-faults';

const t = BigInt(BusinessType.modifyAuth);

/**
 * Changes the caller's password. An empty new one is taken, and keeps the account from signing in, as on the real server;
 * one that is too long is refused.
 */
export async function changePassword(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { reqStr: oldPassword, reqStr2: newPassword } = request;
  if (oldPassword === undefined || newPassword === undefined) return TimErrorCode.modifyPassword;
  if (newPassword === '' && !context.behaviour.emptyPasswordAccepted) return TimErrorCode.modifyPassword;
  const node = session.tid.node;
  const hash = context.accounts.passwordHash(node);
  if (hash === null || !(await context.passwords.matches(oldPassword, hash))) {
    return refuse(context, session, TimErrorCode.permissionDenied);
  }
  const { domain } = session.tid;
  if (!isHashable({ password: newPassword, domain }, context.options.saltBytes))
    return refuse(context, session, TimErrorCode.account);
  context.accounts.setPasswordHash(node, await context.passwords.hash(newPassword));
  session.send({ type: FrameType.ack, packet: { ok: true, timType: FrameType.business, t } });
  return null;
}

/** Refuses a change, and says why in a second answer. */
function refuse(context: ServerContext, session: Session, reason: Fault): Fault | null {
  const packet = refusal(FrameType.business, TimErrorCode.modifyPassword, { t });
  session.send({ type: FrameType.ack, packet });
  return context.behaviour.doubleErrorAcks ? reason : null;
}
