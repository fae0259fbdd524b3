const maxNameLength = 64;
const lineBreaks = /[\t-\r\u0085\u2028\u2029]/gu;
// Control and format characters (bidirectional overrides, tags, invisible spaces) and half characters: they can break a
// row or disguise a name. The two joiners stay, because Persian, Indic scripts and emoji need them.
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;
const onlyInvisible = /^[\s\u200c\u200d]*$/u;

/** A name from the network made fit for one line: printable, trimmed, at most `mostCharacters`; may be empty. */
export function toDisplayName(raw: string, mostCharacters = maxNameLength): string {
  const clean = raw.replace(lineBreaks, ' ').replace(unprintable, '').replace(/\s+/gu, ' ').trim();
  return onlyInvisible.test(clean) ? '' : [...clean].slice(0, mostCharacters).join('');
}
