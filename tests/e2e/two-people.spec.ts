import { expect, type Page } from '@playwright/test';
import type { EncodingChoice } from '../../preload/contract/views';
import {
  expectDelivered,
  messageSaying,
  readTimeline,
  revokeByMenu,
  sendBurn,
  sendText,
  timelineTexts,
} from './support/chat';
import { leftoversOf } from './support/leftovers';
import { expectOnline, openChatWith, type Person } from './support/person';
import { createRoom, joinRoom } from './support/rooms';
import { test } from './support/story';

const pairs: readonly (readonly [EncodingChoice, EncodingChoice])[] = [
  ['compact', 'json'],
  ['json', 'compact'],
];

for (const [encodingOfA, encodingOfB] of pairs) {
  test.describe(`two people, ${encodingOfA} and ${encodingOfB}`, () => {
    let a: Person;
    let b: Person;

    test.beforeEach(async ({ twoFriends }) => {
      // Without a key store the database key can be read, and so the database searched.
      const args = ['--password-store=basic'];
      [a, b] = await twoFriends({ encoding: encodingOfA, args }, { encoding: encodingOfB, args });
    });

    /** Nothing of a text is on any disk; the server was told before, so nothing is on its way any more. */
    const expectForgotten = async (text: string): Promise<void> => {
      for (const person of [a, b]) {
        expect(await person.page.content()).not.toContain(text);
        expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
      }
    };

    test('both see all messages in order, written in turn and in bursts', async () => {
      const written: string[] = [];
      const say = async (person: Person, text: string): Promise<void> => {
        await sendText(person.page, text);
        written.push(text);
      };
      for (let turn = 1; turn <= 10; turn += 1) {
        for (const person of [a, b]) {
          const text = `第 ${turn} 轮，${person.name} 说`;
          await say(person, text);
          for (const { page } of [a, b]) await expectDelivered(page, text);
        }
      }
      for (const person of [a, b]) {
        for (let count = 1; count <= 10; count += 1) await say(person, `${person.name} 连发 ${count}`);
        const last = written.at(-1) ?? '';
        for (const { page } of [a, b]) await expectDelivered(page, last);
      }
      for (const person of [a, b]) {
        const shown = await readTimeline(person.page);
        expect(shown.map(({ text }) => text)).toEqual(written);
        expect(shown.every(({ delivery }) => delivery === 'sent')).toBe(true);
        expect(shown.map(({ isMine }) => isMine)).toEqual(written.map((text) => text.includes(person.name)));
      }
    });

    test('a revoked message leaves one line on both sides and nothing on any disk', async () => {
      const byMenu = '菜单撤回的秘密：机房门禁 4711，别告诉任何人';
      // Words that stand in no comment of the schema, which is on the disk as well.
      const byKey = 'PIN 0815-7746 went to a wrong window, keys take it away';
      for (const text of ['之前的消息', byMenu, '中间的消息', byKey]) {
        await sendText(a.page, text);
        await expectDelivered(b.page, text);
        await expectDelivered(a.page, text);
      }
      // The search finds what is still there, so that finding nothing later means something.
      expect(leftoversOf(byMenu, b.profileDirectory)).not.toEqual([]);

      await revokeByMenu(a.page, byMenu);
      await a.page.getByTestId('composer-input').focus();
      await a.page.keyboard.press('Control+Shift+Backspace');
      const [mine, theirs] = ['你撤回了一条消息', '对方撤回了一条消息'];
      await expect(b.page.getByTestId('tombstone')).toHaveText([theirs, theirs]);
      await expect(a.page.getByTestId('tombstone')).toHaveText([mine, mine]);
      await expect(a.page.getByTestId('operation-pending')).toHaveCount(0);
      expect(await timelineTexts(a.page)).toEqual(['之前的消息', mine, '中间的消息', mine]);
      expect(await timelineTexts(b.page)).toEqual(['之前的消息', theirs, '中间的消息', theirs]);
      await expectPreview(a.page, mine);
      await expectPreview(b.page, theirs);
      for (const text of [byMenu, byKey]) await expectForgotten(text);
    });

    test('a burn message is concealed, read against the clock, and then gone on both sides', async () => {
      const secret = '保险柜密码是 九八二七 四四零一，看完就忘';
      await sendText(a.page, '下一条会焚毁');
      await sendBurn(a.page, secret, 5);
      const card = b.page.getByTestId('burn-concealed');
      await expect(card).toBeVisible();
      await expectPreview(b.page, '阅后即焚消息');
      expect(await b.page.content()).not.toContain(secret);

      await card.focus();
      await b.page.keyboard.press('Space');
      await expect(messageSaying(b.page, secret)).toBeVisible();
      await expect(b.page.getByTestId('burn-countdown')).toHaveAttribute('data-seconds', /^[1-5]$/);
      for (const { page } of [a, b]) {
        await expect(page.getByTestId('burned')).toHaveText(page === a.page ? burnedByPeer : '已焚毁');
        await expect(page.getByTestId('operation-pending')).toHaveCount(0);
        await expectPreview(page, '已焚毁');
      }
      await expectForgotten(secret);
    });

    test('a burn message can be burned before its time is over', async () => {
      const secret = 'burn this one at once: the vault opens at midnight';
      await sendBurn(a.page, secret, 300);
      await b.page.getByTestId('burn-concealed').click();
      await expect(messageSaying(b.page, secret)).toBeVisible();
      await b.page.getByTestId('burn-now').click();
      for (const { page } of [a, b]) {
        await expect(page.getByTestId('burned')).toHaveText(page === a.page ? burnedByPeer : '已焚毁');
        await expect(page.getByTestId('operation-pending')).toHaveCount(0);
      }
      await expectForgotten(secret);
    });

    test('in a room a message is revoked for everybody, and nothing can be burned', async () => {
      const secret = '群里撤回的秘密：新办公室的地址在三楼东侧';
      const room = await createRoom(a.page, '产品评审');
      await joinRoom(b.page, room);
      await sendText(a.page, '欢迎来到产品评审');
      await expectDelivered(b.page, '欢迎来到产品评审');
      await sendText(a.page, secret);
      await expectDelivered(b.page, secret);
      await expectDelivered(a.page, secret);
      await revokeByMenu(a.page, secret);
      await expect(b.page.getByTestId('tombstone')).toHaveText('“林小满”撤回了一条消息');
      await expect(a.page.getByTestId('tombstone')).toHaveText('你撤回了一条消息');
      await expect(a.page.getByTestId('operation-pending')).toHaveCount(0);
      await expectForgotten(secret);

      const flame = b.page.getByTestId('composer-burn');
      await expect(flame).toHaveAttribute('aria-disabled', 'true');
      await b.page.getByTestId('composer-input').focus();
      await b.page.keyboard.press('Tab');
      await expect(flame).toBeFocused();
      await expect(b.page.getByRole('tooltip')).toContainText('阅后即焚只能用于单聊');
      await b.page.keyboard.press('Enter');
      await expect(b.page.getByTestId('composer')).toHaveAttribute('data-burn', 'false');
    });

    test('after a restart everybody is signed in, and every line is where it was', async () => {
      await sendText(a.page, '重启之前');
      await sendText(a.page, '这条会被撤回');
      await expectDelivered(b.page, '这条会被撤回');
      await expectDelivered(a.page, '这条会被撤回');
      await revokeByMenu(a.page, '这条会被撤回');
      await expect(b.page.getByTestId('tombstone')).toBeVisible();
      await sendBurn(a.page, '这条会被焚毁', 300);
      await b.page.getByTestId('burn-concealed').click();
      await b.page.getByTestId('burn-now').click();
      await expect(a.page.getByTestId('burned')).toBeVisible();
      await sendText(b.page, '最后一条');
      await expectDelivered(a.page, '最后一条');
      const before = await Promise.all([readTimeline(a.page), readTimeline(b.page)]);
      expect(before.map((shown) => shown.map(({ kind }) => kind))).toEqual(
        [a, b].map(() => ['text', 'revoked', 'burned', 'text']),
      );

      await Promise.all([a.close(), b.close()]);
      await Promise.all([a.reopen(), b.reopen()]);
      for (const person of [a, b]) {
        await expectOnline(person.page);
        await expect(messageSaying(person.page, '最后一条')).toBeVisible();
      }
      expect(await Promise.all([readTimeline(a.page), readTimeline(b.page)])).toEqual(before);
      await openChatWith(a, b);
      await sendText(a.page, '重启之后');
      await expectDelivered(b.page, '重启之后');
    });
  });
}

/** What the author's side says of a message that Alice has read to its end. */
const burnedByPeer = '对方已看完，已焚毁';

async function expectPreview(page: Page, text: string): Promise<void> {
  await expect(page.getByTestId('chat-row').first()).toContainText(text);
}
