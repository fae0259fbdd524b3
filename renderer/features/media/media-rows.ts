import type { MediaKind } from '../../../preload/contract/media-calls';
import type { MessageView } from '../../../preload/contract/message-views';

/** Pictures that stand beside each other. */
export const tilesPerRow = 3;

/** A row of what a chat has: some pictures, or one file or text. `month`: the first of its month, whose name stands above. */
export interface MediaRow {
  readonly key: string;
  readonly month: number | null;
  readonly messages: readonly MessageView[];
}

/** The rows of messages that come the newest first. */
export function mediaRows(messages: readonly MessageView[], kind: MediaKind): readonly MediaRow[] {
  const perRow = kind === 'media' ? tilesPerRow : 1;
  const rows: MediaRow[] = [];
  let month: number | null = null;
  for (let index = 0; index < messages.length;) {
    const first = messages[index];
    if (first === undefined) break;
    const monthOfRow = startOfMonth(first.sentAtMs);
    let end = index + 1;
    while (end < index + perRow && monthAt(messages, end) === monthOfRow) end += 1;
    rows.push({
      key: first.messageId,
      month: monthOfRow === month ? null : monthOfRow,
      messages: messages.slice(index, end),
    });
    month = monthOfRow;
    index = end;
  }
  return rows;
}

function monthAt(messages: readonly MessageView[], index: number): number | null {
  const message = messages[index];
  return message === undefined ? null : startOfMonth(message.sentAtMs);
}

function startOfMonth(timeMs: number): number {
  const at = new Date(timeMs);
  return new Date(at.getFullYear(), at.getMonth()).getTime();
}
