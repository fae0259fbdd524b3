import type { NodeId } from './ids';

const maxNameLength = 64;
/** Marks that one letter may carry: enough for every language, too few to blacken the lines around. */
const mostMarks = 3;
// A blank sign of Braille is drawn as nothing, and as wide as one.
const lineBreaksAndBlanks = /[\t-\r\u0085\u2028\u2029\u2800]/gu;
// Control and format characters (bidirectional overrides, tags, invisible spaces), letters that are not drawn, and half characters:
// they can break a row or disguise a name. The two joiners and the choice of an emoji's form stay, because Persian, Indic scripts
// and emoji need them.
const unprintable = /(?!\u200c|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const heapedMarks = new RegExp(String.raw`(\p{M}{${mostMarks}})\p{M}+`, 'gu');
const onlyInvisible = /^(?:\s|\u200c|\u200d|\p{M})*$/u;

/** A text in which no letter carries more marks than any language writes. */
export const withFewMarks = (text: string): string => text.replace(heapedMarks, '$1');

/** A name from the network made fit for one line: printable, trimmed, at most `mostCharacters`; empty if nothing of it can be seen. */
export function toDisplayName(raw: string, mostCharacters = maxNameLength): string {
  const clean = withFewMarks(raw.replace(lineBreaksAndBlanks, ' ').replace(unprintable, ''))
    .replace(/\s+/gu, ' ')
    .trim();
  return onlyInvisible.test(clean) ? '' : [...clean].slice(0, mostCharacters).join('');
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A name beside which another one looks alike: with the id, which the direction of the name cannot move. */
export const tellApart = (name: string, node: NodeId): string =>
  rightToLeft.test(name) ? `\u2068${name}\u2069 (${node})` : `${name} (${node})`;
