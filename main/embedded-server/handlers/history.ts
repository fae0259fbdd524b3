import { FrameType, TimErrorCode } from '../../protocol/packet-types';
import type { TimReq } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { roomChat, userChat, type ChatKey } from '../store/message-store';
import type { Fault } from '../tim-faults';
import { isAcceptableNode, isCachedMember, seatOf } from './checks';

const HistoryType = { user: 1, room: 2 } as const;

/** Answers a page of a conversation's history, newest first; nothing when it is empty (tim protocol, section 8). */
export function pullHistory(context: ServerContext, session: Session, request: TimReq): Fault | null {
  const { rtype, node, reqInt, reqInt2 } = request;
  if (rtype === undefined || node === undefined || reqInt === undefined || reqInt2 === undefined) {
    return TimErrorCode.parameters;
  }
  if (!isAcceptableNode(context, node)) return TimErrorCode.parameters;
  if (rtype === HistoryType.room && !isCachedMember(context, seatOf(session, node))) {
    return TimErrorCode.permissionDenied;
  }
  const chat = chatOf(session, rtype, node);
  if (chat === null) return context.behaviour.silentWhenEmpty ? null : TimErrorCode.parameters;
  const query = { chat, upToMid: reqInt, upToNs: readNanoseconds(request.node2), limit: reqInt2 };
  const messageList = context.messages.history(query);
  if (messageList.length > 0 || !context.behaviour.silentWhenEmpty) {
    session.send({ type: FrameType.pullMessages, packet: { messageList } });
  }
  return null;
}

function chatOf(session: Session, rtype: number, node: string): ChatKey | null {
  if (rtype === HistoryType.user) return userChat(session.tid.domain, session.tid.node, node);
  return rtype === HistoryType.room ? roomChat(session.tid.domain, node) : null;
}

function readNanoseconds(text: string | undefined): bigint {
  return text !== undefined && /^\d{1,19}$/.test(text) ? BigInt(text) : 0n;
}
