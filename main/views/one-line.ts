// Lists and quotes print one line; the rest of a long text has no business in the window.
const maxCharacters = 120;

/** The beginning of a text as one line of at most 120 characters. */
export function toOneLine(text: string): string {
  const beginning = [...text.slice(0, maxCharacters * 2)].slice(0, maxCharacters).join('');
  return beginning.replace(/\s+/gu, ' ').trim();
}
