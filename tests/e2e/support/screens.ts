import { expect, type Page } from '@playwright/test';
import { peerPassword, registerPeer, RawPeer } from '../../support/raw-peer';
import { chatRow, messageSaying, replyTo, revokeByMenu, sendBurn, sendText } from './chat';
import { fileScreens } from './file-screens';
import { lockScreens } from './lock-screens';
import { choose, expectOnline, fillSignIn, password } from './person';
import { paint } from './picture-files';
import { createRoom } from './rooms';
import { click, close, ownNode, screen, visible, type Screen } from './screen';
import { closeSettings, openSettings, settingsPageNames } from './settings';
import type { ServerProcess } from '../../support/embedded-server';
import { voiceScreens } from './voice-screens';

/** Somebody with a name and a socket at a server. */
export async function newPeer({ url }: Pick<ServerProcess, 'url'>, name: string): Promise<RawPeer> {
  await registerPeer(url, name);
  const peer = await RawPeer.signIn(url, name);
  await peer.takeName(name);
  return peer;
}

/** Does something with a chat by its menu. */
async function chooseOfChat(page: Page, title: string, deed: string): Promise<void> {
  await chatRow(page, title).click({ button: 'right' });
  await click(page, `chat-menu-${deed}`);
  await expect(page.getByTestId('chat-menu')).toBeHidden();
}

async function openMessageMenu(page: Page, text: string): Promise<void> {
  await messageSaying(page, text).getByTestId('message-text').click({ button: 'right' });
  await visible(page, 'message-menu');
}

