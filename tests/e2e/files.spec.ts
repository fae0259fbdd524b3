import { expect } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import type { Person } from './support/person';
import { test } from './support/story';

let a: Person;
let b: Person;

test.beforeEach(async ({ twoFriends }) => {
  [a, b] = await twoFriends({ encoding: 'compact' }, { encoding: 'json' });
});

test('a file is chosen, offered, downloaded by the keyboard and gone when it is revoked; one that is small is there at once', async () => {
  const large = { name: '年度报告.pdf.exe', mimeType: 'application/pdf', buffer: randomBytes(3_000_000) };
  const small = { name: 'notes.txt', mimeType: 'text/plain', buffer: randomBytes(2_000) };
  await a.page.getByTestId('composer-file-input').setInputFiles([large, small]);
  // What was chosen waits for Enter, like all that is written.
  await expect(a.page.getByTestId('sending-file')).toHaveCount(2);
  await expect(a.page.getByTestId('composer-input')).toBeFocused();
  await a.page.keyboard.press('Enter');
  const file = (name: string) =>
    b.page.getByTestId('file').filter({ has: b.page.getByTitle(name, { exact: true }) });
  await expect(file(small.name)).toHaveAttribute('data-state', 'here');
  await expect(file(large.name)).toHaveAttribute('data-state', 'offered');
  await expect(file(large.name).getByTestId('file-warning')).toBeVisible();
  await expect(a.page.getByTestId('sending-file')).toHaveCount(0);

  await file(large.name).getByTestId('file-fetch').focus();
  await b.page.keyboard.press('Enter');
  await expect(file(large.name)).toHaveAttribute('data-state', 'here');
  await expect(file(large.name).getByTestId('file-save')).toBeVisible();

  await a.page.getByTestId('composer-input').focus();
  await a.page.keyboard.press('Control+Shift+Backspace');
  await expect(file(small.name)).toHaveCount(0);
  await expect(file(large.name)).toHaveCount(1);
});
