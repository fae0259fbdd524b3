import { expect, type Locator } from '@playwright/test';
import { chatRow, sendText } from '../../e2e/support/chat';
import type { Person } from '../../e2e/support/person';
import { createRoom } from '../../e2e/support/rooms';
import type { RawPeer } from '../../support/raw-peer';
import { callBridge, valueOf } from '../../support/bridge';
import { conversation, element, wholeWindow, type Camera } from '../support/camera';
import { ownPicture } from '../support/drawings';
import { resize } from '../support/scene';
import type { Words } from '../support/words';

/** Who plays the scenes of a room: its founder, somebody who asks to be let in, and a friend of the founder. */
export interface RoomScene {
  readonly camera: Camera;
  readonly words: Words;
  readonly founder: Person;
  readonly applicant: Person;
  readonly guest: RawPeer;
}

/** A room from its foundation to somebody who is let in. */
export async function playRoomRule(scene: RoomScene): Promise<void> {
  const { camera, words, founder, applicant } = scene;
  const { page } = founder;
  await page.getByTestId('rail-rooms').click();
  await page.getByTestId('rooms-createRoom').click();
  await page.getByTestId('room-create-title').fill(words.room);
  await page.getByTestId('room-create-label').fill(words.roomLabel);
  await page.getByTestId('room-create-picture-input').setInputFiles([await ownPicture(page)]);
  await expect(page.getByTestId('room-create-picture-chosen')).toBeVisible();
  await camera.take(page, 'room-create', element('room-create-dialog'));
  await page.getByTestId('room-create-submit').click();
  await expect(page.getByTestId('chat-title')).toHaveText(words.room);
  const node = (await page.getByTestId('chat-title').getAttribute('data-node')) ?? '';

  const stranger = applicant.page;
  await playInvitations(scene);
  await stranger.getByTestId('rail-rooms').click();
  await stranger.getByTestId('rooms-joinRoom').click();
  await stranger.getByTestId('room-join-node').fill(node);
  await stranger.keyboard.press('Enter');
  await expect(stranger.getByTestId('room-preview')).toContainText(words.room);
  await stranger.getByTestId('room-join-greeting').fill(words.application);
  await camera.take(stranger, 'room-preview', element('room-join-dialog'));
  await stranger.getByTestId('room-join-submit').click();
  await expect(stranger.getByTestId('room-applied')).toBeVisible();
  await resize(applicant, 900, 600);
  await camera.take(stranger, 'room-applied', wholeWindow);
  await resize(applicant, 960, 640);

  await page.getByTestId('rail-rooms').click();
  await page.getByTestId('room-row').filter({ hasText: words.room }).click();
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
  const member = page.getByTestId('member').and(page.locator(`[data-node="${applicant.node}"]`));
  await member.click();
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
  await resize(founder, 640, 640);
  await page.getByTestId('details-all-members').click();
  await expect(page.getByTestId('members-dialog').getByTestId('member')).toHaveCount(2);
  await camera.take(page, 'room-members', wholeWindow);
  await page.keyboard.press('Escape');
  await resize(founder, 1_440, 900);
  await playInRoom(scene, node);
}

/** Rooms that one is not in: somebody pulls one into the first, the second one wants nothing of. */
async function playInvitations({ words, founder, applicant }: RoomScene): Promise<void> {
  const [first, second] = words.otherRooms;
  const invitation = await createRoom(founder.page, first);
  valueOf(await callBridge(founder.page, 'rooms.pull', { node: invitation, people: [applicant.node] }));
  const unwanted = await createRoom(founder.page, second);
  valueOf(await callBridge(applicant.page, 'rooms.look', { node: unwanted }));
  valueOf(await callBridge(applicant.page, 'rooms.block', { node: unwanted }));
}

/** What is told in a room, what is said past it, and its end for somebody. */
async function playInRoom(
  { camera, words, founder, applicant, guest }: RoomScene,
  node: string,
): Promise<void> {
  const { page } = founder;
  const member = (whom: string): Locator =>
    page.getByTestId('member').and(page.locator(`[data-node="${whom}"]`));
  const act = async (deed: string, whom: string): Promise<void> => {
    await member(whom).click();
    await page.getByTestId(`member-menu-${deed}`).click();
  };
  await act('appoint', applicant.node);
  await expect(member(applicant.node).getByTestId('member-role')).toBeVisible();
  await page.getByTestId('details-edit-room').click();
  await page.getByTestId('room-edit-name').fill(words.renamed);
  await page.getByTestId('room-edit-submit').click();
  await expect(page.getByTestId('chat-title')).toHaveText(words.renamed);
  await sendText(page, words.roomLine);

  // Past the room, to somebody who is no friend.
  const other = applicant.page;
  await other.getByTestId('room-row').filter({ hasText: words.room }).click();
  await other.getByTestId('details-open').click();
  await other
    .getByTestId('member')
    .and(other.locator(`[data-node="${founder.node}"]`))
    .click();
  await other.getByTestId('member-menu-chat').click();
  await expect(other.getByTestId('private-notice')).toBeVisible();
  await other.getByTestId('composer-input').fill(words.privately);
  await camera.take(other, 'private-notice', conversation);
  await other.getByTestId('composer-input').press('Enter');

  valueOf(await callBridge(page, 'rooms.pull', { node, people: [guest.node] }));
  await act('blockMember', guest.node);
  await page.getByTestId('member-question-confirm').click();
  await expect(member(guest.node)).toHaveCount(0);
  await page.getByTestId('details-blocked-members').click();
  await expect(page.getByTestId('members-dialog').getByTestId('member')).toHaveCount(1);
  await camera.take(page, 'room-blocked-members', element('members-dialog'));
  await page.keyboard.press('Escape');
  await act('kick', applicant.node);
  await page.getByTestId('member-question-confirm').click();
  await expect(member(applicant.node)).toHaveCount(0);
  await page.getByTestId('details-close').click();
  await resize(founder, 900, 600);
  for (const fold of await page.getByTestId('fold').all()) await fold.click();
  await camera.take(page, 'room-lines', conversation);
  await page.getByTestId('rail-chats').click();
  await chatRow(page, words.friend).click();
  await expect(page.getByTestId('timeline')).toContainText(words.privately);
  await camera.take(page, 'private-mark', wholeWindow);

  await resize(applicant, 900, 600);
  await other.getByTestId('rail-chats').click();
  await chatRow(other, words.renamed).click();
  await expect(other.getByTestId('room-closed')).toBeVisible();
  await camera.take(other, 'room-closed', wholeWindow);
}
