import { app } from 'electron';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { CommandLine } from './command-line';
import { createTemporaryProfile, removeTemporaryProfile } from './profile';
import { giveRoomToPages, keepEngineQuiet } from './quiet-engine';
import { registerSchemes } from './schemes';
import { Shutdown } from './shutdown';

const applicationId = 'org.timdesktop.app';

/**
 * Everything that must happen before Electron is ready: profile, single instance, a quiet engine with room, scheme, orderly end. Null
 * when another instance runs with this profile: it comes to the front by itself, and this one has ended.
 */
export function bootstrap(commandLine: CommandLine, clock: Clock, logger: Logger): Shutdown | null {
  const isThrowAway = commandLine.isDemo && !app.commandLine.hasSwitch('user-data-dir');
  const temporaryProfile = isThrowAway ? createTemporaryProfile() : null;
  if (temporaryProfile !== null) app.setPath('userData', temporaryProfile);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return null;
  }
  keepEngineQuiet();
  giveRoomToPages();
  registerSchemes();
  app.setAppUserModelId(applicationId);
  const shutdown = new Shutdown({
    exit: (code) => {
      if (temporaryProfile !== null) removeTemporaryProfile(temporaryProfile);
      app.exit(code);
    },
    clock,
    logger,
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    shutdown.begin(0);
  });
  app.on('window-all-closed', () => app.quit());
  return shutdown;
}
