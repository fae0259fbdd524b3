import { expect, test, type Page } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { callBridge } from '../support/bridge';
import { RawPeer } from '../support/raw-peer';
import {
  chatRow,
  expectDelivered,
  messageSaying,
  revokeByMenu,
  sendBurn,
  sendText,
  timelineTexts,
} from './support/chat';
import { leftoversOf } from './support/leftovers';
import { choose, expectOnline, openChatWith } from './support/person';
import { createRoom, joinRoom } from './support/rooms';
import {
  hideWindow,
  newest,
  openNotifications,
  reconnect,
  RuleStage,
  searchableArgs,
  showWindow,
} from './support/rule-stage';
import { closeSettings, openSettings } from './support/settings';
import { fill, readingTime, withPlace } from './support/words';

const timeLeft = /\d:\d\d/;

async function chooseWindow(page: Page, value: '30' | '120' | 'unlimited'): Promise<void> {
  await openSettings(page, 'revokeAndBurn');
  await choose(page, `settings-revoke-${value}`);
  await closeSettings(page);
}

/** Opens the menu of a message. */
async function openMenu(page: Page, text: string): Promise<void> {
  await messageSaying(page, text).getByTestId('message-text').click({ button: 'right' });
  await expect(page.getByTestId('message-menu')).toBeVisible();
}

async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('message-menu')).toBeHidden();
}

async function pressRevoke(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+Backspace');
}

const idOf = async (page: Page, text: string): Promise<string> =>
  (await messageSaying(page, text).getAttribute('data-message-id')) ?? '';

