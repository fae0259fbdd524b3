import { expect, test } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { callBridge } from '../support/bridge';
import { card } from './support/burn-stage';
import {
  chatRow,
  expectDelivered,
  messageSaying,
  replyTo,
  revokeByMenu,
  sendBurn,
  sendText,
  timelineTexts,
} from './support/chat';
import { leftoversOf } from './support/leftovers';
import { openChatWith } from './support/person';
import { createRoom, joinRoom } from './support/rooms';
import { newest, reconnect, RuleStage } from './support/rule-stage';
import { fill } from './support/words';

for (const language of locales) {
  test.describe(`answering and writing anew, the author's app in ${language} and the reader's in the other language`, () => {
    let stage: RuleStage;
    test.beforeAll(async () => {
      stage = await RuleStage.set(language);
    });
    test.afterAll(() => stage.clear());
    test.beforeEach(() => stage.freshPage());

    /** The reader answers what the author said; every screen shows both. */
    async function answer(text: string, words: string): Promise<void> {
      const { page } = stage.reader.person;
      await replyTo(page, text);
      await sendText(page, words);
      for (const { person } of stage.screens) await expectDelivered(person.page, words);
      await expect(page.getByTestId('composer-reply')).toHaveCount(0);
    }

    test('an answer shows who said what, on every screen, and leads there', async () => {
      const { author, reader } = stage;
      const text = stage.secret();
      await stage.say(text);
      await answer(text, 'quite so');
      for (const { person, words } of stage.screens) {
        const quote = messageSaying(person.page, 'quite so').getByTestId('message-quote');
        await expect(quote.getByTestId('quote-text')).toHaveText(text);
        const name = person === reader.person ? author.person.name : words.conversation.you;
        await expect(quote).toContainText(name);
        await quote.click();
        await expect(messageSaying(person.page, text)).toBeFocused();
      }
    });

    test('what a quote shows is gone with its message, in the answer and in what is being written', async () => {
      const { author, reader } = stage;
      const text = stage.secret();
      await stage.say(text);
      await answer(text, 'an answer that stays');
      const { page } = reader.person;
      await replyTo(page, text);
      await page.getByTestId('composer-input').fill('half an answer');
      await expect(page.getByTestId('composer-reply').getByTestId('quote-text')).toHaveText(text);

      await revokeByMenu(author.person.page, text);
      for (const { person, words } of stage.screens) {
        const quote = messageSaying(person.page, 'an answer that stays').getByTestId('quote-text');
        await expect(quote).toHaveText(words.quote.revoked);
        expect(await person.page.content()).not.toContain(text);
      }
      await expect(page.getByTestId('composer-reply-gone')).toHaveText(reader.words.quote.gone);
      for (const { person } of stage.screens) expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
      await page.getByTestId('composer-input').press('Enter');
      await expectDelivered(page, 'half an answer');
      await expect(messageSaying(page, 'half an answer').getByTestId('message-quote')).toHaveCount(0);
    });

    test('a burn message cannot be quoted, opened or not, and a forged call is refused', async () => {
      const { author, reader } = stage;
      const { page } = reader.person;
      const text = stage.secret();
      await sendBurn(author.person.page, text, 60);
      await expect(card(page)).toBeVisible();
      await card(page).click();
      const message = messageSaying(page, text);
      await expect(message).toBeVisible();
      await message.getByTestId('message-text').click({ button: 'right' });
      await expect(page.getByTestId('menu-burn-now')).toBeVisible();
      await expect(page.getByTestId('menu-reply')).toHaveCount(0);
      await page.keyboard.press('Escape');
      const draft = {
        conversationId: `u:${author.person.node}`,
        text: 'x',
        burnSeconds: null,
        replyToId: (await message.getAttribute('data-message-id')) ?? '',
        mentions: [],
      };
      const answered = await callBridge(page, 'messages.send', draft);
      expect(answered).toMatchObject({ ok: false, failure: { code: 'cannotQuote' } });
    });

    test('writing a text anew answers again what it answered', async () => {
      const { author, reader } = stage;
      const text = stage.secret();
      await stage.say(text);
      await answer(text, 'to be written anew');
      const { page } = reader.person;
      await revokeByMenu(page, 'to be written anew');
      await newest(page).getByTestId('reedit').click();
      await expect(page.getByTestId('composer-input')).toHaveValue('to be written anew');
      await expect(page.getByTestId('composer-reply').getByTestId('quote-text')).toHaveText(text);
      await page.getByTestId('composer-input').fill('written anew');
      await page.getByTestId('composer-input').press('Enter');
      await expectDelivered(author.person.page, 'written anew');
      const quote = messageSaying(author.person.page, 'written anew').getByTestId('quote-text');
      await expect(quote).toHaveText(text);
    });

    test('a member of a room is called by name, and writing the text anew calls again', async () => {
      const { author, reader } = stage;
      const room = await createRoom(author.person.page, '产品评审');
      await joinRoom(reader.person.page, room);
      await openChatWith(reader.person, author.person);
      const { page } = author.person;
      const input = page.getByTestId('composer-input');
      await input.pressSequentially('早上好 @');
      const option = page.getByTestId('mention-option');
      await expect(option).toHaveText(new RegExp(reader.person.name));
      await input.press('Enter');
      await expect(input).toHaveValue(`早上好 @${reader.person.name} `);
      await input.pressSequentially('请看一下');
      await input.press('Enter');
      const text = `早上好 @${reader.person.name} 请看一下`;
      await expectDelivered(page, text);
      const row = chatRow(reader.person.page, '产品评审');
      await expect(row.getByTestId('chat-mentioned')).toHaveText(fill(reader.words.chatList.mentioned, {}));
      await row.click();
      const mark = messageSaying(reader.person.page, text).getByTestId('mention');
      await expect(mark).toHaveText(`@${reader.person.name}`);
      await expect(mark).toHaveClass(/\bme\b/);
      await expect(row.getByTestId('chat-mentioned')).toHaveCount(0);

      await revokeByMenu(page, text);
      await expect(newest(reader.person.page).getByTestId('tombstone')).toBeVisible();
      await newest(page).getByTestId('reedit').click();
      await expect(input).toHaveValue(text);
      await input.press('End');
      await input.pressSequentially('，三点前');
      await input.press('Enter');
      await expectDelivered(page, `${text}，三点前`);
      await expect(messageSaying(reader.person.page, `${text}，三点前`).getByTestId('mention')).toHaveClass(
        /\bme\b/,
      );
      await Promise.all([
        openChatWith(author.person, reader.person),
        openChatWith(reader.person, author.person),
      ]);
    });

    test('taken back before it was sent, a text can be written anew, and nobody else hears of it', async () => {
      const { author, reader } = stage;
      const { page } = author.person;
      const [unsent, after] = [stage.secret(), stage.secret()];
      author.door.shut();
      await expect(page.getByTestId('rail-me')).toHaveAttribute('data-connection', 'waiting');
      await sendText(page, unsent);
      await revokeByMenu(page, unsent);
      await expect(newest(page).getByTestId('tombstone')).toHaveText(author.words.revoke.byMe);
      await newest(page).getByTestId('reedit').click();
      await expect(page.getByTestId('composer-input')).toHaveValue(unsent);
      await page.getByTestId('composer-input').fill('');
      expect(leftoversOf(unsent, author.person.profileDirectory)).toEqual([]);
      await sendText(page, after);
      await reconnect(author.door, author, stage.otherDevice);
      await expectDelivered(reader.person.page, after);
      // The line before it is the one that began this page.
      const [line] = (await timelineTexts(reader.person.page)).slice(-2);
      expect(line).toMatch(/^\d+ \S+$/);
      await expect(newest(reader.person.page).getByTestId('tombstone')).toHaveCount(0);
    });
  });
}
