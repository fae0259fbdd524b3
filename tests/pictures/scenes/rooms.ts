import { expect } from '@playwright/test';
import type { Person } from '../../e2e/support/person';
import { element, wholeWindow, type Camera } from '../support/camera';
import { resize } from '../support/scene';
import type { Words } from '../support/words';

/** Who plays the scenes of a room: its founder and somebody who asks to be let in. */
export interface RoomScene {
  readonly camera: Camera;
  readonly words: Words;
  readonly founder: Person;
  readonly applicant: Person;
}

/** A room from its foundation to somebody who is let in. */
export async function playRoomRule({ camera, words, founder, applicant }: RoomScene): Promise<void> {
  const { page } = founder;
  await page.getByTestId('rail-rooms').click();
  await page.getByTestId('rooms-createRoom').click();
  await page.getByTestId('room-create-title').fill(words.room);
  await page.getByTestId('room-create-label').fill(words.roomLabel);
  await camera.take(page, 'room-create', element('room-create-dialog'));
  await page.getByTestId('room-create-submit').click();
  await expect(page.getByTestId('chat-title')).toHaveText(words.room);
  const node = (await page.getByTestId('chat-title').getAttribute('data-node')) ?? '';

  const stranger = applicant.page;
  await stranger.getByTestId('rail-rooms').click();
  await stranger.getByTestId('rooms-joinRoom').click();
  await stranger.getByTestId('room-join-node').fill(node);
  await stranger.keyboard.press('Enter');
  await expect(stranger.getByTestId('room-preview')).toContainText(words.room);
  await stranger.getByTestId('room-join-greeting').fill(words.application);
  await camera.take(stranger, 'room-preview', element('room-join-dialog'));
  await stranger.getByTestId('room-join-submit').click();
  await expect(stranger.getByTestId('room-applied')).toBeVisible();
  await camera.take(stranger, 'room-applied', wholeWindow);

  await page.getByTestId('details-open').click();
  await page.getByTestId('details-applications').click();
  await expect(page.getByTestId('room-applicant')).toContainText(words.application);
  await camera.take(page, 'room-applications', element('room-applications-dialog'));
  await page.getByTestId('room-approve').click();
  await expect(page.getByTestId('room-applications-empty')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByTestId('details-edit-room').click();
  await camera.take(page, 'room-edit', element('room-edit-dialog'));
  await page.keyboard.press('Escape');
  await resize(founder, 1_440, 900);
  await camera.take(page, 'room-details', wholeWindow);
  await page
    .getByTestId('member')
    .and(page.locator(`[data-node="${applicant.node}"]`))
    .click();
  await expect(page.getByTestId('member-menu')).toBeVisible();
  await camera.take(page, 'room-member-menu', wholeWindow);
  await page.getByTestId('member-menu-kick').click();
  await expect(page.getByTestId('member-question-words')).toBeVisible();
  await camera.take(page, 'room-kick', element('member-question-dialog'));
  await page.keyboard.press('Escape');
  await page.getByTestId('details-invite').click();
  await expect(page.getByTestId('invite-dialog')).toBeVisible();
  await camera.take(page, 'room-invite', element('invite-dialog'));
  await page.keyboard.press('Escape');
  await resize(founder, 960, 640);
}
