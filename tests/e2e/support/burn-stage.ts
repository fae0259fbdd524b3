import { expect, type Locator, type Page } from '@playwright/test';
import { messageSaying, sendBurn } from './chat';
import { leftoversOf } from './leftovers';
import { newest, type RuleStage } from './rule-stage';

/** The button that opens the newest message. */
export const card = (page: Page): Locator => newest(page).getByTestId('burn-concealed');

/** What the clock of the newest message says. */
export async function secondsLeft(page: Page): Promise<number> {
  return Number(await newest(page).getByTestId('burn-countdown').getAttribute('data-seconds'));
}

/** The line at the end of the chat is there on every screen in its own words, and nothing of the text is anywhere. */
export async function expectBurned({ author, reader, otherDevice, screens }: RuleStage, text: string) {
  for (const { person, words } of [author, otherDevice]) {
    const sentence = words.burn.burnedBy;
    await expect(newest(person.page).getByTestId('burned')).toHaveText(sentence);
  }
  await expect(newest(reader.person.page).getByTestId('burned')).toHaveText(reader.words.burn.burned);
  await expect(reader.person.page.getByTestId('operation-pending')).toHaveCount(0);
  for (const { person } of screens) {
    expect(await person.page.content()).not.toContain(text);
    expect(leftoversOf(text, person.profileDirectory)).toEqual([]);
  }
}

/** The author sends a burn message, and the reader opens it. */
export async function sendAndOpen({ author, reader }: RuleStage, text: string, seconds: number) {
  await sendBurn(author.person.page, text, seconds);
  await card(reader.person.page).click();
  await expect(messageSaying(reader.person.page, text)).toBeVisible();
}

/** The reader burns the newest message before its time is over. */
export function burnNow({ reader }: RuleStage): Promise<void> {
  return newest(reader.person.page).getByTestId('burn-now').click();
}
