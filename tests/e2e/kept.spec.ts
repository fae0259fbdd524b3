import { expect, type Page } from '@playwright/test';
import { expectDelivered, messageSaying, replyTo, sendText } from './support/chat';
import { newPeer } from './support/screens';
import { test } from './support/story';
import { fill, wordsOf } from './support/words';

const boxOf = async (page: Page, text: string, part: string) => {
  const box = await messageSaying(page, text).locator(part).first().boundingBox();
  if (box === null) throw new Error(`${part} of “${text}” is not shown`);
  return box;
};

test('what people like about a chat is there: groups, times, the answer’s bar, what is new, a held key, a start without a server', async ({
  arrive,
  server,
}) => {
  const words = wordsOf('zh-CN');
  const lin = await arrive({ name: '林小满' });
  const friend = await newPeer(server, '陈亦安');
  friend.befriend(lin.node);
  await lin.page.getByTestId('rail-contacts').click();
  await lin.page.getByTestId('contact-accept').click();
  await lin.page
    .getByTestId('contact-row')
    .and(lin.page.locator(`[data-node="${friend.node}"]`))
    .click();
  await lin.page.getByTestId('rail-chats').click();

  await test.step('bubbles of one author stand close, and the time is in the end of the last line', async () => {
    for (const text of ['第一句', '第二句', '第三句']) await friend.say(lin.node, text);
    await expect(messageSaying(lin.page, '第三句')).toBeVisible();
    const [one, two] = [
      await boxOf(lin.page, '第二句', '.bubble'),
      await boxOf(lin.page, '第三句', '.bubble'),
    ];
    expect(two.y - one.y - one.height).toBeLessThan(8);
    const time = await boxOf(lin.page, '第三句', 'time');
    expect(time.x).toBeGreaterThan((await boxOf(lin.page, '第三句', '[data-testid=message-text]')).x);
    expect(time.y).toBeGreaterThanOrEqual(two.y);
    expect(time.y + time.height).toBeLessThanOrEqual(two.y + two.height);
    // One line of text and its time need no second line.
    expect(two.height).toBeLessThan(48);
  });
  await test.step('the bar of an answer is inside the composer', async () => {
    await replyTo(lin.page, '第二句');
    await expect(lin.page.getByTestId('composer').getByTestId('composer-reply')).toBeVisible();
    await lin.page.getByTestId('composer-reply-cancel').click();
  });
  await test.step('a held key revokes one message', async () => {
    for (const text of ['要留下', '要撤回']) {
      await sendText(lin.page, text);
      await expectDelivered(lin.page, text);
    }
    await lin.page.keyboard.down('Control');
    await lin.page.keyboard.down('Shift');
    for (let repeat = 0; repeat < 6; repeat += 1) await lin.page.keyboard.down('Backspace');
    await lin.page.keyboard.up('Backspace');
    await lin.page.keyboard.up('Shift');
    await lin.page.keyboard.up('Control');
    await expect(lin.page.getByTestId('tombstone')).toHaveCount(1);
    await expect(lin.page.getByTestId('operation-pending')).toHaveCount(0);
    await expect(messageSaying(lin.page, '要留下')).toBeVisible();
  });
  await test.step('away from the end it says how many are new, and leads there', async () => {
    for (let count = 0; count < 30; count += 1) friend.write(lin.node, `以前的第 ${count} 条`);
    await expect(messageSaying(lin.page, '以前的第 29 条')).toBeVisible();
    await lin.page.getByTestId('timeline').hover();
    await lin.page.mouse.wheel(0, -3_000);
    await expect(lin.page.getByTestId('jump-to-newest')).toBeVisible();
    for (const text of ['新的一条', '又一条']) await friend.say(lin.node, text);
    await expect(lin.page.getByTestId('new-messages')).toHaveText(
      fill(words.conversation.newMessages, { count: 2 }),
    );
    await lin.page.getByTestId('jump-to-newest').click();
    await expect(messageSaying(lin.page, '又一条')).toBeInViewport();
  });
  await test.step('without a server the start leads straight into the chats', async () => {
    await lin.close();
    await server.kill();
    await lin.reopen();
    await expect(lin.page.getByTestId('chat-row')).toHaveCount(1);
    await expect(messageSaying(lin.page, '又一条')).toBeVisible();
    await expect(lin.page.getByTestId('sign-in-screen')).toHaveCount(0);
  });
});
