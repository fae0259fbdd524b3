import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { FrameType, MsType, OdType } from '../../main/protocol/packet-types';
import type { TimMessage } from '../../main/protocol/packets';
import { badPictures } from '../support/bad-inputs/bad-pictures';
import { badTexts, foreignTexts } from '../support/bad-inputs/bad-texts';
import { RawPeer } from '../support/raw-peer';
import { messageSaying, sendText, sendTexts } from './support/chat';
import { InputMethod } from './support/input-method';
import { test } from './support/story';

const fixtures = join(__dirname, '../fixtures');
/** All that anybody can write, and what breaks. */
const texts = badTexts(fixtures);
/** Pictures of which a decoder would show a half without a word. */
const incomplete: readonly string[] = ['truncated.jpg', 'half of its rows', 'cut in its middle'];

/** From now on the window notes its longest stretch of work, ms, and what would be a hole in it. */
async function watchWindow(page: Page): Promise<() => Promise<number>> {
  page.on('dialog', () => {
    throw new Error('a text has run');
  });
  await page.evaluate(() => {
    Reflect.set(globalThis, 'longestTaskMs', 0);
    new PerformanceObserver((list) => {
      const durations = list.getEntries().map(({ duration }) => duration);
      const before: unknown = Reflect.get(globalThis, 'longestTaskMs');
      Reflect.set(globalThis, 'longestTaskMs', Math.max(Number(before), ...durations));
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => Number(Reflect.get(globalThis, 'longestTaskMs')));
}

/** What leaves its place: rows that are not folded, bubbles that leave the column, a window that scrolls sideways, links of a wrong kind. */
const breachesOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const timeline = document.querySelector('[data-testid="timeline"]');
    if (timeline === null) return ['no timeline'];
    const view = timeline.getBoundingClientRect();
    for (const row of timeline.querySelectorAll('[data-testid="message"]')) {
      const id = (row.textContent ?? '').slice(0, 20);
      if (row.getBoundingClientRect().height > 1.2 * view.height) found.push(`too high: ${id}`);
      for (const bubble of row.querySelectorAll('.bubble')) {
        const { left, right } = bubble.getBoundingClientRect();
        if (left < view.left || right > view.right) found.push(`outside: ${id}`);
      }
      for (const link of row.querySelectorAll('a'))
        if (!/^(?:https?:\/\/|mailto:|tim:\/\/add\/)/u.test(link.getAttribute('href') ?? ''))
          found.push(`link: ${link.getAttribute('href') ?? ''}`);
    }
    const elements = [...timeline.querySelectorAll('img, script, iframe, svg[onload]')];
    if (elements.some((element) => element.closest('[data-testid="message-picture"]') === null))
      found.push('an element of a text');
    if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways');
    for (const chat of document.querySelectorAll('[data-testid="chat-row"]'))
      if (chat.getBoundingClientRect().height > 90) found.push('row of the list');
    return found;
  });

test('texts that break other programs stay where they are, run nothing and hold nobody up; what says nothing is refused in words', async ({
  server,
  twoFriends,
}) => {
  const [a, b] = await twoFriends({}, { language: 'en' });
  await sendText(a.page, '先打个招呼');
  await expect(messageSaying(b.page, '先打个招呼')).toBeVisible();
  const longestTaskMs = await watchWindow(b.page);
  for (const [index, { name, text }] of texts.entries()) {
    // What follows each is what is waited for: a text itself may be shown in any way.
    await sendTexts(a, [text, `第 ${index} 条之后`]);
    await expect(messageSaying(b.page, `第 ${index} 条之后`)).toBeVisible();
    expect(await breachesOf(b.page), name).toEqual([]);
  }
  // No figure of speed: what grows with the square of a text takes minutes.
  expect(await longestTaskMs()).toBeLessThan(10_000);

  await test.step('what other clients send stays in its place as well, and of a picture that lacks a part a sentence says so', async () => {
    const to = { msType: MsType.user, odType: OdType.message, toTid: { node: b.node } };
    const newest = b.page.getByTestId('jump-to-newest');
    const say = async (said: readonly Partial<TimMessage>[], mark: string): Promise<void> => {
      // One of its own each time: whoever is silent for long is no longer connected.
      const client = await RawPeer.signIn(server.url, a.name);
      for (const packet of [...said, { dataString: mark }])
        client.send({
          type: FrameType.message,
          packet: { ...to, ...packet, extend: { cid: randomUUID(), v: '1' } },
        });
      // A picture that is refused may take another room than it was given, and what comes then is below the view.
      await expect(messageSaying(b.page, mark).or(newest).first()).toBeVisible();
      if (await newest.isVisible()) await newest.click();
      await expect(messageSaying(b.page, mark)).toBeVisible();
      await client.close();
    };
    for (const { name, text } of foreignTexts) {
      await say([{ dataString: text }], `behind ${name}`);
      expect(await breachesOf(b.page), name).toEqual([]);
    }
    const picture = (bytes: Uint8Array): Partial<TimMessage> => ({
      udtype: 1001,
      dataString: 'a picture',
      dataBinary: bytes,
    });
    const pictures = badPictures(fixtures);
    const others = pictures.filter(({ name }) => !incomplete.includes(name));
    await say(
      others.map(({ bytes }) => picture(bytes)),
      'behind all pictures',
    );
    for (const { name, bytes } of pictures.filter((one) => incomplete.includes(one.name))) {
      await say([picture(bytes)], `behind ${name}`);
      await expect(b.page.getByTestId('picture-failure').last()).toContainText('A part of it is missing.');
    }
    await expect(b.page.locator('[data-testid="message-picture"] .skeleton')).toHaveCount(0);
    expect(await breachesOf(b.page)).toEqual([]);
  });

  const input = a.page.getByTestId('composer-input');
  for (const nothing of ['\u0001\u0007', '\u2066\u202e']) {
    await input.fill(nothing);
    await input.press('Enter');
    await expect(a.page.getByTestId('composer-error')).toHaveText('还没有写内容。');
  }
  await input.fill('');

  await test.step('keys of an input method at work clear no search and close no dialog', async () => {
    const search = a.page.getByTestId('chat-search');
    await search.fill('林');
    const inputMethod = await InputMethod.in(a.page);
    await inputMethod.compose('xiao man');
    await inputMethod.escape();
    await expect(search).toHaveValue(/^林/u);
    await inputMethod.compose('');
    await expect(search).toHaveValue('林');
    await a.page.keyboard.press('Escape');
    await expect(search).toHaveValue('');
    await a.page.keyboard.press('Control+k');
    await expect(a.page.getByTestId('quick-switch-field')).toBeFocused();
    await inputMethod.compose('ai li si');
    await inputMethod.escape();
    await expect(a.page.getByTestId('quick-switch-field')).toBeFocused();
    await inputMethod.compose('');
    await a.page.keyboard.press('Escape');
    await expect(a.page.getByTestId('quick-switch-field')).toHaveCount(0);
  });
});
