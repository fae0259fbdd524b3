import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SnapshotView } from '../../preload/contract/views';
import { callBridge, valueOf, shownAccount } from '../support/bridge';
import { createProfile, launchApp, runApp, type RunningApp } from '../support/electron-app';

let profileDirectory: string;

test.beforeEach(() => {
  profileDirectory = createProfile();
});
test.afterEach(() => {
  rmSync(profileDirectory, { recursive: true, force: true });
});

const isOnline = async (running: RunningApp): Promise<boolean> =>
  (await shownAccount(running.page))?.connection.state === 'online';

/** Signs in on the server of this computer and answers its address. */
async function tryHere(running: RunningApp): Promise<string> {
  const account = valueOf(await callBridge(running.page, 'account.tryHere', { name: '林小满' }));
  await expect.poll(() => isOnline(running)).toBe(true);
  return account.serverUrl;
}

for (const [how, end] of [
  ['a restart', (running: RunningApp) => running.close()],
  ['a crash', (running: RunningApp) => running.kill()],
] as const) {
  test(`the account on this computer is online again after ${how}, at the same address`, async () => {
    const first = await launchApp({ profileDirectory });
    const address = await tryHere(first);
    await end(first);
    const second = await launchApp({ profileDirectory });
    await expect.poll(() => isOnline(second)).toBe(true);
    expect((await shownAccount(second.page))?.account.serverUrl).toBe(address);
    await second.close();
  });
}

test("when the port of this computer's server is taken, the app says so instead of moving away", async () => {
  const first = await launchApp({ profileDirectory });
  const port = Number(new URL(await tryHere(first)).port);
  const shown = await shownAccount(first.page);
  await first.close();
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
  try {
    const second = await launchApp({ profileDirectory });
    const outcome = await callBridge(second.page, 'account.resume', {
      accountId: shown?.account.accountId ?? '',
    });
    expect(outcome).toEqual({ ok: false, failure: { code: 'localServerFailed' } });
    await second.close();
  } finally {
    squatter.close();
  }
});

test('a page that died is loaded again, but not in a loop, and the account is still there', async () => {
  const running = await launchApp({ profileDirectory });
  await tryHere(running);
  /** Kills the page and answers whether it was loaded again. */
  const crash = () =>
    running.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) return 'no window';
      const gone = new Promise((resolve) => contents.once('render-process-gone', resolve));
      contents.forcefullyCrashRenderer();
      await gone;
      if (!contents.isLoading()) return 'left alone';
      await new Promise((resolve) => contents.once('did-finish-load', () => resolve(null)));
      return 'loaded again';
    });
  expect(await crash()).toBe('loaded again');
  const { accounts } = (await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("messenger.call('app.snapshot', null)"),
  )) as SnapshotView;
  expect(accounts.map(({ account }) => account.name)).toEqual(['林小满']);
  expect(await crash()).toBe('left alone');
  await running.close();
});

test('the page names one script, one style sheet and one font to begin with, and the script needs no other one', () => {
  const folder = join(__dirname, '../../out/renderer');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file = '']) => file);
  expect(files.map((file) => file.split('.').at(-1)).sort()).toEqual(['css', 'js', 'woff2']);
  const script = readFileSync(join(folder, files.find((file) => file.endsWith('.js')) ?? ''), 'utf8');
  expect(script.match(/(?:\bfrom|\bimport)\s*["'`]\.\/[^"'`]+/g)).toBeNull();
});

test('the profile is closed to other users', async () => {
  const running = await launchApp({ profileDirectory });
  await tryHere(running);
  await running.close();
  for (const folder of ['.', 'messenger', 'local-server']) {
    expect(statSync(join(profileDirectory, folder)).mode & 0o077).toBe(0);
  }
});

test('the window comes back where and how large it was', async () => {
  const first = await launchApp({ profileDirectory });
  const bounds = { x: 40, y: 30, width: 900, height: 600 };
  await first.app.evaluate(
    ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
    bounds,
  );
  await first.close();
  const second = await launchApp({ profileDirectory });
  expect(
    await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
  ).toEqual(bounds);
  await second.close();
});

test('a picture of the demonstration is written, and nothing of its profile stays', async () => {
  const picture = join(profileDirectory, 'picture.png');
  const { code, output } = await runApp(['--demo', '--exit', '--settle', '4000', '--screenshot', picture], {
    TMPDIR: profileDirectory,
  });
  expect(output).not.toContain('tim-desktop:');
  expect(code).toBe(0);
  expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  const demoProfiles = () =>
    readdirSync(profileDirectory).filter((name) => name.startsWith('tim-desktop-demo-'));
  await expect.poll(demoProfiles).toEqual([]);
});

test('a wrong command line is refused with one sentence', async () => {
  const { code, output } = await runApp(['--theme', 'pink', `--user-data-dir=${profileDirectory}`]);
  expect(code).toBe(2);
  expect(output).toContain('tim-desktop: --theme expects system or light or dark');
  expect(existsSync(join(profileDirectory, 'messenger'))).toBe(false);
});
