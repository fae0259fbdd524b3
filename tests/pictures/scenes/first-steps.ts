import { expect, type Page } from '@playwright/test';
import { fillSignIn, password, type Person } from '../../e2e/support/person';
import type { RawPeer } from '../../support/raw-peer';
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

/** A second device of an account, whose first one is there, on a slow line. */
interface SecondDevice {
  readonly first: Person;
  /** Somebody whose messages the second device does not have yet. */
  readonly talker: RawPeer;
  /** Address of the slow line. */
  readonly server: string;
}

/** The same account a moment after it has signed in elsewhere: the server has to be waited for, and then the messages; and the first device. */
export async function playSecondDevice(
  page: Page,
  camera: Camera,
  { first, talker, server }: SecondDevice,
): Promise<void> {
  await fillSignIn(page, { server, name: first.name, password });
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('sign-in-retrying')).toBeVisible();
  await camera.take(page, 'sign-in-second-device', wholeWindow);
  await expect(page.getByTestId('main-screen')).toBeVisible({ timeout: 60_000 });
  await page
    .getByTestId('chat-row')
    .and(page.locator(`[data-node="${talker.node}"]`))
    .click({ timeout: 60_000 });
  await expect(page.getByTestId('waiting-messages').getByTestId('skeleton-line').first()).toBeVisible();
  await camera.takeMoving(page, 'loading', wholeWindow);
  await expect(first.page.getByTestId('banner')).toHaveAttribute('data-subject', 'kicked');
  await camera.take(first.page, 'banner-kicked', wholeWindow);
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
