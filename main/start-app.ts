import { join } from 'node:path';
import { app, clipboard, globalShortcut, powerMonitor, safeStorage } from 'electron';
import { createMessenger } from './account/create-messenger';
import { demoMessenger } from './app/demo';
import { Desktop } from './app/desktop';
import { readLockState } from './app/desktop-status';
import type { CommandLine } from './app/command-line';
import { createServerFork } from './app/electron-server-child';
import { engineDifferences } from './app/engine-differences';
import type { FirstWindow } from './app/first-window';
import { GlobalShortcut } from './app/global-shortcut';
import { iconsFor } from './app/icons';
import { initialSettings } from './app/initial-settings';
import type { Launch } from './app/launch';
import { LocalServerProcess, portFile } from './app/local-server-process';
import { LockTriggers } from './app/lock-triggers';
import type { MainWindow } from './app/main-window';
import { mayUseMicrophone } from './app/microphone-access';
import { openKeyVault } from './app/operating-system-key-vault';
import { openProfile, type Profile } from './app/profile';
import { ScreenPresence } from './app/screen-presence';
import { enterDemo, needsScript, type Complaint } from './app/scripted-run';
import { hasSessionBus } from './app/session-bus';
import { fileOutlet } from './app/file-outlet';
import { pictureOutlet } from './app/picture-outlet';
import { askAboutStart } from './app/start-dialog';
import { StartGivenUpError } from './app/start-failure';
import { localeOf } from './app/texts';
import { hasTray } from './app/tray-presence';
import { UserWatch } from './app/user-watch';
import { watchWakeUps } from './app/wake-up';
import type { IpcPort } from './ipc/ipc-port';
import { startIpcServer, type IpcServer } from './ipc/ipc-server';
import type { Messenger } from './ipc/messenger';
import type { ShellCalls } from './ipc/shell-calls';
import { systemClock as clock } from './platform/clock';
import { defer } from './platform/deferred';
import { errorFields } from './platform/error-fields';
import { keepAside, UnreadableFileError } from './platform/json-file';
import { systemRandom as random } from './platform/random';
import { nextTurn } from './platform/turn';

// The first screen and the first connection need the same processors, and nobody looks at the connection first. A window that
// does not paint keeps nobody offline for longer than this.
const connectionsWaitMs = 2_000;
/** So long the page waits for the accounts of the last session before it is told that they are being opened, ms. */
const beginningWaitMs = 100;

const engine = engineDifferences({ clipboard, safeStorage });

/** What the calls of the bridge reach. */
interface CallsEnvironment {
  readonly messenger: Messenger;
  readonly revokeShortcut: GlobalShortcut;
  readonly screen: ScreenPresence;
  readonly port: IpcPort;
}

/** The built app. */
export interface RunningApp {
  readonly desktop: Desktop;
  readonly messenger: Messenger;
  readonly ipcServer: IpcServer;
  /** The window is on the screen with its first data. */
  readonly hasPainted: () => boolean;
  /** What went wrong before the page was answered. */
  readonly complaint: Complaint;
}

/**
 * Builds everything that stands behind the window, from the outside in, while the window loads; each part registers its end as
 * soon as it lives.
 */
export async function startApp(launch: Launch, first: FirstWindow): Promise<RunningApp> {
  const { commandLine, logger, shutdown } = launch;
  const { window, holder } = first;
  const mayConnect = defer<null>();
  const messenger = await openPatiently(launch, mayConnect.promise);
  clock.after(connectionsWaitMs, () => mayConnect.resolve(null));
  await applyCommandLine(messenger, commandLine);
  // The demonstration begins with its chats: the page, which has its first question by now, waits so long for the answer.
  if (commandLine.isDemo) mayConnect.resolve(null);
  const complaint = commandLine.isDemo ? await beginDemo(messenger, launch) : null;
  const begun = defer<null>();
  clock.after(beginningWaitMs, () => begun.resolve(null));
  let hasPaintedData = false;
  const revokeShortcut = followShortcut(messenger, launch);
  const screen = new ScreenPresence({ power: powerMonitor, platform: process.platform, clock });
  shutdown.add(() => screen.dispose());
  const ipcServer = serveCalls({ messenger, revokeShortcut, screen, port: first.port }, launch, {
    openLink: first.openLink,
    painted: () => {
      hasPaintedData = true;
      mayConnect.resolve(null);
    },
    attend: (isAttended) => holder.desktop?.attend(isAttended),
    microphone: (isWanted) => openMicrophone(first, isWanted),
    begun: begun.promise,
  });
  holder.media = (handle, range) => messenger.media(handle, range);
  // A page that has ended plays and records nothing more.
  window.pageEnded.on(() => {
    messenger.endMedia();
    first.microphone.close();
  });
  const lock = (): void => lockWhenHeard({ messenger, window }, launch);
  const desktop = new Desktop({
    messenger,
    lock,
    announce: (change) => ipcServer.announce(change),
    revokeShortcut,
    screen,
    icons: iconsFor(process.platform, join(launch.installDirectory, 'resources/icons')),
    window,
    isDevelopment: !app.isPackaged,
    clock,
    logger: logger.child('desktop'),
  });
  holder.desktop = desktop;
  shutdown.add(() => desktop.dispose());
  shutdown.add(() => window.hearOut());
  followSystem(launch, { desktop, screen }, { messenger, ipcServer });
  shutdown.add(followLock({ messenger, desktop, screen, lock }));
  const openLast = async (): Promise<void> => {
    await nextTurn();
    // The demonstration has done it before.
    if (!commandLine.isDemo) await openAccounts(messenger, launch);
    begun.resolve(null);
  };
  await Promise.all([first.loaded, showTray(desktop, launch), openLast()]);
  const hasPainted = (): boolean => window.hasPainted && hasPaintedData;
  return { desktop, messenger, ipcServer, hasPainted, complaint };
}

