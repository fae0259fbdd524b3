import { TimErrorCode } from '../../protocol/packet-types';
import type { TimPresence } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { Fault } from '../tim-faults';
import { isAcceptableTid, mayReach } from './checks';

/** Passes a presence on to one account or a list (tim protocol, section 11). */
export function sendPresence(context: ServerContext, session: Session, packet: TimPresence): Fault | null {
  if (!isAcceptableTid(context, packet.toTid) || !hasExistingReceiver(context, packet))
    return TimErrorCode.account;
  const receivers = [...(packet.toList ?? []), ...(packet.toTid === undefined ? [] : [packet.toTid.node])];
  if (!receivers.every((node) => mayReach(context, session, node))) return TimErrorCode.permissionDenied;
  passOn(context, withSender(session, { ...packet, id: packet.id ?? context.random.int64() }));
  return null;
}

/** Tells everybody on the caller's roster, or the given accounts. */
export function broadcastPresence(context: ServerContext, session: Session, packet: TimPresence): null {
  const { id = context.random.int64(), toTid, toList, ...content } = packet;
  if (toTid !== undefined) passOn(context, withSender(session, { ...content, id, toTid }));
  else {
    const receivers = toList ?? context.friends.roster(session.tid.node);
    passOn(context, withSender(session, { ...content, toList: receivers }));
  }
  return null;
}

/** Tells the roster that the account's last device is gone. */
export function announceOffline(context: ServerContext, session: Session): void {
  const toList = context.friends.roster(session.tid.node);
  passOn(context, { id: context.random.int64(), offline: true, fromTid: session.tid, toList });
}

/** Tells the account's own new device that the account went offline, the real server's slip after an eviction. */
export function announceOfflineToItself(context: ServerContext, session: Session): void {
  const { tid } = session;
  passOn(context, { id: context.random.int64(), offline: true, fromTid: tid, toTid: tid });
}

function hasExistingReceiver(context: ServerContext, { toTid, toList }: TimPresence): boolean {
  if (!(toList ?? []).every((node) => context.nodeIds.isNode(node))) return false;
  if (toTid !== undefined && context.accounts.exists(toTid.node)) return true;
  return toList?.every((node) => context.accounts.exists(node)) ?? false;
}

/** Only the server may say that somebody is offline. */
function withSender(session: Session, packet: TimPresence): TimPresence {
  const { offline: _offline, ...content } = packet;
  return { ...content, fromTid: session.tid };
}

function passOn(context: ServerContext, packet: TimPresence): void {
  const { toList, toTid, ...content } = packet;
  if (toList === undefined || toList.length === 0) {
    if (toTid !== undefined) context.delivery.presence(toTid.node, { ...content, toTid });
    return;
  }
  for (const node of toList) context.delivery.presence(node, { ...content, toTid: { ...toTid, node } });
}
