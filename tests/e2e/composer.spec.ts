import { expect, test, type Page } from '@playwright/test';
import { startDesktopBus, type DesktopBus } from '../support/desktop-bus';
import { startServerProcess, type ServerProcess } from '../support/embedded-server';
import { paintedPng } from '../support/forensics/painted-png';
import { chatRow, expectDelivered, messageSaying, sendText, timelineTexts } from './support/chat';
import { enterKeyCode, InputMethod, takenKeyCode } from './support/input-method';
import { leftoversOf } from './support/leftovers';
import { befriend, openChatWith, Person } from './support/person';
import type { PictureFile } from './support/picture-files';
import { createRoom } from './support/rooms';

const roomTitle = '产品评审';

// One stage for all stories, because windows are slow to open: each leaves both chats with empty fields and ends in the chat with Alice.
let server: ServerProcess;
let desktop: DesktopBus;
let lin: Person;
let alice: Person;

test.beforeAll(async () => {
  [server, desktop] = await Promise.all([startServerProcess(), startDesktopBus()]);
  [lin, alice] = await Promise.all([
    Person.arrive({ serverUrl: server.url, name: '林小满', env: desktop.env }),
    Person.arrive({ serverUrl: server.url, name: 'Alice' }),
  ]);
  await befriend(lin, alice);
  await createRoom(lin.page, roomTitle);
  await Promise.all([openChatWith(lin, alice), openChatWith(alice, lin)]);
});
test.afterAll(async () => {
  await Promise.allSettled([lin.leave(), alice.leave()]);
  await server.stop();
  desktop.stop();
});

const field = (page: Page) => page.getByTestId('composer-input');

async function open(page: Page, title: string): Promise<void> {
  await chatRow(page, title).click();
  await expect(page.getByTestId('chat-title')).toHaveText(title);
  await field(page).focus();
}

/** Pictures of small files and many pixels, which the window needs a while to make smaller. */
const large: readonly PictureFile[] = ['1.png', '2.png', '3.png'].map((name) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(paintedPng(4_000, () => [90, 140, 200])),
}));

/** Looks for an earlier text with the keys that undo and redo. */
async function expectNothingComesBack(page: Page): Promise<void> {
  await field(page).focus();
  for (const keys of ['Control+z', 'Control+z', 'Control+Shift+z', 'Control+y', 'Control+z']) {
    await page.keyboard.press(keys);
    await expect(field(page)).toHaveValue('');
  }
}

test('T32: undo and redo bring back nothing that was burned or revoked, neither here nor in another chat', async () => {
  const { page } = lin;
  await test.step('a burn message', async () => {
    await page.getByTestId('composer-burn').click();
    await field(page).focus();
    await page.keyboard.type('the code is 4711');
    await page.keyboard.press('Enter');
    await expect(field(page)).toHaveValue('');
    await expect(page.getByTestId('message')).toHaveCount(1);
    await expectNothingComesBack(page);
    await open(page, roomTitle);
    await expectNothingComesBack(page);
  });
  await test.step('what was typed in one chat and not sent is not typed in another by undoing', async () => {
    await page.keyboard.type('for the room');
    await open(page, 'Alice');
    await expectNothingComesBack(page);
    await open(page, roomTitle);
    await expect(field(page)).toHaveValue('for the room');
    await field(page).fill('');
    await open(page, 'Alice');
  });
  await test.step('a message that was taken back', async () => {
    // The notice that the next message does not burn was read.
    await page.keyboard.press('Escape');
    await page.keyboard.type('sent too soon');
    await page.keyboard.press('Enter');
    await expectDelivered(page, 'sent too soon');
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(messageSaying(page, 'sent too soon')).toHaveCount(0);
    await expectNothingComesBack(page);
  });
});

