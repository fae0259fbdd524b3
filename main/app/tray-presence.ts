import { execFile } from 'node:child_process';

/** Runs a program and answers its standard output; rejects when it is missing, fails or takes too long. */
export type RunProgram = (file: string, programArguments: readonly string[]) => Promise<string>;

const timeoutMs = 1_500;
const watcher = 'org.kde.StatusNotifierWatcher';
// Any one of these belongs to every Linux desktop with a session bus.
const questions: readonly (readonly [file: string, ...programArguments: string[]])[] = [
  [
    'dbus-send',
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${watcher}`,
  ],
  [
    'gdbus',
    'call',
    '--session',
    '--dest=org.freedesktop.DBus',
    '--object-path=/org/freedesktop/DBus',
    '--method=org.freedesktop.DBus.NameHasOwner',
    watcher,
  ],
  [
    'busctl',
    '--user',
    'call',
    'org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus',
    'NameHasOwner',
    's',
    watcher,
  ],
];

/**
 * True when an icon in the tray would be seen. Windows and macOS always have one; on Linux somebody must watch for
 * status items, and Electron does not tell. In doubt the answer is no: a window hidden in a tray that is not there
 * would be lost.
 */
export async function hasTray(
  platform: NodeJS.Platform,
  { hasBus, run = runProgram }: { readonly hasBus: boolean; readonly run?: RunProgram },
): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (!hasBus) return false;
  for (const [file, ...programArguments] of questions) {
    const answer = await run(file, programArguments).catch(() => null);
    if (answer !== null) return /\btrue\b/.test(answer);
  }
  return false;
}

const runProgram: RunProgram = (file, programArguments) =>
  new Promise((resolve, reject) => {
    execFile(file, [...programArguments], { timeout: timeoutMs }, (error, output) => {
      if (error === null) resolve(output);
      else reject(new Error('the program gave no answer', { cause: error }));
    });
  });
