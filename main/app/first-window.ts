import { join } from 'node:path';
import { app, session } from 'electron';
import type { IpcPort } from '../ipc/ipc-port';
import type { Messenger } from '../ipc/messenger';
import { systemClock as clock } from '../platform/clock';
import { defer } from '../platform/deferred';
import { serveBundle } from './bundle-protocol';
import type { Desktop } from './desktop';
import { createElectronIpcPort } from './electron-ipc-port';
import { iconsFor } from './icons';
import type { Launch } from './launch';
import { createLinkOpener } from './link-opener';
import { MainWindow } from './main-window';
import { serveMedia } from './media-protocol';
import { MicrophoneGate } from './microphone-gate';
import { profileOf } from './profile';
import { readSpellChecking } from './quiet-engine';
import { localeOf, textsFor } from './texts';
import { guardEveryPage, guardSession } from './web-security';
import { windowSession } from './window-session';

/** So long the page is waited for before anything else is done, ms. */
const pageWaitMs = 500;

/** The window, on its way, and what it will be joined to. */
export interface FirstWindow {
  readonly window: MainWindow;
  /** Resolves when the page is there; rejects when it could not be loaded. */
  readonly loaded: Promise<void>;
  /**
   * Resolves when the page's document is on its way, soon when that never comes. Its process has to do with itself then, and asks
   * this thread for next to nothing for the time of some pieces of a start.
   */
  readonly hasDocument: Promise<unknown>;
  /**
   * Resolves when the page has its script: until then it asks this thread step by step, for its document, for what its
   * bridge is made of and for its files, and each step would wait for whatever runs here. Soon, when that never comes.
   */
  readonly hasScript: Promise<unknown>;
  /** Where the calls of the page arrive; they wait there until somebody answers. */
  readonly port: IpcPort;
  /** Opens a link outside, perhaps after a question; false when it is refused. */
  readonly openLink: (link: string) => boolean;
  /** When the page may hear the microphone. */
  readonly microphone: MicrophoneGate;
  /** What the window belongs to, and what its page may play, once that is built. */
  readonly holder: Holder;
}

interface Holder {
  desktop: Desktop | null;
  media: Messenger['media'] | null;
}

/**
 * Guards the pages, makes the window and lets it load. The process of a page takes longer to start than everything that the
 * app has to build, so this comes first and needs little: no account, no settings, no database.
 */
export function openFirstWindow({ commandLine, logger, shutdown, installDirectory }: Launch): FirstWindow {
  const holder: Holder = { desktop: null, media: null };
  const openLink = createLinkOpener({
    desktop: () =>
      holder.desktop && {
        browserWindow: holder.desktop.window.browserWindow,
        translate: holder.desktop.translate(),
      },
    logger: logger.child('links'),
  });
  const spellChecking = readSpellChecking(app.getPath('userData'));
  const allowsDevTools = !app.isPackaged;
  const microphone = new MicrophoneGate(clock);
  shutdown.add(() => microphone.dispose());
  const security = { openLink, allowsDevTools, spellChecking, microphone, logger: logger.child('web') };
  guardEveryPage(security);
  guardSession(windowSession(), security);
  const document = defer<null>();
  const script = defer<null>();
  serveBundle(windowSession(), {
    rootDirectory: join(installDirectory, 'out/renderer'),
    hasDocument: () => document.resolve(null),
    hasScript: () => script.resolve(null),
    logger: logger.child('bundle'),
  });
  serveMedia(windowSession(), { media: () => holder.media, logger: logger.child('media') });
  const port = createElectronIpcPort(logger.child('ipc'));
  const window = new MainWindow({
    title: textsFor(commandLine.locale ?? localeOf(app.getLocale()))('window.title'),
    iconFile: iconsFor(process.platform, join(installDirectory, 'resources/icons')).app,
    preloadFile: join(installDirectory, 'out/preload/index.js'),
    stateFile: profileOf(app.getPath('userData')).windowStateFile,
    size: commandLine.windowSize,
    allowsDevTools,
    checksSpelling: spellChecking.isOn,
    keepsRunning: () => !shutdown.hasBegun && holder.desktop?.keepsRunning === true,
    clock,
    logger: logger.child('window'),
  });
  // A page that never asks keeps nobody from their messages.
  clock.after(pageWaitMs, () => {
    document.resolve(null);
    script.resolve(null);
  });
  const loaded = window.load();
  // Electron always makes a default session. Nothing uses it; it is guarded all the same.
  guardSession(session.defaultSession, security);
  return {
    window,
    loaded,
    hasDocument: document.promise,
    hasScript: script.promise,
    port,
    openLink,
    microphone,
    holder,
  };
}
