/** Ways to read one piece of a name, the likeliest first: a Chinese character, or a word of other letters. */
export type Readings = readonly string[];

/** A name as it is read aloud, piece by piece. Empty for one without anything to read. */
export type NameReading = readonly Readings[];

/** Whether a name has characters that are typed by how they are read. */
export const needsReading = (name: string): boolean => /\p{Script=Han}/u.test(name);

/** Letters and digits without their marks and in one case, as they are typed. */
export const plainLetters = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
