import { TimErrorCode } from '../protocol/packet-types';

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
  | 'notFriends'
  | 'unknownAccount'
  | 'notAMember'
  | 'notInSameRoom'
  | 'blockedByPeer'
  | 'blockedByYou'
  | 'editNotRevoked'
  | 'editedElsewhere'
  | 'refusedByServer';

/** Where something was refused: what a code means depends on it. */
export interface RefusedIn {
  readonly isRoom: boolean;
  /** A one-to-one message that goes through a room. */
  readonly isViaRoom: boolean;
}

// Overload and frequency pass.
const passing: ReadonlySet<number> = new Set([
  TimErrorCode.blocking,
  TimErrorCode.overload,
  TimErrorCode.frequency,
]);

/** Reads tim's error code (section 0) for whatever was sent to a chat. */
export function readRefusal(code: number, { isRoom, isViaRoom }: RefusedIn): Refusal {
  if (passing.has(code)) return { kind: 'busy' };
  switch (code) {
    case TimErrorCode.database:
      return { kind: 'notStored' };
    case TimErrorCode.permissionDenied:
      if (isViaRoom) return { kind: 'permanent', code: 'notInSameRoom' };
      return { kind: 'permanent', code: isRoom ? 'notAMember' : 'notFriends' };
    case TimErrorCode.account:
    case TimErrorCode.doesNotExist:
      return { kind: 'permanent', code: 'unknownAccount' };
    case TimErrorCode.blocked:
      return { kind: 'permanent', code: 'blockedByPeer' };
    default:
      return { kind: 'permanent', code: 'refusedByServer' };
  }
}

/** The same for a command about a message, whose number may not be there (any more). */
export const readCommandRefusal = (code: number, where: RefusedIn): Refusal =>
  code === TimErrorCode.parameters
    ? { kind: 'alreadyDone' }
    : // A command names no room, whatever way its message went.
      readRefusal(code, { ...where, isViaRoom: false });
