/** What people often say. */
const phrases = [
  '今天晚上一起吃饭吗',
  '好的，我大概七点半到',
  '会议记录发给你了',
  '谢谢你',
  'see you at the station',
  'the build is green again',
  'sounds good to me',
  '😀',
  '👍🏽',
  '🎉🎉',
  '哈哈哈哈',
  '没问题',
  'ok',
  '生日快乐',
] as const;

const characters = Array.from(
  '的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴吗杀',
);
const syllables = [
  'ba',
  'ker',
  'lo',
  'min',
  'tra',
  'se',
  'ran',
  'dor',
  'vi',
  'pel',
  'ta',
  'no',
  'ish',
  'ent',
] as const;
const vocabulary = 6_000;

/** A number that depends on another and looks like chance; the same on every machine. */
export function scattered(value: number): number {
  let bits = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const pick = <T>(list: readonly T[], value: number): T => {
  const item = list[value % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
};

/** A word; few are said often and most seldom, as in every language. */
function wordOf(chance: number): string {
  const share = chance / 2 ** 32;
  const word = scattered(Math.floor(vocabulary * share ** 3));
  if (word % 3 !== 0) return pick(characters, word) + pick(characters, word >>> 10);
  return pick(syllables, word >>> 2) + pick(syllables, word >>> 8) + pick(syllables, word >>> 14);
}

const wordsPerText = 4;

/** What the message with a number says: Chinese, English and pictures of faces mixed, about 49 bytes. */
export function textOf(index: number): string {
  const chance = scattered(index);
  const words = Array.from({ length: wordsPerText }, (_, place) =>
    wordOf(scattered(chance + place * 0x3c6ef372)),
  );
  return [pick(phrases, chance), ...words].join(chance % 2 === 0 ? ' ' : '，');
}

/** Parts of so many characters of texts that were said: what somebody searches for, each once. */
export function searchedTexts(length: number, count: number): readonly string[] {
  const found = new Set<string>();
  for (let index = 0; found.size < count; index += 1) {
    const all = textOf(scattered(index) % 100_000);
    const start = scattered(index * 7) % all.length;
    const part = all.slice(start, start + length);
    if (/^[\p{L}\p{N}]+$/u.test(part) && part.length === length) found.add(part);
  }
  return [...found];
}
