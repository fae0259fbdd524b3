import { expect } from '@playwright/test';
import { chatRow, expectDelivered } from '../../e2e/support/chat';
import { openChatWith } from '../../e2e/support/person';
import { joinRoom } from '../../e2e/support/rooms';
import { conversation, firstChat, lastRows } from '../support/camera';
import type { Scene } from '../support/scene';

/** Calling somebody by name in a room. */
export async function playMentions({ camera, words, me, friend }: Scene, room: string): Promise<void> {
  await joinRoom(friend.page, room);
  await openChatWith(friend, me);
  await chatRow(me.page, words.room).click();
  const input = me.page.getByTestId('composer-input');
  await input.pressSequentially(`${words.mentionBefore}@`);
  await expect(me.page.getByTestId('mention-option')).toContainText(words.friend);
  await camera.take(me.page, 'mention-composer', conversation);
  await input.press('Enter');
  await input.pressSequentially(words.mentionAfter);
  await input.press('Enter');
  const text = `${words.mentionBefore}@${words.friend} ${words.mentionAfter}`;
  await expectDelivered(me.page, text);
  await expect(friend.page.getByTestId('chat-mentioned')).toBeVisible();
  await camera.take(friend.page, 'mention-list', firstChat);
  await chatRow(friend.page, words.room).click();
  await expectDelivered(friend.page, text);
  await camera.take(friend.page, 'mention-bubble', lastRows(1));
  await openChatWith(friend, me);
  await openChatWith(me, friend);
}
