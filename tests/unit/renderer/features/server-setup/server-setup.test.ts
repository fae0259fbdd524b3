// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import en from '../../../../../docs/server-setup.en.md?raw';
import zh from '../../../../../docs/server-setup.zh-CN.md?raw';
import { locales, type Locale } from '../../../../../preload/contract/views';
import { ServerSetupDialog } from '../../../../../renderer/features/server-setup';
import { readPage, UnreadablePageError } from '../../../../../renderer/features/server-setup/markdown';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';

enableAutoUnmount(afterEach);

const pages: Readonly<Record<Locale, string>> = { 'zh-CN': zh, en };
const pageOf = (locale: Locale) => pages[locale];
/** Everything that is to be read on a page: its signs without those of the notation and without white space. */
const signsOf = (markdown: string) =>
  markdown
    .replaceAll(/^\|[ |-]+\|$/gmu, '')
    .replaceAll(/^```\w*$/gmu, '')
    .replaceAll(/^(?:#+|-|\d+\.) /gmu, '')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/gu, '$1')
    .replaceAll(/^\|/gmu, '')
    .replaceAll(/\|/gu, '')
    .replaceAll(/[`\s]/gu, '');

describe('the page about setting up a server', () => {
  it.each(locales)('shows every sign of the documentation, and no other: %s', async (locale) => {
    new FakeBridge().install();
    mountInApp(ServerSetupDialog, { open: true }, locale);
    await new Promise((resolve) => setTimeout(resolve));
    const dialog = document.querySelector(byTestId('server-setup'));
    expect((dialog?.textContent ?? '').replaceAll(/\s/gu, '')).toBe(signsOf(pageOf(locale)));
    const links = [...(dialog?.querySelectorAll('a') ?? [])].map(({ href }) => href);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toMatch(/^https:\/\//u);
  });

  it('is the same in both languages, block by block: what is to be typed to the letter', () => {
    const [zh, en] = locales.map((locale) => readPage(pageOf(locale)));
    expect(zh?.map(({ kind }) => kind)).toEqual(en?.map(({ kind }) => kind));
    const codes = [zh, en].map((blocks) => blocks?.filter(({ kind }) => kind === 'code'));
    expect(codes[0]).toEqual(codes[1]);
    const sizes = [zh, en].map((blocks) =>
      blocks?.map((block) =>
        'items' in block ? block.items.length : 'rows' in block ? block.rows.length : 1,
      ),
    );
    expect(sizes[0]).toEqual(sizes[1]);
  });

  it('says what is known of every database, of ports, TLS and the check', () => {
    for (const locale of locales) {
      const page = pageOf(locale);
      for (const word of [
        'SQLite',
        'PostgreSQL',
        'MySQL',
        'MariaDB',
        'MongoDB',
        '20003',
        'nginx',
        'Docker',
      ]) {
        expect(page, `${locale}: ${word}`).toContain(word);
      }
      expect(page).toContain('npm run conformance -- --server wss://');
    }
  });

  it.each(['> quote', '### third', '**strong**', '  nested', '<b>', '![picture](x)', '```\nopen', '* item'])(
    'is not read in a notation that would be shown as it is written: %s',
    (markdown) => {
      expect(() => readPage(markdown)).toThrow(UnreadablePageError);
    },
  );
});
