import { BusinessType, FrameType, NodesType, TimErrorCode } from '../../protocol/packet-types';
import type { TimMessage, TimReq } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { Fault } from '../tim-faults';
import { businessMessage } from './business-message';
import { isAcceptableNode, pairOf } from './checks';

/** Sends a list of nodes; nothing when it is empty, as the real server does. */
export function answerNodeList(
  context: ServerContext,
  session: Session,
  list: { readonly ntype: number; readonly nodes: string[]; readonly node?: string },
): null {
  if (list.nodes.length > 0 || !context.behaviour.silentWhenEmpty) {
    const node = list.node === undefined ? {} : { node: list.node };
    session.send({ type: FrameType.nodes, packet: { ntype: list.ntype, nodelist: list.nodes, ...node } });
  }
  return null;
}

/** Answers the roster (tim protocol, section 9). */
export function listRoster(context: ServerContext, session: Session): null {
  const nodes = context.friends.roster(session.tid.node);
  return answerNodeList(context, session, { ntype: NodesType.roster, nodes });
}

/** Answers the accounts that the caller blocks. */
export function listBlockedAccounts(context: ServerContext, session: Session): null {
  const nodes = context.friends.blockedAccounts(session.tid.node);
  return answerNodeList(context, session, { ntype: NodesType.blockRosterList, nodes });
}

/** Asks for a friendship, or accepts one. On the real server the caller hears nothing when it works. */
export async function addToRoster(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node, reqStr } = request;
  if (node === undefined || reqStr === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node)) return TimErrorCode.account;
  if (node === session.tid.node) return TimErrorCode.permissionDenied;
  if (!context.accounts.exists(node)) return TimErrorCode.account;
  const outcome = context.friends.invite(pairOf(session, node));
  if (outcome === 'blocked') return TimErrorCode.blocked;
  const bnType = outcome === 'pending' ? BusinessType.addRoster : BusinessType.friend;
  await tellPeer(context, session, { node, bnType, dataString: reqStr });
  if (outcome === 'already-friends') return TimErrorCode.repeated;
  if (context.behaviour.silentFriendRequest) return null;
  return confirmRosterChange(session, BusinessType.addRoster, node);
}

/** Ends a friendship, a request or an own block. */
export async function removeFromRoster(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node } = request;
  if (node === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node)) return TimErrorCode.account;
  const removal = context.friends.remove(pairOf(session, node));
  if (removal === null) return TimErrorCode.parameters;
  if (removal.tellPeer) await tellPeer(context, session, { node, bnType: BusinessType.removeRoster });
  return confirmRosterChange(session, BusinessType.removeRoster, node);
}

/** Blocks an account; only a stranger is told. */
export async function blockAccount(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node } = request;
  if (node === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node)) return TimErrorCode.account;
  if (node === session.tid.node) return TimErrorCode.permissionDenied;
  const { tellPeer: isStranger } = context.friends.block(pairOf(session, node));
  if (isStranger) await tellPeer(context, session, { node, bnType: BusinessType.blockRoster });
  return confirmRosterChange(session, BusinessType.blockRoster, node);
}

async function tellPeer(
  context: ServerContext,
  session: Session,
  news: { readonly node: string; readonly bnType: number; readonly dataString?: string },
): Promise<void> {
  const { node, ...fields } = news;
  const message: TimMessage = businessMessage(context, { ...fields, fromTid: session.tid, toTid: { node } });
  await context.delivery.toAccount(node, message);
}

function confirmRosterChange(session: Session, type: number, node: string): null {
  session.send({
    type: FrameType.ack,
    packet: { ok: true, timType: FrameType.business, t: BigInt(type), n: node },
  });
  return null;
}