for (const language of locales) {
  test.describe(`revoking, the author's app in ${language} and the reader's in the other language`, () => {
    let stage: RuleStage;
    test.beforeAll(async () => {
      stage = await RuleStage.set(language);
    });
    test.afterAll(() => stage.clear());
    test.beforeEach(() => stage.freshPage());

    /** The line at the end of the chat, on every screen in its own words. */
    const expectRevoked = async (text: string): Promise<void> => {
      const { author, reader, otherDevice } = stage;
      for (const { person, words } of [author, otherDevice]) {
        await expect(newest(person.page).getByTestId('tombstone')).toHaveText(words.revoke.byMe);
      }
      const theirs = reader.words.revoke.byPeer;
      await expect(newest(reader.person.page).getByTestId('tombstone')).toHaveText(theirs);
      await expect(author.person.page.getByTestId('operation-pending')).toHaveCount(0);
      for (const { person } of stage.screens) expect(await person.page.content()).not.toContain(text);
    };

    test('only the author can revoke: no one else has the entry, and a forged call is refused', async () => {
      const text = stage.secret();
      await stage.say(text);
      const { page } = stage.reader.person;
      await openMenu(page, text);
      await expect(page.getByTestId('menu-copy')).toBeVisible();
      await expect(page.getByTestId('menu-revoke')).toHaveCount(0);
      await closeMenu(page);

      const messageId = await idOf(page, text);
      const answer = await callBridge(page, 'messages.revoke', { messageId });
      expect(answer).toMatchObject({ ok: false, failure: { code: 'notTheAuthor' } });
      // The shortcut on a message of somebody else revokes nothing of theirs, only the own last one.
      await messageSaying(page, text).focus();
      await pressRevoke(page);
      await expect(page.getByTestId('tombstone').last()).toHaveText(stage.reader.words.revoke.byMe);
      for (const { person } of stage.screens) await expect(messageSaying(person.page, text)).toBeVisible();
    });

    test('the window is two minutes at first and can be 30 seconds to unlimited; the menu tells what is left of it', async () => {
      const text = stage.secret();
      await stage.say(text);
      const { person, words } = stage.author;
      const { page } = person;
      await openSettings(page, 'revokeAndBurn');
      await expect(page.getByTestId('settings-revoke-120')).toBeChecked();
      const choices = page.getByRole('radiogroup', { name: words.settings.revokeWindow }).locator('label');
      const times = [30, 120, 600].map((seconds) => readingTime(words, seconds));
      await expect(choices).toHaveText([
        ...times,
        fill(words.durations.hours, { count: 1 }),
        words.settings.unlimited,
      ]);
      await closeSettings(page);

      const entry = page.getByTestId('menu-revoke');
      await openMenu(page, text);
      await expect(entry).toHaveText(withPlace(words.revoke.menuLeft, /[12]:\d\d/));
      await closeMenu(page);
      await chooseWindow(page, 'unlimited');
      await openMenu(page, text);
      await expect(entry).toContainText(words.revoke.menu);
      await expect(entry).not.toHaveText(timeLeft);
      await closeMenu(page);
      await chooseWindow(page, '120');
    });

    test('the window is counted in the server’s time; when it is over the entry and the key say so and do nothing', async () => {
      const [late, early] = [stage.secret(), stage.secret()];
      const { person, words } = stage.author;
      const { page } = person;
      await chooseWindow(page, '30');
      await stage.say(late);
      await stage.server.advanceClock(60_000);
      // The echo of the next message tells the server's time.
      await stage.say(early);

      const entry = page.getByTestId('menu-revoke');
      await openMenu(page, early);
      await expect(entry).toHaveText(withPlace(words.revoke.menuLeft, /0:[23]\d/));
      await closeMenu(page);
      await openMenu(page, late);
      const limit = fill(words.durations.seconds, { count: 30 });
      await expect(entry).toHaveText(fill(words.revoke.windowOver, { limit }));
      await expect(entry).toHaveAttribute('aria-disabled', 'true');
      await entry.press('Enter');
      await closeMenu(page);
      await messageSaying(page, late).focus();
      await pressRevoke(page);
      const refusal = fill(words.revoke.failed, { reason: words.errors.revokeWindowOver });
      await expect(messageSaying(page, late).getByTestId('message-notice')).toHaveText(refusal);
      for (const { person: other } of stage.screens) {
        await expect(messageSaying(other.page, late)).toBeVisible();
      }
      await chooseWindow(page, '120');
    });

    test('the receiver honours a revoke however late it comes', async () => {
      const text = stage.secret();
      await stage.say(text);
      await chooseWindow(stage.reader.person.page, '30');
      await stage.server.advanceClock(86_400_000);
      await chooseWindow(stage.author.person.page, 'unlimited');
      await revokeByMenu(stage.author.person.page, text);
      await expectRevoked(text);
      await chooseWindow(stage.author.person.page, '120');
    });

    test('the menu of the bubble revokes, on all devices of both people', async () => {
      const text = stage.secret();
      await stage.say(text);
      await revokeByMenu(stage.author.person.page, text);
      await expectRevoked(text);
    });

    test('another device of the author revokes what the first one wrote', async () => {
      const text = stage.secret();
      await stage.say(text);
      await revokeByMenu(stage.otherDevice.person.page, text);
      await expectRevoked(text);
    });

    test('the keys revoke the message that has the focus, else the last own one', async () => {
      const { page } = stage.author.person;
      const [focused, last] = [stage.secret(), stage.secret()];
      await stage.say(focused);
      await stage.say(last);
      await messageSaying(page, focused).focus();
      await pressRevoke(page);
      for (const { person } of stage.screens) {
        await expect(messageSaying(person.page, focused)).toHaveCount(0);
        await expect(messageSaying(person.page, last)).toBeVisible();
      }
      await expect(page.getByTestId('operation-pending')).toHaveCount(0);
      await page.getByTestId('composer-input').focus();
      await pressRevoke(page);
      await expectRevoked(last);
    });

    test('the tray revokes the last message while the window is hidden, and a notification says so', async () => {
      const { author } = stage;
      const text = stage.secret();
      await stage.say(text);
      await hideWindow(author);
      await author.desktop.clickTray(author.words.main.tray.revokeLast);
      const { doneTitle, done } = author.words.main.revoke;
      const told = fill(done, { name: stage.reader.person.name });
      await expect.poll(async () => (await openNotifications(author, doneTitle))[0]?.body).toBe(told);
      await showWindow(author);
      await expectRevoked(text);
    });

    test('at once the bubble says that it is being revoked', async () => {
      const { person, words, door } = stage.author;
      const text = stage.secret();
      await stage.say(text);
      door.hold();
      await revokeByMenu(person.page, text);
      const pending = newest(person.page).getByTestId('operation-pending');
      await expect(pending).toHaveText(words.revoke.pending);
      await openMenu(person.page, text);
      await expect(person.page.getByTestId('menu-revoke')).toHaveText(words.revoke.inProgress);
      await expect(person.page.getByTestId('menu-revoke')).toHaveAttribute('aria-disabled', 'true');
      await closeMenu(person.page);
      door.release();
      await expectRevoked(text);
    });

    test('offline a revoke waits with its words, and is done in its turn when there is a connection', async () => {
      const { person, words, door } = stage.author;
      const { page } = person;
      const [before, revoked, after] = [stage.secret(), stage.secret(), stage.secret()];
      await stage.say(revoked);
      door.shut();
      await expect(page.getByTestId('rail-me')).toHaveAttribute('data-connection', 'waiting');
      await sendText(page, before);
      await revokeByMenu(page, revoked);
      await expect(messageSaying(page, revoked).getByTestId('operation-pending')).toHaveText(
        words.revoke.pendingOffline,
      );
      await sendText(page, after);
      await reconnect(door, stage.author, stage.otherDevice);
      for (const { page: shown } of [person, stage.reader.person]) {
        await expectDelivered(shown, after);
        await expect(messageSaying(shown, revoked)).toHaveCount(0);
      }
      const theirs = stage.reader.words.revoke.byPeer;
      expect((await timelineTexts(stage.reader.person.page)).slice(-3)).toEqual([theirs, before, after]);
    });

    test('a revoked text is in no bubble, preview, search, notification, clipboard or file any more', async () => {
      const { author, reader } = stage;
      const text = stage.secret();
      // A message in a chat that is on the screen is read at once.
      await createRoom(reader.person.page, '别的聊天');
      await hideWindow(reader);
      await sendText(author.person.page, text);
      await expectDelivered(author.person.page, text);
      await expect.poll(() => openNotifications(reader, author.person.name)).toHaveLength(1);
      expect(leftoversOf(text, reader.person.profileDirectory)).not.toEqual([]);

      await revokeByMenu(author.person.page, text);
      await expect.poll(() => openNotifications(reader, author.person.name)).toHaveLength(0);
      expect(JSON.stringify(await reader.desktop.notifications())).not.toContain(text);
      await showWindow(reader);
      await openChatWith(reader.person, author.person);
      await expectRevoked(text);
      for (const { person, words } of stage.screens) {
        const sentence = person === reader.person ? words.preview.revokedByPeer : words.preview.revokedByMe;
        await expect(person.page.getByTestId('chat-row').first()).toContainText(sentence);
        await person.page.getByTestId('chat-search').fill(text.slice(0, 4));
        await expect(person.page.getByTestId('chat-list-empty')).toContainText(words.chatList.noMatch);
        await person.page.getByTestId('chat-list-empty-action').click();
        expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
        expect(await person.app.evaluate(({ clipboard }) => clipboard.readText())).not.toContain(text);
      }
    });

    test('the author can write a text anew under a draft, never instead of it, and the reader cannot', async () => {
      const { person, words } = stage.author;
      const text = stage.secret();
      await stage.say(text);
      await revokeByMenu(person.page, text);
      await expectRevoked(text);
      for (const { person: other } of [stage.reader, stage.otherDevice]) {
        await expect(newest(other.page).getByTestId('reedit')).toHaveCount(0);
      }
      const input = person.page.getByTestId('composer-input');
      await input.fill('draft');
      const reedit = newest(person.page).getByTestId('reedit');
      await expect(reedit).toHaveText(words.revoke.reedit);
      await reedit.click();
      await expect(input).toHaveValue(`draft\n${text}`);
      await input.fill('');
    });

    test('a burn message that was revoked cannot be written anew', async () => {
      const { page } = stage.author.person;
      const text = stage.secret();
      await sendBurn(page, text, 60);
      await expectDelivered(page, text);
      const messageId = await idOf(page, text);
      await revokeByMenu(page, text);
      await expectRevoked(text);
      await expect(newest(page).getByTestId('reedit')).toHaveCount(0);
      const answer = await callBridge(page, 'messages.reedit', { messageId });
      expect(answer).toMatchObject({ ok: false, failure: { code: 'reeditOver' } });
    });

    test('a member of a room who was away wipes it when coming back', async () => {
      const { author, reader } = stage;
      const text = stage.secret();
      const room = await createRoom(author.person.page, '产品评审');
      await joinRoom(reader.person.page, room);
      await sendText(author.person.page, text);
      for (const { person } of [author, reader]) await expectDelivered(person.page, text);
      await reader.person.close();
      await revokeByMenu(author.person.page, text);
      const tombstone = newest(author.person.page).getByTestId('tombstone');
      await expect(tombstone).toHaveText(author.words.revoke.byMe);
      await expect(author.person.page.getByTestId('operation-pending')).toHaveCount(0);

      await reader.person.reopen(searchableArgs);
      const { page } = reader.person;
      await expectOnline(page);
      await chatRow(page, '产品评审').click();
      const theirs = fill(reader.words.revoke.by, { name: author.person.name });
      await expect(newest(page).getByTestId('tombstone')).toHaveText(theirs);
      expect(await page.content()).not.toContain(text);
      expect(leftoversOf(text, reader.person.profileDirectory)).toEqual([]);
      await Promise.all([
        openChatWith(author.person, reader.person),
        openChatWith(reader.person, author.person),
      ]);
    });

    test('both sides keep the line over a restart', async () => {
      const text = stage.secret();
      await stage.say(text);
      await revokeByMenu(stage.author.person.page, text);
      await expectRevoked(text);
      await Promise.all(
        [stage.author, stage.reader].map(async ({ person }) => {
          await person.close();
          await person.reopen(searchableArgs);
          await expectOnline(person.page);
        }),
      );
      await Promise.all([
        openChatWith(stage.author.person, stage.reader.person),
        openChatWith(stage.reader.person, stage.author.person),
      ]);
      await expectRevoked(text);
      // What can be written anew is in memory alone.
      await expect(newest(stage.author.person.page).getByTestId('reedit')).toHaveCount(0);
    });

    test('after five minutes a text cannot be written anew', async () => {
      const { person, words } = stage.author;
      const text = stage.secret();
      await stage.say(text);
      await revokeByMenu(person.page, text);
      await expectRevoked(text);
      await person.app.evaluate(() => {
        const now = Date.now;
        Date.now = () => now() + 301_000;
      });
      await newest(person.page).getByTestId('reedit').click();
      const refusal = fill(words.revoke.reeditFailed, { reason: words.errors.reeditOver });
      await expect(newest(person.page).getByTestId('message-notice')).toHaveText(refusal);
      await expect(person.page.getByTestId('composer-input')).toHaveValue('');
    });

    test('between people who are friends no more the server refuses, and the app says why', async () => {
      const { author, reader } = stage;
      const text = stage.secret();
      await stage.say(text);
      const peer = await RawPeer.signIn(stage.server.url, reader.person.name);
      await peer.unfriend(author.person.node);
      await peer.close();
      await revokeByMenu(author.person.page, text);
      const refusal = fill(author.words.revoke.failed, { reason: author.words.errors.notFriends });
      await expect(messageSaying(author.person.page, text).getByTestId('operation-failure')).toHaveText(
        refusal,
      );
      for (const { person } of stage.screens) await expect(messageSaying(person.page, text)).toBeVisible();
    });
  });
}
