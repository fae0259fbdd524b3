import en from '../../../docs/server-setup.en.md?raw';
import zh from '../../../docs/server-setup.zh-CN.md?raw';
import type { Locale } from '../../../preload/contract/views';

/** How to set up a server: the pages of the documentation themselves, so that the app cannot say anything else. */
export const serverSetupPages: Readonly<Record<Locale, string>> = { 'zh-CN': zh, en };