/** The page may hear the microphone from now on, or no longer; false when the system refuses it. */
async function openMicrophone({ microphone }: FirstWindow, isWanted: boolean): Promise<boolean> {
  if (isWanted) return microphone.open(() => mayUseMicrophone(process.platform));
  microphone.close();
  return true;
}

/** An icon in the tray, where somebody would see it. */
async function showTray(desktop: Desktop, { shutdown }: Launch): Promise<void> {
  const isSeen = await hasTray(process.platform, { hasBus: hasSessionBus(process.env) });
  if (isSeen && !shutdown.hasBegun) desktop.showTray();
}

/** The calls of the bridge, and the little of them that only the shell can answer. */
function serveCalls(
  { messenger, revokeShortcut, screen, port }: CallsEnvironment,
  { logger, shutdown, links }: Launch,
  page: Pick<ShellCalls, 'painted' | 'attend' | 'microphone' | 'openLink' | 'begun'>,
): IpcServer {
  const ipcServer = startIpcServer({
    port,
    messenger,
    shell: {
      copyText: (text) => {
        engine.copyText(text).catch((error: unknown) => {
          logger.error('copying failed', errorFields(error));
        });
      },
      ...page,
      get isScreenAway() {
        return screen.isAway;
      },
      pauseShortcut: (isPaused) => revokeShortcut.pause(isPaused),
      get revokeShortcutState() {
        return revokeShortcut.state;
      },
      platform: platformName(),
      appVersion: app.getVersion(),
      dataFolder: app.getPath('userData'),
      takeLink: () => links.take(),
      get linkNumber() {
        return links.number;
      },
    },
    logger: logger.child('ipc'),
    clock,
  });
  shutdown.add(() => ipcServer.dispose());
  revokeShortcut.stateChanged.on(() => ipcServer.announce({ accountId: null, kind: 'snapshot' }));
  links.came.on(() => ipcServer.announce({ accountId: null, kind: 'snapshot' }));
  return ipcServer;
}

/** The global shortcut, as the settings have it. */
function followShortcut(messenger: Messenger, { logger, shutdown }: Launch): GlobalShortcut {
  const shortcut = new GlobalShortcut({ port: globalShortcut, clock, logger: logger.child('shortcut') });
  shutdown.add(() => shortcut.dispose());
  const follow = (): void => shortcut.follow(messenger.settings().revokeShortcut);
  messenger.onChange(({ kind }) => {
    if (kind === 'snapshot') follow();
  });
  follow();
  return shortcut;
}

/** Settings as the command line has them, before there is a window that shows them. */
async function applyCommandLine(messenger: Messenger, commandLine: CommandLine): Promise<void> {
  const settings = initialSettings(commandLine);
  if (settings !== null) await messenger.calls['app.changeSettings'](settings);
}

/** Opens the accounts of the last session; the window says meanwhile that it does. */
async function openAccounts(messenger: Messenger, { logger }: Launch): Promise<void> {
  await messenger.start().catch((error: unknown) => {
    logger.error('sign-in failed', errorFields(error));
  });
}

async function beginDemo(messenger: Messenger, launch: Launch): Promise<Complaint> {
  await openAccounts(messenger, launch);
  return enterDemo(demoMessenger(messenger));
}

/**
 * The profile and its messenger. Their files are input: what cannot be read or written is told, and stays as it is unless
 * the user has it set aside.
 */
