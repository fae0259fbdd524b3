import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the app keeps everything of one user: folders that nobody else may enter. */
export interface Profile {
  readonly directory: string;
  /** Accounts and their encrypted databases. */
  readonly dataDirectory: string;
  /** The database of this computer's server. */
  readonly serverDirectory: string;
  readonly portFile: string;
  readonly windowStateFile: string;
  readonly keyFile: string;
}

/** Where everything lies of the profile in `directory`; makes and reads nothing. */
export function profileOf(directory: string): Profile {
  return {
    directory,
    dataDirectory: join(directory, 'messenger'),
    serverDirectory: join(directory, 'local-server'),
    portFile: join(directory, 'local-server-port.json'),
    windowStateFile: join(directory, 'window.json'),
    keyFile: join(directory, 'keys.json'),
  };
}

/** Creates what is missing of the profile in `directory` and closes it to other users (mode 0700). Throws when it cannot. */
export function openProfile(directory: string): Profile {
  const profile = profileOf(directory);
  for (const folder of [directory, profile.dataDirectory, profile.serverDirectory]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  return profile;
}

/** A new folder for a profile that nobody keeps. */
export function createTemporaryProfile(): string {
  return mkdtempSync(join(tmpdir(), 'tim-desktop-demo-'));
}

/**
 * Removes a temporary profile with everything in it. Chromium writes its last files when nothing of this program runs any
 * more, so on Linux and macOS a shell waits for the end of this process and removes those too (10 s at most). Best
 * effort: what Windows still holds open stays in its temporary folder, and it is nothing of the messenger's.
 */
export function removeTemporaryProfile(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
    if (process.platform !== 'win32') removeAfterExit(directory);
  } catch {
    // The operating system empties its temporary folder; there is nobody left to tell.
  }
}

function removeAfterExit(directory: string): void {
  const script = 'n=0; while kill -0 "$1" && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done; rm -rf -- "$2"';
  const child = spawn('/bin/sh', ['-c', script, 'sh', String(process.pid), directory], {
    detached: true,
    stdio: 'ignore',
  });
  child.on('error', () => undefined);
  child.unref();
}
