import type { ConversationId, NodeId } from './ids';

/**
 * What this computer learns of a room: always from an answer of the server, as the difference to the answer before, or because
 * the server has confirmed what the user asked for here. Never from the word of a peer.
 *
 * `joined`, `left`: others are in the list now, or no longer; whether they went or were removed the list does not tell. `added`,
 * `admitted` (they had applied), `removed`, `shutOut`: the user of this account did that to them. `selfOut`: the account is not in the room any more; `selfLeft`:
 * because its user left here; `selfIn`: it is in the room again; `ended`: the room is no more. `renamed`: `text` is the new name.
 */
export const roomLineKinds = [
  'joined',
  'left',
  'added',
  'admitted',
  'removed',
  'shutOut',
  'selfIn',
  'selfOut',
  'selfLeft',
  'ended',
  'managerNamed',
  'managerDismissed',
  'renamed',
] as const;
export type RoomLineKind = (typeof roomLineKinds)[number];

/** Something that was learnt, before it has a place in the chat. */
export interface LearntOfRoom {
  readonly kind: RoomLineKind;
  /** About whom, the first `mostNamedInLine` of them; empty when it is about nobody else. */
  readonly nodes: readonly NodeId[];
  /** About how many people it is. */
  readonly count: number;
  /** The new name of the room; null for every other kind. */
  readonly text: string | null;
}

/** A line of a room's timeline. It is no message: nobody wrote it, and it is on no other computer. */
export interface RoomLine extends LearntOfRoom {
  readonly conversationId: ConversationId;
  /** Ascending in the order in which lines were learnt. */
  readonly lineNumber: number;
  /** That of the message below which it was learnt; see `main/domain/place.ts`. */
  readonly place: bigint;
  /** When it was learnt, server's time in ms. */
  readonly atMs: number;
}

/** Most people whom one line names; of more it tells how many. */
export const mostNamedInLine = 3;

/** Most lines that are kept of a room; the oldest go. A room whose members come and go all day must not fill a disk. */
export const mostRoomLines = 200;

/** Lines that become one while nothing else is said or learnt between them: a thousand joins are one line. */
const gathering: ReadonlySet<RoomLineKind> = new Set([
  'joined',
  'left',
  'added',
  'admitted',
  'removed',
  'shutOut',
]);

/** Longer after its beginning a line grows no more, ms: what is told together happened together. */
const longestGatheringMs = 3_600_000;

/** A line about people; null for nobody. */
export function learntAbout(kind: RoomLineKind, nodes: readonly NodeId[]): LearntOfRoom | null {
  if (nodes.length === 0) return null;
  return { kind, nodes: nodes.slice(0, mostNamedInLine), count: nodes.length, text: null };
}

/** The last line of a room with what was learnt after it, if both are told in one; null when they are two. */
export function gathered(
  last: RoomLine,
  next: LearntOfRoom,
  { place, atMs }: Pick<RoomLine, 'place' | 'atMs'>,
): LearntOfRoom | null {
  const isTogether = last.kind === next.kind && last.place === place && gathering.has(next.kind);
  if (!isTogether || atMs - last.atMs > longestGatheringMs) return null;
  const nodes = [...last.nodes, ...next.nodes.filter((node) => !last.nodes.includes(node))];
  return { ...next, nodes: nodes.slice(0, mostNamedInLine), count: last.count + next.count };
}
