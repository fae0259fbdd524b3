import { pinyin, polyphonic } from 'pinyin-pro';
import { needsReading, plainLetters, type NameReading, type Readings } from './plain-name';

const options = { toneType: 'none', type: 'array', v: true } as const;

/**
 * How a name is read, by `pinyin-pro`: of surnames the reading as a surname first, then every other one. Takes some hundredths of
 * a millisecond, so that thousands of names belong into a worker.
 */
export function readName(name: string): NameReading {
  const likely = pinyin(name, { ...options, surname: 'head' });
  const all = polyphonic(name, options);
  const pieces: Readings[] = [];
  let word = '';
  const endWord = (): void => {
    if (word !== '') pieces.push([word]);
    word = '';
  };
  for (const [index, character] of Array.from(name).entries()) {
    const letters = plainLetters(character);
    if (needsReading(character)) {
      endWord();
      const first = likely[index];
      const others = all[index] ?? [];
      pieces.push([...new Set([...(first === undefined ? [] : [first]), ...others])].filter(isReading));
    } else if (/^[\p{L}\p{N}]+$/u.test(letters)) word += letters;
    else endWord();
  }
  endWord();
  return pieces;
}

// What has no reading comes back as it is.
const isReading = (text: string): boolean => /^[a-z]+$/u.test(text);
