import { expect } from '@playwright/test';
import { expectDelivered, messageSaying, sendText } from './support/chat';
import { catchMenus, chooseEntry, inShort, menuAfter, menuOf } from './support/edit-menu';
import { choose, fillSignIn, password } from './support/person';
import { closeSettings, openSettings } from './support/settings';
import { test } from './support/story';

test('C1: every field and every marked word has its menu, and a password is not copied', async ({
  open,
  server,
  twoFriends,
}) => {
  await test.step('the fields of the sign-in, in English', async () => {
    const { app, page } = await open({ language: 'en' });
    await catchMenus(app);
    await fillSignIn(page, { server: server.url, name: 'lin', password });
    const field = page.getByTestId('sign-in-name');
    await app.evaluate(({ clipboard }) => clipboard.writeText(''));
    expect(inShort(await menuOf(app, page.getByTestId('sign-in-server')))).toContain('paste -');
    await app.evaluate(({ clipboard }) => clipboard.writeText('brought along'));
    await field.selectText();
    const menu = await menuOf(app, field);
    expect(inShort(menu)).toEqual(['cut', 'copy', 'paste', 'selectall']);
    expect(menu.map(({ label }) => label)).toEqual(['Cut', 'Copy', 'Paste', 'Select All']);
    await chooseEntry(app, 'cut');
    await expect(field).toHaveValue('');
    await menuOf(app, page.getByTestId('sign-in-server'));
    await chooseEntry(app, 'paste');
    await expect(page.getByTestId('sign-in-server')).toHaveValue(/lin/);

    const secret = page.getByTestId('sign-in-password');
    await secret.selectText();
    expect(inShort(await menuOf(app, secret))).toEqual(['cut -', 'copy -', 'paste', 'selectall']);
  });

  const [lin] = await twoFriends();
  const { app, page } = lin;
  await catchMenus(app);
  const input = page.getByTestId('composer-input');
  await test.step('the composer, also with the key', async () => {
    await input.fill('写到一半');
    const menu = await menuOf(app, input);
    expect(menu.map(({ label }) => label)).toEqual(['剪切', '复制', '粘贴', '全选']);
    expect(inShort(menu)).toEqual(['cut -', 'copy -', 'paste', 'selectall']);
    await chooseEntry(app, 'selectall');
    const all = await menuAfter(app, () => page.keyboard.press('ContextMenu'));
    expect(inShort(all)).toEqual(['cut', 'copy', 'paste', 'selectall']);
    await chooseEntry(app, 'cut');
    await expect(input).toHaveValue('');
  });
  await test.step('the search', async () => {
    expect(inShort(await menuOf(app, page.getByTestId('chat-search')))).toContain('paste');
  });
  await test.step('words of a message that are marked are copied alone; others have the menu of the message', async () => {
    await sendText(page, 'alpha beta');
    await expectDelivered(page, 'alpha beta');
    const words = messageSaying(page, 'alpha beta').getByTestId('message-text');
    await words.dblclick({ position: { x: 10, y: 8 } });
    expect(inShort(await menuOf(app, words))).toEqual(['copy']);
    await chooseEntry(app, 'copy');
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('alpha');
    // The second word is not marked.
    await words.click({ button: 'right', position: { x: 55, y: 8 } });
    await expect(page.getByTestId('menu-copy')).toBeVisible();
    await page.keyboard.press('Escape');
  });
});

test('texts are shown as they were meant and copied as they were typed; links open outside, with the doubts told', async ({
  twoFriends,
}) => {
  const [lin, alice] = await twoFriends();
  const { app, page } = lin;
  await app.evaluate(({ shell, dialog }) => {
    const opened: string[] = [];
    const asked: string[] = [];
    Reflect.set(globalThis, 'outside', { opened, asked });
    shell.openExternal = (url) => (opened.push(url), Promise.resolve());
    const ask = (_window: unknown, options: Electron.MessageBoxOptions) => {
      asked.push(`${options.message} ${options.detail ?? ''}`);
      return Promise.resolve({ response: asked.length === 1 ? 1 : 0, checkboxChecked: false });
    };
    // What the app calls: with a window.
    dialog.showMessageBox = ask as typeof dialog.showMessageBox;
  });
  const outside = () =>
    app.evaluate(() => Reflect.get(globalThis, 'outside') as { opened: string[]; asked: string[] });
  const typed =
    'before\n```ts\nlet a_b = `*1*`;\n```\n*bold* and _it_, `code` ~~no~~\nsee https://example.org/a_b_c，ok';
  const last = page.getByTestId('message-text').last();

  await test.step('formatted, and copied whole', async () => {
    await sendText(alice.page, typed);
    await expect(last).toHaveText(typed);
    await expect(last.locator('.mark').first()).toHaveCSS('font-size', '0px');
    await expect(last.getByTestId('code')).toHaveText('code');
    await last.click({ position: { x: 4, y: 8 } });
    await last.evaluate((element) => window.getSelection()?.selectAllChildren(element));
    await page.keyboard.press('Control+c');
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(typed);
    await page.evaluate(() => window.getSelection()?.removeAllRanges());
  });
  await test.step('a link by pointer and by key', async () => {
    await last.getByTestId('text-link').click();
    await expect.poll(outside).toEqual({ opened: ['https://example.org/a_b_c'], asked: [] });
    await sendText(alice.page, 'https://аpple.com/x');
    await expect(last).toHaveText('https://аpple.com/x');
    await page.getByTestId('message').last().focus();
    await page.keyboard.press('Tab');
    await expect(last.getByTestId('text-link')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await outside()).asked.length).toBe(1);
    expect((await outside()).asked[0]).toContain('xn--pple-43d.com');
    expect((await outside()).opened).toHaveLength(1);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await outside()).opened).toContain('https://xn--pple-43d.com/x');
  });
  await test.step('a link that adds somebody fills in the dialog', async () => {
    await sendText(alice.page, `tim://add/${alice.node}`);
    await last.getByTestId('text-link').click();
    await expect(page.getByTestId('contact-add-node')).toHaveValue(alice.node);
    await page.keyboard.press('Escape');
  });
  await test.step('switched off, the signs are seen, and Ctrl+Enter sends where that is chosen', async () => {
    await openSettings(page, 'general');
    await page.getByTestId('settings-formats-texts').focus();
    await page.keyboard.press('Space');
    await choose(page, 'settings-send-key-commandEnter');
    await closeSettings(page);
    await expect(page.getByTestId('code')).toHaveCount(0);
    const input = page.getByTestId('composer-input');
    await expect(page.getByTestId('enter-hint')).toContainText('Ctrl+Enter');
    await input.focus();
    await page.keyboard.type('eins');
    await page.keyboard.press('Enter');
    await page.keyboard.type('zwei');
    await page.keyboard.press('Control+Enter');
    await expectDelivered(page, 'eins\nzwei');
    await openSettings(page, 'general');
    await choose(page, 'settings-send-key-enter');
    await closeSettings(page);
    await input.focus();
    await page.keyboard.type('drei');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('vier');
    await expect(input).toHaveValue('drei\nvier');
    await page.keyboard.press('Enter');
    await expectDelivered(page, 'drei\nvier');
  });
});
