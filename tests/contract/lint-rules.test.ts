import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const cwd = path.join(__dirname, '../..');
const project = new ESLint({ cwd });

/** A part of what the linter knows of a file. */
type FileConfig = Linter.Config & { readonly rules: Linter.RulesRecord };

/**
 * What these rules of the project say about a text if it were in this file, a message each. Types are not asked: the rules look
 * at what stands there.
 */
async function complaintsAbout(
  file: string,
  text: string,
  isWanted: (rule: string) => boolean,
): Promise<readonly string[]> {
  // The linter's own answer.
  const { rules, plugins, languageOptions } = (await project.calculateConfigForFile(
    path.join(cwd, file),
  )) as FileConfig;
  const isProgram = /\.(?:ts|vue|mjs)$/u.test(file);
  const options =
    languageOptions?.['parser'] === undefined
      ? languageOptions
      : { ...languageOptions, parserOptions: file.endsWith('.vue') ? { parser } : {} };
  const config: Linter.Config = {
    // A pattern without an ending would match nothing of its own.
    files: ['**/*.*'],
    plugins: plugins ?? {},
    rules: Object.fromEntries(Object.entries(rules).filter(([rule]) => isWanted(rule))),
    ...(isProgram ? { languageOptions: options ?? {} } : { language: 'words/text' }),
  };
  const found = new Linter({ cwd }).verify(text, [config], { filename: file });
  return found.map(({ line, message }) => `${line} ${message}`);
}

const isWords = (rule: string): boolean => rule.startsWith('words/');
const wordsIn = (file: string, text: string): Promise<readonly string[]> =>
  complaintsAbout(file, text, isWords);

describe('the lint of words', () => {
  it.each([
    '// TODO later',
    '/* FIXME */',
    'const note = "XXX";',
    'it.only("x", () => {})',
    'describe.concurrent.skip("x")',
    'test.only("x")',
    'element.innerHTML = text',
    'element.insertAdjacentHTML("x", text)',
  ])('refuses %s in every program', async (text) => {
    for (const file of [
      'main/index.ts',
      'tests/unit/a.test.ts',
      'scripts/start.mjs',
      'conformance/index.ts',
    ]) {
      const [complaint, ...others] = await wordsIn(file, `const first = 1;\n${text};`);
      expect([complaint?.startsWith('2 '), others]).toEqual([true, []]);
    }
  });

  it.each([
    ['<template>\n<p v-html="text" /></template>', 'v-html'],
    ['<template>\n<!-- TODO --></template>', 'TODO'],
    ['<script setup lang="ts">\nconst note = "FIXME";</script>', 'FIXME'],
    ['<style>\n/* XXX */</style>', 'XXX'],
  ])('refuses in components: %s', async (text, word) => {
    expect(await wordsIn('renderer/App.vue', text)).toEqual([expect.stringMatching(`^2 ${word}: `)]);
  });

  it.each(['renderer/ui/base.css', 'renderer/index.html', 'docs/rules.md', 'knip.json', '.ci/a.yml'])(
    'refuses notes to oneself in %s',
    async (file) => {
      expect(await wordsIn(file, 'first line\nTODO later')).toEqual([expect.stringMatching('^2 TODO: ')]);
    },
  );

  it('refuses HTML made of text in pages', async () => {
    expect(await wordsIn('renderer/index.html', '<p>\n<script>a.innerHTML = b</script>')).toHaveLength(1);
  });

  it.each(['const todos = [];', 'list.skip(3);', 'only(this);', 'const directive = "v-text";'])(
    'allows %s',
    async (text) => {
      expect(await wordsIn('main/index.ts', text)).toEqual([]);
    },
  );
});

describe('what a message on the wire says', () => {
  const rule = 'no-restricted-syntax';
  const readIn = (file: string, text: string): Promise<readonly string[]> =>
    complaintsAbout(file, text, (name) => name === rule);
  const wholeMain = [
    'main/sync/frame-receiver.ts',
    'main/sync/event-reader.ts',
    'main/catch-up/history-pages.ts',
    'main/outbox/payload.ts',
    'main/protocol/mapper.ts',
    'main/session/session.ts',
    'main/ephemeral/kinds.ts',
    'main/account/create-messenger.ts',
  ];
  const complaint = /read by main\/protocol\/message-contents\.ts alone/u;

  it.each([
    'const text = packet.dataString;',
    'const bytes = frame.packet.dataBinary;',
    'const { dataString } = packet;',
    'const { dataString: text = "" } = packet;',
    'const read = ({ dataBinary }: TimMessage) => dataBinary;',
    'const body = packet.extra?.["body"];',
    'const body = frame.packet.extra;',
  ])('is read in no other file of main: %s', async (text) => {
    for (const file of wholeMain) {
      expect(await readIn(file, text)).toEqual([expect.stringMatching(complaint)]);
    }
  });

  it('may be read where it is read, and written anywhere', async () => {
    expect(await readIn('main/protocol/message-contents.ts', 'const text = packet.dataString;')).toEqual([]);
    expect(await readIn('main/protocol/mapper.ts', 'const packet = { dataString: "x" };')).toEqual([]);
    expect(await readIn('main/domain/card.ts', 'const more = card.extra;')).toEqual([]);
  });
});
