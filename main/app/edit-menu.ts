import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from './texts';

/** Most spellings that are offered for a word. */
const maxSuggestions = 5;

/** What stands where the menu was asked for, as Electron's `context-menu` tells it. */
export interface EditMenuPlace {
  /** A field that can be written into. */
  readonly isEditable: boolean;
  /** What the engine would do there; it takes nothing out of a password. */
  readonly editFlags: {
    readonly canCut: boolean;
    readonly canCopy: boolean;
    readonly canPaste: boolean;
    readonly canSelectAll: boolean;
  };
  readonly selectionText: string;
  /** A word that the system's spell checker does not know; empty for everything else. */
  readonly misspelledWord: string;
  readonly dictionarySuggestions: readonly string[];
}

/** What the menu depends on, and what it does by itself. */
export interface EditMenuOptions {
  readonly translate: Translate;
  /** Puts a word in the place of the one that is not known. */
  readonly replace: (word: string) => void;
}

/**
 * The menu of a text: everything that can be done in a field, of which what makes no sense now is there but dead, and copying
 * alone of words that are only shown. Null where there is nothing to offer, so that no empty menu opens.
 */
export function editMenu(
  place: EditMenuPlace,
  options: EditMenuOptions,
): readonly MenuItemConstructorOptions[] | null {
  const { editFlags } = place;
  const copy: MenuItemConstructorOptions = {
    role: 'copy',
    label: options.translate('menu.copy'),
    enabled: editFlags.canCopy,
  };
  if (!place.isEditable) return place.selectionText.trim() !== '' && editFlags.canCopy ? [copy] : null;
  return [
    ...spellings(place, options),
    { role: 'cut', label: options.translate('menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: options.translate('menu.paste'), enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: options.translate('menu.selectAll'), enabled: editFlags.canSelectAll },
  ];
}

function spellings(
  { misspelledWord, dictionarySuggestions }: EditMenuPlace,
  { translate, replace }: EditMenuOptions,
): readonly MenuItemConstructorOptions[] {
  if (misspelledWord === '') return [];
  const words = dictionarySuggestions
    .slice(0, maxSuggestions)
    // An ampersand would underline the letter behind it.
    .map((word) => ({ label: word.replaceAll('&', '&&'), click: () => replace(word) }));
  const none = { label: translate('menu.noSuggestions'), enabled: false };
  return [...(words.length > 0 ? words : [none]), { type: 'separator' }];
}
