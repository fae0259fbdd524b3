import { expect, type Page } from '@playwright/test';
import { callBridge, valueOf } from '../support/bridge';
import { sendText } from './support/chat';
import { paint } from './support/picture-files';
import { createRoom } from './support/rooms';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');

/** Where the pictures of this story are kept for whoever wants to look; nowhere by default. */
const pictures = process.env['ROOM_PICTURES'];
const show = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
};

test('a room is founded, found, applied to, let into, given a manager, renamed and blocked', async ({
  arrive,
}) => {
  const founder = await arrive({ name: '林小满' });
  const stranger = await arrive({ name: '周一帆' });

  // Founded, with its picture and what it is about.
  await founder.page.getByTestId('rail-rooms').click();
  await founder.page.getByTestId('rooms-createRoom').click();
  await founder.page.getByTestId('room-create-title').fill('产品评审');
  await founder.page.getByTestId('room-create-label').fill('每周三下午，评审新的想法');
  const buffer = await paint(founder.page, { width: 320, height: 200, type: 'image/png' });
  await founder.page
    .getByTestId('room-create-picture-input')
    .setInputFiles([{ name: 'room.png', mimeType: 'image/png', buffer }]);
  await expect(founder.page.getByTestId('room-create-picture-chosen')).toBeVisible();
  await show(founder.page, 'create');
  await founder.page.getByTestId('room-create-submit').click();
  await expect(founder.page.getByTestId('chat-title')).toHaveText('产品评审');
  const node = (await founder.page.getByTestId('chat-title').getAttribute('data-node')) ?? '';

  // Found and looked at by keys alone, before anything is asked for.
  const { page } = stranger;
  await page.getByTestId('rail-rooms').click();
  await show(page, 'no-rooms');
  await page.getByTestId('rooms-joinRoom').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('room-join-node')).toBeFocused();
  await page.keyboard.insertText(stranger.node);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('form-error')).toHaveText(words.errors.idOfAPerson);
  await page.getByTestId('room-join-node').fill(node);
  await page.keyboard.press('Enter');
  const preview = page.getByTestId('room-preview');
  await expect(preview).toContainText('产品评审');
  await expect(preview).toContainText('林小满');
  await expect(preview).toContainText(words.rooms.sizeUnknown);
  await expect(preview.locator('img')).toBeVisible();
  await page.getByTestId('room-join-greeting').fill('我是一帆，来旁听');
  await show(page, 'preview');
  await page.getByTestId('room-join-submit').click();
  await expect(page.getByTestId('room-applied')).toContainText(words.rooms.waiting);
  await show(page, 'applied');

  // Let in by the founder, who sees what they wrote.
  await founder.page.getByTestId('details-open').click();
  await founder.page.getByTestId('details-applications').click();
  const applicant = founder.page.getByTestId('room-applicant');
  await expect(applicant).toContainText('我是一帆，来旁听');
  await expect(applicant).toContainText('周一帆');
  await show(founder.page, 'applications');
  await founder.page.getByTestId('room-approve').click();
  await expect(founder.page.getByTestId('room-applications-empty')).toBeVisible();
  await founder.page.keyboard.press('Escape');
  await expect(page.getByTestId('room-row')).toContainText('产品评审');

  // Named a manager by the founder, by keys, and dismissed again; a manager decides about who asks to come in.
  const guest = founder.page
    .getByTestId('member')
    .and(founder.page.locator(`[data-node="${stranger.node}"]`));
  const choose = async (deed: 'appoint' | 'dismiss'): Promise<void> => {
    await guest.focus();
    await founder.page.keyboard.press('Enter');
    await founder.page.getByTestId(`member-menu-${deed}`).focus();
    await show(founder.page, `member-${deed}`);
    await founder.page.keyboard.press('Enter');
  };
  await choose('appoint');
  await expect(guest.getByTestId('member-role')).toHaveText(words.members.role.manager);
  await choose('dismiss');
  await expect(guest.getByTestId('member-role')).toHaveCount(0);

  // Looked at by keys alone: Esc first leaves the field, then the card, and the keyboard is back in the list.
  const card = founder.page.getByTestId('person-card');
  await guest.focus();
  await founder.page.keyboard.press('Enter');
  await founder.page.getByTestId('member-menu-viewProfile').press('Enter');
  await expect(card).toContainText(stranger.node);
  await expect(card.getByTestId('details-ask')).toBeVisible();
  await card.getByTestId('remark-edit').press('Enter');
  await expect(card.getByTestId('remark-input')).toBeFocused();
  await founder.page.keyboard.press('Escape');
  await expect(card.getByTestId('remark-edit')).toBeFocused();
  await show(founder.page, 'card');
  await founder.page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(guest).toBeFocused();

  // Looked at from what they said, and asked to be friends from there.
  await page.getByTestId('room-row').click();
  await sendText(page, '大家好');
  const author = founder.page.getByTestId('message-author');
  await expect(author).toHaveText('周一帆');
  await show(founder.page, 'author');
  await author.press('Enter');
  await card.getByTestId('details-ask').press('Enter');
  await expect(card).toHaveCount(0);
  await expect(founder.page.getByTestId('contact-add-node')).toHaveValue(stranger.node);
  await founder.page.keyboard.press('Escape');
  await expect(founder.page.getByRole('dialog')).toHaveCount(0);

  // Renamed by the founder, who is told beforehand why the room cannot be dissolved yet.
  await expect(founder.page.getByTestId('details-dissolve-room')).toContainText(words.errors.roomHasOthers);
  await founder.page.getByTestId('details-edit-room').click();
  await founder.page.getByTestId('room-edit-name').fill('产品评审（新）');
  await expect(founder.page.getByTestId('room-edit-picture-remove')).toBeVisible();
  await show(founder.page, 'edit');
  await founder.page.keyboard.press('Enter');
  await expect(founder.page.getByTestId('chat-title')).toHaveText('产品评审（新）');
  await show(founder.page, 'details-founder');

  // Blocked by the other one: the chat stays, and says why nothing can be written.
  await page.getByTestId('room-row').click();
  await page.getByTestId('details-open').click();
  await expect(page.getByTestId('details-room-label')).toHaveText('每周三下午，评审新的想法');
  await show(page, 'details-member');
  await page.getByTestId('details-block-room').click();
  await show(page, 'block');
  await page.getByTestId('room-deed-confirm').click();
  await expect(page.getByTestId('room-closed')).toContainText(words.rooms.closed.blocked);
  await expect(page.getByTestId('room-blocked')).toBeVisible();
  await show(page, 'blocked');
});

