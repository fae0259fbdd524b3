import type { CallName, Calls } from '../../preload/contract/api';
import { callChannel, callNames, changesChannel } from '../../preload/contract/channels';
import type { Change } from '../../preload/contract/changes';
import { fail, succeed } from '../../preload/contract/result';
import { callSchemas } from '../../preload/contract/schemas';
import type { Clock } from '../platform/clock';
import { diskFailureOf } from '../platform/disk-failure';
import { DisposableStore, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import { ChangeBroadcaster } from './change-broadcaster';
import type { IpcPort } from './ipc-port';
import type { Messenger } from './messenger';
import type { ShellCalls } from './shell-calls';

/** What the server connects. */
export interface IpcServerOptions {
  readonly port: IpcPort;
  readonly messenger: Messenger;
  readonly shell: ShellCalls;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The running server. */
export interface IpcServer extends Disposable {
  /** Tells the windows a change that does not come from the messenger. */
  announce(change: Change): void;
}

type Handlers = { readonly [N in CallName]: (argument: Parameters<Calls[N]>[0]) => unknown };

/**
 * The contract's implementation: every call is checked by its schema, handed to the messenger or the shell, and answered
 * by a value. Nothing thrown ever crosses the bridge: it is logged by name, and answered as what it says about the disk or
 * as `internal`.
 */
export function startIpcServer(options: IpcServerOptions): IpcServer {
  const { port, messenger, clock } = options;
  const disposables = new DisposableStore();
  const broadcaster = new ChangeBroadcaster(clock, (batch) => port.broadcast(changesChannel, batch));
  const handlers = createHandlers(options, broadcaster);
  for (const name of callNames) {
    const answer = createAnswer(name, handlers, options.logger);
    disposables.add(port.handle(callChannel(name), answer));
  }
  disposables.add(messenger.onChange((change) => broadcaster.announce(change)));
  disposables.add(broadcaster);
  return {
    announce: (change) => broadcaster.announce(change),
    dispose: () => disposables.dispose(),
  };
}

function createHandlers({ messenger, shell }: IpcServerOptions, broadcaster: ChangeBroadcaster): Handlers {
  return {
    ...messenger.calls,
    'app.snapshot': () => ({
      ...messenger.snapshot(),
      platform: shell.platform,
      appVersion: shell.appVersion,
      revokeShortcutState: shell.revokeShortcutState,
      isScreenAway: shell.isScreenAway,
      changeNumber: broadcaster.lastNumber(),
    }),
    'app.copyText': (text) => {
      shell.copyText(text);
      return succeed();
    },
    'app.painted': () => {
      shell.painted();
      return null;
    },
    'app.attend': ({ isAttended }) => {
      shell.attend(isAttended);
      return null;
    },
    'app.pauseShortcut': ({ isPaused }) => {
      shell.pauseShortcut(isPaused);
      return null;
    },
  };
}

function createAnswer(name: CallName, handlers: Handlers, logger: Logger) {
  // The schema of a name parses to exactly that name's argument; the compiler cannot correlate the two tables.
  const handle = handlers[name] as (argument: unknown) => unknown;
  return async (argument: unknown): Promise<unknown> => {
    try {
      const parsed = callSchemas[name].safeParse(argument);
      if (!parsed.success) {
        logger.warn('argument refused', { call: name });
        return fail('invalidArgument');
      }
      return await handle(parsed.data);
    } catch (error) {
      const reason = diskFailureOf(error);
      const errorName = error instanceof Error ? error.name : 'unknown';
      logger.error('call failed', { call: name, error: errorName, reason });
      return fail(reason ?? 'internal');
    }
  };
}
