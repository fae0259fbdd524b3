import { nextTurn } from '../platform/turn';

/** Reads a name: its syllables in plain letters, and what is not Chinese as it is. */
export type ReadSyllables = (name: string) => readonly string[];

/** How a name sounds. */
export interface NameSound {
  /** By which it stands among other names. */
  readonly order: string;
  /** All syllables together, and their first letters; nothing for a name without a Chinese character. */
  readonly found: readonly string[];
}

/** Most names that are remembered; several rooms of the largest kind. */
const mostNames = 20_000;
const chinese = /\p{Script=Han}/u;

/**
 * How names sound, Chinese ones by `pinyin-pro`, so that they stand among the others and are found by the letters that are typed. The
 * dictionary is loaded once, for the first name that needs it.
 */
export class NameSounds {
  private readonly known = new Map<string, NameSound>();
  private read: ReadSyllables | null = null;
  private loading: Promise<ReadSyllables> | null = null;

  constructor(private readonly load: () => Promise<ReadSyllables> = loadDictionary) {}

  /** Makes sure that names like this one can be read. */
  async prepare(name: string): Promise<void> {
    if (this.read !== null || !chinese.test(name)) return;
    // After a failure the next one tries again.
    this.loading ??= this.load().finally(() => (this.loading = null));
    this.read = await this.loading;
  }

  /** Takes some hundredths of a millisecond. */
  of(name: string): NameSound {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const sound = this.soundOf(name);
    if (this.known.size >= mostNames) this.known.clear();
    this.known.set(name, sound);
    return sound;
  }

  private soundOf(name: string): NameSound {
    if (this.read === null || !chinese.test(name)) return { order: inOrder(name), found: [] };
    const syllables = this.read(name).map((syllable) => syllable.toLowerCase());
    const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
    return { order: inOrder(syllables.join(' ')), found: [syllables.join(''), initials] };
  }
}

/** Takes some frames: half of it is the code, the other half the first name, with which the dictionary is made. */
async function loadDictionary(): Promise<ReadSyllables> {
  const { pinyin } = await import('pinyin-pro');
  const read: ReadSyllables = (text) =>
    pinyin(text, { toneType: 'none', type: 'array', surname: 'head', v: true });
  await nextTurn();
  read('名');
  await nextTurn();
  return read;
}

/** Without marks and in one case; numbers by their size. */
const inOrder = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\d+/gu, (digits) => digits.padStart(12, '0'));
