import { expect, type Locator, type Page } from '@playwright/test';
import { openChatWith, type Person } from '../../e2e/support/person';
import { newPeer } from '../../e2e/support/screens';
import type { ServerProcess } from '../../support/embedded-server';
import type { RawPeer } from '../../support/raw-peer';
import { conversation, element, wholeWindow, type Camera } from '../support/camera';
import { resize, type Scene } from '../support/scene';
import type { Words } from '../support/words';

const of = (page: Page, testId: string, node = ''): Locator =>
  page.getByTestId(testId).and(page.locator(`[data-node="${node}"]`));

/** Everybody that an account can stand to: friends, who asks and is asked, who was put aside, who is blocked. */
export async function playPeople(scene: Scene, server: ServerProcess): Promise<void> {
  const { camera, words, me } = scene;
  const { page } = me;
  await page.getByTestId('rail-contacts').click();
  const [asking, aside, blocked, asked] = await Promise.all(
    words.strangers.map((name) => newPeer(server, name)),
  );
  for (const peer of [aside, blocked, asking]) {
    peer?.befriend(me.node, words.greeting);
    await expect(of(page, 'contact-request', peer?.node)).toBeVisible();
  }
  await of(page, 'contact-request', aside?.node).getByTestId('contact-decline').click();
  await of(page, 'contact-request', blocked?.node).getByTestId('contact-accept').click();
  await page.getByTestId('rail-contacts').click();
  const contact = page.locator('.contact').filter({ has: of(page, 'contact-row', blocked?.node) });
  await contact.hover();
  await contact.getByTestId('contact-more').click();
  await expect(page.getByTestId('friend-menu')).toBeVisible();
  await camera.take(page, 'friend-menu', wholeWindow);
  await page.getByTestId('friend-menu-block').click();
  await expect(page.getByTestId('friend-deed-confirm')).toBeVisible();
  await camera.take(page, 'friend-block', wholeWindow);
  await page.getByTestId('friend-deed-confirm').click();
  await expect(of(page, 'contact-blocked', blocked?.node)).toBeAttached();
  await page.getByTestId('contact-add-open').click();
  await page.getByTestId('contact-add-node').fill(asked?.node ?? '');
  await page.getByTestId('contact-add-submit').click();
  await expect(of(page, 'contact-outgoing', asked?.node)).toBeVisible();
  await resize(me, 900, 900);
  await page.mouse.move(200, 400);
  await page.mouse.wheel(0, -5_000);
  await expect(of(page, 'contact-request', asking?.node)).toBeInViewport();
  await camera.take(page, 'contacts', wholeWindow);
  await resize(me, 900, 600);
  await page.getByTestId('contacts-filter').fill(words.filter);
  await expect(of(page, 'contact-outgoing', asked?.node)).toHaveCount(0);
  await camera.take(page, 'contacts-filter', wholeWindow);
  await page.getByTestId('contacts-filter').fill('');
  await resize(me, 960, 640);
  await page.getByTestId('rail-chats').click();
  await of(page, 'chat-row', blocked?.node).click();
  await expect(page.getByTestId('composer-closed')).toBeVisible();
  await camera.take(page, 'chat-blocked', conversation);
  await openChatWith(me, scene.friend);
}

/** Who plays the cards: one window, and two friends who are nothing but a socket. */
export interface CardScene {
  readonly camera: Camera;
  readonly words: Words;
  readonly me: Person;
  readonly colleagues: readonly [RawPeer, RawPeer];
}

/** The own ID as it is given to others, and the card of somebody who tells about themselves and has a remark here. */
export async function playCards({ camera, words, me, colleagues: [colleague] }: CardScene): Promise<void> {
  const { page } = me;
  await page.getByTestId('rail-contacts').click();
  await page.getByTestId('share-id-open').click();
  await expect(page.getByTestId('share-code')).toBeVisible();
  await camera.take(page, 'share-id', element('share-id-dialog'));
  await page.keyboard.press('Escape');

  // A link of somebody who is a friend already.
  await page.getByTestId('contact-add-open').click();
  await page.getByTestId('contact-add-node').fill(`tim://add/${colleague.node}`);
  await page.getByTestId('contact-add-submit').click();
  await expect(page.getByTestId('contact-add-next')).toBeVisible();
  await camera.take(page, 'add-friend-refused', element('contact-add-dialog'));
  await page.keyboard.press('Escape');

  await of(page, 'contact-row', colleague.node).click();
  await page.getByTestId('details-open').click();
  await expect(page.getByTestId('person-status')).toHaveText(words.profile.status);
  await page.getByTestId('remark-edit').click();
  await page.getByTestId('remark-input').fill(words.remark);
  await page.getByTestId('remark-input').press('Enter');
  await expect(page.getByTestId('chat-title')).toHaveText(words.remark);
  await camera.take(page, 'person-card', element('details'));
  await page.getByTestId('details-close').click();
  await of(page, 'contact-row', colleague.node).click({ button: 'right' });
  await page.getByTestId('friend-menu-viewProfile').click();
  await expect(page.getByTestId('person-card').getByTestId('person-status')).toBeVisible();
  await resize(me, 900, 600);
  await camera.take(page, 'person-card-dialog', wholeWindow);
  await page.keyboard.press('Escape');
  await resize(me, 960, 640);
}

/** A friendship that ends, is asked for from either side, and what each of it says where the composer was. */
export async function playClosedChats({
  camera,
  words,
  me,
  colleagues: [first, second],
}: CardScene): Promise<void> {
  const { page } = me;
  const closed = page.getByTestId('composer-closed');
  for (const colleague of [first, second]) await colleague.say(me.node, words.releaseQuestion);
  await of(page, 'contact-row', first.node).click();
  await first.unfriend(me.node);
  await expect(closed).toHaveAttribute('data-standing', 'stranger');
  await camera.take(page, 'chat-stranger', conversation);
  await page.getByTestId('composer-closed-ask').click();
  await page.getByTestId('contact-add-submit').click();
  await expect(closed).toHaveAttribute('data-standing', 'outgoing');
  await camera.take(page, 'chat-outgoing', conversation);
  await of(page, 'contact-row', second.node).click();
  await second.unfriend(me.node);
  await expect(closed).toHaveAttribute('data-standing', 'stranger');
  second.befriend(me.node, words.greeting);
  await expect(closed).toHaveAttribute('data-standing', 'incoming');
  await camera.take(page, 'chat-incoming', conversation);
}
