import type { AttachmentStore } from '../../attachments/attachment-store';
import type { Clock } from '../../platform/clock';
import { diskFailureOf } from '../../platform/disk-failure';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import { Duty } from '../../platform/duty';
import type { Logger } from '../../platform/logger';
import type { AccountStore } from '../../storage/account-store';

/** What the keeping of attachments uses. */
export interface AttachmentKeeperOptions {
  readonly store: AccountStore;
  readonly attachments: AttachmentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

const mostAtOnce = 64;

/**
 * Keeps the files of attachments as the database says, from now until it is disposed of: once, everything that the database
 * does not know is removed; after every erasure, the keys and files of what was erased. Whatever fails is tried again.
 */
export function keepAttachments({ store, attachments, clock, logger }: AttachmentKeeperOptions): Disposable {
  const failed =
    (job: string) =>
    (error: unknown): void =>
      logger.warn(job, { reason: diskFailureOf(error) });
  const erasing = new Duty({
    clock,
    work: () => eraseSome(store, attachments),
    failed: failed('attachments not erased yet'),
  });
  const sweeping = new Duty({
    clock,
    work: async () => {
      const swept = await attachments.sweep(store.attachments);
      if (swept.keys + swept.files > 0) logger.info('attachments swept', { ...swept });
      return null;
    },
    failed: failed('attachments not swept yet'),
  });
  const owned = new DisposableStore();
  owned.add(erasing);
  owned.add(sweeping);
  owned.add(store.erasureLog.erased.on(() => erasing.run()));
  erasing.run();
  sweeping.run();
  return owned;
}

/** Destroys keys and removes files of what was erased; answers 0 when there is more. */
async function eraseSome(store: AccountStore, attachments: AttachmentStore): Promise<number | null> {
  const going = store.attachments.going(mostAtOnce);
  const failures: unknown[] = [];
  for (const place of going) {
    try {
      await attachments.erase(place);
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
