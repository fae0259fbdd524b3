import { Check, CheckCheck, CircleAlert, Clock } from '@lucide/vue';
import type { FunctionalComponent } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import type { ReceiptsView } from '../../../preload/contract/receipt-views';

/** Where an own message is on its way, as far as anybody has told: from the field in which it was written to who read it. */
export type SentState = MessageView['delivery']['state'] | 'delivered' | 'read';

/**
 * How far an own message has come; null for one of somebody else. `receipts`: what the other side has told, null where nobody shares
 * such things. Of a burn message they say nothing: whether it was opened stands in its note.
 */
export function sentStateOf(
  { isMine, delivery, body, sortKey }: Pick<MessageView, 'isMine' | 'delivery' | 'body' | 'sortKey'>,
  receipts: ReceiptsView | null,
): SentState | null {
  if (!isMine) return null;
  if (delivery.state !== 'sent' || receipts === null || body.kind === 'burnOwn') return delivery.state;
  if (sortKey <= receipts.readUntil) return 'read';
  return sortKey <= receipts.deliveredUntil ? 'delivered' : 'sent';
}

/** The sign of each: no two differ by their colour alone, because that of a message that was read is heavier. */
export const sentSigns: Readonly<Record<SentState, FunctionalComponent>> = {
  pending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};
