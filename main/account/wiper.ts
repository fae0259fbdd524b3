import type { Clock } from '../platform/clock';
import { diskFailureOf } from '../platform/disk-failure';
import { toDisposable, type Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import type { Logger } from '../platform/logger';
import type { AccountRegistry } from './account-registry';

/** What the wiper uses. */
export interface WiperEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: Pick<AccountRegistry, 'wiping' | 'endWipe'>;
  /** Destroys everything of one; may be called again after it rejected. */
  readonly destroy: (name: string) => Promise<void>;
}

/** A program that makes copies or looks for viruses holds a file for a moment. */
const retryMs = 4_000;

/**
 * Destroys what the registry says is to be destroyed. It is written there first and struck out last, so that a wipe that was
 * interrupted is finished by the next start; what the disk does not give out is tried again until it does.
 */
export class Wiper implements Disposable {
  private timer: Disposable = toDisposable(() => undefined);
  private running: Promise<void> | null = null;
  private isDisposed = false;

  constructor(private readonly environment: WiperEnvironment) {}

  /** Whether something of it may still be there. */
  isOwed(name: string): boolean {
    return this.environment.registry.wiping().includes(name);
  }

  /** Tries all of it now, and what is left again later. Never rejects. */
  runAll(): Promise<void> {
    this.running ??= this.tryAll().finally(() => (this.running = null));
    return this.running;
  }

  dispose(): void {
    this.isDisposed = true;
    this.timer.dispose();
  }

  private async tryAll(): Promise<void> {
    const { clock, logger, registry, destroy } = this.environment;
    this.timer.dispose();
    for (const name of registry.wiping()) {
      try {
        await destroy(name);
        registry.endWipe(name);
      } catch (error) {
        logger.warn('not wiped yet', { reason: diskFailureOf(error) });
      }
    }
    if (registry.wiping().length === 0 || this.isDisposed) return;
    this.timer = clock.after(retryMs, () => {
      this.runAll().catch((error: unknown) => logger.error('wiping failed', errorFields(error)));
    });
  }
}
