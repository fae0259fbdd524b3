import type { ConversationView } from '../../preload/contract/views';
import type { ReceiptMarks } from '../domain/receipt';
import { toSortKey } from './message-view';

/** Behind every message of a place: of several at one place all are covered. */
const behindAll = 9_223_372_036_854_775_807n;

/** What the other side has told of own messages, by the keys that messages are ordered by; nothing where it has told nothing. */
export function toReceiptsView(marks: ReceiptMarks | null): Pick<ConversationView, 'receipts'> {
  if (marks === null) return {};
  const keyOf = (place: bigint): string => toSortKey({ place, tieBreaker: behindAll });
  const { deliveredPlace, readPlace } = marks;
  return { receipts: { deliveredUntil: keyOf(deliveredPlace), readUntil: keyOf(readPlace) } };
}
