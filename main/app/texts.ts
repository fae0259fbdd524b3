import en from '../../resources/locales/en.json';
import zhCN from '../../resources/locales/zh-CN.json';
import type { Locale } from '../../preload/contract/views';

type Catalogue = typeof zhCN.main;
type KeysOf<Node> = {
  [Name in keyof Node & string]: Node[Name] extends string ? Name : `${Name}.${KeysOf<Node[Name]>}`;
}[keyof Node & string];

/** Key of a text of the main process: `main.<key>` in the catalogues. */
export type TextKey = KeysOf<Catalogue>;

/** Values for the `{name}` places of a text. */
export type TextParameters = Readonly<Record<string, string | number>>;

/** Looks up a text in one language. */
export type Translate = (key: TextKey, parameters?: TextParameters) => string;

// The annotation makes the compiler ask for every text in both languages.
const catalogues: Readonly<Record<Locale, Catalogue>> = { 'zh-CN': zhCN.main, en: en.main };

/** The texts of `locale`. Values are put in as they are: results are plain text, never markup. */
export function textsFor(locale: Locale): Translate {
  return (key, parameters = {}) =>
    lookUp(catalogues[locale], key).replace(/\{(\w+)\}/g, (place, name: string) =>
      Object.hasOwn(parameters, name) ? String(parameters[name]) : place,
    );
}

/** Language of the app for a language tag of the operating system: Chinese of any kind, else English. */
export function localeOf(languageTag: string): Locale {
  return /^zh(?![a-z])/i.test(languageTag) ? 'zh-CN' : 'en';
}

function lookUp(catalogue: Catalogue, key: TextKey): string {
  let node: unknown = catalogue;
  for (const name of key.split('.')) {
    node = typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined;
  }
  return typeof node === 'string' ? node : key;
}
