import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import type { Person } from './support/person';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');

/** Starts the app once more with the same profile, as the desktop does for a link; the running one hears of it. */
async function openOutside(person: Person, link: string): Promise<void> {
  const { spawnfile, spawnargs } = person.app.process();
  const args = spawnargs.slice(1).filter((word) => !/^--(?:inspect|remote-debugging)/.test(word));
  const [code] = (await once(spawn(spawnfile, [...args, link], { stdio: 'ignore' }), 'exit')) as [number];
  expect(code).toBe(0);
}

test('a link that somebody shares fills in the dialog and does nothing by itself, whenever it is opened', async ({
  arrive,
}) => {
  const shared = await arrive({ name: '周一帆' });
  const person = await arrive({ name: '林小满' });

  // Everything by which one is found is in one place.
  await shared.page.getByTestId('rail-contacts').click();
  await shared.page.getByTestId('share-id-open').click();
  await expect(shared.page.getByRole('img', { name: words.contacts.shareCode })).toBeVisible();
  await expect(shared.page.getByTestId('share-id')).toHaveAttribute('data-value', shared.node);
  const link = `tim://add/${shared.node}`;
  await shared.page.getByTestId('share-link').click();
  await expect.poll(() => shared.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(link);

  // Opened outside, twice the same; and one that says more than it should.
  const { page } = person;
  const field = page.getByTestId('contact-add-node');
  for (let time = 0; time < 2; time += 1) {
    await openOutside(person, link);
    await expect(field).toHaveValue(shared.node);
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  }
  await openOutside(person, `${link}?accept=1`);
  await expect(page.getByTestId('toast')).toContainText(words.contacts.linkUnreadable);
  await expect(field).toBeHidden();

  // The start itself may be by a link.
  await person.close();
  await person.reopen([link]);
  await expect(person.page.getByTestId('contact-add-node')).toHaveValue(shared.node);
  await expect(person.page.getByTestId('contact-outgoing')).toHaveCount(0);
});
