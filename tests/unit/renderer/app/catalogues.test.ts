import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../../preload/contract/result';
import { locales } from '../../../../preload/contract/views';
import { createAppI18n } from '../../../../renderer/app/i18n';
import english from '../../../../resources/locales/en.json';
import chinese from '../../../../resources/locales/zh-CN.json';

function textsOf(node: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node ?? {}).flatMap(([key, value]) =>
    textsOf(value, path === '' ? key : `${path}.${key}`),
  );
}

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/gu)].map(String).sort();

describe('catalogues', () => {
  const inChinese = new Map(textsOf(chinese));
  const inEnglish = new Map(textsOf(english));

  it('have exactly the same keys', () => {
    expect([...inChinese.keys()].sort()).toEqual([...inEnglish.keys()].sort());
  });

  it('have the same placeholders in every text', () => {
    for (const [key, text] of inChinese) {
      expect([key, placeholders(inEnglish.get(key) ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it('can be printed: no character has a meaning for the program that fills in the placeholders', () => {
    for (const locale of locales) {
      const { t } = createAppI18n(locale).global;
      for (const [key, text] of locale === 'en' ? inEnglish : inChinese) {
        const named = Object.fromEntries(
          [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => [name, '7']),
        );
        expect([key, t(key, named)]).toEqual([key, text.replace(/\{\w+\}/gu, '7').replace("{'@'}", '@')]);
      }
    }
  });

  it('have no empty text and no exclamation mark', () => {
    for (const [key, text] of [...inChinese, ...inEnglish]) {
      expect([key, text.trim() === '' || /[!！]/u.test(text)]).toEqual([key, false]);
    }
  });

  it.each(failureCodes)('have a whole sentence for the failure %s', (code) => {
    expect(inChinese.get(`errors.${code}`)).toMatch(/。$/u);
    expect(inEnglish.get(`errors.${code}`)).toMatch(/\.$/u);
  });
});
