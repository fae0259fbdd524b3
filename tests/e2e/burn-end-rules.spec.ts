import { expect, test } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { RawPeer } from '../support/raw-peer';
import { burnNow, card, expectBurned, secondsLeft, sendAndOpen } from './support/burn-stage';
import { fallAsleep, shiftClock, wakeAfter, watchProtection, watchText } from './support/burn-watch';
import { messageSaying, sendBurn } from './support/chat';
import { leftoversOf } from './support/leftovers';
import { expectOnline, openChatWith } from './support/person';
import { createRoom } from './support/rooms';
import { newest, reconnect, RuleStage, searchableArgs, type Side } from './support/rule-stage';
import { openSettings } from './support/settings';
import { fill } from './support/words';

for (const language of locales) {
  test.describe(`the end of a burn message, the author's app in ${language} and the reader's in the other language`, () => {
    let stage: RuleStage;
    let author: Side;
    let reader: Side;
    test.beforeAll(async () => {
      stage = await RuleStage.set(language);
      ({ author, reader } = stage);
    });
    test.afterAll(() => stage.clear());
    test.beforeEach(() => stage.freshPage());

    test('the author sees unread, opened with the same clock, and burned; at zero it is gone everywhere', async () => {
      const text = stage.secret();
      const switches = await watchProtection(reader.person);
      await sendBurn(author.person.page, text, 5);
      const own = [author, stage.otherDevice];
      for (const { person, words } of own) {
        const { page } = person;
        await expect(newest(page).getByTestId('burn-own-state')).toHaveText(words.burn.unread);
        await expect(newest(page).getByTestId('burn-countdown')).toHaveCount(0);
      }
      await card(reader.person.page).click();
      for (const { person, words } of own) {
        await expect(newest(person.page).getByTestId('burn-own-state')).toHaveText(words.burn.opened);
        expect(await secondsLeft(person.page)).toBeLessThanOrEqual(5);
      }
      await expectBurned(stage, text);
      expect((await switches()).map(({ isOn }) => isOn)).toEqual([true, false]);
    });

    test('it is erased on the reader’s computer first; the command waits until the server confirms it', async () => {
      const { person, words, door } = reader;
      const text = stage.secret();
      await sendAndOpen(stage, text, 60);
      door.hold();
      await burnNow(stage);
      await expect(newest(person.page).getByTestId('burned')).toHaveText(words.burn.burned);
      const pending = newest(person.page).getByTestId('operation-pending');
      await expect(pending).toHaveText(words.burn.pending);
      expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
      await expect(messageSaying(author.person.page, text)).toBeVisible();
      door.shut();
      await expect(pending).toHaveText(words.burn.pendingOffline);
      door.release();
      await reconnect(door, reader);
      await expectBurned(stage, text);
    });

    test('leaving the chat covers it, or burns it if the reader has set that', async () => {
      const { person, words } = reader;
      const { page } = person;
      const text = stage.secret();
      const burnOnLeave = page.getByTestId('settings-burn-on-leave');
      const setBurnOnLeave = async (isOn: boolean): Promise<void> => {
        await openSettings(page, 'revokeAndBurn');
        await expect(burnOnLeave).toHaveAccessibleName(words.settings.burnOnLeave);
        await burnOnLeave.focus();
        await page.keyboard.press('Space');
        await expect(burnOnLeave).toBeChecked({ checked: isOn });
        await page.keyboard.press('Escape');
      };
      const leaveAndReturn = async (): Promise<void> => {
        await createRoom(page, '离开');
        expect(await page.content()).not.toContain(text);
        await openChatWith(person, author.person);
      };
      await sendAndOpen(stage, text, 300);
      await leaveAndReturn();
      await expect(card(page)).toContainText(words.burn.covered);
      await setBurnOnLeave(true);
      await card(page).click();
      await expect(messageSaying(page, text)).toBeVisible();
      await leaveAndReturn();
      await expectBurned(stage, text);
      await setBurnOnLeave(false);
    });

    test('the unread life and the reading time both run, and the earlier one wins', async () => {
      const { page } = reader.person;
      const [unread, opened] = [stage.secret(), stage.secret()];
      const device = await RawPeer.signIn(stage.server.url, author.person.name);
      // The author's own apps would take an unread message back at the same moment.
      author.door.shut();
      const firstSight = await watchText(page, unread);
      await device.say(reader.person.node, unread, { seconds: 60, maxUnreadSeconds: 2 });
      await expect(newest(page).getByTestId('burned')).toHaveText(reader.words.burn.burned);
      expect(await firstSight()).toBeNull();
      await device.say(reader.person.node, opened, { seconds: 60, maxUnreadSeconds: 5 });
      await card(page).click();
      expect(await secondsLeft(page)).toBeLessThanOrEqual(5);
      await expect(newest(page).getByTestId('burned')).toHaveText(reader.words.burn.burned);
      await expect(page.getByTestId('operation-pending')).toHaveCount(0);
      const left = (await device.history(reader.person.node)).map(({ extend }) => extend?.['burnmax']);
      expect(left.filter((life) => life === '2' || life === '5')).toEqual([]);
      await device.close();
      await reconnect(author.door, author, stage.otherDevice);
      for (const { person } of stage.screens) {
        for (const text of [unread, opened]) expect(await person.page.content()).not.toContain(text);
      }
    });

    test('at the end of its unread life the author takes it back', async () => {
      const text = stage.secret();
      const device = await RawPeer.signIn(stage.server.url, author.person.name);
      reader.door.shut();
      await device.say(reader.person.node, text, { seconds: 60, maxUnreadSeconds: 3 });
      for (const { person, words } of [author, stage.otherDevice]) {
        await expect(newest(person.page).getByTestId('tombstone')).toHaveText(words.revoke.byMe);
        await expect(person.page.getByTestId('operation-pending')).toHaveCount(0);
      }
      await device.close();
      const firstSight = await watchText(reader.person.page, text);
      await reconnect(reader.door, reader);
      const last = stage.secret();
      await stage.say(last);
      expect(await firstSight()).toBeNull();
      for (const { person } of stage.screens) {
        expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
      }
    });

    test('the reading time goes on over a restart, behind the cover', async () => {
      const { person, words } = reader;
      const text = stage.secret();
      await sendAndOpen(stage, text, 300);
      const before = await secondsLeft(person.page);
      await person.close();
      await person.reopen(searchableArgs);
      await expectOnline(person.page);
      await openChatWith(person, author.person);
      await expect(card(person.page)).toHaveAttribute('data-running', 'true');
      await expect(card(person.page)).toContainText(words.burn.covered);
      expect(await person.page.content()).not.toContain(text);
      await card(person.page).click();
      await expect(messageSaying(person.page, text)).toBeVisible();
      expect(await secondsLeft(person.page)).toBeLessThan(before);
      await burnNow(stage);
      await expectBurned(stage, text);
    });

    test('a clock that is set back moves no end', async () => {
      const text = stage.secret();
      await sendAndOpen(stage, text, 5);
      const restore = await shiftClock(reader.person, -3_600_000);
      await expectBurned(stage, text);
      await restore();
    });

    test('sleep covers it, and what ended meanwhile is never shown again', async () => {
      const { person } = reader;
      const text = stage.secret();
      await sendAndOpen(stage, text, 300);
      await fallAsleep(person);
      await expect(card(person.page)).toHaveAttribute('data-running', 'true');
      const firstSight = await watchText(person.page, text);
      await wakeAfter(person, 301_000);
      await expectBurned(stage, text);
      expect(await firstSight()).toBeNull();
    });

    test('between people who are friends no more the content stays erased, and the app says that the server refused', async () => {
      const { person, words } = reader;
      const text = stage.secret();
      await sendAndOpen(stage, text, 300);
      const peer = await RawPeer.signIn(stage.server.url, author.person.name);
      await peer.unfriend(person.node);
      await peer.close();
      await burnNow(stage);
      const refusal = fill(words.burn.failed, { reason: words.errors.notFriends });
      await expect(newest(person.page).getByTestId('operation-failure')).toHaveText(refusal);
      await expect(newest(person.page).getByTestId('burned')).toHaveText(words.burn.burned);
      expect(await person.page.content()).not.toContain(text);
      expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
    });
  });
}
