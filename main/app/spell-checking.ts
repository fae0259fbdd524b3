/** Whose spelling the engine looks after in fields with words. */
export interface SpellChecking {
  readonly isOn: boolean;
  /** Languages whose dictionary lies on this computer; null where the system knows which. */
  readonly languages: readonly string[] | null;
}

/** Name of a dictionary as Chromium looks for it, such as `en-US-10-1.bdic`. */
const dictionaryFile = /^([a-z]{2,3}(?:-[A-Z]{2})?)-\d+-\d+\.bdic$/;

/**
 * Spelling is checked as the system has it: by its own checker on macOS and Windows. Linux has none that Chromium would ask; there
 * it is checked with what lies in the folder `Dictionaries` of the profile, and by nobody where that is empty. Nothing is
 * ever downloaded for it.
 */
export function spellCheckingOf(
  platform: NodeJS.Platform,
  dictionaryFiles: readonly string[],
): SpellChecking {
  if (platform === 'darwin' || platform === 'win32') return { isOn: true, languages: null };
  const found = dictionaryFiles.flatMap((name) => dictionaryFile.exec(name)?.[1] ?? []);
  const languages = [...new Set(found)].sort();
  return { isOn: languages.length > 0, languages };
}
