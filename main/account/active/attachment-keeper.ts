import type { AccountAttachments } from '../../attachments/account-attachments';
import type { Clock } from '../../platform/clock';
import { diskFailureOf } from '../../platform/disk-failure';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import { Duty } from '../../platform/duty';
import type { Logger } from '../../platform/logger';
import type { AccountStore } from '../../storage/account-store';

/** The files of an account that go together. */
export interface KeptFiles {
  readonly store: AccountStore;
  readonly attachments: AccountAttachments;
}

/** What the keeping of attachments uses. */
export interface AttachmentKeeperOptions extends KeptFiles {
  readonly clock: Clock;
  readonly logger: Logger;
}

const mostAtOnce = 64;

/**
 * Keeps the files of attachments as the database says, until it is disposed of: once, everything that the database does not
 * know is removed; after every erasure, the keys and files of what was erased, beginning in the turn of its commit. Whatever
 * fails is tried again. Where there is nothing to be removed, nothing is opened.
 */
export class AttachmentKeeper implements Disposable {
  private readonly owned = new DisposableStore();
  /** Resolves when nothing is being erased or swept any more. */
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: AttachmentKeeperOptions) {
    const { store, clock } = options;
    const erasing = new Duty({
      clock,
      work: () => this.follow(eraseSome(options)),
      failed: (error) => this.failed('attachments not erased yet', error),
    });
    const sweeping = new Duty({
      clock,
      work: () => this.follow(sweepAttachments(options)),
      failed: (error) => this.failed('attachments not swept yet', error),
    });
    this.owned.add(erasing);
    this.owned.add(sweeping);
    this.owned.add(store.erasureLog.erased.on(() => erasing.run()));
    erasing.run();
    sweeping.run();
  }

  /** Begins nothing any more. */
  dispose(): void {
    this.owned.dispose();
  }

  /**
   * Erases what is still to be erased, so that the database can be closed after it. What does not work now is left to the
   * next start, or to whoever keeps the clocks of the account. Never rejects.
   */
  async finish(): Promise<void> {
    this.dispose();
    await this.running;
    try {
      await eraseAttachments(this.options);
    } catch (error) {
      this.failed('attachments not erased yet', error);
    }
  }

  private async follow<T>(work: Promise<T>): Promise<T> {
    const others = this.running;
    // Whoever asked for it hears of a failure by the answer.
    this.running = Promise.all([others, work.catch(() => undefined)]);
    return work;
  }

  private failed(what: string, error: unknown): void {
    this.options.logger.warn(what, { reason: diskFailureOf(error) });
  }
}

/** Whether attachments of messages that were erased are still to be erased. */
export const owesAttachments = (store: AccountStore): boolean => store.attachments.going(1).length > 0;

/** Destroys the keys and removes the files of everything that was erased. @throws AttachmentError, DatabaseError */
export async function eraseAttachments(files: KeptFiles): Promise<void> {
  while ((await eraseSome(files)) !== null);
}

/** Removes what the database does not know, as a run that was killed leaves it. @throws AttachmentError, DatabaseError */
export async function sweepAttachments({
  store,
  attachments,
  logger,
}: KeptFiles & { readonly logger: Logger }): Promise<null> {
  if (!attachments.isThere) return null;
  const swept = await (await attachments.open()).sweep(store.attachments);
  if (swept.keys + swept.files > 0) logger.info('attachments swept', { ...swept });
  return null;
}

/** Erases some; answers 0 when there is more. */
async function eraseSome({ store, attachments }: KeptFiles): Promise<number | null> {
  const going = store.attachments.going(mostAtOnce);
  if (going.length === 0) return null;
  const opened = await attachments.open();
  const failures: unknown[] = [];
  for (const place of going) {
    try {
      await opened.erase(place);
      store.transaction((write) => write.attachments.markGone(place.id));
    } catch (error) {
      // A file that is held by another program keeps no other one from being erased.
      failures.push(error);
    }
  }
  // One tells what is the matter; all are tried again.
  if (failures.length > 0) throw failures[0];
  return going.length < mostAtOnce ? null : 0;
}
