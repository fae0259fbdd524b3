import { join } from 'node:path';
import { app, clipboard, globalShortcut, powerMonitor, safeStorage, session } from 'electron';
import { createMessenger } from './account/create-messenger';
import { bootstrap } from './app/bootstrap';
import { serveBundle } from './app/bundle-protocol';
import { parseCommandLine, type CommandLine } from './app/command-line';
import { guardAgainstCrashes } from './app/crash-guard';
import { demoMessenger } from './app/demo';
import { Desktop } from './app/desktop';
import { createElectronIpcPort } from './app/electron-ipc-port';
import { createServerFork } from './app/electron-server-child';
import { errorFields } from './platform/error-fields';
import { GlobalShortcut } from './app/global-shortcut';
import { iconsFor } from './app/icons';
import { initialSettings } from './app/initial-settings';
import { findKeyStore } from './app/key-store';
import { createLinkOpener } from './app/link-opener';
import { LocalServerProcess, portFile } from './app/local-server-process';
import { openKeyVault } from './app/operating-system-key-vault';
import { openProfile, type Profile } from './app/profile';
import { ScreenPresence } from './app/screen-presence';
import { writeScreenshot } from './app/screenshot';
import { enterDemo, needsScript, runScript, type Complaint } from './app/scripted-run';
import { hasSessionBus } from './app/session-bus';
import type { Shutdown } from './app/shutdown';
import { askAboutStart } from './app/start-dialog';
import { localeOf, textsFor, type Translate } from './app/texts';
import { hasTray } from './app/tray-presence';
import { watchWakeUps } from './app/wake-up';
import { windowSession } from './app/window-session';
import { guardEveryPage, guardSession } from './app/web-security';
import { startIpcServer, type IpcServer } from './ipc/ipc-server';
import type { Messenger } from './ipc/messenger';
import type { ShellCalls } from './ipc/shell-calls';
import { systemClock as clock } from './platform/clock';
import { keepAside, UnreadableFileError } from './platform/json-file';
import { limitLines } from './platform/line-limit';
import { createConsoleLogger, type Logger } from './platform/logger';
import { systemRandom as random } from './platform/random';

/** What every part of the start needs. */
interface Launch {
  readonly commandLine: CommandLine;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
}

/** What the calls of the bridge reach. */
interface CallsEnvironment {
  readonly messenger: Messenger;
  readonly revokeShortcut: GlobalShortcut;
  readonly screen: ScreenPresence;
}

/** The built app. */
interface RunningApp {
  readonly desktop: Desktop;
  readonly messenger: Messenger;
  readonly ipcServer: IpcServer;
  readonly hasPainted: () => boolean;
  /** What went wrong before the window was made. */
  readonly complaint: Complaint;
}

// The bundle lies in `out/main`.
const installDirectory = join(__dirname, '../..');

main();

function main(): void {
  const parsed = parseCommandLine(process.argv.slice(1));
  if (!parsed.ok) {
    complain(parsed.message);
    app.exit(2);
    return;
  }
  const commandLine = parsed.value;
  const logger = limitLines(createConsoleLogger('tim', commandLine.isVerbose ? 'info' : 'warn'), clock);
  const shutdown = bootstrap(commandLine, clock, logger);
  if (shutdown === null) return;
  let isRunning = false;
  const launch = { commandLine, logger, shutdown };
  const giveUp = (error: unknown): void => {
    tellAndEnd(error, launch).catch((failure: unknown) => {
      logger.error('the end was not told', errorFields(failure));
      app.exit(1);
    });
  };
  guardAgainstCrashes({ logger, isRunning: () => isRunning, giveUp });
  start(launch)
    .then((running) => {
      isRunning = true;
      return runCommandLine(launch, running);
    })
    .catch((error: unknown) => {
      logger.error('start failed', errorFields(error));
      giveUp(error);
    });
}

/** Builds the graph from the outside in; each part registers its end as soon as it lives. */
async function start(launch: Launch): Promise<RunningApp> {
  const { commandLine, logger, shutdown } = launch;
  await app.whenReady();
  const { profile, messenger } = await openPatiently(launch);
  const trayIsThere = hasTray(process.platform, { hasBus: hasSessionBus(process.env) });
  await applyCommandLine(messenger, commandLine);
  // The demonstration begins with its chats; everybody else sees the window first and the account as soon as it is open.
  const demoComplaint = commandLine.isDemo ? await beginDemo(messenger, launch) : null;
  const painted = { window: false, page: false };
  const revokeShortcut = followShortcut(messenger, launch);
  const screen = new ScreenPresence({ power: powerMonitor, platform: process.platform, clock });
  shutdown.add(() => screen.dispose());
  const holder: { desktop: Desktop | null } = { desktop: null };
  const ipcServer = serveCalls({ messenger, revokeShortcut, screen }, launch, {
    painted: () => (painted.page = true),
    attend: (isAttended) => holder.desktop?.attend(isAttended),
  });
  securePages(holder, launch);
  const desktop = new Desktop({
    messenger,
    announce: (change) => ipcServer.announce(change),
    revokeShortcut,
    screen,
    icons: iconsFor(process.platform, join(installDirectory, 'resources/icons')),
    preloadFile: join(installDirectory, 'out/preload/index.js'),
    windowStateFile: profile.windowStateFile,
    windowSize: commandLine.windowSize,
    hasTray: await trayIsThere,
    isDevelopment: !app.isPackaged,
    isQuitting: () => shutdown.hasBegun,
    clock,
    logger: logger.child('desktop'),
  });
  holder.desktop = desktop;
  shutdown.add(() => desktop.dispose());
  shutdown.add(() => desktop.window.hearOut());
  desktop.window.painted.on(() => (painted.window = true));
  followSystem(launch, { desktop, screen }, { messenger, ipcServer });
  await Promise.all([desktop.window.load(), commandLine.isDemo ? null : openAccounts(messenger, launch)]);
  const hasPainted = (): boolean => painted.window && painted.page;
  return { desktop, messenger, ipcServer, hasPainted, complaint: demoComplaint };
}