test('T33: what was sent with a picture stays sent, though the next words are composed before it is small enough', async () => {
  const { page } = lin;
  const inputMethod = await InputMethod.in(page);
  await field(page).fill('第一句');
  await page.getByTestId('composer-picture-input').setInputFiles([...large]);
  await field(page).press('Enter');
  await inputMethod.compose('di er ju');
  await expectDelivered(page, '第一句');
  await expect(field(page)).toHaveValue('di er ju');
  await inputMethod.commit('第二句');
  await expect(field(page)).toHaveValue('第二句');
  await expect
    .poll(async () => {
      await inputMethod.enter(enterKeyCode);
      return field(page).inputValue();
    })
    .toBe('');
  await expectDelivered(alice.page, '第二句');
  const texts = await timelineTexts(alice.page);
  expect(texts.filter((text) => text.endsWith('句'))).toEqual(['第一句', '第二句']);
});

test('T34: a composition ends in its own chat when a notification opens another', async () => {
  const { page, app } = lin;
  await open(page, roomTitle);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await sendText(alice.page, '看这里');
  await expect
    .poll(async () => (await desktop.notifications()).filter(({ title }) => title === 'Alice').length)
    .toBeGreaterThan(0);
  const notice = (await desktop.notifications()).filter(({ title }) => title === 'Alice').at(-1);
  await desktop.clickTray('打开 Tim Desktop');
  await field(page).focus();
  const inputMethod = await InputMethod.in(page);
  await page.keyboard.type('给群里：');
  await inputMethod.compose('kai hui');
  await expect(field(page)).toHaveValue('给群里：kai hui');

  await desktop.clickNotification(notice?.id ?? 0);
  await expect(page.getByTestId('chat-title')).toHaveText('Alice');
  await expect(field(page)).toHaveValue('');
  await page.keyboard.type('好');
  await expect(field(page)).toHaveValue('好');
  await open(page, roomTitle);
  await expect(field(page)).toHaveValue('给群里：kai hui');
  await field(page).fill('');
  await open(page, 'Alice');
  await field(page).fill('');
});

test('T35: Enter at the end of a composition sends whole words or nothing, and never a line break', async () => {
  const { page } = lin;
  const inputMethod = await InputMethod.in(page);
  await sendText(page, '零');
  await expectDelivered(alice.page, '零');
  const before = (await timelineTexts(alice.page)).length;
  /** Presses Enter until the words are gone: for a moment after a composition it may still be the input method's. */
  const send = async (keyCode: number): Promise<void> => {
    await expect
      .poll(async () => {
        const value = await field(page).inputValue();
        expect(value).not.toContain('\n');
        if (value !== '') await inputMethod.enter(keyCode);
        return field(page).inputValue();
      })
      .toBe('');
  };
  await test.step('the key comes before the words, taken by the input method', async () => {
    await inputMethod.compose('yi');
    await inputMethod.enter(takenKeyCode, { isTaken: true });
    await inputMethod.commit('一');
    await expect(field(page)).toHaveValue('一');
    await send(enterKeyCode);
  });
  for (const [reading, words, keyCode] of [
    ['er', '二', enterKeyCode],
    ['san', '三', takenKeyCode],
  ] as const) {
    await test.step(`the words come first, the key with code ${keyCode} at once behind them`, async () => {
      await inputMethod.compose(reading);
      await Promise.all([inputMethod.commit(words), inputMethod.enter(keyCode)]);
      await send(keyCode);
    });
  }
  await test.step('the key comes while the words are being composed, and nobody has taken it', async () => {
    await inputMethod.compose('si');
    await inputMethod.enter(enterKeyCode);
    await inputMethod.commit('四');
    await expect(field(page)).toHaveValue('四');
    await send(enterKeyCode);
  });
  await expectDelivered(alice.page, '四');
  expect((await timelineTexts(alice.page)).slice(before)).toEqual(['一', '二', '三', '四']);
});

test('T36: pictures that were sent move the chat that sent them, and no other', async () => {
  const { page } = lin;
  await open(page, roomTitle);
  for (let line = 1; line <= 6; line += 1) await sendText(page, `${line}\n\n\n\n\n\n\n\n`.concat('。'));
  const timeline = page.getByTestId('timeline');
  await open(page, 'Alice');
  await field(page).fill('三张图');
  await page.getByTestId('composer-picture-input').setInputFiles([...large]);
  await field(page).press('Enter');
  await open(page, roomTitle);
  const scrollTop = () => timeline.evaluate((element) => element.scrollTop);
  await expect.poll(scrollTop).toBeGreaterThan(100);
  await timeline.hover();
  await page.mouse.wheel(0, -10_000);
  await expect.poll(scrollTop).toBe(0);
  await expectDelivered(alice.page, '三张图');
  expect(await scrollTop()).toBe(0);
  await open(page, 'Alice');
});

