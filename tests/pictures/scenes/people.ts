import { expect, type Locator } from '@playwright/test';
import { openChatWith, type Person } from '../../e2e/support/person';
import { newPeer } from '../../e2e/support/screens';
import type { ServerProcess } from '../../support/embedded-server';
import { conversation, element, wholeWindow, type Camera } from '../support/camera';
import { resize, type Scene } from '../support/scene';

/** Everybody that an account can stand to: friends, who asks and is asked, who was put aside, who is blocked. */
export async function playPeople(scene: Scene, server: ServerProcess): Promise<void> {
  const { camera, words, me } = scene;
  const { page } = me;
  await page.getByTestId('rail-contacts').click();
  const [asking, aside, blocked, asked] = await Promise.all(
    words.strangers.map((name) => newPeer(server, name)),
  );
  const of = (testId: string, node = ''): Locator =>
    page.getByTestId(testId).and(page.locator(`[data-node="${node}"]`));
  for (const peer of [aside, blocked, asking]) {
    peer?.befriend(me.node);
    await expect(of('contact-request', peer?.node)).toBeVisible();
  }
  await of('contact-request', aside?.node).getByTestId('contact-decline').click();
  await of('contact-request', blocked?.node).getByTestId('contact-accept').click();
  await page.getByTestId('rail-contacts').click();
  const contact = page.locator('.contact').filter({ has: of('contact-row', blocked?.node) });
  await contact.getByTestId('contact-more').click();
  await expect(page.getByTestId('friend-menu')).toBeVisible();
  await camera.take(page, 'friend-menu', wholeWindow);
  await page.getByTestId('friend-menu-block').click();
  await expect(page.getByTestId('friend-deed-confirm')).toBeVisible();
  await camera.take(page, 'friend-block', wholeWindow);
  await page.getByTestId('friend-deed-confirm').click();
  await expect(of('contact-blocked', blocked?.node)).toBeAttached();
  await page.getByTestId('contact-add-open').click();
  await page.getByTestId('contact-add-node').fill(asked?.node ?? '');
  await page.getByTestId('contact-add-submit').click();
  await expect(of('contact-outgoing', asked?.node)).toBeVisible();
  await resize(me, 900, 900);
  await camera.take(page, 'contacts', wholeWindow);
  await resize(me, 960, 640);
  await page.getByTestId('rail-chats').click();
  await page
    .getByTestId('chat-row')
    .and(page.locator(`[data-node="${blocked?.node ?? ''}"]`))
    .click();
  await expect(page.getByTestId('composer-closed')).toBeVisible();
  await camera.take(page, 'chat-blocked', conversation);
  await openChatWith(me, scene.friend);
}

/** The own ID as it is given to others, and the card of whoever is in the open chat. */
export async function playCards(me: Person, camera: Camera): Promise<void> {
  const { page } = me;
  await page.getByTestId('rail-contacts').click();
  await page.getByTestId('share-id-open').click();
  await expect(page.getByTestId('share-code')).toBeVisible();
  await camera.take(page, 'share-id', element('share-id-dialog'));
  await page.keyboard.press('Escape');
  await page.getByTestId('details-open').click();
  await expect(page.getByTestId('details')).toBeVisible();
  await camera.take(page, 'person-card', element('details'));
}
