import type { Logger } from '../platform/logger';
import type { CommandLine } from './command-line';
import type { LinkInbox } from './link-inbox';
import type { Shutdown } from './shutdown';

/** What every part of the start needs. */
export interface Launch {
  readonly commandLine: CommandLine;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
  /** Links that were opened outside. */
  readonly links: LinkInbox;
  /** The folder that has the app's own files. */
  readonly installDirectory: string;
}
