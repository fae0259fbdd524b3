/** Letters of other scripts that are drawn like Latin ones; lower case, after decomposition. */
const drawnAlike: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'Ььƅ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽ',
    g: 'ɡ',
    h: 'һ',
    j: 'јϳ',
    k: 'кκ',
    l: 'іιıɩӏ1|iłǀ',
    m: 'м',
    n: 'пո',
    o: '0оοσօø',
    p: 'рρ',
    q: 'ԛ',
    r: 'г',
    s: 'ѕ',
    t: 'тτ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);
// Marks over and through letters, what is not drawn, spaces and signs.
const beside = /[\p{M}\p{Default_Ignorable_Code_Point}\s\u2800\p{P}]/gu;
/** What a name is told apart by (`tellApart`), should somebody write it into their own. */
const writtenNode = /\([1-9A-HJ-NP-Za-km-z]{4,32}\)\s*$/u;

/**
 * What two names have in common that look alike: names with the same likeness can be taken for each other. Empty for an empty name.
 * A guess that rather calls two names alike: the price is an id beside them.
 */
export function likenessOf(name: string): string {
  const letters = [...name.replace(writtenNode, '').normalize('NFKD').replace(beside, '').toLowerCase()];
  const latin = letters.map((letter) => drawnAlike.get(letter) ?? letter).join('');
  const likeness = latin.replaceAll('rn', 'm').replaceAll('vv', 'w');
  return likeness === '' ? name.trim() : likeness;
}
