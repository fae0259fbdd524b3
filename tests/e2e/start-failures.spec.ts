import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication } from '@playwright/test';
import { callBridge } from '../support/bridge';
import { createProfile, launchApp } from '../support/electron-app';
import zhCN from '../../resources/locales/zh-CN.json';

const words = zhCN.main.start;
let profileDirectory: string;
let settingsFile: string;

test.beforeEach(() => {
  profileDirectory = createProfile();
  mkdirSync(join(profileDirectory, 'messenger'));
  settingsFile = join(profileDirectory, 'messenger/settings.json');
  writeFileSync(settingsFile, '{"burnOnLeave": tr');
});
test.afterEach(() => {
  rmSync(profileDirectory, { recursive: true, force: true });
});

/** Answers the system's own question, which no test can click, with its button `choice`, and keeps what was asked. */
const answering = (choice: number) => (app: ElectronApplication) =>
  app.evaluate(({ dialog }, response) => {
    const asked: unknown[] = [];
    Reflect.set(globalThis, 'asked', asked);
    Reflect.set(dialog, 'showMessageBox', (options: unknown) => {
      asked.push(options);
      return Promise.resolve({ response, checkboxChecked: false });
    });
  }, choice);

test('T23: a file of the profile that cannot be read is told, and set aside only when the user wants that', async () => {
  const running = await launchApp({ profileDirectory, prepare: answering(2) });
  const asked = await running.app.evaluate(() => Reflect.get(globalThis, 'asked') as unknown);
  expect(asked).toEqual([
    expect.objectContaining({
      message: words.unreadable.replace('{file}', 'settings.json'),
      detail: `${words.reason.damaged} ${words.unreadableAdvice}`,
      buttons: [words.quit, words.retry, words.keepAside],
      defaultId: 0,
      cancelId: 0,
    }),
  ]);
  expect(readFileSync(`${settingsFile}.unreadable-1`, 'utf8')).toBe('{"burnOnLeave": tr');
  expect((await callBridge(running.page, 'app.snapshot', null)).settings.burnOnLeave).toBe(false);
  await running.close();
});

test('T23: the first choice of a start that failed quits and changes nothing', async () => {
  await expect(launchApp({ profileDirectory, prepare: answering(0) })).rejects.toThrow();
  expect(readFileSync(settingsFile, 'utf8')).toBe('{"burnOnLeave": tr');
  expect(existsSync(`${settingsFile}.unreadable-1`)).toBe(false);
});
