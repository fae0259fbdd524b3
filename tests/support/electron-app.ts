import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Locale } from '../../preload/contract/views';

/** How the app is started for a test. */
export interface LaunchOptions {
  /** Profile to use again, as after a restart; by default a new one that is removed with the app. */
  readonly profileDirectory?: string;
  /** Further words of the command line. */
  readonly args?: readonly string[];
  /** Language of the app; Chinese by default, as for most of its users. */
  readonly language?: Locale;
  /** Additions to the environment, for instance another session bus. */
  readonly env?: Readonly<Record<string, string>>;
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
  const profileDirectory = options.profileDirectory ?? createProfile();
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    cwd: projectDirectory,
    args: [
      // Chromium refuses to build its sandbox as root, which is what continuous integration often runs as.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      `--user-data-dir=${profileDirectory}`,
      '.',
      '--lang',
      options.language ?? 'zh-CN',
      ...(options.args ?? []),
    ],
    env: { ...definedVariables(process.env), ...options.env },
  });
  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk) => (output += String(chunk)));
  }
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
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

function definedVariables(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
