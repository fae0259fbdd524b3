import { expect } from '@playwright/test';
import { chatRow, expectDelivered, messageSaying } from '../../e2e/support/chat';
import { openChatWith } from '../../e2e/support/person';
import { conversation, element, lastRows, wholeWindow } from '../support/camera';
import { attend, openMenuOf, say, type Scene } from '../support/scene';

/** What is done with messages: answered by a sign, kept in view, chosen, passed on, taken away here. */
export async function playDeeds(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  const { page } = me;
  await say(scene, friend, words.notice);
  await say(scene, me, words.answer);
  await openMenuOf(page, words.answer);
  await camera.take(page, 'message-menu', wholeWindow);
  await page.keyboard.press('Escape');
  await playReactions(scene);

  await openMenuOf(page, words.notice);
  await page.getByTestId('menu-pin').click();
  await expect(page.getByTestId('pinned-slot')).toContainText(words.notice);
  await camera.take(page, 'pinned', wholeWindow);
  await page.getByTestId('pinned-unpin').click();
  await expect(page.getByTestId('pinned-slot')).toHaveCount(0);

  await openMenuOf(page, words.notice);
  await page.getByTestId('menu-select').click();
  await messageSaying(page, words.answer).click();
  await expect(page.getByTestId('chosen-count')).toContainText('2');
  await camera.take(page, 'chosen', wholeWindow);
  await page.getByTestId('chosen-delete').click();
  await expect(page.getByTestId('delete-messages-words')).toBeVisible();
  await camera.take(page, 'delete-messages', wholeWindow);
  await page.keyboard.press('Escape');
  await page.getByTestId('chosen-forward').click();
  await page.getByTestId('forward-target').filter({ hasText: words.room }).click();
  await camera.take(page, 'forward', wholeWindow);
  await page.getByTestId('forward-submit').click();
  await expect(page.getByTestId('forward-dialog')).toHaveCount(0);
  await chatRow(page, words.room).click();
  await expectDelivered(page, words.notice);
  await camera.take(page, 'forwarded', lastRows(2));
  await openChatWith(me, friend);
}

async function playReactions({ camera, words, me, friend }: Scene): Promise<void> {
  const said: readonly (readonly [Scene['me'], string, string])[] = [
    [friend, words.answer, '❤️'],
    [me, words.notice, '👍'],
    [friend, words.notice, '👍'],
  ];
  for (const [{ page }, text, emoji] of said) {
    await openMenuOf(page, text);
    await page.locator(`[data-testid=menu-reaction][data-emoji="${emoji}"]`).click();
    await expect(page.getByTestId('message-menu')).toHaveCount(0);
  }
  await expect(
    messageSaying(me.page, words.notice).getByTestId('reaction').filter({ hasText: '2' }),
  ).toBeVisible();
  await expect(messageSaying(me.page, words.answer).getByTestId('reaction')).toBeVisible();
  await camera.take(me.page, 'reactions', conversation);
}

/** An own text is put right, once for both. */
export async function playEdit(scene: Scene): Promise<void> {
  const { camera, words, me } = scene;
  const { page } = me;
  // In a window at which nobody looks, what was not read yet stays in view.
  await attend(me);
  await say(scene, me, words.mistaken);
  await openMenuOf(page, words.mistaken);
  await page.getByTestId('menu-edit-text').click();
  const field = page.getByTestId('edit-input');
  await expect(field).toHaveValue(words.mistaken);
  await field.fill(words.corrected);
  await camera.take(page, 'edit-composer', wholeWindow);
  await field.press('Enter');
  for (const person of [me, scene.friend]) {
    await expectDelivered(person.page, words.corrected);
    await expect(messageSaying(person.page, words.corrected).getByTestId('edited-mark')).toBeVisible();
  }
}

/** A note of one's own, above what was saved of the chat. */
export async function playNotes({ camera, words, me: { page } }: Scene): Promise<void> {
  await page.getByTestId('chat-add').click();
  await page.getByTestId('chat-add-note').click();
  const field = page.getByTestId('note-input');
  await expect(field).toBeFocused();
  await camera.take(page, 'notes-empty', wholeWindow);
  await openMenuOf(page, words.notice);
  await page.getByTestId('menu-save').click();
  await expect(page.getByTestId('saved-row')).toHaveCount(1);
  await field.fill(words.note);
  await field.press('Enter');
  await expect(page.getByTestId('note-text')).toHaveText(words.note);
  await camera.take(page, 'notes', wholeWindow);
  await page.getByTestId('note-edit').click();
  await expect(page.getByTestId('edit-input')).toHaveValue(words.note);
  await camera.take(page, 'note-edit', wholeWindow);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/** A link has its address to copy. */
export async function playLink({ camera, words, me, friend }: Scene): Promise<void> {
  const input = friend.page.getByTestId('composer-input');
  await input.fill(words.formatted);
  await input.press('Enter');
  const link = me.page.getByTestId('text-link');
  await expect(link).toBeVisible();
  await link.click({ button: 'right' });
  await expect(me.page.getByTestId('message-menu')).toBeVisible();
  await camera.take(me.page, 'link-menu', wholeWindow);
  await me.page.keyboard.press('Escape');
}

/** Where the own messages have come, for those who both tell. */
export async function playReceipts(
  scene: Scene,
  share: (person: Scene['me']) => Promise<void>,
): Promise<void> {
  const { camera, words, me, friend } = scene;
  for (const person of [me, friend]) await share(person);
  await attend(friend);
  await say(scene, me, words.farewell);
  await expect(messageSaying(me.page, words.farewell).getByTestId('delivery')).toHaveAttribute(
    'data-state',
    'read',
  );
  await camera.take(me.page, 'receipts', lastRows(2));
  await openMenuOf(me.page, words.farewell);
  await camera.take(me.page, 'receipts-menu', element('message-menu'));
  await me.page.keyboard.press('Escape');
}
