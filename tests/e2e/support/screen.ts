import { expect, type Page } from '@playwright/test';
import type { ServerProcess } from '../../support/embedded-server';
import type { RawPeer } from '../../support/raw-peer';

/** What the walk goes through: one window, and people at its server who are nothing but a socket. */
export interface World {
  readonly page: Page;
  readonly server: ServerProcess;
  readonly friend: RawPeer;
  /** Somebody who asks and is asked, and never answers. */
  readonly stranger: RawPeer;
}

/** A screen, and how to get there from the one before it. */
export interface Screen {
  readonly name: string;
  readonly show: (world: World) => Promise<void>;
}

/** One step of the walk. */
export const screen = (name: string, show: Screen['show']): Screen => ({ name, show });
/** Clicks what has this test id. */
export const click = (page: Page, testId: string): Promise<void> => page.getByTestId(testId).click();
/** Waits until something with this test id can be seen. */
export const visible = (page: Page, testId: string): Promise<void> =>
  expect(page.getByTestId(testId).first()).toBeVisible();

/** Closes what lies over the window. */
export async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** The own id, as the contacts show it. */
export async function ownNode(page: Page): Promise<string> {
  await click(page, 'rail-contacts');
  return (await page.getByTestId('own-id').first().getAttribute('data-value')) ?? '';
}
