import type { Page } from '@playwright/test';

const onlineLimitMs = 60_000;

/** Waits for the main screen with a living connection. */
export async function expectOnline(page: Page): Promise<void> {
  await page.locator('[data-testid="rail-me"][data-connection="online"]').waitFor({ timeout: onlineLimitMs });
}

/** Opens the chat with a node: its row may be anywhere in the list, which is windowed. */
export async function openChat(page: Page, node: string): Promise<void> {
  await page.getByTestId('chat-list').waitFor();
  while ((await chatRow(page, node).count()) === 0) await scrollList(page);
  await chatRow(page, node).click();
  await page.locator(`[data-testid="chat-row"][data-node="${node}"][aria-current="true"]`).waitFor();
  await page.getByTestId('message').last().waitFor();
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
