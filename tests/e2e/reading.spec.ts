import { expect, type Page } from '@playwright/test';
import { findConversation } from '../support/bridge';
import { startDesktopBus, type DesktopBus } from '../support/desktop-bus';
import { sendText } from './support/chat';
import type { Person } from './support/person';
import { test } from './support/story';

let bus: DesktopBus;
test.beforeEach(async () => {
  bus = await startDesktopBus();
});
test.afterEach(() => bus.stop());

const unreadOf = (reader: Person, peer: Person) => async (): Promise<number | undefined> =>
  (await findConversation(reader.page, peer.node))?.unreadCount;
const openNotifications = async (): Promise<number> =>
  (await bus.notifications()).filter(({ isOpen }) => isOpen).length;
const tellPower = (reader: Person, event: 'lock-screen' | 'unlock-screen'): Promise<unknown> =>
  reader.app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
const takeFocus = (person: Person): Promise<void> =>
  person.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
/** The pointer moves over the chat. */
const moveOver = async (page: Page): Promise<void> => {
  await page.mouse.move(700, 300);
  await page.mouse.move(720, 320);
};

test('T30: a locked screen and a covered chat read nothing and notify', async ({ twoFriends }) => {
  const [a, b] = await twoFriends({ env: bus.env });
  await takeFocus(a);
  await moveOver(a.page);
  await sendText(b.page, 'seen');
  await expect(a.page.getByTestId('message-text').last()).toHaveText('seen');
  await expect.poll(unreadOf(a, b)).toBe(0);

  await tellPower(a, 'lock-screen');
  await sendText(b.page, 'while locked');
  await expect.poll(openNotifications).toBe(1);
  await expect(a.page.getByTestId('message-text').last()).toHaveText('while locked');
  expect(await unreadOf(a, b)()).toBe(1);
  await tellPower(a, 'unlock-screen');
  await expect.poll(unreadOf(a, b)).toBe(0);
  await expect.poll(openNotifications).toBe(0);

  await a.page.getByTestId('rail-settings').click();
  await expect(a.page.getByTestId('settings-dialog')).toBeVisible();
  await sendText(b.page, 'while covered');
  await expect.poll(openNotifications).toBe(1);
  expect(await unreadOf(a, b)()).toBe(1);
  await a.page.getByTestId('settings-dialog-close').click();
  await expect.poll(unreadOf(a, b)).toBe(0);
  await expect.poll(openNotifications).toBe(0);
});

test('T31: what came while the app was closed stays unread, below a line, until somebody acts', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends({ env: bus.env });
  await sendText(a.page, 'before');
  await expect(b.page.getByTestId('message-text').last()).toHaveText('before');
  await a.close();
  for (const text of ['one', 'two', 'three']) await sendText(b.page, text);
  await a.reopen();
  await takeFocus(a);
  await expect(a.page.getByTestId('message-text').last()).toHaveText('three');
  await expect(a.page.getByTestId('unread-divider')).toBeVisible();
  await sendText(b.page, 'four');
  await expect(a.page.getByTestId('message-text').last()).toHaveText('four');
  await expect.poll(openNotifications).toBe(1);
  expect(await unreadOf(a, b)()).toBe(4);
  await moveOver(a.page);
  await expect.poll(unreadOf(a, b)).toBe(0);
  await expect(a.page.getByTestId('unread-divider')).toBeVisible();
  await expect.poll(openNotifications).toBe(0);
});

test('T30: a chat opens at its first unread message and is read as it is scrolled', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  await a.page.getByTestId('rail-contacts').click();
  await a.close();
  for (let number = 1; number <= 40; number += 1) await sendText(b.page, `line ${number}`);
  await a.reopen();
  await takeFocus(a);
  await expect(a.page.getByTestId('unread-divider')).toBeInViewport();
  await moveOver(a.page);
  await expect.poll(unreadOf(a, b)).toBeLessThan(40);
  expect(await unreadOf(a, b)()).toBeGreaterThan(0);
  await a.page.getByTestId('jump-to-newest').click();
  await expect.poll(unreadOf(a, b)).toBe(0);
});
