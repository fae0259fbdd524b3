import type { Change } from '../../preload/contract/changes';
import { fail, succeed } from '../../preload/contract/result';
import type { Messenger, MessengerCalls, Notice } from '../ipc/messenger';
import { revokeLast } from '../messaging/revoke-message';
import { Emitter } from '../platform/emitter';
import { PacerBook } from '../platform/pacer';
import { makePrivateFolder } from '../platform/private-folder';
import { maxFrameBytes } from '../protocol/frame-limits';
import { createHttpPost } from '../transport/http-post';
import { createWebSocketDial } from '../transport/web-socket-transport';
import { AccountRegistry } from './account-registry';
import { toAccountView } from './account-profile';
import { Accounts } from './accounts';
import { toResult, type CallContext } from './calls/call-context';
import { createContactCalls } from './calls/contact-calls';
import { createConversationCalls } from './calls/conversation-calls';
import { createDraftCalls } from './calls/draft-calls';
import { createMessageCalls } from './calls/message-calls';
import { createRoomCalls } from './calls/room-calls';
import { createSearchCalls } from './calls/search-calls';
import { signedOutConnection } from './connection-view';
import { nothingLeftOut, toLeftOutView } from './left-out-view';
import type { MessengerOptions, Network } from './messenger-options';
import { SettingsStore } from './settings-store';

// tim refuses a websocket without an Origin (section 1).
const origin = 'app://bundle';
const connectTimeoutMs = 10_000;
// The server's rate limit is for all its clients together: what runs in the background asks five times a second at most.
const backgroundIntervalMs = 200;

/**
 * Builds the messenger: everything below the shell. The composition root of what is free of Electron.
 *
 * @throws UnreadableFileError when a file of the profile is there and cannot be read
 */
export function createMessenger(options: MessengerOptions): Messenger {
  makePrivateFolder(options.dataDirectory);
  const settings = new SettingsStore(options.dataDirectory, options.defaultLocale);
  const registry = new AccountRegistry(options.dataDirectory);
  const changed = new Emitter<Change>();
  const noticed = new Emitter<Notice>();
  const network = options.network ?? realNetwork(options);
  const accounts = new Accounts({
    options,
    network,
    registry,
    account: {
      dial: network.dial,
      clock: options.clock,
      random: options.random,
      logger: options.logger,
      pacers: new PacerBook(options.clock, backgroundIntervalMs),
      revokeWindowSeconds: () => settings.get().revokeWindowSeconds,
      burnsOnLeave: () => settings.get().burnOnLeave,
      tell: (change) => changed.emit(change),
      notify: (notice) => noticed.emit(notice),
    },
  });
  const connection = () => accounts.active()?.connection() ?? signedOutConnection;
  return {
    calls: createCalls(accounts, settings, { changed, nowMs: () => options.clock.nowMs() }),
    snapshot: () => {
      const active = accounts.active();
      return {
        account: active === null ? null : toAccountView(active.profile, active.self()),
        connection: connection(),
        settings: settings.get(),
        knownAccounts: registry.known(),
        // An account may have been made before there was a key store, or while there was one.
        keyProtection: active?.keyProtection ?? options.keyVault.protection,
        startFailure: accounts.startFailure(),
        missingOnServer: active?.missing.count() ?? 0,
        leftOut: active === null ? nothingLeftOut : toLeftOutView(active.store),
      };
    },
    settings: () => settings.get(),
    connection,
    unreadTotal: () => accounts.active()?.store.conversations.unreadTotal() ?? 0,
    start: () => accounts.start(),
    revokeLast: () => {
      const active = accounts.active();
      return active === null ? fail('notSignedIn') : toResult(revokeLast(active.messaging));
    },
    isShowingSecrets: () => accounts.active()?.isShowingSecrets() ?? false,
    leaveChats: () => accounts.active()?.leaveChats(),
    cover: () => accounts.active()?.cover(),
    wakeUp: () => accounts.wakeUp(),
    onChange: (listener) => changed.on(listener),
    onNotice: (listener) => noticed.on(listener),
    stop: () => {
      accounts.stop();
      return Promise.resolve();
    },
  };
}

function createCalls(
  accounts: Accounts,
  settings: SettingsStore,
  { changed, nowMs }: { readonly changed: Emitter<Change>; readonly nowMs: () => number },
): MessengerCalls {
  const context: CallContext = { active: () => accounts.active(), nowMs };
  return {
    ...createMessageCalls(context),
    ...createSearchCalls(context),
    ...createConversationCalls(context),
    ...createDraftCalls(context),
    ...createContactCalls(context),
    ...createRoomCalls(context),
    'app.changeSettings': (patch) => {
      const changedSettings = settings.change(patch);
      changed.emit({ kind: 'snapshot' });
      return succeed(changedSettings);
    },
    'account.signUp': (credentials) => accounts.signUp(credentials),
    'account.signIn': (credentials) => accounts.signIn(credentials),
    'account.resume': ({ accountId }) => accounts.resume(accountId),
    'account.tryHere': ({ name }) => accounts.tryHere(name),
    'account.signOut': () => accounts.signOut(),
    'account.keepAside': (identity) => accounts.keepAside(identity),
    'account.resolveMissing': async ({ decision }) => {
      const active = accounts.active();
      if (active === null) return fail('notSignedIn');
      if ((await active.missing.resolve(decision)) === 'done') return succeed();
      return fail(active.connection().state === 'online' ? 'timedOut' : 'offline');
    },
    'connection.retryNow': () => {
      const active = accounts.active();
      if (active === null) return fail('notSignedIn');
      active.session.retryNow();
      return succeed();
    },
  };
}

function realNetwork({ clock }: MessengerOptions): Network {
  return {
    dial: createWebSocketDial({
      clock,
      origin,
      connectTimeoutMs,
      maxMessageBytes: maxFrameBytes,
      closeTimeoutMs: 2_000,
    }),
    post: createHttpPost({ origin, timeoutMs: connectTimeoutMs, maxAnswerBytes: 64 * 1024 }),
  };
}
