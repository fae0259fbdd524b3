import type { Page } from '@playwright/test';

const onlineLimitMs = 60_000;

/** Waits for the main screen with a living connection. */
export async function expectOnline(page: Page): Promise<void> {
  await page.locator('[data-testid="rail-me"][data-connection="online"]').waitFor({ timeout: onlineLimitMs });
}

/**
 * Opens the chat with a node: its row may be anywhere in the list, which is windowed. Waits until the messages on the screen are
 * those of this chat.
 */
export async function openChat(page: Page, node: string): Promise<void> {
  await page.getByTestId('chat-list').waitFor();
  while ((await chatRow(page, node).count()) === 0) await scrollList(page);
  const isOpen = (await chatRow(page, node).getAttribute('aria-current')) === 'true';
  const before = isOpen ? '' : await newestShown(page);
  await chatRow(page, node).click();
  await page.locator(`[data-testid="chat-row"][data-node="${node}"][aria-current="true"]`).waitFor();
  const loaded = '[data-testid="timeline"][data-newest]:not([data-newest=""])';
  await page.locator(`${loaded}:not([data-newest="${before}"])`).waitFor();
  await page.getByTestId('message').last().waitFor();
}

/** The id of the newest message of the open chat; empty when none is open. */
async function newestShown(page: Page): Promise<string> {
  const timeline = page.getByTestId('timeline');
  return (await timeline.count()) === 0 ? '' : ((await timeline.getAttribute('data-newest')) ?? '');
}

/** The row of the chat with a node. */
export const chatRow = (page: Page, node: string) =>
  page.locator(`[data-testid="chat-row"][data-node="${node}"]`);

async function scrollList(page: Page): Promise<void> {
  const isAtEnd = await page.getByTestId('chat-list').evaluate(async (list) => {
    list.scrollTop += list.clientHeight / 2;
    // Rows are rendered one frame after the scroll.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
  });
  if (isAtEnd) throw new Error('there is no such chat');
}
