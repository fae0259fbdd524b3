import type { FailureCode } from '../../../preload/contract/result';

/** Why an action on a message did not work: a message key that takes `reason`, and the reason. */
export interface MessageNotice {
  readonly key:
    | 'revoke.failed'
    | 'revoke.reeditFailed'
    | 'burn.revealFailed'
    | 'burn.actionFailed'
    | 'delivery.failed'
    | 'reaction.failed'
    | 'editing.failed'
    | 'pin.failed'
    | 'saved.failed'
    | 'conversation.moreFailed';
  readonly code: FailureCode;
}