test('a room that a stranger pulled one into is an invitation, and a dialog about it ends with it', async ({
  arrive,
}) => {
  const founder = await arrive({ name: '林小满' });
  const { page, node: guest } = await arrive({ name: '周一帆' });
  const room = await createRoom(founder.page, '天天优惠');
  const pull = async (): Promise<void> => {
    valueOf(await callBridge(founder.page, 'rooms.pull', { node: room, people: [guest] }));
  };
  await pull();
  await page.getByTestId('rail-rooms').click();
  const invitation = page.getByTestId('room-invited');
  await expect(invitation).toContainText('天天优惠');
  await page.getByTestId('rail-chats').click();
  await expect(page.getByTestId('chat-row')).toHaveCount(0);
  await page.getByTestId('rail-rooms').click();
  await show(page, 'invitation');
  await page.getByTestId('room-decline').click();
  await expect(invitation).toHaveCount(0);
  await pull();
  await page.getByTestId('room-accept').click();
  await expect(page.getByTestId('chat-title')).toHaveText('天天优惠');

  // The founder's dialog ends in a sentence when the room does.
  await page.getByTestId('details-open').click();
  await page.getByTestId('details-block-room').click();
  valueOf(await callBridge(page, 'rooms.block', { node: room }));
  await expect(page.getByTestId('room-deed-over')).toHaveText(words.errors.roomBlockedByYou);
});
