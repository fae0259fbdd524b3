import type { ChangeSet } from '../domain/change-set';
import type { Background } from '../platform/background';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { Protection } from '../protocol/protection';
import type { AccountStore } from '../storage/account-store';
import type { OutboxLink } from './outbox-link';
import type { ServerLimits } from './server-limits';

/** What the outbox uses and whom it tells. */
export interface OutboxEnvironment {
  readonly store: AccountStore;
  readonly limits: ServerLimits;
  readonly link: OutboxLink;
  /** What goes out passes through it. */
  readonly protection: Pick<Protection, 'seal'>;
  readonly clock: Clock;
  /** The server's time as far as it is known, wall clock ms. */
  readonly serverNowMs: () => number;
  readonly random: Random;
  readonly logger: Logger;
  readonly background: Background;
  readonly changed: (changes: ChangeSet) => void;
  /** A step of the lane failed; it is tried again. May end the connection. */
  readonly failed: (error: unknown) => void;
}
