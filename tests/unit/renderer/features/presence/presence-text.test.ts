import { describe, expect, it } from 'vitest';
import type { PresenceView } from '../../../../../preload/contract/presence-views';
import type { Locale } from '../../../../../preload/contract/views';
import { createAppI18n } from '../../../../../renderer/app/i18n';
import { presenceText, typingText } from '../../../../../renderer/features/presence/presence-text';
import { noonMs } from '../../views';

const minuteMs = 60_000;

function text(patch: Partial<PresenceView>, locale: Locale = 'en'): string | null {
  const { t } = createAppI18n(locale).global;
  const view: PresenceView = { node: 'a', presence: 'online', note: '', lastSeenMs: null, ...patch };
  return presenceText(view, { t, locale, nowMs: noonMs });
}

const seen = (agoMs: number, locale: Locale = 'en') =>
  text({ presence: 'offline', lastSeenMs: noonMs - agoMs }, locale);

describe('how somebody is seen, in words', () => {
  it('is the presence, with their own words isolated from it', () => {
    expect([text({}), text({ presence: 'busy', note: 'on the train' })]).toEqual([
      'Online',
      'Busy · \u2068on the train\u2069',
    ]);
  });

  it('of somebody who has gone is when they were there last, as coarse as that is useful', () => {
    expect([seen(0), seen(59_999), seen(minuteMs), seen(59 * minuteMs)]).toEqual([
      'Last seen just now',
      'Last seen just now',
      'Last seen 1 min ago',
      'Last seen 59 min ago',
    ]);
    expect([seen(120 * minuteMs, 'zh-CN'), seen(24 * 60 * minuteMs, 'zh-CN')]).toEqual([
      '最近在线：12:00',
      '最近在线：昨天',
    ]);
  });

  it('never says a time that is still to come: a clock was set back', () => {
    expect(seen(-3_600_000)).toBe('Last seen just now');
  });

  it('is nothing of whom nothing is known', () => {
    expect(text({ presence: 'offline' })).toBeNull();
  });
});

describe('who writes, in words', () => {
  const { t } = createAppI18n('en').global;
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ node: `n${index}`, name: `N${index}` }));

  it('names nobody where there is only one, and one or a number in a room', () => {
    expect([
      typingText([], 'user', t),
      typingText(people(1), 'user', t),
      typingText(people(1), 'room', t),
      typingText(people(3), 'room', t),
    ]).toEqual([null, 'Writing…', '\u2068N0\u2069 is writing…', '3 people are writing…']);
  });
});
