import { expect } from '@playwright/test';
import { openChatWith } from '../../e2e/support/person';
import { conversation, lastRows } from '../support/camera';
import type { Scene } from '../support/scene';

/** More lines than a bubble shows at once. */
const minutesLines = 60;

/** Texts with more in them than words, and one of more lines than anybody reads in passing. */
export async function playTexts(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  await openChatWith(me, friend);
  await friend.page.getByTestId('composer-input').fill(words.formatted);
  await friend.page.getByTestId('composer-input').press('Enter');
  await expect(me.page.getByTestId('text-link')).toBeVisible();
  await camera.take(me.page, 'text-formatted', lastRows(1));
  const lines = Array.from(
    { length: minutesLines },
    (_, index) => `${index + 1}. ${words.minutes[index % words.minutes.length] ?? ''}`,
  );
  await friend.page.getByTestId('composer-input').fill(lines.join('\n'));
  await friend.page.getByTestId('composer-input').press('Enter');
  await expect(me.page.getByTestId('show-more')).toBeVisible();
  await camera.take(me.page, 'text-folded', conversation);
}
