import type { Locale } from '../../../preload/contract/views';
import en from '../../../resources/locales/en.json';
import zh from '../../../resources/locales/zh-CN.json';

/** The texts of the app in one language, as the app has them. */
export type Words = typeof zh;

const catalogues: Readonly<Record<Locale, Words>> = { 'zh-CN': zh, en };

/** The texts of a language. */
export const wordsOf = (locale: Locale): Words => catalogues[locale];

/** A sentence with its places filled; places without a value stay. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence
    .replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
    .replaceAll(/\{'([^']*)'\}/g, '$1');
}

/** What a sentence looks like whose only place holds anything that matches `content`. */
export function withPlace(sentence: string, content: RegExp): RegExp {
  const parts = sentence.split(/\{\w+\}/).map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(parts.join(content.source));
}

/** A reading time as it is printed. */
export function readingTime(words: Words, seconds: number): string {
  return seconds % 60 === 0
    ? fill(words.durations.minutes, { count: seconds / 60 })
    : fill(words.durations.seconds, { count: seconds });
}
