import type { FailureCode } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';

/** What helps with a message that was not sent: the first button beside 删除 and the first entry of its menu. */
export type RefusedAction = 'retry' | 'sendApart' | 'sendSmaller' | 'edit' | 'addAgain';

const actionByReason: Partial<Record<FailureCode, RefusedAction | null>> = {
  notFriends: 'addAgain',
  // Whatever is tried, they do not want it.
  blockedByPeer: null,
  textTooLong: 'edit',
  // What it was to replace is gone by another hand.
  editedElsewhere: 'sendApart',
};

/**
 * The action for a message; null when nothing helps, or when it was not refused. Sending again is for what may pass: also for what
 * was refused for not being friends, once they are (`isClosed` false).
 */
export function refusedAction(
  { body, delivery }: Pick<MessageView, 'body' | 'delivery'>,
  isClosed: boolean,
): RefusedAction | null {
  if (delivery.state !== 'failed') return null;
  if (delivery.reason === 'notFriends' && !isClosed) return 'retry';
  const content = body.kind === 'burnOwn' ? body.content : body;
  // What a file carries is chosen by what the server is known to store, which may have become more.
  if (delivery.reason === 'tooLargeForServer' && content.kind !== 'file')
    return content.kind === 'image' ? 'sendSmaller' : 'edit';
  const action = actionByReason[delivery.reason];
  return action === undefined ? 'retry' : action;
}

/** Whether it can also go out beside the message that it was to replace, which stays. */
export const canSendApart = ({ delivery }: Pick<MessageView, 'delivery'>): boolean =>
  delivery.state === 'failed' && delivery.reason === 'editNotRevoked';

/** The word on the button and in the menu: a message key. */
export const refusedActionKeys = {
  retry: 'delivery.retry',
  sendApart: 'editing.sendApart',
  sendSmaller: 'delivery.sendSmaller',
  edit: 'delivery.edit',
  addAgain: 'delivery.addAgain',
} as const satisfies Record<RefusedAction, string>;
