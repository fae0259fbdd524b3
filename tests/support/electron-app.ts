import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Locale } from '../../preload/contract/views';
import { useOwnDisplay } from './own-display';

/** How the app is started for a test. */
export interface LaunchOptions {
  /** Profile to use again, as after a restart; by default a new one that is removed with the app. */
  readonly profileDirectory?: string;
  /** Further words of the command line. */
  readonly args?: readonly string[];
  /** Language of the app; Chinese by default, as for most of its users. Null: the one that the profile remembers. */
  readonly language?: Locale | null;
  /** Additions to the environment, for instance another session bus. */
  readonly env?: Readonly<Record<string, string>>;
  /** The app's folder; by default that of this project. */
  readonly folder?: string;
  /** The program that is started in the place of Electron, and starts it. */
  readonly executablePath?: string;
  /** Called when the process runs; it waits, and has no window, until this is done. */
  readonly prepare?: (app: ElectronApplication) => Promise<void>;
}

/** The running app. */
export interface RunningApp {
  readonly app: ElectronApplication;
  /** The main window's page. */
  readonly page: Page;
  readonly profileDirectory: string;
  /** Everything that the app has said on standard output and standard error so far. */
  output(): string;
  /** Quits as a user would, and removes a profile that was made for this start. */
  close(): Promise<void>;
  /** Ends the process at once, as a crash or a power cut would; the profile stays. */
  kill(): Promise<void>;
}

const projectDirectory = join(__dirname, '../..');

/** A new profile folder; the test that asks for it removes it. */
export function createProfile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tim-desktop-e2e-'));
  chmodSync(directory, 0o700);
  return directory;
}

/** Starts the built app (`out/`) with a profile of its own and waits for its window. Needs a display. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  await useOwnDisplay();
  const profileDirectory = options.profileDirectory ?? createProfile();
  const app = await _electron.launch({
    cwd: projectDirectory,
    ...(options.executablePath === undefined ? {} : { executablePath: options.executablePath }),
    args: [
      ...(options.prepare === undefined ? [] : ['-r', join(__dirname, 'held-start.cjs')]),
      ...chromiumFlags(),
      `--user-data-dir=${profileDirectory}`,
      options.folder ?? '.',
      ...languageWords(options.language),
      ...(options.args ?? []),
    ],
    env: { ...definedVariables(process.env), ...options.env },
  });
  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk) => (output += String(chunk)));
  }
  if (options.prepare !== undefined) {
    await options.prepare(app);
    await app.evaluate(() => {
      (Reflect.get(globalThis, 'releaseStart') as () => void)();
    });
  }
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  await hasOpened(page);
  return {
    app,
    page,
    profileDirectory,
    output: () => output,
    async close() {
      await app.close();
      if (options.profileDirectory === undefined) rmSync(profileDirectory, { recursive: true, force: true });
    },
    async kill() {
      const child = app.process();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Waits for the accounts of the last session, or for the lock before them: the window comes first. A page of another program has no bridge. */
async function hasOpened(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const bridge = Reflect.get(globalThis, 'messenger') as
      | {
          call(
            name: string,
            argument: unknown,
          ): Promise<{ readonly startState: string; readonly lock: { readonly isOn: boolean } }>;
        }
      | undefined;
    if (bridge === undefined) return true;
    const { startState, lock } = await bridge.call('app.snapshot', null);
    // Behind a lock they are opened when somebody unlocks.
    return startState === 'locked' ? lock.isOn : startState !== 'opening';
  });
}

/** Runs the built app without looking inside until it ends by itself. */
export async function runApp(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  await useOwnDisplay();
  // Outside Electron this package answers the path of its binary.
  const electron = createRequire(__filename)('electron') as string;
  const child = spawn(electron, [...chromiumFlags(), projectDirectory, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += String(chunk)));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Flags of every start: Chromium refuses to build its sandbox as root, and virtual displays have no graphics card. */
export function chromiumFlags(): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
}

function languageWords(language: Locale | null = 'zh-CN'): readonly string[] {
  return language === null ? [] : ['--lang', language];
}

function definedVariables(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
