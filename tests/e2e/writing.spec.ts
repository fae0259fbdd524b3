import { expect } from '@playwright/test';
import { expectDelivered, messageSaying, sendText } from './support/chat';
import { catchMenus, chooseEntry, inShort, menuAfter, menuOf } from './support/edit-menu';
import { enterKeyCode, InputMethod } from './support/input-method';
import { axeBreaches, hitAreaBreaches } from './support/inspection';
import { tabTo } from './support/keys';
import { choose, fillSignIn, openChatWith, password } from './support/person';
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
  await test.step('its address is copied from the menu, by pointer and by keys', async () => {
    const link = last.getByTestId('text-link');
    const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
    await link.click({ button: 'right' });
    await page.getByTestId('menu-copyLink').click();
    await expect.poll(copied).toBe('https://example.org/a_b_c');
    await app.evaluate(({ clipboard }) => clipboard.clear());
    await link.focus();
    await page.keyboard.press('Shift+F10');
    await page.getByTestId('menu-copyLink').press('Enter');
    await expect.poll(copied).toBe('https://example.org/a_b_c');
    await last.click({ button: 'right', position: { x: 4, y: 8 } });
    await expect(page.getByTestId('menu-copy')).toBeVisible();
    await expect(page.getByTestId('menu-copyLink')).toHaveCount(0);
    await page.keyboard.press('Escape');
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
    await expect(last).toHaveText(`tim://add/${alice.node}`);
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

test('C10: an emoji is chosen by keys or completed by its name, has colours, and is remembered unless it burns', async ({
  twoFriends,
}) => {
  const [lin, alice] = await twoFriends();
  const { page } = lin;
  const input = page.getByTestId('composer-input');
  const grid = page.getByTestId('emoji-grid');
  const active = grid.locator('[aria-selected="true"]');
  const openPanel = async (): Promise<void> => {
    await tabTo(page, 'composer-emoji', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('emoji-search')).toBeFocused();
  };

  await test.step('by keys in the panel, in Chinese and with a colour, in the middle of a text', async () => {
    await input.fill('好的');
    await input.press('ArrowLeft');
    await openPanel();
    await expect(grid.getByTestId('emoji-option').first()).toHaveAttribute('data-emoji', '😀');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect(active).toHaveAttribute('data-emoji', /./u);
    await page.keyboard.insertText('赞');
    await expect(active).toHaveAttribute('data-emoji', '👍');
    await expect(active).toHaveAccessibleName('拇指向上');
    await choose(page, 'emoji-tone-4');
    await expect(active).toHaveAttribute('data-emoji', '👍🏾');
    expect(await axeBreaches(page)).toEqual([]);
    expect(await hitAreaBreaches(page)).toEqual([]);
    await page.getByTestId('emoji-search').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('emoji-panel')).toHaveCount(0);
    await expect(input).toBeFocused();
    await expect(input).toHaveValue('好👍🏾的');
    await page.keyboard.press('Control+z');
    await expect(input).toHaveValue('好的');
  });
  await test.step('all have colours, also where the font of letters has some of them, and digits stay digits', async () => {
    const spreads = await page.evaluate(() =>
      ['👍', '😀', '❤️', '7'].map((text) => {
        const context = new OffscreenCanvas(40, 40).getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.font = `28px ${getComputedStyle(document.body).fontFamily}`;
        context.fillText(text, 2, 30);
        const { data } = context.getImageData(0, 0, 40, 40);
        const found = Array.from({ length: data.length / 4 }, (_, index) => {
          const [red = 0, green = 0, blue = 0] = data.subarray(index * 4);
          return Math.max(red, green, blue) - Math.min(red, green, blue);
        });
        return Math.max(...found);
      }),
    );
    expect(spreads.map((spread) => spread > 60)).toEqual([true, true, true, false]);
  });
  await test.step('by its name, and by a second colon', async () => {
    await input.fill('');
    await page.keyboard.type('at 10:30 :tad');
    await expect(page.getByTestId('emoji-completion-option').first()).toContainText('🎉');
    expect(await axeBreaches(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(input).toHaveValue('at 10:30 🎉');
    await page.keyboard.type(' :+1:');
    await expect(input).toHaveValue('at 10:30 🎉 👍🏾');
    await page.keyboard.type(' :P');
    await page.keyboard.press('Enter');
    await expectDelivered(alice.page, 'at 10:30 🎉 👍🏾 :P');
  });
  await test.step('not while Chinese is composed, and after it', async () => {
    const inputMethod = await InputMethod.in(page);
    await page.keyboard.type(':');
    await inputMethod.compose('huo guo');
    await expect(page.getByTestId('emoji-completion-list')).toHaveCount(0);
    await inputMethod.enter(enterKeyCode);
    await inputMethod.commit('火锅');
    await expect(page.getByTestId('emoji-completion-option').first()).toContainText('🫕');
    // For a moment after a composition keys may still be the input method's.
    await expect
      .poll(async () => {
        await page.keyboard.press('Escape');
        return page.getByTestId('emoji-completion-list').count();
      })
      .toBe(0);
    await expect(input).toHaveValue(':火锅');
    await input.fill('');
  });
  await test.step('the last ones come first, those of burn messages leave no trace, and all of it is kept', async () => {
    await page.getByTestId('composer-burn').click();
    await input.focus();
    await openPanel();
    await page.keyboard.insertText('fire');
    await page.keyboard.press('Enter');
    await expect(input).toHaveValue(/🔥/u);
    await input.fill('');
    await lin.close();
    await lin.reopen();
    await openChatWith(lin, alice);
    await lin.page.getByTestId('composer-emoji').click();
    const recent = lin.page.getByTestId('emoji-option');
    await expect(lin.page.getByTestId('emoji-group-recent')).toHaveAttribute('aria-pressed', 'true');
    expect(await recent.evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-emoji')))).toEqual(
      ['👍🏾', '🎉'],
    );
    await expect(lin.page.getByTestId('emoji-tone-4')).toBeChecked();
    await lin.page.keyboard.press('Escape');
    await expect(lin.page.getByTestId('composer-input')).toBeFocused();
  });
});
