import { expect, type Page } from '@playwright/test';
import { fillSignIn, password } from '../../e2e/support/person';
import { element, wholeWindow, type Camera } from '../support/camera';
import type { Words } from '../support/words';

/** The form of somebody who has no account, and what it says when it is sent empty. */
export async function playSignIn(page: Page, camera: Camera): Promise<void> {
  await expect(page.getByTestId('sign-in-screen')).toBeVisible();
  await camera.take(page, 'sign-in', wholeWindow);
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('form-error').first()).toBeVisible();
  await camera.take(page, 'sign-in-problems', wholeWindow);
}

/** The same account a moment after it has signed in elsewhere: the server has to be waited for. */
export async function playSecondDevice(
  page: Page,
  camera: Camera,
  account: { readonly server: string; readonly name: string },
): Promise<void> {
  await fillSignIn(page, { ...account, password });
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('sign-in-retrying')).toBeVisible();
  await camera.take(page, 'sign-in-second-device', wholeWindow);
  await page.getByTestId('sign-in-retry-cancel').click();
}

/** Trying on this computer, and the way to the others. */
export async function playTrial(page: Page, camera: Camera, words: Words): Promise<void> {
  await page.getByTestId('try-here').click();
  await page.getByTestId('try-here-name').fill(words.me);
  await camera.take(page, 'try-here', wholeWindow);
  await page.getByTestId('try-here-submit').click();
  await expect(page.getByTestId('trial-strip')).toBeVisible();
  await expect(page.getByTestId('burn-concealed')).toBeVisible();
  // Names come a moment after the chats.
  const title = page.getByTestId('chat-title');
  await expect(title).not.toHaveText((await title.getAttribute('data-node')) ?? '');
  await camera.take(page, 'trial', wholeWindow);
  await page.keyboard.press('Control+Shift+Backspace');
  await expect(page.getByTestId('toast')).toBeVisible();
  await camera.takeWithToast(page, 'toast', wholeWindow);
  await page.getByTestId('trial-invite-open').click();
  await camera.take(page, 'invite', element('invite'));
  await page.getByTestId('invite-setup').click();
  await expect(page.getByTestId('server-setup')).toBeVisible();
  await camera.take(page, 'server-setup', element('server-setup'));
}
