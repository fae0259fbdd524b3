import type { Clock } from '../../platform/clock';
import { diskFailureOf } from '../../platform/disk-failure';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import { Duty } from '../../platform/duty';
import type { Logger } from '../../platform/logger';
import type { ErasureDebt } from '../../storage/erasure-log';

/** Empties the write-ahead log after erasures for which that did not work at once, from now until it is disposed of. */
export function keepForgetting(log: ErasureDebt, clock: Clock, logger: Logger): Disposable {
  const duty = new Duty({
    clock,
    work: () => {
      log.settle();
      return null;
    },
    failed: (error) => logger.warn('log not emptied yet', { reason: diskFailureOf(error) }),
  });
  const owned = new DisposableStore();
  owned.add(duty);
  owned.add(log.owed.on(() => duty.run()));
  duty.run();
  return owned;
}
