import type {
  AccountCallName,
  AppCallName,
  CallAnswer,
  CallArgument,
  CallName,
} from '../../preload/contract/api';
import { accountCallNames, appCallNames, callChannel, changesChannel } from '../../preload/contract/channels';
import type { Change } from '../../preload/contract/changes';
import { fail, succeed } from '../../preload/contract/result';
import { accountCallSchemas, accountEnvelopeSchema, appCallSchemas } from '../../preload/contract/schemas';
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

type AppHandlers = {
  readonly [N in AppCallName]: (argument: CallArgument<N>) => CallAnswer<N> | Promise<CallAnswer<N>>;
};

/** Checks an untrusted argument and does what is asked; null when it is not of the contract. */
type Attempt = (argument: unknown) => { readonly answer: unknown } | null;

/**
 * The contract's implementation: every call is checked by its schema, handed to the messenger or the shell, and answered
 * by a value. Nothing thrown ever crosses the bridge: it is logged by name, and answered as what it says about the disk or
 * as `internal`.
 */
export function startIpcServer(options: IpcServerOptions): IpcServer {
  const { port, messenger, clock } = options;
  const disposables = new DisposableStore();
  const broadcaster = new ChangeBroadcaster(clock, (batch) => port.broadcast(changesChannel, batch));
  const serve = (name: CallName, attempt: Attempt): void => {
    disposables.add(port.handle(callChannel(name), createAnswer(name, attempt, options.logger)));
  };
  const handlers = createAppHandlers(options, broadcaster);
  for (const name of appCallNames) serve(name, attemptApp(name, handlers, messenger));
  for (const name of accountCallNames) serve(name, attemptAccount(name, messenger));
  disposables.add(messenger.onChange((change) => broadcaster.announce(change)));
  disposables.add(broadcaster);
  return {
    announce: (change) => broadcaster.announce(change),
    dispose: () => disposables.dispose(),
  };
}

function createAppHandlers(
  { messenger, shell }: IpcServerOptions,
  broadcaster: ChangeBroadcaster,
): AppHandlers {
  return {
    ...messenger.calls,
    'app.snapshot': async () => {
      await shell.begun;
      return {
        ...messenger.snapshot(),
        platform: shell.platform,
        appVersion: shell.appVersion,
        dataFolder: shell.dataFolder,
        linkNumber: shell.linkNumber,
        revokeShortcutState: shell.revokeShortcutState,
        isScreenAway: shell.isScreenAway,
        changeNumber: broadcaster.lastNumber(),
      };
    },
    'app.copyText': (text) => {
      shell.copyText(text);
      return succeed();
    },
    'app.openLink': (link) => (shell.openLink(link) ? succeed() : fail('linkRefused')),
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
    'app.takeLink': () => (messenger.gateRefusal() === 'appLocked' ? null : shell.takeLink()),
    'app.microphone': async ({ isWanted }) =>
      (await shell.microphone(isWanted)) ? succeed() : fail('microphoneRefused'),
  };
}

/** The gate for calls about the app: a locked one can be looked at and unlocked, and nothing else. */
const isRefusedWhileLocked = {
  'app.snapshot': false,
  'app.changeSettings': true,
  'app.copyText': true,
  'app.openLink': true,
  'app.painted': false,
  'app.attend': false,
  'app.pauseShortcut': false,
  // Answers nothing while the app is locked: the link waits.
  'app.takeLink': false,
  'app.microphone': true,
  'account.signUp': true,
  'account.signIn': true,
  'account.resume': true,
  'account.tryHere': true,
  'account.keepAside': true,
  'lock.turnOn': true,
  'lock.change': true,
  'lock.turnOff': true,
  'lock.now': false,
  'lock.unlock': false,
  'lock.forget': false,
} as const satisfies Record<AppCallName, boolean>;

function attemptApp(name: AppCallName, handlers: AppHandlers, messenger: Messenger): Attempt {
  // The schema of a name parses to exactly that name's argument; the compiler cannot correlate the two tables.
  const handle = handlers[name] as (argument: unknown) => unknown;
  return (argument) => {
    const parsed = appCallSchemas[name].safeParse(argument);
    if (!parsed.success) return null;
    // Accounts may be opened by hand while those of the last session are still being opened, and never past a lock.
    const isLocked = isRefusedWhileLocked[name] && messenger.gateRefusal() === 'appLocked';
    return { answer: isLocked ? fail('appLocked') : handle(parsed.data) };
  };
}

/** Opens the envelope: the one place where a call finds out whose it is. */
function attemptAccount(name: AccountCallName, messenger: Messenger): Attempt {
  return (argument) => {
    const envelope = accountEnvelopeSchema.safeParse(argument);
    if (!envelope.success) return null;
    const parsed = accountCallSchemas[name].safeParse(envelope.data.argument);
    if (!parsed.success) return null;
    // The gate: no call reaches an account before it is known which there are, or while the app is locked.
    const refusal = messenger.gateRefusal();
    if (refusal !== null) return { answer: fail(refusal) };
    const answer = messenger.callAccount(envelope.data.accountId, name, parsed.data);
    return { answer: answer instanceof Promise ? throughGate(answer, messenger) : answer };
  };
}

/** What was asked for before the app was locked is not answered after it. */
async function throughGate(answer: Promise<unknown>, messenger: Messenger): Promise<unknown> {
  const value = await answer;
  return messenger.gateRefusal() === 'appLocked' ? fail('appLocked') : value;
}

function createAnswer(name: CallName, attempt: Attempt, logger: Logger) {
  return async (argument: unknown): Promise<unknown> => {
    try {
      const outcome = attempt(argument);
      if (outcome === null) {
        logger.warn('argument refused', { call: name });
        return fail('invalidArgument');
      }
      return await outcome.answer;
    } catch (error) {
      const reason = diskFailureOf(error);
      const errorName = error instanceof Error ? error.name : 'unknown';
      logger.error('call failed', { call: name, error: errorName, reason });
      return fail(reason ?? 'internal');
    }
  };
}
