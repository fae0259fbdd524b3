import { describe, expect, it } from 'vitest';
import { localeOf, textsFor } from '../../../main/app/texts';
import en from '../../../resources/locales/en.json';
import zhCN from '../../../resources/locales/zh-CN.json';

/** Every text with its key and the names of its places. */
function placesOf(node: object, prefix = ''): Record<string, string[]> {
  return Object.entries<unknown>({ ...node }).reduce<Record<string, string[]>>((all, [name, value]) => {
    const key = prefix + name;
    if (typeof value === 'object' && value !== null) return { ...all, ...placesOf(value, `${key}.`) };
    return { ...all, [key]: (String(value).match(/\{\w+\}/g) ?? []).sort() };
  }, {});
}

describe('textsFor', () => {
  it('finds a text in each language', () => {
    expect(textsFor('zh-CN')('tray.revokeLast')).toBe('撤回上一条消息');
    expect(textsFor('en')('tray.revokeLast')).toBe('Revoke last message');
  });

  it('puts named values in as they are', () => {
    expect(textsFor('en')('tray.unread', { count: '$& {count} <b>' })).toBe(
      'Tim Desktop · $& {count} <b> unread',
    );
  });

  it('leaves a place alone that has no value', () => {
    expect(textsFor('en')('tray.unread')).toContain('{count}');
    expect(textsFor('en')('tray.unread', Object.create({ count: 1 }) as Record<string, number>)).toContain(
      '{count}',
    );
  });

  it('has the same keys and places in both languages', () => {
    expect(placesOf(zhCN.main)).toEqual(placesOf(en.main));
  });
});

describe('localeOf', () => {
  it.each([
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['ZH_hant', 'zh-CN'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['', 'en'],
    ['zha', 'en'],
  ])('chooses for %j the language %s', (tag, locale) => {
    expect(localeOf(tag)).toBe(locale);
  });
});
