import type { RoomLineView } from '../../../preload/contract/member-views';
import type { MessageView } from '../../../preload/contract/message-views';

/** Messages, or lines about a room, between which nothing of the other kind stands. */
export type TimelineStretch =
  | { readonly kind: 'messages'; readonly messages: readonly MessageView[]; readonly endMs: number }
  | { readonly kind: 'lines'; readonly lines: readonly RoomLineView[]; readonly endMs: number };

/** Messages and lines, each in their order, by the places that they have in the chat. */
export function stretchesOf(
  messages: readonly MessageView[],
  lines: readonly RoomLineView[],
): readonly TimelineStretch[] {
  const stretches: TimelineStretch[] = [];
  let nextMessage = 0;
  let nextLine = 0;
  while (nextMessage < messages.length || nextLine < lines.length) {
    const line = lines[nextLine];
    let end = nextMessage;
    while (end < messages.length && (line === undefined || isBefore(messages[end], line))) end += 1;
    const said = messages.slice(nextMessage, end);
    const last = said.at(-1);
    if (last !== undefined) stretches.push({ kind: 'messages', messages: said, endMs: last.sentAtMs });
    nextMessage = end;
    const message = messages[nextMessage];
    let lineEnd = nextLine;
    while (lineEnd < lines.length && (message === undefined || !isBefore(message, lines[lineEnd])))
      lineEnd += 1;
    const learnt = lines.slice(nextLine, lineEnd);
    const lastLearnt = learnt.at(-1);
    if (lastLearnt !== undefined) stretches.push({ kind: 'lines', lines: learnt, endMs: lastLearnt.atMs });
    nextLine = lineEnd;
  }
  return stretches;
}

function isBefore(message: MessageView | undefined, line: RoomLineView | undefined): boolean {
  return message !== undefined && line !== undefined && message.sortKey < line.sortKey;
}

/** The lines that stand in the loaded part of a chat; those above and below it come with what is there. */
export function linesWithin(
  lines: readonly RoomLineView[],
  {
    messages,
    hasEarlier,
    hasLater = false,
  }: {
    readonly messages: readonly MessageView[];
    readonly hasEarlier: boolean;
    readonly hasLater?: boolean;
  },
): readonly RoomLineView[] {
  const [first, last] = [messages[0], messages.at(-1)];
  return lines.filter(
    ({ sortKey }) =>
      (!hasEarlier || first === undefined || sortKey > first.sortKey) &&
      (!hasLater || last === undefined || sortKey < last.sortKey),
  );
}
