import { expect, test } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { callBridge, valueOf } from '../support/bridge';
import { RawPeer } from '../support/raw-peer';
import { burnNow, card, expectBurned, secondsLeft, sendAndOpen } from './support/burn-stage';
import { watchProtection, watchText } from './support/burn-watch';
import { chatRow, expectDelivered, messageSaying, sendBurn, sendText } from './support/chat';
import { InputMethod, takenKeyCode } from './support/input-method';
import { openChatWith } from './support/person';
import { paint } from './support/picture-files';
import { createRoom } from './support/rooms';
import {
  hideWindow,
  newest,
  openNotifications,
  RuleStage,
  showWindow,
  type Side,
} from './support/rule-stage';
import { closeSettings, openSettings } from './support/settings';
import { fill, readingTime, withPlace } from './support/words';

const weekMs = 7 * 86_400_000;
const burnTimes = [5, 10, 30, 60, 300] as const;

for (const language of locales) {
  test.describe(`burning, the author's app in ${language} and the reader's in the other language`, () => {
    let stage: RuleStage;
    let author: Side;
    let reader: Side;
    test.beforeAll(async () => {
      stage = await RuleStage.set(language);
      ({ author, reader } = stage);
    });
    test.afterAll(() => stage.clear());
    test.beforeEach(() => stage.freshPage());

    test('a room cannot burn: the flame is disabled and says so, and a forged call is refused', async () => {
      const { page } = author.person;
      await createRoom(page, '产品评审');
      const flame = page.getByTestId('composer-burn');
      await expect(flame).toHaveAttribute('aria-disabled', 'true');
      // With the keyboard: a focus that a click has left behind explains nothing.
      await page.getByTestId('composer-input').focus();
      await page.keyboard.press('Tab');
      await expect(flame).toBeFocused();
      await expect(page.getByRole('tooltip')).toContainText(author.words.composer.burnInRoom);
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('composer')).toHaveAttribute('data-burn', 'false');
      const conversationId = await chatRow(page, '产品评审').getAttribute('data-conversation-id');
      const draft = {
        conversationId: conversationId ?? '',
        text: 'x',
        burnSeconds: 10,
        replyToId: null,
        mentions: [],
      };
      const answer = await callBridge(page, 'messages.send', draft);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'burnNotInRooms' } });
      await openChatWith(author.person, reader.person);
    });

    test('the flame offers 5, 10 and 30 seconds, 1 and 5 minutes; it begins with 10, and with more for a longer text', async () => {
      const { person, words } = author;
      const { page } = person;
      const chip = page.getByTestId('composer-burn-time');
      const flame = page.getByTestId('composer-burn');
      await expect(flame).toHaveAccessibleName(words.composer.burn);
      await expect(flame).toHaveAttribute('aria-pressed', 'false');
      await flame.click();
      await expect(page.getByTestId('composer-input')).toHaveAttribute(
        'placeholder',
        words.composer.placeholderBurn,
      );
      await expect(chip).toContainText(readingTime(words, 10));
      await page.getByTestId('composer-input').fill('长'.repeat(100));
      await expect(chip).toContainText(readingTime(words, 30));
      await page.getByTestId('composer-input').fill('');
      await chip.click();
      const entries = page.getByRole('menuitemradio');
      await expect(entries).toHaveText(burnTimes.map((seconds) => readingTime(words, seconds)));
      await page.keyboard.press('Escape');
      await flame.click();
      await expect(page.getByTestId('composer')).toHaveAttribute('data-burn', 'false');
    });

    test('the flame burns one message, or all of the chat until it is switched off', async () => {
      const { person, words } = author;
      const { page } = person;
      const forChat = page.getByTestId('composer-burn-for-chat');
      const chip = page.getByTestId('composer-burn-time');
      await sendBurn(page, stage.secret(), 30);
      await expect(card(reader.person.page)).toHaveCount(1);
      const ordinary = stage.secret();
      await stage.say(ordinary);

      await page.getByTestId('composer-burn').click();
      await chip.click();
      await expect(forChat).toHaveText(words.composer.burnForChat);
      await forChat.click();
      for (const text of [stage.secret(), stage.secret()]) {
        await sendText(page, text);
        await expectDelivered(page, text);
        await expect(page.getByTestId('composer')).toHaveAttribute('data-burn', 'true');
      }
      await expect(chip).toHaveAccessibleDescription(
        fill(words.composer.burnTimeForChat, { time: readingTime(words, 10) }),
      );
      await expect(reader.person.page.getByTestId('message').nth(-2)).toHaveAttribute(
        'data-kind',
        'burnConcealed',
      );
      await chip.click();
      await forChat.click();
      await page.getByTestId('composer-burn').click();
      await expect(page.getByTestId('composer')).toHaveAttribute('data-burn', 'false');
    });

    test('the second half of a password does not go out plain before somebody has seen it', async () => {
      const { person, words } = author;
      const { page } = person;
      const { composer } = words;
      const field = page.getByTestId('composer-input');
      const notice = page.getByTestId('burn-notice');
      const enterHint = page.getByTestId('enter-hint');
      const stateIs = (state: string) =>
        expect(page.getByTestId('composer')).toHaveAttribute('data-burn-state', state);
      const [first, second] = [stage.secret(), stage.secret()];
      const written = new RegExp(`^${second}!\\?好`, 'u');
      await page.getByTestId('composer-burn').click();
      await page.keyboard.type(first);
      await expect(enterHint).toHaveText(
        fill(composer.enter.once, { time: readingTime(words, 10), send: 'Enter' }),
      );
      await expect(page.getByTestId('composer-send')).toHaveAccessibleName(composer.sendBurn);
      await page.keyboard.press('Enter');
      await expect(field).toHaveValue('');

      await test.step('it is said above the field before a letter is written, and with it', async () => {
        await expect(notice).toContainText(composer.notice.justOff);
        await page.keyboard.type(second);
        await expect(notice).toContainText(composer.notice.justOff);
        await expect(enterHint).toHaveText(fill(composer.enter.justOff, { send: 'Enter' }));
        await expect(field).toHaveAccessibleDescription(fill(composer.enter.justOff, { send: 'Enter' }));
        await expect(page.getByTestId('composer-send')).toHaveAccessibleName(composer.sendPlain);
      });
      await test.step('neither Enter nor Enter after further letters sends it', async () => {
        for (const more of ['', '!', '?']) {
          await page.keyboard.type(more);
          await page.keyboard.press('Enter');
          await stateIs('asking');
          await expect(notice.getByRole('alert')).toHaveText(composer.notice.asking);
          await expect(field).toHaveValue(new RegExp(`^${second}`, 'u'));
        }
      });
      await test.step('an Enter of an input method is no answer', async () => {
        const inputMethod = await InputMethod.in(page);
        await inputMethod.compose('hao');
        await inputMethod.enter(takenKeyCode);
        await inputMethod.commit('好');
        await expect(field).toHaveValue(written);
        await stateIs('justOff');
      });
      await test.step('another chat and back changes nothing', async () => {
        await createRoom(page, '别处');
        await stateIs('plain');
        await openChatWith(person, reader.person);
        await stateIs('justOff');
        await expect(field).toHaveValue(written);
      });
      await page.getByTestId('keep-burning').click();
      await expect(field).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(field).toHaveValue('');
      await expect(card(reader.person.page)).toBeVisible();
      const kinds = () =>
        reader.person.page
          .getByTestId('message')
          .evaluateAll((rows) => rows.slice(-2).map((row) => (row as HTMLElement).dataset.kind));
      await expect.poll(kinds).toEqual(['burnConcealed', 'burnConcealed']);
      await page.keyboard.press('Escape');
      await stateIs('plain');
    });

    test('a default that rests for one message says so, and the header says that it is there', async () => {
      const { person, words } = author;
      const { page } = person;
      const chip = page.getByTestId('default-burn');
      const stateIs = (state: string) =>
        expect(page.getByTestId('composer')).toHaveAttribute('data-burn-state', state);
      await page.getByTestId('composer-burn').click();
      await page.getByTestId('composer-burn-time').click();
      await page.getByTestId('composer-burn-for-chat').click();
      await expect(chip).toHaveText(fill(words.composer.defaultBurn, { time: readingTime(words, 10) }));
      await page.getByTestId('composer-burn').click();
      await expect(page.getByTestId('burn-notice')).toContainText(words.composer.notice.suspended);
      await createRoom(page, '另一处');
      await expect(chip).toHaveCount(0);
      await openChatWith(person, reader.person);
      await expect(page.getByTestId('burn-notice')).toContainText(words.composer.notice.suspended);
      const plain = stage.secret();
      await sendText(page, plain);
      await expectDelivered(reader.person.page, plain);
      await stateIs('byDefault');
      await chip.click();
      await page.getByTestId('composer-burn-for-chat').click();
      // The default is gone, and the next message is still what it was.
      await expect(chip).toHaveCount(0);
      await stateIs('once');
      await page.getByTestId('composer-burn').click();
      await stateIs('plain');
    });

    test('unread it lives for seven days', async () => {
      const { page } = author.person;
      const text = stage.secret();
      await sendBurn(page, text, 10);
      await expect(newest(page).getByTestId('burn-own-state')).toHaveText(author.words.burn.unread);
      const messageId = (await newest(page).getAttribute('data-message-id')) ?? '';
      const [message] = valueOf(await callBridge(page, 'messages.byIds', { messageIds: [messageId] }));
      const endMs = message?.body.kind === 'burnOwn' ? message.body.expiresAtMs : null;
      expect(Math.abs((endMs ?? 0) - Date.now() - weekMs)).toBeLessThan(60_000);
    });

    test('concealed it is a real button, and its content is in no document, preview, notification or search', async () => {
      const { page } = reader.person;
      const text = stage.secret();
      // A message in a chat that is on the screen is read at once.
      await createRoom(page, '别的聊天');
      await hideWindow(reader);
      await sendBurn(author.person.page, text, 60);
      await expect.poll(() => openNotifications(reader, author.person.name)).toHaveLength(1);
      const [shown] = await openNotifications(reader, author.person.name);
      expect(shown?.body).toBe(reader.words.main.notification.newMessage);
      await showWindow(reader);
      const row = chatRow(page, author.person.name);
      await expect(row).toContainText(reader.words.preview.burn);
      await openChatWith(reader.person, author.person);
      const detail = fill(reader.words.burn.concealed, { time: readingTime(reader.words, 60) });
      const button = newest(page).getByRole('button', { name: `${reader.words.burn.title} ${detail}` });
      await expect(button).toBeVisible();
      expect(await page.content()).not.toContain(text);
      expect(JSON.stringify(await reader.desktop.notifications())).not.toContain(text);
      for (const { person, words } of stage.screens) {
        await person.page.getByTestId('chat-search').fill(text.slice(0, 4));
        await expect(person.page.getByTestId('chat-list-empty')).toContainText(words.chatList.noMatch);
        await person.page.getByTestId('chat-list-empty-action').click();
      }
    });

    test('a message that is burned elsewhere takes its notification back', async () => {
      await createRoom(reader.person.page, '又一个聊天');
      await hideWindow(reader);
      const text = stage.secret();
      await sendBurn(author.person.page, text, 60);
      await expect.poll(() => openNotifications(reader, author.person.name)).toHaveLength(1);
      const device = await RawPeer.signIn(stage.server.url, reader.person.name);
      const mid = (await device.history(author.person.node)).at(-1)?.mid ?? 0n;
      expect(await device.erase('burn', author.person.node, mid)).toBe(true);
      await device.close();
      await expect.poll(() => openNotifications(reader, author.person.name)).toHaveLength(0);
      await showWindow(reader);
      await openChatWith(reader.person, author.person);
      await expectBurned(stage, text);
    });

    test('a click opens it: the window is protected before the text is there, a ring counts down, and "burn now" ends it', async () => {
      const { page } = reader.person;
      const text = stage.secret();
      await sendBurn(author.person.page, text, 60);
      await expect(card(page)).toBeVisible();
      const switches = await watchProtection(reader.person);
      const firstSight = await watchText(page, text);
      await card(page).click();
      await expect(messageSaying(page, text)).toBeVisible();
      expect(await secondsLeft(page)).toBeLessThanOrEqual(60);
      await expect(newest(page).getByRole('timer')).toContainText(withPlace(reader.words.burn.left, /\d+/));
      await expect.poll(() => secondsLeft(page)).toBeLessThan(60);
      const [on] = await switches();
      expect(on?.isOn).toBe(true);
      expect(await firstSight()).toBeGreaterThanOrEqual(on?.atMs ?? Infinity);

      await expect(newest(page).getByTestId('burn-now')).toHaveText(reader.words.burn.burnNow);
      await burnNow(stage);
      await expectBurned(stage, text);
      expect((await switches()).map(({ isOn }) => isOn)).toEqual([true, false]);
    });

    test('Space opens it, on the button and on its message', async () => {
      const { page } = reader.person;
      for (const focus of [card(page), newest(page)]) {
        const text = stage.secret();
        await sendBurn(author.person.page, text, 60);
        await expect(card(page)).toBeVisible();
        await focus.focus();
        await page.keyboard.press('Space');
        await expect(messageSaying(page, text)).toBeVisible();
        await burnNow(stage);
        await expectBurned(stage, text);
      }
    });

    test('it cannot be copied, selected or dragged, and its menu offers nothing but burning', async () => {
      const { person, words } = reader;
      const { page } = person;
      const text = stage.secret();
      await sendAndOpen(stage, text, 300);
      const content = newest(page).getByTestId('message-text');
      await content.click({ clickCount: 3 });
      expect(await page.evaluate(() => String(getSelection()))).not.toContain(text);
      await content.evaluate((element) => getSelection()?.selectAllChildren(element));
      await page.keyboard.press('Control+c');
      expect(await person.app.evaluate(({ clipboard }) => clipboard.readText())).not.toContain(text);
      // A drag into the own field would write the text there.
      await content.dragTo(page.getByTestId('composer-input'));
      await expect(page.getByTestId('composer-input')).toHaveValue('');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+c');
      expect(await person.app.evaluate(({ clipboard }) => clipboard.readText())).not.toContain(text);
      await content.click({ button: 'right' });
      await expect(page.getByRole('menuitem')).toHaveText([words.burn.burnNow]);
      await page.getByTestId('menu-burn-now').click();
      await expectBurned(stage, text);
    });

    test('a picture burns like a text', async () => {
      const { page } = author.person;
      const buffer = await paint(page, { width: 96, height: 64, type: 'image/png' });
      await page.getByTestId('composer-burn').click();
      await page
        .getByTestId('composer-picture-input')
        .setInputFiles([{ name: 'drawing.png', mimeType: 'image/png', buffer }]);
      await expect(page.getByTestId('composer-thumbnail')).toHaveCount(1);
      await page.getByTestId('composer-input').press('Enter');
      // The notice that the flame is off again was read.
      await expect(page.getByTestId('composer')).toHaveAttribute('data-burn-state', 'justOff');
      await page.getByTestId('composer-input').press('Escape');
      await expect(card(reader.person.page)).toBeVisible();
      await expect(reader.person.page.locator('img[src^="blob:"]')).toHaveCount(0);
      await card(reader.person.page).click();
      await expect(newest(reader.person.page).getByTestId('message-image')).toBeVisible();
      await burnNow(stage);
      await expectBurned(stage, 'drawing.png');
      for (const { person } of stage.screens) {
        await expect(person.page.locator('img[src^="blob:"]')).toHaveCount(0);
      }
    });

    test('the app is honest: best effort, photographs, no end-to-end encryption, wss', async () => {
      await sendBurn(author.person.page, stage.secret(), 60);
      // With the keyboard: under a pointer that rests the list may still move.
      await reader.person.page.keyboard.press('Tab');
      await card(reader.person.page).focus();
      await expect(reader.person.page.getByRole('tooltip')).toContainText(reader.words.burn.honest);
      for (const { person, words } of stage.screens) {
        await openSettings(person.page, 'privacy');
        const dialog = person.page.getByTestId('settings-dialog');
        await expect(dialog).toContainText(words.settings.privacyBurn);
        await expect(dialog).toContainText(words.settings.privacyEncryption);
        expect(words.settings.privacyEncryption).toContain('wss://');
        await closeSettings(person.page);
      }
    });
  });
}
