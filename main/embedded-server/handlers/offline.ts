import { FrameType } from '../../protocol/packet-types';
import type { TimMessage } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { OfflineRow } from '../store/offline-store';

const pageSize = 10;

/** Sends the oldest page of the caller's offline list, or the end of it (tim protocol, section 7). */
export async function sendOfflineMessages(context: ServerContext, session: Session): Promise<null> {
  const node = session.tid.node;
  context.events.emit({ kind: 'offline-requested', node });
  let hasMore = true;
  while (hasMore) hasMore = (await sendPage(context, session)) && !context.behaviour.onePagePerRequest;
  return null;
}

async function sendPage(context: ServerContext, session: Session): Promise<boolean> {
  const rows = readableRows(context, session.tid.node);
  if (rows.length === 0) {
    session.send({ type: FrameType.offlineMessagesEnd, packet: {} });
    return false;
  }
  const messageList = rows
    .map((row) => offlineCopy(context, row))
    .sort((left, right) => compareNs(left.timestamp ?? 0n, right.timestamp ?? 0n));
  const packet = { id: context.random.int64(), messageList };
  const isAcknowledged = await context.syncSender.send(session, { type: FrameType.offlineMessages, packet });
  if (isAcknowledged) context.offline.remove(rows.map((row) => row.id));
  return isAcknowledged;
}

type ReadableRow = OfflineRow & { readonly message: TimMessage };

/** The first rows that still have a message. The real server never removes the others, so they use up the page. */
function readableRows(context: ServerContext, node: string): ReadableRow[] {
  for (;;) {
    const rows = context.offline.firstRows(node, pageSize);
    const dangling = rows.filter((row) => row.message === null);
    if (context.behaviour.stuckOfflineQueue || dangling.length === 0) return rows.filter(isReadable);
    context.offline.remove(dangling.map((row) => row.id));
  }
}

function isReadable(row: OfflineRow): row is ReadableRow {
  return row.message !== null;
}

function offlineCopy(context: ServerContext, row: ReadableRow): TimMessage {
  const ownMid = context.behaviour.midZeroOffline ? 0n : (row.message.mid ?? 0n);
  return { ...row.message, isOffline: true, mid: row.mid ?? ownMid };
}

function compareNs(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
