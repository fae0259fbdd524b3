import { createI18n } from 'vue-i18n';
import english from '../../resources/locales/en.json';
import chinese from '../../resources/locales/zh-CN.json';
import type { Locale } from '../../preload/contract/views';

/** Every text of the app in both languages. Messages are interpreted, never evaluated: the page forbids `eval`. */
export function createAppI18n(locale: Locale = browserLocale()) {
  return createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { 'zh-CN': chinese, en: english },
  });
}

/** The language to start with before the settings are known. */
export function browserLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
