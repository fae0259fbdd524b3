// One character at a time: the engine keeps the last text that an expression has matched.
const unseen = /^[\s\u2800\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}]$/u;

/** Whether anything of a text can be seen. What main sends is decided by `main/domain/visible-text.ts`, which says the same. */
export function hasVisible(text: string): boolean {
  for (const character of text) if (!unseen.test(character)) return true;
  return false;
}

/** A name that goes into a sentence, so that it moves none of the words around it: what is written from the right says so. */
export const isolated = (name: string): string => (rightToLeft.test(name) ? `\u2068${name}\u2069` : name);

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
