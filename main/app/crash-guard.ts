import type { Logger } from '../platform/logger';
import { errorFields } from '../platform/error-fields';

/**
 * Keeps an unexpected error from ending a running messenger: it is logged by name and code, and the app goes on, because
 * what the user was writing is worth more than a clean slate. Before `isRunning` the app gives up instead: a half-built
 * app would only pretend to work.
 */
export function guardAgainstCrashes(options: {
  readonly logger: Logger;
  readonly isRunning: () => boolean;
  readonly giveUp: (error: unknown) => void;
}): void {
  const report = (kind: string) => (error: unknown) => {
    options.logger.error(kind, errorFields(error));
    if (!options.isRunning()) options.giveUp(error);
  };
  process.on('uncaughtException', report('uncaught exception'));
  process.on('unhandledRejection', report('unhandled rejection'));
}
