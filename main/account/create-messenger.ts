import type { Change } from '../../preload/contract/changes';
import type { LockCalls } from '../../preload/contract/lock-calls';
import { fail, succeed } from '../../preload/contract/result';
import type { OpenAccountView } from '../../preload/contract/views';
import type { AppCallHandlers, Messenger, Notice } from '../ipc/messenger';
import { revokeLast } from '../messaging/revoke-message';
import { Emitter } from '../platform/emitter';
import { PacerBook } from '../platform/pacer';
import { nothingThere } from '../platform/ranged-answer';
import { makePrivateFolder } from '../platform/private-folder';
import { maxFrameBytes } from '../protocol/frame-limits';
import { createLateDial } from '../transport/late-dial';
import { AccountRegistry } from './account-registry';
import { Accounts } from './accounts';
import type { ActiveAccount } from './active-account';
import { createAccountDispatch } from './calls/account-dispatch';
import { toResult } from './calls/call-context';
import { toLeftOutView } from './left-out-view';
import { AppLock } from './lock/app-lock';
import { createLockCalls } from './lock/lock-calls';
import type { MessengerOptions, Network } from './messenger-options';
import { SettingsStore } from './settings-store';
import { gateRefusal } from './start-state';
import { UserAbsence } from './user-absence';

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
  const lock = new AppLock(options);
  const lockedOptions = { ...options, keyLock: lock };
  const changed = new Emitter<Change>();
  const noticed = new Emitter<Notice>();
  const network = options.network ?? realNetwork(options);
  const userAbsence = new UserAbsence();
  const accounts = new Accounts({
    options: lockedOptions,
    lock,
    whileLocked: () => settings.get().whileLocked,
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
      sharesReceipts: () => settings.get().sharesReceipts,
      mentionsBreakMute: () => settings.get().mentionsBreakMute,
      autoFetch: () => settings.get().autoFetch,
      userAbsence,
      typingNotices: () => settings.get().typingNotices,
    },
    tell: (change) => {
      // A locked window hears of nothing that belongs to an account.
      if (change.accountId === null || !isLocked()) changed.emit(change);
    },
    notify: (notice) => noticed.emit(notice),
  });
  const isLocked = (): boolean => lock.isOn && accounts.gate.state === 'locked';
  return {
    calls: {
      ...createAppCalls(accounts, settings, () => changed.emit({ accountId: null, kind: 'snapshot' })),
      ...createLockCalls({ lock, accounts, registry, options: lockedOptions }),
    },
    callAccount: createAccountDispatch(accounts, {
      nowMs: () => options.clock.nowMs(),
      clock: options.clock,
      pictures: options.pictures,
      files: options.files,
      random: options.random,
    }),
    snapshot: () => ({
      startState: accounts.gate.state,
      lock: lock.view(),
      settings: settings.get(),
      keyProtection: options.keyVault.protection,
      ...(isLocked()
        ? nothingOfAccounts
        : {
            accounts: accounts.open.all().map(toOpenAccountView),
            currentAccountId: accounts.open.shown()?.profile.accountId ?? null,
            knownAccounts: registry.known(),
            startFailures: accounts.startFailures(),
          }),
    }),
    settings: () => settings.get(),
    gateRefusal: () => gateRefusal(accounts.gate.state),
    lockView: () => lock.view(),
    lock: () => accounts.lock(),
    currentAccountId: () => (isLocked() ? null : (accounts.open.shown()?.profile.accountId ?? null)),
    unreadTotal: () =>
      isLocked() ? 0 : accounts.open.all().reduce((total, account) => total + unreadOf(account, settings), 0),
    show: (accountId) => accounts.show(accountId),
    start: () => accounts.start(),
    revokeLast: () => {
      if (isLocked()) return fail('appLocked');
      const open = accounts.open.all();
      if (open.length === 0) return fail('notSignedIn');
      const outcome = revokeLast(open.map(({ messaging }) => messaging));
      if (!outcome.ok) return toResult(outcome);
      const { environment, conversationId } = outcome.value;
      const account = open.find(({ messaging }) => messaging === environment);
      return succeed({ chatTitle: account?.chatTitle(conversationId) ?? '' });
    },
    isShowingSecrets: () => accounts.open.all().some((account) => account.isShowingSecrets()),
    leaveChats: () => accounts.open.all().forEach((account) => account.leaveChats()),
    media: (handle, range) => {
      // Whoever cannot unlock the app hears nothing of it.
      if (gateRefusal(accounts.gate.state) !== null) return nothingThere;
      for (const { files } of accounts.open.all()) {
        const answer = files.playback.answer(handle, range);
        if (answer !== null) return answer;
      }
      return nothingThere;
    },
    endMedia: () => accounts.open.all().forEach(({ files }) => files.playback.closeAll()),
    cover: () => accounts.open.all().forEach((account) => account.cover()),
    wakeUp: () => accounts.wakeUp(),
    userMoved: (isAway) => userAbsence.note(isAway),
    onChange: (listener) => changed.on(listener),
    onNotice: (listener) => noticed.on(listener),
    stop: () => accounts.stop(),
  };
}

function createAppCalls(
  accounts: Accounts,
  settings: SettingsStore,
  settingsChanged: () => void,
): Omit<AppCallHandlers, keyof LockCalls> {
  return {
    'app.changeSettings': (patch) => {
      const changedSettings = settings.change(patch);
      settingsChanged();
      return succeed(changedSettings);
    },
    'account.signUp': (credentials) => accounts.signUp(credentials),
    'account.signIn': (credentials) => accounts.signIn(credentials),
    'account.resume': ({ accountId }) => accounts.resume(accountId),
    'account.tryHere': ({ name }) => accounts.tryHere(name, settings.get().locale === 'en' ? 'en' : 'zh'),
    'account.keepAside': (identity) => accounts.keepAside(identity),
  };
}

const nothingOfAccounts = {
  accounts: [],
  currentAccountId: null,
  knownAccounts: [],
  startFailures: [],
} as const;

function unreadOf({ store }: ActiveAccount, settings: SettingsStore): number {
  const { loud, quietMentions } = store.care.unreadTally();
  return loud + (settings.get().mentionsBreakMute ? quietMentions : 0);
}

const toOpenAccountView = (account: ActiveAccount): OpenAccountView => ({
  account: account.view(),
  connection: account.connection(),
  presence: account.presence.ownView(),
  keyProtection: account.keyProtection,
  missingOnServer: account.missing.count(),
  leftOut: toLeftOutView(account.store),
  trial: account.trial?.view() ?? null,
});

/** The code that talks to the network is not read before somebody dials: the chats are on the screen without it. */
function realNetwork({ clock, mayConnect }: MessengerOptions): Network {
  return {
    dial: createLateDial(async () => {
      await mayConnect;
      const { createWebSocketDial } = await import('../transport/web-socket-transport');
      return createWebSocketDial({
        clock,
        origin,
        connectTimeoutMs,
        maxMessageBytes: maxFrameBytes,
        closeTimeoutMs: 2_000,
      });
    }),
    post: async (...request) => {
      const { createHttpPost } = await import('../transport/http-post');
      return createHttpPost({ origin, timeoutMs: connectTimeoutMs, maxAnswerBytes: 64 * 1024 })(...request);
    },
  };
}
