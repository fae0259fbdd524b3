import { withFewMarks } from '../domain/display-name';
import { firstVisible, withoutBlankEnds } from '../domain/visible-text';

// Lists and quotes print one line; the rest of a long text has no business in the window.
const maxCharacters = 120;
/** So much of a text is looked at, UTF-16 units: a few letters may carry all the marks of that. */
const looked = 2_000;

/** The beginning of a text, from its first words on, as one line of at most 120 characters; empty when nothing of it can be seen. */
export function toOneLine(text: string): string {
  const first = firstVisible(text);
  if (first === -1) return '';
  const beginning = [...withFewMarks(text.slice(first, first + looked))].slice(0, maxCharacters).join('');
  const { start, end } = withoutBlankEnds(beginning);
  return beginning.slice(start, end).replace(/\s+/gu, ' ').trim();
}