/** Every screen in an order in which one follows from the one before. A new screen is one more line. */
export const screens: readonly Screen[] = [
  screen('sign-in', ({ page }) => visible(page, 'sign-in-screen')),
  screen('sign-in with advanced settings', ({ page }) => click(page, 'sign-in-advanced')),
  screen('sign-in that was refused', ({ page }) => click(page, 'sign-in-submit')),
  screen('how to set up a server', ({ page }) => click(page, 'server-setup-open')),
  screen('sign-in at a server without encryption', async ({ page }) => {
    await close(page);
    await fillSignIn(page, { server: 'ws://im.example.com:5080', name: '林小满', password });
    await click(page, 'sign-in-submit');
    await visible(page, 'sign-in-insecure');
  }),
  screen('trying on this computer', ({ page }) => click(page, 'try-here')),
  screen('sign-up', async ({ page }) => {
    await click(page, 'sign-in-other');
    await choose(page, 'sign-in-mode-sign-up');
  }),
  screen('no chats', async ({ page, server }) => {
    await fillSignIn(page, { server: server.url, name: '林小满', password: peerPassword });
    await click(page, 'sign-up-submit');
    await expectOnline(page);
  }),
  screen('no contacts', ({ page }) => click(page, 'rail-contacts')),
  screen('adding a friend', ({ page }) => click(page, 'contact-add-open')),
  screen('adding a friend, refused', ({ page }) => click(page, 'contact-add-submit')),
  screen('a request that was sent', async ({ page, stranger }) => {
    await page.getByTestId('contact-add-node').fill(stranger.node);
    await click(page, 'contact-add-submit');
    await visible(page, 'contact-outgoing');
  }),
  screen('a request that came', async ({ page, friend }) => {
    friend.befriend(await ownNode(page));
    await visible(page, 'contact-request');
  }),
  screen('a chat without messages', async ({ page, friend }) => {
    await click(page, 'contact-accept');
    await page
      .getByTestId('contact-row')
      .and(page.locator(`[data-node="${friend.node}"]`))
      .click();
    await visible(page, 'composer-input');
  }),
  screen('what can be done about a friend', async ({ page }) => {
    await page.getByTestId('contact-row').click({ button: 'right' });
    await visible(page, 'friend-menu');
  }),
  screen('the card of a friend', async ({ page }) => {
    await click(page, 'friend-menu-viewProfile');
    await visible(page, 'person-card');
  }),
  screen('the question before a friend is removed', async ({ page }) => {
    await click(page, 'details-remove');
    await visible(page, 'friend-deed-confirm');
  }),
  screen('sharing the own id', async ({ page }) => {
    await click(page, 'friend-deed-cancel');
    await click(page, 'share-id-open');
  }),
  screen('no rooms', async ({ page }) => {
    await close(page);
    await click(page, 'rail-rooms');
  }),
  screen('creating a room', ({ page }) => click(page, 'rooms-createRoom')),
  screen('creating a room, refused', ({ page }) => click(page, 'room-create-submit')),
  screen('a part of the picture that a room gets', async ({ page }) => {
    const buffer = await paint(page, { width: 320, height: 200, type: 'image/png' });
    await page
      .getByTestId('room-create-picture-input')
      .setInputFiles([{ name: 'room.png', mimeType: 'image/png', buffer }]);
    await visible(page, 'room-create-picture-chosen');
  }),
  screen('joining a room', async ({ page }) => {
    await close(page);
    await click(page, 'rooms-joinRoom');
  }),
  screen('joining a room, refused', ({ page }) => click(page, 'room-join-submit')),
  screen('a room without messages', async ({ page }) => {
    await close(page);
    await createRoom(page, '产品评审');
  }),
  screen('a room, and a list with chats', async ({ page }) => {
    await sendText(page, '评审改到三点了。');
    await expect(messageSaying(page, '评审改到三点了。')).toHaveAttribute('data-delivery', 'sent');
  }),
  screen('a chat', async ({ page, friend }) => {
    const node = await ownNode(page);
    await friend.say(node, '三点来得及吗？');
    await friend.say(
      node,
      'A longer answer, which needs more than a line of a bubble to be said as it should be.',
    );
    await click(page, 'rail-chats');
    await page
      .getByTestId('chat-row')
      .and(page.locator(`[data-node="${friend.node}"]`))
      .click();
    await sendText(page, '来得及，稿子马上发你。');
    await expect(messageSaying(page, '来得及，稿子马上发你。')).toHaveAttribute('data-delivery', 'sent');
  }),
  screen('the card of the account', ({ page }) => click(page, 'rail-me')),
  screen('what begins a chat', async ({ page }) => {
    await close(page);
    await click(page, 'chat-add');
  }),
  screen('a calendar of days', async ({ page }) => {
    await close(page);
    await page.getByTestId('sticky-day').focus();
    await page.keyboard.press('Enter');
    await visible(page, 'day-calendar');
  }),
  screen('the menu of a chat', async ({ page }) => {
    await close(page);
    await chatRow(page, '产品评审').click({ button: 'right' });
  }),
  screen('a list with a pinned and muted chat', async ({ page }) => {
    await click(page, 'chat-menu-pin');
    await chooseOfChat(page, '产品评审', 'muteAlways');
    await chooseOfChat(page, '产品评审', 'markUnread');
    await visible(page, 'chat-marked');
  }),
  screen('deleting a chat, asked', ({ page }) => chooseOfChat(page, '产品评审', 'delete')),
  screen('a list with an archive', async ({ page }) => {
    await click(page, 'chat-delete-cancel');
    await chooseOfChat(page, '产品评审', 'archive');
    await visible(page, 'chat-archive-open');
  }),
  screen('the archive', ({ page }) => click(page, 'chat-archive-open')),
  screen('going to a chat', async ({ page }) => {
    await chooseOfChat(page, '产品评审', 'unarchive');
    await click(page, 'chat-archive-back');
    await page.keyboard.press('Control+k');
    await visible(page, 'quick-switch-place');
  }),
  screen('details of a chat', async ({ page }) => {
    await close(page);
    await click(page, 'chat-title-open');
    await visible(page, 'details');
  }),
  screen('the menu of a message', async ({ page }) => {
    await click(page, 'details-close');
    await openMessageMenu(page, '来得及，稿子马上发你。');
  }),
  screen('a pinned message with a reaction', async ({ page }) => {
    await click(page, 'menu-pin');
    await visible(page, 'pinned-slot');
    await openMessageMenu(page, '三点来得及吗？');
    await page.getByTestId('menu-reaction').first().click();
    await visible(page, 'reaction');
  }),
  screen('saved messages', async ({ page }) => {
    await openMessageMenu(page, '三点来得及吗？');
    await click(page, 'menu-save');
    await click(page, 'saved-open');
    await visible(page, 'saved-row');
  }),
  screen('saved messages, none left', async ({ page }) => {
    await click(page, 'saved-let-go');
    await visible(page, 'saved-empty');
  }),
  screen('a note', async ({ page }) => {
    await page.getByTestId('note-input').fill('买两斤大米，周五之前还书');
    await page.getByTestId('note-input').press('Enter');
    await visible(page, 'note-row');
  }),
  screen('a note that is edited', async ({ page }) => {
    await click(page, 'note-edit');
    await visible(page, 'edit-input');
  }),
  screen('the question before a note is deleted', async ({ page }) => {
    await page.getByTestId('edit-input').press('Escape');
    await click(page, 'note-delete');
    await visible(page, 'note-delete-dialog');
  }),
  screen('chosen messages', async ({ page }) => {
    await click(page, 'note-delete-confirm');
    await page.getByTestId('note-row').waitFor({ state: 'detached' });
    await click(page, 'saved-back');
    await openMessageMenu(page, '三点来得及吗？');
    await click(page, 'menu-select');
    await visible(page, 'chosen-bar');
  }),
  screen('passing on messages', async ({ page }) => {
    await click(page, 'chosen-forward');
    await visible(page, 'forward-target');
  }),
  screen('deleting messages, asked', async ({ page }) => {
    await close(page);
    await click(page, 'chosen-delete');
    await visible(page, 'delete-messages-words');
  }),
  screen('the panel of emoji', async ({ page }) => {
    await close(page);
    await click(page, 'chosen-leave');
    await click(page, 'composer-emoji');
    await visible(page, 'emoji-option');
  }),
  screen('a revoked message', async ({ page }) => {
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('emoji-panel')).toBeHidden();
    // The walk up to here may take longer than what was sent before can be taken back.
    await sendText(page, '这句先收回。');
    await expect(messageSaying(page, '这句先收回。')).toHaveAttribute('data-delivery', 'sent');
    await revokeByMenu(page, '这句先收回。');
    await visible(page, 'tombstone');
  }),
  screen('an answer that is being written', ({ page }) => replyTo(page, '三点来得及吗？')),
  screen('the composer in burn mode', async ({ page }) => {
    await click(page, 'composer-reply-cancel');
    await click(page, 'composer-burn');
  }),
  screen('the reading times', ({ page }) => click(page, 'composer-burn-time')),
  screen('an own burn message', async ({ page }) => {
    await close(page);
    await click(page, 'composer-burn');
    await sendBurn(page, '门禁码：4408', 300);
    await visible(page, 'burn-own-state');
  }),
  screen('a concealed burn message', async ({ page, friend }) => {
    await friend.say(await ownNode(page), '测试密码：7193', 300);
    await click(page, 'rail-chats');
    await visible(page, 'burn-concealed');
  }),
  screen('a revealed burn message', async ({ page }) => {
    await click(page, 'burn-concealed');
    await visible(page, 'burn-now');
  }),
  screen('a burned message', async ({ page }) => {
    await click(page, 'burn-now');
    await visible(page, 'burned');
  }),
  ...voiceScreens,
  ...fileScreens,
  screen('a picture that is to be sent', async ({ page }) => {
    await click(page, 'details-close');
    const buffer = await paint(page, { width: 320, height: 200, type: 'image/png' });
    await page
      .getByTestId('composer-picture-input')
      .setInputFiles([{ name: 'drawing.png', mimeType: 'image/png', buffer }]);
    await visible(page, 'composer-thumbnail');
  }),
  screen('a picture', async ({ page }) => {
    await page.getByTestId('composer-input').press('Enter');
    await visible(page, 'message-image');
  }),
  screen('the picture viewer', async ({ page }) => {
    await page.getByTestId('picture-open').first().click();
    await visible(page, 'viewer-image');
  }),
  screen('messages that were found', async ({ page }) => {
    await click(page, 'viewer-close');
    await page.getByTestId('chat-search').fill('三点');
    await visible(page, 'search-hit');
  }),
  screen('messages by a filter alone', async ({ page }) => {
    await page.getByTestId('chat-search').fill('');
    await page.getByTestId('search-filter').click();
    await page.getByTestId('search-kind').selectOption('image');
    await page.getByTestId('search-time').selectOption('dates');
    await visible(page, 'search-first-day');
  }),
  screen('nothing that was found', async ({ page }) => {
    await page.getByTestId('search-filter').click();
    await page.getByTestId('chat-search').fill('鲸鱼');
    await visible(page, 'chat-list-empty');
  }),
  ...settingsPageNames.map((name, index) =>
    screen(`settings: ${name}`, async ({ page }) => {
      if (index === 0) await page.getByTestId('chat-search').fill('');
      else await closeSettings(page);
      await openSettings(page, name);
    }),
  ),
  ...lockScreens,
  screen('cleaning up files, asked', async ({ page }) => {
    await closeSettings(page);
    await openSettings(page, 'files');
    await click(page, 'usage-clean');
    await click(page, 'clean-files-own');
  }),
  screen('a revoke that was refused', async ({ page, friend }) => {
    await click(page, 'clean-files-cancel');
    await closeSettings(page);
    const node = await ownNode(page);
    await click(page, 'rail-chats');
    await sendText(page, '这条撤不回来');
    await expect(messageSaying(page, '这条撤不回来')).toHaveAttribute('data-delivery', 'sent');
    await friend.unfriend(node);
    await revokeByMenu(page, '这条撤不回来');
    await visible(page, 'operation-failure');
  }),
  screen('no connection', async ({ page, server }) => {
    await server.kill();
    await visible(page, 'banner');
  }),
  screen('known accounts', async ({ page }) => {
    await openSettings(page, 'account');
    await click(page, 'settings-sign-out');
    await click(page, 'sign-out-confirm');
    await visible(page, 'known-account');
  }),
];