async function openPatiently(launch: Launch, mayConnect: Promise<unknown>): Promise<Messenger> {
  for (;;) {
    try {
      const profile = openProfile(app.getPath('userData'));
      portFile(profile.portFile).load();
      return await buildMessenger({ profile, mayConnect }, launch);
    } catch (error) {
      launch.logger.error('profile not opened', errorFields(error));
      if (!(await wantsAnotherTry(error, launch))) throw new StartGivenUpError();
    }
  }
}

async function wantsAnotherTry(error: unknown, { commandLine, logger }: Launch): Promise<boolean> {
  // Nobody sits there who could answer a question.
  if (needsScript(commandLine)) throw error;
  const choice = await askAboutStart(error, commandLine.locale);
  if (choice !== 'keepAside' || !(error instanceof UnreadableFileError)) return choice === 'retry';
  try {
    keepAside(error.file);
  } catch (secondError) {
    // The next try meets the same file and asks again.
    logger.error('file not set aside', errorFields(secondError));
  }
  return true;
}

/** The messenger with what only the operating system can give it. */
async function buildMessenger(
  { profile, mayConnect }: { readonly profile: Profile; readonly mayConnect: Promise<unknown> },
  { logger, shutdown, installDirectory }: Launch,
): Promise<Messenger> {
  const keyVault = await openKeyVault({
    keyStore: await engine.keyStore(),
    file: profile.keyFile,
    random,
    logger: logger.child('keys'),
  });
  const localServer = new LocalServerProcess({
    fork: createServerFork(join(installDirectory, 'out/main/server.js')),
    dataDirectory: profile.serverDirectory,
    portFile: profile.portFile,
    clock,
    logger: logger.child('server'),
  });
  shutdown.add(() => localServer.stop());
  const messenger = createMessenger({
    dataDirectory: profile.dataDirectory,
    defaultLocale: localeOf(app.getLocale()),
    keyVault,
    localServer,
    clock,
    random,
    logger,
    mayConnect,
    pictures: pictureOutlet,
    files: fileOutlet,
  });
  shutdown.add(() => messenger.stop());
  return messenger;
}

/** What the operating system tells a running app. */
function followSystem(
  { shutdown, links }: Launch,
  { desktop, screen }: { readonly desktop: Desktop; readonly screen: ScreenPresence },
  { messenger, ipcServer }: { readonly messenger: Messenger; readonly ipcServer: IpcServer },
): void {
  app.on('second-instance', () => desktop.window.reveal());
  links.came.on(() => desktop.window.reveal());
  app.on('activate', () => desktop.window.reveal());
  powerMonitor.on('shutdown', () => shutdown.begin(0));
  const user = new UserWatch({ power: powerMonitor, screen, clock });
  user.changed.on((isAway) => messenger.userMoved(isAway));
  messenger.userMoved(user.isAway);
  shutdown.add(() => user.dispose());
  const wakeUps = watchWakeUps(clock, () => messenger.wakeUp());
  screen.changed.on(({ isAway }) => {
    if (isAway) messenger.cover();
    ipcServer.announce({ accountId: null, kind: 'snapshot' });
  });
  shutdown.add(() => wakeUps.dispose());
}

/** Locks once main has everything that the page has said: the last letters of a draft are on their way. */
function lockWhenHeard(
  { messenger, window }: { readonly messenger: Messenger; readonly window: MainWindow },
  { logger }: Launch,
): void {
  window
    .hearOut()
    .then(() => messenger.lock())
    .catch((error: unknown) => logger.error('not locked in order', errorFields(error)));
}

/** Locks by itself, as is set; the answer ends that. */
function followLock({
  messenger,
  desktop,
  screen,
  lock,
}: {
  readonly messenger: Messenger;
  readonly desktop: Desktop;
  readonly screen: ScreenPresence;
  readonly lock: () => void;
}): () => void {
  const triggers = new LockTriggers({
    power: powerMonitor,
    screen,
    clock,
    wish: () => {
      const { lockIdleMinutes, locksWithScreen } = messenger.settings();
      const isOpen = readLockState(messenger) === 'open';
      return { isOpen, idleMinutes: lockIdleMinutes, withScreen: locksWithScreen };
    },
    unattendedMs: () => desktop.unattendedMs(),
    lock,
  });
  const following = messenger.onChange(({ kind }) => {
    if (kind === 'snapshot') triggers.follow();
  });
  return () => {
    following.dispose();
    triggers.dispose();
  };
}

function platformName(): 'win32' | 'darwin' | 'linux' {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}
