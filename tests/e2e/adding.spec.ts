import { expect } from '@playwright/test';
import { callBridge, valueOf } from '../support/bridge';
import { chatRow } from './support/chat';
import { createRoom } from './support/rooms';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');

test('somebody new finds out, at every place where nobody is yet, how to reach others', async ({
  arrive,
}) => {
  const { page, app, node } = await arrive({ name: '林小满' });
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());

  // The empty list: one button that stands out, and the own ID for whoever is to add it.
  await expect(page.getByTestId('chat-list-empty-action')).toHaveText(words.contacts.add);
  await page.getByTestId('chat-list-empty-copy').click();
  await expect.poll(copied).toBe(node);
  await page.getByTestId('chat-list-empty-action').click();
  await expect(page.getByTestId('contact-add-node')).toBeFocused();
  await expect(page.getByTestId('contact-add-own-id')).toHaveAttribute('data-value', node);
  await page.keyboard.press('Escape');

  // The same behind the plus, by keys alone: what the menu marks first is what Enter takes.
  await page.getByTestId('chat-add').focus();
  await page.keyboard.press('Enter');
  const menu = page.getByTestId('chat-add-menu');
  await expect(menu.getByRole('menuitem')).toHaveText([
    words.contacts.add,
    words.rooms.create,
    words.rooms.join,
    words.saved.writeNote,
    words.contacts.copyOwn,
  ]);
  await expect(page.getByTestId('chat-add-addFriend')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('room-create-title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('room-create-dialog')).toBeHidden();

  // The card of the account opens beside the avatar and leaves the list as it is.
  await page.getByTestId('rail-me').click();
  const card = page.getByTestId('account-card');
  await expect(card.getByTestId('account-card-id')).toHaveAttribute('data-value', node);
  await expect(page.getByTestId('rail-chats')).toHaveAttribute('aria-current', 'page');
  const box = await card.boundingBox();
  expect(box?.width).toBe(280);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(page.getByTestId('rail-me')).toBeFocused();
});

test('a new friendship leads to its chat, and what is not sent there is seen from everywhere', async ({
  arrive,
}) => {
  const asking = await arrive({ name: '林小满' });
  const accepting = await arrive({ name: '周一帆' });
  const greeting = '我是林小满\n上周在登山群里见过';

  // Chats that were there before stand below, though nothing was ever said in them, either.
  await createRoom(accepting.page, '周会');
  await expect(accepting.page.getByTestId('empty-chat')).toContainText(words.conversation.alone);
  await accepting.page.getByTestId('empty-room-copy').click();
  const room = await accepting.page.getByTestId('chat-row').getAttribute('data-node');
  await expect.poll(() => accepting.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(room);

  await asking.page.getByTestId('chat-add').click();
  await asking.page.getByTestId('chat-add-addFriend').click();
  await asking.page.getByTestId('contact-add-node').fill(accepting.node);
  await asking.page.getByTestId('contact-add-greeting').fill(greeting);
  await asking.page.getByTestId('contact-add-submit').click();
  await expect(asking.page.getByTestId('contact-add-dialog')).toBeHidden();

  await accepting.page.getByTestId('rail-contacts').click();
  await accepting.page.getByTestId('contact-accept').click();
  await expect(accepting.page.getByTestId('chat-title')).toHaveText('林小满');
  await expect(accepting.page.getByTestId('chat-beginning')).toContainText(words.conversation.befriended);
  await expect(accepting.page.getByTestId('chat-greeting')).toHaveText(greeting);
  await accepting.page.getByTestId('rail-chats').click();
  await expect(accepting.page.getByTestId('chat-row-title')).toHaveText(['林小满', '周会']);
  await chatRow(asking.page, '周一帆').click();
  await expect(asking.page.getByTestId('chat-beginning')).toContainText(words.conversation.befriended);

  // Somebody who is blocked is not told: what is written after that is marked in the row and on the rail, the way out fits the
  // reason, and from then on nothing more is written in vain.
  valueOf(await callBridge(accepting.page, 'contacts.block', { node: asking.node }));
  const { page } = asking;
  await page.getByTestId('composer-input').fill('还在吗');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('delivery-failure')).toContainText(words.errors.notFriends);
  await expect(page.getByTestId('composer-closed')).toContainText(words.standing.reason.stranger);
  await expect(page.getByTestId('chat-failed')).toBeVisible();
  await expect(page.getByTestId('rail-failed')).toBeVisible();
  await page.getByTestId('message-add-again').click();
  await expect(page.getByTestId('contact-add-node')).toHaveValue(accepting.node);
  await page.getByTestId('contact-add-submit').click();
  await expect(page.getByTestId('contact-add-dialog')).toContainText(words.errors.blockedByPeer);
  await page.keyboard.press('Escape');
  await page.getByTestId('message-discard').click();
  await expect(page.getByTestId('chat-failed')).toHaveCount(0);
  await expect(page.getByTestId('rail-failed')).toHaveCount(0);
});
