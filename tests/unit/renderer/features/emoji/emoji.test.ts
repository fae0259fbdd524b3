import { beforeAll, describe, expect, it } from 'vitest';
import {
  emojiGroups,
  emojiNamed,
  findEmoji,
  withTone,
  type EmojiCatalogue,
} from '../../../../../renderer/features/emoji/emoji-catalogue';
import { emojiQuery } from '../../../../../renderer/features/emoji/emoji-query';

describe('emoji', () => {
  let catalogue: EmojiCatalogue;
  beforeAll(async () => {
    ({ catalogue } = await import('../../../../../renderer/features/emoji/emoji-data'));
  });
  const found = (typed: string, limit = 5) => findEmoji(catalogue, typed, limit).map(({ emoji }) => emoji);

  it('are all there, once each, in groups none of which is empty, named in both languages', () => {
    expect(catalogue.all.length).toBeGreaterThan(1_800);
    expect(new Set(catalogue.all.map(({ emoji }) => emoji)).size).toBe(catalogue.all.length);
    for (const group of emojiGroups) expect(catalogue.all.some((emoji) => emoji.group === group)).toBe(true);
    const thumb = catalogue.byEmoji.get('👍');
    expect(thumb?.labels).toEqual({ en: 'thumbs up', 'zh-CN': '拇指向上' });
    expect(catalogue.all.filter(({ labels }) => labels['zh-CN'] === '')).toEqual([]);
  });

  it.each([
    ['thumbsup', '👍'],
    ['+1', '👍'],
    ['Thumb', '👍'],
    ['赞', '👍'],
    ['拇指向', '👍'],
    ['heart', '❤️'],
    ['火锅', '🫕'],
    ['狗', '🐶'],
    ['red heart', '❤️'],
  ])('are found by %s in either language', (typed, emoji) => {
    expect(found(typed, 12)).toContain(emoji);
  });

  it('are not found by what is no name, and only as many as are wanted', () => {
    expect(found('')).toEqual([]);
    expect(found('zzzz')).toEqual([]);
    expect(found('a', 3)).toHaveLength(3);
    expect(found('.*')).toEqual([]);
  });

  it('have the colour that somebody has chosen where they have skin, everywhere the same', () => {
    const thumb = catalogue.byEmoji.get('👍');
    const hands = catalogue.byEmoji.get('🧑‍🤝‍🧑');
    const dog = catalogue.byEmoji.get('🐶');
    if (thumb === undefined || hands === undefined || dog === undefined) throw new Error('not there');
    expect([withTone(thumb, 0), withTone(thumb, 4), withTone(dog, 4)]).toEqual(['👍', '👍🏾', '🐶']);
    expect(withTone(hands, 1)).toBe('🧑🏻‍🤝‍🧑🏻');
    expect(catalogue.byEmoji.get('👍🏾')).toBe(thumb);
  });

  it('have names that a second colon ends', () => {
    expect(emojiNamed(catalogue, 'tada')?.emoji).toBe('🎉');
    expect(emojiNamed(catalogue, '拇指向上')?.emoji).toBe('👍');
    expect(emojiNamed(catalogue, 'tad')).toBeNull();
  });
});

describe('the name of an emoji', () => {
  it.each([
    [':sm', ':sm', false],
    ['hey :smile', ':smile', false],
    ['好，:赞', ':赞', false],
    ['(:+1', ':+1', false],
    [':tada:', ':tada', true],
  ])('is being typed in %j', (text, name, isEnded) => {
    const query = emojiQuery(text, text.length);
    expect(query).toEqual({ start: text.indexOf(name), typed: name.slice(1), isEnded });
  });

  it.each([
    '10:30',
    'at :30',
    'https://example.org',
    'see https:',
    'note:todo',
    '他说:好',
    ':P',
    ':p',
    ':D',
    ':DD',
    ':)',
    ':-',
    ':o',
    '::',
    'a :sm ile',
    'std::vector',
    'a:b:c',
    ':smile: :',
    `:${'a'.repeat(30)}`,
  ])('is not being typed in %j, whose Enter sends what stands there', (text) => {
    expect(emojiQuery(text, text.length)).toBeNull();
  });
});
