import { expect, type Page } from '@playwright/test';
import { choose } from './person';

/** Creates an open room, which is then on the screen, and answers its id. */
export async function createRoom(page: Page, title: string): Promise<string> {
  await page.getByTestId('rail-rooms').click();
  await page.getByTestId('rooms-createRoom').click();
  await page.getByTestId('room-create-title').fill(title);
  await choose(page, 'room-create-access-open');
  await page.getByTestId('room-create-submit').click();
  await expect(page.getByTestId('chat-title')).toHaveText(title);
  await page.getByTestId('rail-chats').click();
  return (await page.getByTestId('chat-title').getAttribute('data-node')) ?? '';
}

/** Joins an open room by its id, which is then on the screen. */
export async function joinRoom(page: Page, room: string): Promise<void> {
  await page.getByTestId('rail-rooms').click();
  await page.getByTestId('rooms-joinRoom').click();
  await page.getByTestId('room-join-node').fill(room);
  await page.getByTestId('room-join-submit').click();
  // What it is, before anybody joins it.
  await expect(page.getByTestId('room-preview')).toBeVisible();
  await page.getByTestId('room-join-submit').click();
  await expect(page.getByTestId('chat-title')).toHaveAttribute('data-node', room);
  await page.getByTestId('rail-chats').click();
}
