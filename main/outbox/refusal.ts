import { addressOf } from '../domain/conversation';
import type { Operation, OperationKind } from '../domain/operation';

/** What a refusal of the server means for an operation. */
export type Refusal =
  /** Try again later. */
  | { readonly kind: 'busy' }
  /** The database did not take it: it is busy, or has no place for something of this size. */
  | { readonly kind: 'notStored' }
  /** The server no longer has the message, which is what was wanted. */
  | { readonly kind: 'alreadyDone' }
  /** Never going to work; `code` is a failure code of the bridge contract. */
  | { readonly kind: 'permanent'; readonly code: PermanentRefusal };

export type PermanentRefusal =
  'notFriends' | 'unknownAccount' | 'notAMember' | 'blockedByPeer' | 'refusedByServer';

// Overload (5104) and frequency (5105) pass.
const passing: ReadonlySet<number> = new Set([5102, 5104, 5105]);

/** Reads tim's error code (section 0) in the light of what was asked. */
export function readRefusal(
  code: number,
  operation: { readonly kind: OperationKind; readonly isRoom: boolean },
): Refusal {
  if (passing.has(code)) return { kind: 'busy' };
  if (code === 5103) return { kind: 'notStored' };
  // 4104 for a command: this message number is not there (any more).
  if (code === 4104 && (operation.kind === 'revoke' || operation.kind === 'burn'))
    return { kind: 'alreadyDone' };
  if (code === 4105) return { kind: 'permanent', code: operation.isRoom ? 'notAMember' : 'notFriends' };
  if (code === 4106 || code === 4109) return { kind: 'permanent', code: 'unknownAccount' };
  if (code === 4110) return { kind: 'permanent', code: 'blockedByPeer' };
  return { kind: 'permanent', code: 'refusedByServer' };
}

/** What tim's error code means for an entry of the outbox. */
export function refusalOf({ kind, conversationId }: Operation, code: number): Refusal {
  return readRefusal(code, { kind, isRoom: addressOf(conversationId)?.kind === 'room' });
}
