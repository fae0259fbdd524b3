import { app, type Session } from 'electron';

/**
 * Keeps the browser engine off the network: whatever of it wants a name gets "there is none", and it looks for no proxy. It
 * has business of its own that no page asked for and that passes the guards of requests, such as dictionaries. The app's
 * own connections are Node's and ask the system. Must be called before Electron is ready.
 */
export function keepEngineQuiet(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('no-proxy-server');
}

/**
 * Takes the spell checker its source, then the spell checker itself: a session fetches its dictionaries as soon as it exists,
 * before it can be told that nobody wants them.
 */
export function forgoDictionaries(session: Session): void {
  session.setSpellCheckerDictionaryDownloadURL('app://none/');
  session.setSpellCheckerEnabled(false);
}
