import { expect } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { messageSaying, sendText } from '../e2e/support/chat';
import { befriend, choose, openChatWith, type Person } from '../e2e/support/person';
import { createRoom } from '../e2e/support/rooms';
import { closeSettings, openSettings } from '../e2e/support/settings';
import { test } from '../e2e/support/story';
import { playAlbum } from './scenes/albums';
import { playEmoji } from './scenes/composing';
import { playDeeds, playEdit, playLink, playNotes, playReceipts } from './scenes/deeds';
import { playFiles } from './scenes/files';
import { playFileStates } from './scenes/file-states';
import { playPlaces, playSearch } from './scenes/finding';
import { playList } from './scenes/list';
import { playSounds, playVoice } from './scenes/sounds';
import { Camera } from './support/camera';
import { addColleague, argumentsFor } from './support/cast';
import { say, type Scene } from './support/scene';
import { words as wordsOf } from './support/words';

/** A tone in the place of a microphone. */
const microphone = ['--use-fake-device-for-media-stream'];

async function shareReceipts({ page }: Person): Promise<void> {
  await openSettings(page, 'privacy');
  await choose(page, 'settings-receipts');
  await closeSettings(page);
}

for (const locale of locales) {
  test(`the conversation in ${locale}`, async ({ server, arrive }) => {
    const words = wordsOf[locale];
    const args = argumentsFor(locale, '900x600');
    const me = await arrive({ name: words.me, args });
    const friend = await arrive({ name: words.friend, args });
    for (const { page } of [me, friend]) await page.getByTestId('key-in-file-read').click();
    await befriend(friend, me);
    const colleagues = [
      await addColleague(me, server.url, { nickName: words.colleagues[0] }),
      await addColleague(me, server.url, { nickName: words.colleagues[1] }),
    ] as const;
    await colleagues[0].say(me.node, words.releaseQuestion);
    await colleagues[1].say(me.node, words.news[0]);
    await createRoom(me.page, words.room);
    await sendText(me.page, words.roomLine);
    await expect(messageSaying(me.page, words.roomLine)).toHaveAttribute('data-delivery', 'sent');
    await openChatWith(me, friend);
    await openChatWith(friend, me);

    const scene: Scene = { camera: new Camera(locale), words, me, friend, colleagues };
    await say(scene, friend, words.question);
    await test.step('emoji', () => playEmoji(scene));
    await test.step('album', () => playAlbum(scene));
    await test.step('deeds', () => playDeeds(scene));
    await test.step('editing', () => playEdit(scene));
    await test.step('notes', () => playNotes(scene));
    await test.step('link', () => playLink(scene));
    await test.step('receipts', () => playReceipts(scene, shareReceipts));
    await test.step('search', () => playSearch(scene));
    await test.step('places', () => playPlaces(scene));
    await test.step('files', () => playFiles(scene));
  });
}

for (const locale of locales) {
  test(`voice and players in ${locale}`, async ({ server, arrive }) => {
    const words = wordsOf[locale];
    const args = argumentsFor(locale, '900x600');
    const me = await arrive({ name: words.me, args });
    const friend = await arrive({ name: words.friend, args: [...args, ...microphone] });
    for (const { page } of [me, friend]) await page.getByTestId('key-in-file-read').click();
    await befriend(friend, me);
    const colleagues = [
      await addColleague(me, server.url, { nickName: words.colleagues[0] }),
      await addColleague(me, server.url, { nickName: words.colleagues[1] }),
    ] as const;
    await openChatWith(me, friend);
    await openChatWith(friend, me);
    const scene: Scene = { camera: new Camera(locale), words, me, friend, colleagues };
    await say(scene, friend, words.question);
    await test.step('voice', () => playVoice(scene));
    await test.step('players', () => playSounds(scene));
    await test.step('files on their way', () => playFileStates(scene));
  });
}

for (const locale of locales) {
  test(`the list in ${locale}`, async ({ server, arrive }) => {
    const words = wordsOf[locale];
    const me = await arrive({ name: words.me, args: argumentsFor(locale, '900x600') });
    await me.page.getByTestId('key-in-file-read').click();
    const colleagues = [
      await addColleague(me, server.url, { nickName: words.colleagues[0] }),
      await addColleague(me, server.url, { nickName: words.colleagues[1] }),
    ] as const;
    await createRoom(me.page, words.room);
    await playList({ camera: new Camera(locale), words, me, colleagues });
  });
}
