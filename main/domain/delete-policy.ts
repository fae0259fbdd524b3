import { holdsContent, type Message } from './message';

/** Why a message is not deleted from this computer alone. */
export type DeleteRefusal = 'alreadyGone' | 'burnsInstead' | 'stillOnItsWay';

/**
 * Whether the user may take a message away from this computer and leave it to everybody else. What is meant to burn is burned or
 * revoked, for both sides: a reader who deleted it would leave it on the server, an author would lose the clock that takes it
 * back. What is on its way is revoked: others may be getting it at this moment.
 */
export function refuseDelete(message: Message): DeleteRefusal | null {
  if (!holdsContent(message)) return 'alreadyGone';
  if (message.burnTerms !== null) return 'burnsInstead';
  return message.delivery === 'pending' ? 'stillOnItsWay' : null;
}
