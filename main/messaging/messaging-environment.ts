import type { ChangeSet } from '../domain/change-set';
import type { NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import type { Random } from '../platform/random';
import type { ServerLimits } from '../outbox/server-limits';
import type { AccountStore } from '../storage/account-store';
import type { BurnWishes } from './burn-wishes';
import type { DraftShelf } from './draft-shelf';
import type { OpenMessages } from './open-messages';
import type { ReeditShelf } from './reedit-shelf';

/** What every use case works with. */
export interface MessagingEnvironment {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly self: () => NodeId;
  /** The server's clock, wall clock ms, as far as it is known. */
  readonly serverNowMs: () => number;
  /** What the server stores, as far as it was seen. */
  readonly limits: ServerLimits;
  /** The setting of the revoke window; null: without limit. */
  readonly revokeWindowSeconds: () => number | null;
  /** The setting: what is open in a chat burns when the user leaves it. */
  readonly burnsOnLeave: () => boolean;
  /** The setting: the other sides of one-to-one chats hear what is here and what was read, and tell the same. */
  readonly sharesReceipts: () => boolean;
  /** What the window shows openly. */
  readonly openMessages: OpenMessages;
  /** What is to be burned and was not yet. */
  readonly burnWishes: BurnWishes;
  /** What is being written. */
  readonly drafts: DraftShelf;
  /** Texts that can be written anew. */
  readonly reedits: ReeditShelf;
  /** Tells what a committed transaction changed. */
  readonly changed: (changes: ChangeSet) => void;
  /** Something was put into the outbox. When this returns, everything that was committed is on the disk. */
  readonly enqueued: () => void;
}

/** What erasing what is over works with; no account needs to be signed in for it. */
export type ErasingEnvironment = Pick<
  MessagingEnvironment,
  'store' | 'clock' | 'random' | 'openMessages' | 'burnWishes' | 'changed' | 'enqueued'
>;
