/** Order of names for a language; Chinese ones by pinyin in every language, because they have no other useful order. */
export function nameCollator(locale: string): Intl.Collator {
  return new Intl.Collator([locale, 'zh-CN-u-co-pinyin'], { numeric: true, sensitivity: 'base' });
}
