import type { RoomLineKindView, RoomLineView } from '../../preload/contract/member-views';
import type { NodeId } from '../domain/ids';
import type { RoomLine } from '../domain/room-line';
import { toSortKey } from './message-view';

/** What the view of a line depends on besides the line. */
export interface RoomLineViewContext {
  readonly self: NodeId;
  /** Knows at least those whom the lines name. */
  readonly nameOf: (node: NodeId) => string;
}

/**
 * Behind every message that the server has, and before those that wait to be sent: they stand at the same place, from 2^62 on (see
 * `tie_breaker` in the first migration).
 */
const tieBreaker = 2n ** 62n - 1n;

/** A line as the window sees it. */
export function toRoomLineView(line: RoomLine, { self, nameOf }: RoomLineViewContext): RoomLineView {
  return {
    lineId: `line:${line.lineNumber}`,
    kind: kindFor(line, self),
    names: line.nodes.map(nameOf),
    count: line.count,
    text: line.text ?? '',
    atMs: line.atMs,
    sortKey: `${toSortKey({ place: line.place, tieBreaker })}:${String(line.lineNumber).padStart(12, '0')}`,
  };
}

/** What is said of the account itself is said to its user. */
function kindFor({ kind, nodes }: RoomLine, self: NodeId): RoomLineKindView {
  if (nodes[0] !== self) return kind;
  if (kind === 'managerNamed') return 'selfManager';
  return kind === 'managerDismissed' ? 'selfNoManager' : kind;
}
