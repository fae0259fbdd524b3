/** The licence of the app itself. */
export const ownLicence = 'MIT';

/** What the app is built from, by name, and under which licences. */
export const licences: readonly (readonly [name: string, licence: string])[] = [
  ['Electron', 'MIT'],
  ['Vue', 'MIT'],
  ['Pinia', 'MIT'],
  ['Vue I18n', 'MIT'],
  ['Reka UI', 'MIT'],
  ['TanStack Virtual', 'MIT'],
  ['Lucide', 'ISC'],
  ['Inter', 'OFL-1.1'],
  ['Apache Thrift', 'Apache-2.0'],
  ['ws', 'MIT'],
  ['zod', 'MIT'],
  ['image-size', 'MIT'],
  ['pinyin-pro', 'MIT'],
  ['Emojibase', 'MIT'],
  ['qr', '(MIT OR Apache-2.0)'],
  ['Better SQLite3 Multiple Ciphers', 'MIT'],
];
