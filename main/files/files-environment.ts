import type { AccountAttachments } from '../attachments/account-attachments';
import type { NodeId } from '../domain/ids';
import type { FileWords } from '../domain/file-transfer';
import type { Clock } from '../platform/clock';
import type { Random } from '../platform/random';
import type { AccountStore } from '../storage/account-store';

/** What everything about the bytes of files works with. */
export interface FilesEnvironment {
  readonly store: AccountStore;
  readonly attachments: AccountAttachments;
  readonly clock: Clock;
  readonly random: Random;
  readonly self: () => NodeId;
  /** Whether there is a connection that everybody may use. */
  readonly isOnline: () => boolean;
  /** Says something to the devices of an account; answers whether the server refused it. Resolves always, and late. */
  readonly say: (to: NodeId, words: FileWords) => Promise<boolean>;
  /** Something that should have come has not: has the line looked at, which may have died without a word. */
  readonly doubtLine: () => void;
  /** Begins work that nobody waits for; what it throws is told. */
  readonly begin: (job: string, work: () => Promise<unknown>) => void;
}