test('T37: drafts are there again after a crash of the page, a kill and a quit, and what was to burn only after the crash', async () => {
  await test.step('begin two drafts', async () => {
    const { page } = lin;
    await page.getByTestId('composer-burn').click();
    await field(page).focus();
    await page.keyboard.type('会消失的草稿');
    await open(page, roomTitle);
    await page.keyboard.type('给群里的草稿');
    await open(page, 'Alice');
  });
  await test.step('the page crashes', async () => {
    await crashPage(lin);
    await clickRow(lin, roomTitle);
    await expect.poll(() => inPage(lin, fieldAndFlame)).toEqual(['给群里的草稿', 'false']);
    await clickRow(lin, 'Alice');
    await expect.poll(() => inPage(lin, fieldAndFlame)).toEqual(['会消失的草稿', 'true']);
  });
  await test.step('the app is killed', async () => {
    // The ordinary draft is there within a second; a quick computer gets here before.
    await expect.poll(() => leftoversOf('给群里的草稿', lin.profileDirectory).length).toBeGreaterThan(0);
    await lin.kill();
    await lin.reopen();
    await open(lin.page, 'Alice');
    await expect(field(lin.page)).toHaveValue('');
    await expect(chatRow(lin.page, roomTitle)).toContainText('给群里的草稿');
  });
  await test.step('the app is quit while somebody types', async () => {
    await open(lin.page, roomTitle);
    await expect(field(lin.page)).toHaveValue('给群里的草稿');
    await field(lin.page).press('End');
    await lin.page.keyboard.type('，还有这句');
    await lin.close();
    await lin.reopen();
    await open(lin.page, roomTitle);
    await expect(field(lin.page)).toHaveValue('给群里的草稿，还有这句');
  });
  await test.step('what is sent is no draft any more', async () => {
    await field(lin.page).press('Enter');
    await expectDelivered(lin.page, '给群里的草稿，还有这句');
    await lin.kill();
    await lin.reopen();
    await open(lin.page, roomTitle);
    await expect(field(lin.page)).toHaveValue('');
  });
});

// The driver lets go of a page that has crashed; what is loaded after it is looked at through the app.

const fieldAndFlame = `[
  document.querySelector('[data-testid="composer-input"]')?.value,
  document.querySelector('[data-testid="composer"]')?.dataset.burn,
]`;

/** Lets the window's process end as if by a fault, and waits for the page that is loaded in its place. */
async function crashPage({ app }: Person): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)));
    contents?.forcefullyCrashRenderer();
    await loaded;
    // Until its first frame is on the screen a page hears nothing of the pointer.
    const painted =
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))';
    await contents?.executeJavaScript(painted);
  });
}

/** The value of an expression in the page. */
function inPage({ app }: Person, expression: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
    expression,
  ) as Promise<unknown>;
}

/** Clicks a row of the list of chats as the pointer does. */
async function clickRow(person: Person, title: string): Promise<void> {
  const isTitle = `(row) => row.querySelector('[data-testid="chat-row-title"]').textContent === '${title}'`;
  const row = `[...document.querySelectorAll('[data-testid="chat-row"]')].find(${isTitle})`;
  await expect.poll(() => inPage(person, `${row} !== undefined`)).toBe(true);
  const place = await inPage(
    person,
    `(({ x, y }) => ({ x: Math.round(x) + 60, y: Math.round(y) + 20 }))(${row}.getBoundingClientRect())`,
  );
  await person.app.evaluate(
    ({ BrowserWindow }, { x, y }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      for (const type of ['mouseDown', 'mouseUp'] as const) {
        contents?.sendInputEvent({ type, x, y, button: 'left', clickCount: 1 });
      }
    },
    place as { readonly x: number; readonly y: number },
  );
}
