import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../../preload/contract/result';
import { locales } from '../../../../preload/contract/views';
import { createAppI18n } from '../../../../renderer/app/i18n';
import english from '../../../../resources/locales/en.json';
import chinese from '../../../../resources/locales/zh-CN.json';
import { entriesOf } from '../../../support/word-rules';

describe('catalogues', () => {
  const inChinese = new Map(entriesOf(chinese));
  const inEnglish = new Map(entriesOf(english));

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

  it('have no empty text', () => {
    const empty = [...inChinese, ...inEnglish].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it.each(failureCodes)('have a whole sentence for the failure %s', (code) => {
    expect(inChinese.get(`errors.${code}`)).toMatch(/。$/u);
    expect(inEnglish.get(`errors.${code}`)).toMatch(/\.$/u);
  });
});
