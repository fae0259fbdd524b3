import { expect, type Page } from '@playwright/test';
import { Door } from './support/door';
import { fillSignIn, password } from './support/person';
import { newPeer } from './support/screens';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');
const delayMs = 1_500;
/** A second device is let in some seconds after the first, and everything takes its time. */
const patience = { timeout: 40_000 };

const rowOf = (page: Page, node: string) =>
  page.getByTestId('chat-row').and(page.locator(`[data-node="${node}"]`));

/** Notes from now on whenever the window says of somebody's chat that there is nothing, or that more is on its way. */
const watchFor = (page: Page, node: string) =>
  page.evaluateHandle(
    ({ peer, nothing, loading }) => {
      const seen: string[] = [];
      const look = (): void => {
        const isOpen = document.querySelector(`[data-testid=chat-title][data-node="${peer}"]`) !== null;
        const row = document.querySelector(`[data-testid=chat-row][data-node="${peer}"]`);
        if (isOpen && document.querySelector('[data-testid=empty-chat]') !== null) seen.push('an empty chat');
        if (row?.textContent.includes(nothing) === true) seen.push('a row without messages');
        const pill = document.querySelector('[data-testid=timeline] ~ [role=status]');
        if (isOpen && pill?.textContent === loading) seen.push('a pill over a chat that is complete');
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      return seen;
    },
    { peer: node, nothing: words.preview.empty, loading: words.conversation.loading },
  );

test('on a slow line a new device shows that it is loading, and calls no chat empty of which the server has said nothing', async ({
  arrive,
  open,
  server,
}) => {
  const door = await Door.open(server.url);
  try {
    const [talker, quiet] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
    const first = await arrive({ name: '林小满' });
    for (const peer of [talker, quiet]) {
      peer.befriend(first.node);
      await first.page.getByTestId('rail-contacts').click();
      const request = first.page
        .getByTestId('contact-request')
        .and(first.page.locator(`[data-node="${peer.node}"]`));
      await request.getByTestId('contact-accept').click();
      await expect(request).toBeHidden();
    }
    await first.page.getByTestId('rail-chats').click();
    for (const text of ['一', '二', '三']) await talker.say(first.node, text);
    await expect(rowOf(first.page, talker.node)).toContainText('三');
    await first.close();

    door.slowDown(delayMs);
    const { page } = await open();
    await fillSignIn(page, { server: door.url, name: '林小满', password });
    await page.getByTestId('sign-in-submit').click();
    await expect(page.getByTestId('main-screen')).toBeVisible(patience);
    const seen = await watchFor(page, talker.node);

    await rowOf(page, talker.node).click(patience);
    await expect(page.getByTestId('waiting-messages').getByTestId('skeleton-line').first()).toBeVisible();
    await expect(page.getByTestId('message-text')).toHaveText(['一', '二', '三'], patience);
    await rowOf(page, quiet.node).click();
    await expect(page.getByTestId('waiting-messages').getByTestId('skeleton-line').first()).toBeVisible();
    // tim says nothing of a chat without a past: what is told then is true of this computer.
    await expect(page.getByTestId('waiting-messages')).toHaveText(words.conversation.nothingHere, patience);
    await expect(page.getByTestId('empty-chat')).toHaveCount(0);
    await rowOf(page, talker.node).click();
    await expect(page.getByTestId('message-text')).toHaveCount(3);
    expect(await seen.evaluate((notes) => notes)).toEqual([]);
  } finally {
    await door.remove();
  }
});
