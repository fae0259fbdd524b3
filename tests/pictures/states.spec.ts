import { expect, type Page } from '@playwright/test';
import { pictureKey } from '../../main/protocol/user-card';
import { locales } from '../../preload/contract/views';
import { messageSaying, sendText } from '../e2e/support/chat';
import { Door } from '../e2e/support/door';
import { befriend, openChatWith } from '../e2e/support/person';
import { createRoom } from '../e2e/support/rooms';
import { test } from '../e2e/support/story';
import { playAccount } from './scenes/account';
import { playAdding } from './scenes/adding';
import { playBurn } from './scenes/burn';
import { playDetails } from './scenes/details';
import { playSecondDevice, playSignIn, playTrial } from './scenes/first-steps';
import { playImages } from './scenes/images';
import { playLock } from './scenes/lock';
import { playMentions } from './scenes/mentions';
import { playCards, playClosedChats, playPeople } from './scenes/people';
import { playQuotes } from './scenes/quotes';
import { playOffline, playRefusals } from './scenes/refusals';
import { playFolding, playRevoke } from './scenes/revoke';
import { playRoomRule } from './scenes/rooms';
import { playSettings } from './scenes/settings';
import { playTexts } from './scenes/texts';
import { playWindows } from './scenes/windows';
import { Camera, wholeWindow } from './support/camera';
import { addColleague, argumentsFor } from './support/cast';
import { ownPicture } from './support/drawings';
import type { Scene } from './support/scene';
import { words as wordsOf, type Words } from './support/words';

/** Long enough to take a picture of what is waited for. */
const slowLineMs = 2_500;

for (const locale of locales) {
  test(`every state in ${locale}`, async ({ server, arrive }) => {
    const words = wordsOf[locale];
    const args = argumentsFor(locale);
    const me = await arrive({ name: words.me, args });
    const friend = await arrive({ name: words.friend, args });
    const camera = new Camera(locale);
    // Said once after the first sign-in on a computer without a key store; the pictures of trying show it.
    for (const { page } of [me, friend]) await page.getByTestId('key-in-file-read').click();
    await befriend(friend, me);
    const colleagues = [
      await addColleague(me, server.url, { nickName: words.colleagues[0] }),
      await addColleague(me, server.url, { nickName: words.colleagues[1] }),
    ] as const;
    await camera.take(me.page, 'accepted', wholeWindow);
    await colleagues[0].say(me.node, words.releaseQuestion);
    const room = await createRoom(me.page, words.room);
    await sendText(me.page, words.roomLine);
    await expect(messageSaying(me.page, words.roomLine)).toHaveAttribute('data-delivery', 'sent');
    await openChatWith(me, friend);
    await openChatWith(friend, me);

    const scene: Scene = { camera, words, me, friend, colleagues };
    await test.step('pictures', () => playImages(scene));
    await test.step('revoke', () => playRevoke(scene));
    await test.step('folding', () => playFolding(scene));
    await test.step('quotes', () => playQuotes(scene));
    await test.step('mentions', () => playMentions(scene, room));
    await test.step('burn', () => playBurn(scene));
    await test.step('windows', () => playWindows(scene));
    await test.step('settings', () => playSettings(scene));
    await test.step('account', () => playAccount(scene));
    await test.step('details', () => playDetails(scene));
    await test.step('adding', () => playAdding(scene));
    await test.step('texts', () => playTexts(scene));
    await test.step('people', () => playPeople(scene, server));
    await test.step('refused', () => playRefusals(scene, server));
    await test.step('offline', () => playOffline(scene, server));
  });
}

for (const locale of locales) {
  test(`first steps in ${locale}`, async ({ open, arrive, server }) => {
    const camera = new Camera(locale);
    const words = wordsOf[locale];
    const args = argumentsFor(locale, '900x600');
    const first = await open({ args, language: locale });
    await test.step('signing in', () => playSignIn(first.page, camera));
    const owner = await arrive({ name: words.me, args });
    const talker = await addColleague(owner, server.url, { nickName: words.colleagues[0] });
    await talker.say(owner.node, words.releaseQuestion);
    const door = await Door.open(server.url);
    door.slowDown(slowLineMs);
    await test.step('a second device', () =>
      playSecondDevice(first.page, camera, { first: owner, talker, server: door.url }));
    await first.close();
    await door.remove();
    const second = await open({ args, language: locale });
    await test.step('trying', () => playTrial(second.page, camera, words));
  });
}

for (const locale of locales) {
  test(`the lock in ${locale}`, async ({ arrive }) => {
    const me = await arrive({ name: wordsOf[locale].me, args: argumentsFor(locale, '900x600') });
    await me.page.getByTestId('key-in-file-read').click();
    await playLock({ camera: new Camera(locale), me });
  });
}

for (const locale of locales) {
  test(`cards in ${locale}`, async ({ arrive, server }) => {
    const words = wordsOf[locale];
    const me = await arrive({ name: words.me, args: argumentsFor(locale) });
    await me.page.getByTestId('key-in-file-read').click();
    const colleagues = [
      await addColleague(me, server.url, await cardOf(me.page, words)),
      await addColleague(me, server.url, { nickName: words.colleagues[1] }),
    ] as const;
    const scene = { camera: new Camera(locale), words, me, colleagues };
    await test.step('cards', () => playCards(scene));
    await test.step('closed chats', () => playClosedChats(scene));
  });
}

for (const locale of locales) {
  test(`rooms in ${locale}`, async ({ arrive, server }) => {
    const camera = new Camera(locale);
    const words = wordsOf[locale];
    const args = argumentsFor(locale);
    const founder = await arrive({ name: words.me, args });
    const applicant = await arrive({ name: words.friend, args });
    for (const { page } of [founder, applicant]) await page.getByTestId('key-in-file-read').click();
    // Whom the founder can invite.
    const guest = await addColleague(founder, server.url, { nickName: words.colleagues[0] });
    await addColleague(founder, server.url, { nickName: words.colleagues[1] });
    const scene = { camera, words, founder, applicant, guest };
    await test.step('the rule of a room', () => playRoomRule(scene));
  });
}

/** What the first colleague tells, with a picture. */
async function cardOf(page: Page, { colleagues: [nickName], profile }: Words) {
  const { buffer } = await ownPicture(page);
  const { status, area, birthday } = profile;
  return {
    nickName,
    area,
    brithday: birthday,
    gender: 2,
    extend: { status },
    extra: { [pictureKey]: new Uint8Array(buffer) },
  };
}
