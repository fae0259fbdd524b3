import { expect, type Page } from '@playwright/test';
import { chatRow, expectDelivered, messageSaying, sendText } from './support/chat';
import { leftoversOf } from './support/leftovers';
import { createRoom } from './support/rooms';
import type { Person } from './support/person';
import { test } from './support/story';

const picturesFolder = process.env['DEED_PICTURES'];
const picture = async (page: Page, name: string): Promise<void> => {
  if (picturesFolder !== undefined) await page.screenshot({ path: `${picturesFolder}/${name}.png` });
};

test.describe('what is done with messages', () => {
  let a: Person;
  let b: Person;

  test.beforeEach(async ({ twoFriends }) => {
    const args = ['--password-store=basic'];
    [a, b] = await twoFriends({ args }, { args });
  });

  const menuOf = async (page: Page, text: string): Promise<void> => {
    await messageSaying(page, text).focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByTestId('message-menu')).toBeVisible();
  };

  test('an own text is edited: by its menu and by ArrowUp, once for both, with the answer kept, and nothing is left of the old words', async () => {
    const secret = '旧的秘密：保险柜密码是三七二十一';
    await sendText(b.page, '几点开会？');
    await expectDelivered(b.page, '几点开会？');
    await menuOf(a.page, '几点开会？');
    await a.page.getByTestId('menu-reply').press('Enter');
    await sendText(a.page, secret);
    await expectDelivered(a.page, secret);
    const field = a.page.getByTestId('composer-input');
    await field.fill('写到一半的草稿');
    await menuOf(a.page, secret);
    await a.page.getByTestId('menu-edit-text').press('Enter');
    const edit = a.page.getByTestId('edit-input');
    await expect(edit).toBeFocused();
    await expect(edit).toHaveValue(secret);
    await expect(field).toBeHidden();
    await picture(a.page, 'editing');
    await a.page.keyboard.press('Escape');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('写到一半的草稿');
    await expect(messageSaying(a.page, secret)).toBeVisible();

    await menuOf(a.page, secret);
    await a.page.getByTestId('menu-edit-text').press('Enter');
    await edit.fill('三点开会');
    await edit.press('Enter');
    await expectDelivered(a.page, '三点开会');
    for (const { page } of [a, b]) {
      await expect(messageSaying(page, '三点开会').getByTestId('edited-mark')).toBeVisible();
      await expect(messageSaying(page, '三点开会').getByTestId('message-quote')).toContainText('几点开会？');
      await expect(messageSaying(page, secret)).toHaveCount(0);
      await expect(page.getByTestId('tombstone')).toHaveCount(0);
    }
    await expect(field).toHaveValue('写到一半的草稿');
    await picture(a.page, 'edited');

    // With something said in between, the old place leads to the new words.
    await sendText(b.page, '好');
    await expect(messageSaying(a.page, '好')).toBeVisible();
    await field.fill('');
    await field.press('ArrowUp');
    await expect(edit).toHaveValue('三点开会');
    await edit.fill('四点开会');
    await edit.press('Enter');
    await expectDelivered(a.page, '四点开会');
    await expect(b.page.getByTestId('tombstone')).toHaveCount(1);
    await picture(b.page, 'edited-above');
    await b.page.getByTestId('edited-follow').click();
    await expect(messageSaying(b.page, '四点开会')).toBeFocused();

    // In a chat longer than the window the new words are in view at its end.
    for (const hour of ['五', '六']) await sendText(a.page, `${'议程\n'.repeat(14)}${hour}点开会`);
    await field.press('ArrowUp');
    await edit.fill('七点开会');
    await edit.press('Enter');
    await expectDelivered(a.page, '七点开会');
    await expect(messageSaying(a.page, '七点开会')).toBeInViewport({ ratio: 1 });
    await expect(a.page.getByTestId('jump-to-newest')).toHaveCount(0);
    for (const { profileDirectory } of [a, b]) expect(leftoversOf(secret, profileDirectory)).toEqual([]);
  });

  test('messages are chosen, copied, passed on, deleted for oneself and revoked together, and nothing of them stays', async () => {
    const secret = '只在本机删除的秘密：库房钥匙在第三个抽屉';
    const passedOn = '请转告大家：周五下午三点开会';
    await sendText(b.page, secret);
    await sendText(b.page, passedOn);
    await sendText(a.page, '好的');
    await sendText(a.page, '收到');
    await expectDelivered(a.page, passedOn);
    await expectDelivered(b.page, '收到');
    const room = '项目讨论';
    await createRoom(a.page, room);
    await chatRow(a.page, b.name).click();

    // A click with Ctrl begins, a click goes on, Shift takes the stretch, Escape leaves.
    await messageSaying(a.page, secret).click({ modifiers: ['Control'] });
    await messageSaying(a.page, '收到').click({ modifiers: ['Shift'] });
    await expect(a.page.getByTestId('chosen-count')).toHaveText('已选 4 条');
    await expect(a.page.getByTestId('composer-input')).toBeHidden();
    await picture(a.page, 'selection');
    await a.page.keyboard.press('Escape');
    await expect(a.page.getByTestId('chosen-bar')).toHaveCount(0);
    await expect(a.page.getByTestId('composer-input')).toBeVisible();

    // Shift begins as well, from the row that has the keyboard on; by keys alone, too.
    await messageSaying(a.page, passedOn).focus();
    await messageSaying(a.page, '收到').click({ modifiers: ['Shift'] });
    await expect(a.page.getByTestId('chosen-count')).toHaveText('已选 3 条');
    await a.page.keyboard.press('Escape');
    await messageSaying(a.page, '好的').focus();
    await a.page.keyboard.press('Shift+Space');
    await a.page.keyboard.press('ArrowUp');
    await a.page.keyboard.press('Shift+Space');
    await expect(a.page.getByTestId('chosen-count')).toHaveText('已选 2 条');
    await a.page.keyboard.press('Escape');

    // Revoked together: what is not one's own stays, and that is said.
    await menuOf(a.page, '好的');
    await picture(a.page, 'menu');
    await a.page.getByTestId('menu-select').press('Enter');
    await messageSaying(a.page, '收到').click();
    await messageSaying(a.page, passedOn).click();
    await a.page.getByTestId('chosen-revoke').click();
    await expect(a.page.getByTestId('revoke-messages-words')).toContainText('不是你发的，会保留：1 条');
    await picture(a.page, 'revoke-question');
    await a.page.getByTestId('revoke-messages-confirm').click();
    await expect(b.page.getByTestId('tombstone')).toHaveCount(2);
    await expect(a.page.getByTestId('chosen-bar')).toHaveCount(0);

    // Pinned: under the header, until it is let go.
    await menuOf(a.page, passedOn);
    await a.page.getByTestId('menu-pin').press('Enter');
    await expect(a.page.getByTestId('pinned-slot')).toContainText(passedOn);
    await picture(a.page, 'pinned');
    await a.page.getByTestId('pinned-go').click();
    await expect(messageSaying(a.page, passedOn)).toBeFocused();
    await a.page.getByTestId('pinned-unpin').click();
    await expect(a.page.getByTestId('pinned-slot')).toHaveCount(0);

    // Saved by its menu and by passing it on; its entry leads there, and lets it go.
    await menuOf(a.page, passedOn);
    await a.page.getByTestId('menu-save').press('Enter');
    await expect(a.page.getByTestId('saved-count')).toHaveText('1');
    await menuOf(a.page, secret);
    await a.page.getByTestId('menu-forward').press('Enter');
    await a.page.getByTestId('forward-save').click();
    await a.page.getByTestId('forward-submit').click();
    await expect(a.page.getByTestId('saved-count')).toHaveText('2');
    await a.page.getByTestId('saved-open').press('Enter');
    await expect(a.page.getByTestId('saved-row')).toHaveCount(2);
    await expect(a.page.getByTestId('saved-back')).toBeFocused();
    // Nobody went to the button: its name does not lie over the first row.
    await expect(a.page.locator('.tooltip')).toHaveCount(0);
    await a.page.getByTestId('saved-go').last().press('Enter');
    await expect(messageSaying(a.page, passedOn)).toBeFocused();
    await a.page.getByTestId('saved-let-go').last().press('Enter');
    await expect(a.page.getByTestId('saved-row')).toHaveCount(1);
    await expect(a.page.getByTestId('saved-go')).toBeFocused();

    // A note of one's own: written at the end, found, put right, deleted, and nothing of it stays.
    const note = '自己的笔记：备用钥匙在花盆下面';
    const corrected = '已经收回，周一还给房东';
    await a.page.getByTestId('note-input').fill(note);
    await picture(a.page, 'note-written');
    await a.page.getByTestId('note-input').press('Enter');
    await expect(a.page.getByTestId('note-text')).toHaveText(note);
    await picture(a.page, 'notes');
    await a.page.keyboard.press('Escape');
    await expect(a.page.getByTestId('saved-open')).toBeFocused();
    await a.page.getByTestId('chat-search').fill('备用钥匙');
    await a.page.getByTestId('search-hit').press('Enter');
    await expect(a.page.getByTestId('note-edit')).toBeFocused();
    await a.page.keyboard.press('Enter');
    await expect(a.page.getByTestId('edit-input')).toHaveValue(note);
    await a.page.getByTestId('edit-input').fill(corrected);
    await picture(a.page, 'note-edited');
    await a.page.getByTestId('edit-input').press('Enter');
    await expect(a.page.getByTestId('note-text')).toHaveText(corrected);
    await expect(a.page.getByTestId('note-input')).toBeFocused();
    await expect.poll(() => leftoversOf(note, a.profileDirectory)).toEqual([]);
    await a.page.getByTestId('note-delete').press('Enter');
    await picture(a.page, 'note-question');
    await a.page.getByTestId('note-delete-confirm').click();
    await expect(a.page.getByTestId('note-row')).toHaveCount(0);
    await expect(a.page.getByTestId('saved-go')).toBeFocused();
    await expect.poll(() => leftoversOf(corrected, a.profileDirectory)).toEqual([]);
    await a.page.keyboard.press('Escape');
    await a.page.getByTestId('chat-search').fill('');
    await expect(a.page.getByTestId('search-hit')).toHaveCount(0);

    // Passed on to the room, by name in pinyin, with the name of who wrote it.
    await menuOf(a.page, passedOn);
    await a.page.getByTestId('menu-forward').press('Enter');
    await expect(a.page.getByTestId('forward-target')).toHaveCount(2);
    await a.page.getByTestId('forward-search').fill('xiangmu');
    await expect(a.page.getByTestId('forward-target')).toHaveCount(1);
    await a.page.getByTestId('forward-target').click();
    await picture(a.page, 'forward');
    await a.page.getByTestId('forward-submit').click();
    await expect(a.page.getByTestId('forward-dialog')).toHaveCount(0);
    await chatRow(a.page, room).click();
    await expect(messageSaying(a.page, passedOn).getByTestId('forwarded')).toHaveText(`转发自“${b.name}”`);
    await picture(a.page, 'forwarded');
    await chatRow(a.page, b.name).click();

    // Deleted here alone: gone from the screen and from the disk, and a new start brings nothing back.
    expect(leftoversOf(secret, a.profileDirectory)).not.toEqual([]);
    await menuOf(a.page, secret);
    await a.page.getByTestId('menu-deleteHere').press('Enter');
    await expect(a.page.getByTestId('delete-messages-words')).toContainText('删除后无法恢复');
    await picture(a.page, 'delete-question');
    await a.page.getByTestId('delete-messages-confirm').click();
    await expect(messageSaying(a.page, secret)).toHaveCount(0);
    await expect.poll(() => leftoversOf(secret, a.profileDirectory)).toEqual([]);
    await expect(messageSaying(b.page, secret)).toBeVisible();
  });

  test('a reaction is seen by both, changed and taken back, by pointer and by keys, and goes with its message', async () => {
    const text = '今天发布新版本';
    await sendText(b.page, text);
    await expectDelivered(a.page, text);
    const chips = (page: Page) => messageSaying(page, text).getByTestId('reaction');

    await menuOf(a.page, text);
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'Enter']) await a.page.keyboard.press(key);
    await expect(chips(b.page)).toHaveAttribute('data-emoji', '❤️');
    await expect(chips(b.page)).toHaveAttribute('aria-pressed', 'false');
    await chips(b.page).click();
    await expect(chips(a.page)).toHaveText('❤️2');
    await picture(a.page, 'reactions');

    await menuOf(a.page, text);
    await a.page.locator('[data-testid=menu-reaction][data-emoji="👍"]').click();
    await expect(chips(b.page)).toHaveCount(2);
    await picture(b.page, 'two-reactions');
    await chips(a.page).last().click();
    await expect(chips(b.page)).toHaveCount(1);

    await b.page.getByTestId('composer-input').focus();
    await b.page.keyboard.press('Control+Shift+Backspace');
    await expect(a.page.getByTestId('tombstone')).toHaveCount(1);
    for (const { page } of [a, b]) await expect(page.getByTestId('reaction')).toHaveCount(0);
  });
});
