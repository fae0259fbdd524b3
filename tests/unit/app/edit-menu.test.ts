import { describe, expect, it } from 'vitest';
import { editMenu, type EditMenuPlace } from '../../../main/app/edit-menu';
import { spellCheckingOf } from '../../../main/app/spell-checking';
import { textsFor } from '../../../main/app/texts';

const field: EditMenuPlace = {
  isEditable: true,
  editFlags: { canCut: true, canCopy: true, canPaste: true, canSelectAll: true },
  selectionText: 'words',
  misspelledWord: '',
  dictionarySuggestions: [],
};

function menuAt(place: Partial<EditMenuPlace>, locale: 'zh-CN' | 'en' = 'en') {
  const replaced: string[] = [];
  const options = { translate: textsFor(locale), replace: (word: string) => void replaced.push(word) };
  return { entries: editMenu({ ...field, ...place }, options), replaced };
}
const shown = (entries: ReturnType<typeof editMenu>) =>
  entries?.map(
    ({ role, label, type, enabled }) => `${role ?? type ?? label}${enabled === false ? ' -' : ''}`,
  );

describe('the menu of a text', () => {
  it.each([
    ['en', ['Cut', 'Copy', 'Paste', undefined, 'Select All']],
    ['zh-CN', ['剪切', '复制', '粘贴', undefined, '全选']],
  ] as const)('is named in the language of the app: %s', (locale, labels) => {
    expect(menuAt({}, locale).entries?.map(({ label }) => label)).toEqual(labels);
  });

  it('shows in a password that nothing can be taken out of it', () => {
    const { entries } = menuAt({ editFlags: { ...field.editFlags, canCut: false, canCopy: false } });
    expect(shown(entries)).toEqual(['cut -', 'copy -', 'paste', 'separator', 'selectAll']);
  });

  it('has nothing but copying for words that are only shown, and does not open without any', () => {
    expect(shown(menuAt({ isEditable: false }).entries)).toEqual(['copy']);
    expect(menuAt({ isEditable: false, selectionText: ' ' }).entries).toBeNull();
    const editFlags = { ...field.editFlags, canCopy: false };
    expect(menuAt({ isEditable: false, editFlags }).entries).toBeNull();
  });

  it('offers five spellings of a word that the system does not know, or says that there are none', () => {
    const dictionarySuggestions = ['a&b', 'two', 'three', 'four', 'five', 'six'];
    const { entries, replaced } = menuAt({ misspelledWord: 'tow', dictionarySuggestions });
    expect(entries?.slice(0, 6).map(({ label }) => label)).toEqual([
      'a&&b',
      'two',
      'three',
      'four',
      'five',
      undefined,
    ]);
    // The entry needs nothing of what Electron would give it.
    (entries?.[0]?.click as (() => void) | undefined)?.();
    expect(replaced).toEqual(['a&b']);
    expect(shown(menuAt({ misspelledWord: 'xqz' }).entries)?.[0]).toBe('No spelling suggestions -');
  });
});

describe('spelling', () => {
  it.each(['darwin', 'win32'] as const)('is looked after by the system on %s', (platform) => {
    expect(spellCheckingOf(platform, [])).toEqual({ isOn: true, languages: null });
  });

  it('is looked after by nobody on Linux without a dictionary, and by those that are there', () => {
    expect(spellCheckingOf('linux', ['README', 'en.txt'])).toEqual({ isOn: false, languages: [] });
    const files = ['fr-3-0.bdic', 'en-US-10-1.bdic', 'en-US-9-0.bdic'];
    expect(spellCheckingOf('linux', files)).toEqual({ isOn: true, languages: ['en-US', 'fr'] });
  });
});
