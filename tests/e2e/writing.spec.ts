import { expect } from '@playwright/test';
import { expectDelivered, messageSaying, sendText } from './support/chat';
import { catchMenus, chooseEntry, inShort, menuAfter, menuOf } from './support/edit-menu';
import { fillSignIn, password } from './support/person';
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
