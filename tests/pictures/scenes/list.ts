import { expect, type Locator, type Page } from '@playwright/test';
import { wholeWindow } from '../support/camera';
import type { CardScene } from './people';

const row = (page: Page, node: string): Locator =>
  page.getByTestId('chat-row').and(page.locator(`[data-node="${node}"]`));

/** What is made of chats, and how one goes to another. */
export async function playList({ camera, words, me, colleagues }: CardScene): Promise<void> {
  const { page } = me;
  const [pinned, muted] = colleagues.map(({ node }) => node);
  if (pinned === undefined || muted === undefined) throw new Error('there are two colleagues');
  await colleagues[0].say(me.node, words.releaseQuestion);
  await colleagues[1].say(me.node, words.news[0]);
  await page.getByTestId('rail-chats').click();
  const choose = async (of: string, deed: string): Promise<void> => {
    await row(page, of).click({ button: 'right' });
    await page.getByTestId(`chat-menu-${deed}`).click();
    await expect(page.getByTestId('chat-menu')).toBeHidden();
  };
  await row(page, muted).click();
  await row(page, pinned).click();
  await choose(pinned, 'pin');
  await choose(muted, 'muteAlways');
  await choose(muted, 'markUnread');
  await expect(row(page, muted).getByTestId('chat-marked')).toBeVisible();
  await row(page, muted).click({ button: 'right' });
  await expect(page.getByTestId('chat-menu')).toBeVisible();
  await camera.take(page, 'chat-menu', wholeWindow);
  await page.keyboard.press('Escape');
  await camera.take(page, 'chat-cared', wholeWindow);
  await choose(muted, 'delete');
  await expect(page.getByTestId('chat-delete-confirm')).toBeVisible();
  await camera.take(page, 'chat-delete', wholeWindow);
  await page.getByTestId('chat-delete-cancel').click();
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('quick-switch-place').first()).toBeVisible();
  await camera.take(page, 'quick-switch', wholeWindow);
}
