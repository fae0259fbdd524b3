import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type Session } from 'electron';
import { spellCheckingOf, type SpellChecking } from './spell-checking';

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
 * Room for what a page makes young, MB: the first screen is made without being interrupted by collections, which would copy all
 * of it while it is being made. Must be said before Electron is ready.
 */
const youngPageMegabytes = 8;

/** Has the engine begin every page with that room, instead of growing to it. */
export function giveRoomToPages(): void {
  app.commandLine.appendSwitch('js-flags', `--min-semi-space-size=${youngPageMegabytes}`);
}

/**
 * Takes the spell checker its source before anything else: a session fetches its dictionaries as soon as it exists. What is checked
 * then, if anything, is checked with what is on this computer.
 */
export function checkSpellingAtHome(session: Session, { isOn, languages }: SpellChecking): void {
  session.setSpellCheckerDictionaryDownloadURL('app://none/');
  if (isOn && languages !== null) {
    // The engine throws over a language that it has never heard of.
    session.setSpellCheckerLanguages(
      languages.filter((language) => session.availableSpellCheckerLanguages.includes(language)),
    );
  }
  session.setSpellCheckerEnabled(isOn);
}

/** How spelling is checked on this computer. Reads a folder; asked once a start. */
export function readSpellChecking(profileDirectory: string): SpellChecking {
  const folder = join(profileDirectory, 'Dictionaries');
  return spellCheckingOf(process.platform, existsSync(folder) ? readdirSync(folder) : []);
}
