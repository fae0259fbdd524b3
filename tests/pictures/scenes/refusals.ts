import { expect } from '@playwright/test';
import { BusinessType, FrameType } from '../../../main/protocol/packet-types';
import { chatRow, messageSaying, revokeByMenu, sendBurn, sendText } from '../../e2e/support/chat';
import { choose } from '../../e2e/support/person';
import { openSettings } from '../../e2e/support/settings';
import type { ServerProcess } from '../../support/embedded-server';
import { RawPeer } from '../../support/raw-peer';
import { conversation, element, firstChat, lastRows, wholeWindow } from '../support/camera';
import { resize, say, type Scene } from '../support/scene';

const readingSeconds = 300;

/** The friend ends the friendship: the server refuses what comes after. */
export async function playRefusals(scene: Scene, server: ServerProcess): Promise<void> {
  const { camera, words, me, friend } = scene;
  await say(scene, me, words.refusedRevoke);
  await sendBurn(friend.page, words.refusedSecret, readingSeconds);
  await expect(me.page.getByTestId('burn-concealed')).toBeVisible();
  const former = await RawPeer.signIn(server.url, friend.name);
  const confirmed = former.next(({ type }) => type === FrameType.ack);
  former.send({ type: FrameType.business, packet: { rtype: BusinessType.removeRoster, node: me.node } });
  await confirmed;
  await former.close();
  // The composer goes seconds later. Rows that move under a click are scrolled to by what clicks, and the end is left.
  await expect(me.page.getByTestId('composer-closed')).toBeVisible();

  await revokeByMenu(me.page, words.refusedRevoke);
  const failures = me.page.getByTestId('operation-failure');
  await expect(failures).toHaveCount(1);
  await camera.take(me.page, 'revoke-refused', lastRows(3));
  await me.page.getByTestId('burn-concealed').click();
  await me.page.getByTestId('burn-now').click();
  await expect(failures).toHaveCount(2);
  await expect(messageSaying(me.page, words.refusedSecret)).toHaveCount(0);
  await camera.take(me.page, 'burn-refused', lastRows(3));
}

/** The server is gone: what is taken back or burned has to wait. */
export async function playOffline(scene: Scene, server: ServerProcess): Promise<void> {
  const { camera, words, me, colleagues } = scene;
  const { page } = me;
  const [colleague] = colleagues;
  await chatRow(page, words.colleagues[0]).click();
  await expect(page.getByTestId('chat-title')).toHaveText(words.colleagues[0]);
  await colleague.say(me.node, words.releaseSecret, readingSeconds);
  const input = page.getByTestId('composer-input');
  await input.fill(words.release);
  await input.press('Enter');
  await expect(messageSaying(page, words.release)).toHaveAttribute('data-delivery', 'sent');
  await expect(page.getByTestId('burn-concealed')).toBeVisible();
  await resize(me, 960, 480);
  await server.kill();
  await expect(page.getByTestId('banner')).toBeVisible();
  await revokeByMenu(page, words.release);
  await expect(page.getByTestId('operation-pending')).toHaveCount(1);
  await camera.take(page, 'revoke-pending', conversation);
  await page.getByTestId('burn-concealed').click();
  await page.getByTestId('burn-now').click();
  await expect(page.getByTestId('operation-pending')).toHaveCount(2);
  await camera.take(page, 'burn-pending', conversation);

  // For the first seconds the line only says that it is trying.
  await expect(page.getByTestId('banner-action')).toBeVisible();
  await camera.take(page, 'banner-offline', element('banner'));
  await sendText(page, words.farewell);
  await expect(messageSaying(page, words.farewell)).toHaveAttribute('data-delivery', 'pending');
  await expect(page.getByTestId('chat-waiting')).toBeVisible();
  await camera.take(page, 'pending-list', firstChat);
  await openSettings(page, 'account');
  await page.getByTestId('settings-sign-out').click();
  await choose(page, 'sign-out-wipe');
  await expect(page.getByTestId('sign-out-unsent')).toBeVisible();
  await resize(me, 900, 600);
  await camera.take(page, 'sign-out-unsent', wholeWindow);
}
