import { expect } from '@playwright/test';
import { element, wholeWindow } from '../support/camera';
import { resize, type Scene } from '../support/scene';

/** How somebody reaches others: the plus, the dialog, the card of the own account. */
export async function playAdding({ camera, me }: Scene): Promise<void> {
  const { page } = me;
  await resize(me, 900, 600);
  await page.getByTestId('chat-add').click();
  await expect(page.getByTestId('chat-add-menu')).toBeVisible();
  await camera.take(page, 'add-menu', wholeWindow);
  await page.getByTestId('chat-add-addFriend').click();
  await expect(page.getByTestId('contact-add-node')).toBeFocused();
  await camera.take(page, 'add-friend', element('contact-add-dialog'));
  await page.keyboard.press('Escape');
  await page.getByTestId('rail-me').click();
  await camera.take(page, 'account-card', wholeWindow);
  await page.getByTestId('presence-invisible').click();
  await expect(page.getByTestId('presence-invisible-hint')).toBeVisible();
  await camera.take(page, 'account-card-invisible', element('account-card'));
  await page.getByTestId('presence-online').click();
  await expect(page.getByTestId('rail-me')).toHaveAttribute('data-presence', 'online');
  await page.keyboard.press('Escape');
  await resize(me, 960, 640);
}
