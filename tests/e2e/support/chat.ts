import { expect, type Locator, type Page } from '@playwright/test';
import type { MessengerBridge } from '../../../preload/contract/api';
import type { Person } from './person';

/** A message as the timeline shows it. */
export interface ShownMessage {
  readonly kind: string;
  readonly isMine: boolean;
  readonly delivery: string;
  /** Text of the bubble, or the sentence of a revoked or burned message. */
  readonly text: string;
}

/** Writes into the composer of the open chat and sends with Enter; the delivery is not waited for. */
export async function sendText(page: Page, text: string): Promise<void> {
  const input = page.getByTestId('composer-input');
  await input.fill(text);
  await input.press('Enter');
  await expect(input).toHaveValue('');
}

/** Sends a burn message with a reading time that the menu offers; the flame goes out with it, and the notice of that was read. */
export async function sendBurn(page: Page, text: string, seconds: number): Promise<void> {
  await page.getByTestId('composer-burn').click();
  await page.getByTestId('composer-burn-time').click();
  await page.getByTestId(`composer-burn-time-${seconds}`).click();
  await sendText(page, text);
  await expect(page.getByTestId('composer')).toHaveAttribute('data-burn-state', 'justOff');
  await page.getByTestId('composer-input').press('Escape');
  await expect(page.getByTestId('composer')).toHaveAttribute('data-burn-state', 'plain');
}

/** The row of a chat by its title; its preview may name others. */
export function chatRow(page: Page, title: string): Locator {
  const name = page.getByTestId('chat-row-title').and(page.getByText(title, { exact: true }));
  return page.getByTestId('chat-row').filter({ has: name });
}

/** The rendered message whose own words are exactly this; what it quotes does not count. */
export function messageSaying(page: Page, text: string): Locator {
  // By pattern: an exact text is looked for in the smallest element that has it, which for a link alone is the link.
  const pattern = text
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    .join(String.raw`\s+`);
  const words = page
    .getByTestId(/^message-(?:text|caption)$/)
    .filter({ hasText: new RegExp(`^\\s*${pattern}\\s*$`, 'u') });
  return page.getByTestId('message').filter({ has: words });
}

/** Waits until a message is on the screen and, for an own one, the server has it. */
export async function expectDelivered(page: Page, text: string): Promise<void> {
  await expect(messageSaying(page, text)).toHaveAttribute('data-delivery', 'sent');
}

/** Begins an answer to a message with its menu. */
export async function replyTo(page: Page, text: string): Promise<void> {
  await messageSaying(page, text).getByTestId('message-text').click({ button: 'right' });
  await page.getByTestId('menu-reply').click();
  await expect(page.getByTestId('composer-reply')).toBeVisible();
}

/** Revokes a message with its menu. */
export async function revokeByMenu(page: Page, text: string): Promise<void> {
  await messageSaying(page, text).getByTestId('message-text').click({ button: 'right' });
  await page.getByTestId('menu-revoke').click();
}

/** Every loaded message from top to bottom. The timeline is windowed, so it is scrolled through. */
export function readTimeline(page: Page): Promise<readonly ShownMessage[]> {
  return page.getByTestId('timeline').evaluate(async (scroller) => {
    const seen = new Map<string, ShownMessage>();
    // Rows are rendered one frame after the scroll and measured one frame later.
    const rest = async (): Promise<void> => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    };
    const parts =
      '[data-testid="message-text"], [data-testid="message-caption"], [data-testid="tombstone"], [data-testid="burned"]';
    scroller.scrollTop = 0;
    await rest();
    for (;;) {
      for (const row of scroller.querySelectorAll<HTMLElement>('[data-message-id]')) {
        // The first picture of an album has the id of its row.
        if (row.dataset['testid'] === 'album-tile' && seen.has(row.dataset['messageId'] ?? '')) continue;
        const { messageId = '', kind = '', mine = '', delivery = '' } = row.dataset;
        const text = row.querySelector(parts)?.textContent.trim() ?? '';
        seen.set(messageId, { kind, isMine: mine === 'true', delivery, text });
      }
      if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) break;
      scroller.scrollTop += scroller.clientHeight / 2;
      await rest();
    }
    return [...seen.values()];
  });
}

/** The texts of the timeline from top to bottom. */
export async function timelineTexts(page: Page): Promise<readonly string[]> {
  return (await readTimeline(page)).map(({ text }) => text);
}

/** Sends texts as the window would, without typing them; waits until the server has them all. */
export async function sendTexts({ page }: Pick<Person, 'page'>, texts: readonly string[]): Promise<void> {
  const conversationId = await page.getByTestId('chat-row').getAttribute('data-conversation-id');
  await page.evaluate(
    async ({ chat, lines }) => {
      // What the preload script puts there; the test runs in the window.
      const messenger = Reflect.get(globalThis, 'messenger') as MessengerBridge;
      const { currentAccountId } = await messenger.call('app.snapshot', null);
      for (const text of lines) {
        await messenger.callAccount(currentAccountId ?? '', 'messages.send', {
          conversationId: chat ?? '',
          text,
          burnSeconds: null,
          replyToId: null,
          mentions: [],
        });
      }
    },
    { chat: conversationId, lines: texts },
  );
}