/** The calls of the bridge, and the little of them that only the shell can answer. */
function serveCalls(
  { messenger, revokeShortcut, screen }: CallsEnvironment,
  { logger, shutdown }: Launch,
  page: Pick<ShellCalls, 'painted' | 'attend'>,
): IpcServer {
  const ipcServer = startIpcServer({
    port: createElectronIpcPort(logger.child('ipc')),
    messenger,
    shell: {
      copyText: (text) => {
        // Older versions of Electron answer nothing, newer ones a promise.
        Promise.resolve(clipboard.writeText(text)).catch((error: unknown) => {
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
    },
    logger: logger.child('ipc'),
    clock,
  });
  shutdown.add(() => ipcServer.dispose());
  revokeShortcut.stateChanged.on(() => ipcServer.announce({ accountId: null, kind: 'snapshot' }));
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
async function openPatiently(
  launch: Launch,
): Promise<{ readonly profile: Profile; readonly messenger: Messenger }> {
  for (;;) {
    try {
      const profile = openProfile(app.getPath('userData'));
      portFile(profile.portFile).load();
      return { profile, messenger: await buildMessenger(profile, launch) };
    } catch (error) {
      launch.logger.error('profile not opened', errorFields(error));
      if (!(await wantsAnotherTry(error, launch))) throw new StartGivenUpError();
    }
  }
}

async function wantsAnotherTry(error: unknown, { commandLine, logger }: Launch): Promise<boolean> {
  if (isUnattended(commandLine)) throw error;
  const choice = await askAboutStart(error, textsOf(commandLine));
  if (choice !== 'keepAside' || !(error instanceof UnreadableFileError)) return choice === 'retry';
  try {
    keepAside(error.file);
  } catch (secondError) {
    // The next try meets the same file and asks again.
    logger.error('file not set aside', errorFields(secondError));
  }
  return true;
}

/** A failure after which there is nothing to go on with: told, then the end. */
async function tellAndEnd(error: unknown, { commandLine, shutdown }: Launch): Promise<void> {
  if (isUnattended(commandLine)) complain('the app could not start');
  else if (!(error instanceof StartGivenUpError) && !shutdown.hasBegun) {
    await app.whenReady();
    await askAboutStart(error, textsOf(commandLine));
  }
  shutdown.begin(1);
}

/** The user has been told and wants to quit. */
class StartGivenUpError extends Error {
  override readonly name = 'StartGivenUpError';
}

/** Nobody sits there who could answer a question. */
const isUnattended = (commandLine: CommandLine): boolean => needsScript(commandLine);

/** The settings cannot be asked for the language: they may be what cannot be read. */
const textsOf = ({ locale }: CommandLine): Translate => textsFor(locale ?? localeOf(app.getLocale()));

/** The messenger with what only the operating system can give it. */
async function buildMessenger(profile: Profile, { logger, shutdown }: Launch): Promise<Messenger> {
  const keyVault = await openKeyVault({
    keyStore: await findKeyStore(safeStorage),
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
  });
  shutdown.add(() => messenger.stop());
  return messenger;
}

function securePages(holder: { readonly desktop: Desktop | null }, { logger }: Launch): void {
  const openLink = createLinkOpener({
    desktop: () =>
      holder.desktop && {
        browserWindow: holder.desktop.window.browserWindow,
        translate: holder.desktop.translate(),
      },
    logger: logger.child('links'),
  });
  const security = { openLink, allowsDevTools: !app.isPackaged, logger: logger.child('web') };
  guardEveryPage(security);
  // Electron always makes a default session. Nothing uses it; it is guarded all the same.
  for (const guarded of [session.defaultSession, windowSession()]) guardSession(guarded, security);
  serveBundle(windowSession(), join(installDirectory, 'out/renderer'), logger.child('bundle'));
}

/** What the operating system tells a running app. */
function followSystem(
  { shutdown }: Launch,
  { desktop, screen }: { readonly desktop: Desktop; readonly screen: ScreenPresence },
  { messenger, ipcServer }: { readonly messenger: Messenger; readonly ipcServer: IpcServer },
): void {
  app.on('second-instance', () => desktop.window.reveal());
  app.on('activate', () => desktop.window.reveal());
  powerMonitor.on('shutdown', () => shutdown.begin(0));
  const wakeUps = watchWakeUps(clock, () => messenger.wakeUp());
  screen.changed.on(({ isAway }) => {
    if (isAway) messenger.cover();
    ipcServer.announce({ accountId: null, kind: 'snapshot' });
  });
  shutdown.add(() => wakeUps.dispose());
}

/** Does what `--demo`, `--screenshot` and `--exit` ask for. */
async function runCommandLine({ commandLine, shutdown }: Launch, running: RunningApp): Promise<void> {
  if (!needsScript(commandLine)) return;
  const { desktop, messenger, ipcServer, hasPainted } = running;
  const complaint =
    running.complaint ??
    (await runScript({
      commandLine,
      messenger: demoMessenger(messenger),
      clock,
      announce: (change) => ipcServer.announce(change),
      hasPainted,
      takePicture: (file) => writeScreenshot(desktop.window.browserWindow, file),
    }));
  if (complaint !== null) complain(complaint);
  if (commandLine.exitsWhenPainted) shutdown.begin(complaint === null ? 0 : 1);
}

function complain(message: string): void {
  process.stderr.write(`tim-desktop: ${message}\n`);
}

function platformName(): 'win32' | 'darwin' | 'linux' {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}
