import { shallowRef } from 'vue';
import { matchReading, type Fit } from './name-match';
import { needsReading, plainLetters, type NameReading } from './plain-name';

/** Somebody, a room or a chat, by what it can be found: what it is called here, and what it calls itself. */
export interface Named {
  readonly name: string;
  readonly ownName?: string;
  /** tim node; found by its beginning alone. */
  readonly node?: string;
}

/** How names are read; in the app by a worker. The answer has a reading for each name, in the same order. */
export type ReadNames = (names: readonly string[]) => Promise<readonly NameReading[]>;

/** Most names that are remembered; more than all contacts, rooms and members that a window shows. */
const mostNames = 60_000;
/** A shorter beginning of an id says nothing. */
const leastOfId = 4;

/** A name as it is found and ordered. */
interface Entry {
  /** In one case. */
  readonly lower: string;
  readonly reading: NameReading;
  /** First letters of all its pieces, however they are read: most names are told apart by them. */
  readonly initials: string;
  /** Compares as names stand. */
  readonly order: string;
}

/**
 * How the names of this window are read, found and ordered. Each name is read once, whoever has it and however often somebody
 * types; until it has been read it is found as it is written. What is asked of it follows when that comes.
 */
export class NameBook {
  /** Another number whenever names have been read. */
  readonly edition = shallowRef(0);
  private readonly entries = new Map<string, Entry>();
  private wanted = new Set<string>();
  private isReading = false;

  constructor(private readonly read: ReadNames) {}

  /** Reads names before anybody types. */
  learn(names: Iterable<string>): void {
    for (const name of names) this.entryOf(name);
  }

  /** Whether the names that were asked about so far have been read. */
  get isSettled(): boolean {
    return this.edition.value >= 0 && !this.isReading && this.wanted.size === 0;
  }

  /** Tells of each name how it fits what is typed; null: it does not. Nothing typed fits all. */
  finder(typed: string): (named: Named) => Fit | null {
    const { written, read, id } = termsOf(typed);
    // Who asks is told when more names have been read.
    if (written === '' || this.edition.value < 0) return () => 'begins';
    return ({ name, ownName, node }) => {
      const fit = fitOf(this.entryOf(name), written, read);
      if (fit === 'begins') return fit;
      const own = ownName === undefined ? null : fitOf(this.entryOf(ownName), written, read);
      if (fit !== null || own !== null) return own ?? fit;
      return id !== null && node?.startsWith(id) === true ? 'contains' : null;
    };
  }

  /** Whether everybody whom a text finds is found by another one as well, which was typed before it. */
  static isNarrower(typed: string, before: string): boolean {
    const [now, then] = [termsOf(typed), termsOf(before)];
    if (then.written === '') return true;
    // Marks alone are no letters to read a name by; and ids are looked at from some length on.
    if (then.read === '' || (then.id === null && now.id !== null)) return false;
    return now.written.startsWith(then.written) && now.read.startsWith(then.read);
  }

  /** Negative when a name stands before another: by how they are read, Chinese among the others; numbers by their size. */
  compare(one: string, other: string): number {
    const [first, second] = [this.entryOf(one).order, this.entryOf(other).order];
    if (first !== second) return first < second ? -1 : 1;
    return one === other ? 0 : one < other ? -1 : 1;
  }

  /** Rows by name, those of one name by `tieOf`. Follows what becomes known of how names are read. */
  sorted<Row>(
    rows: readonly Row[],
    { nameOf, tieOf }: { readonly nameOf: (row: Row) => string; readonly tieOf: (row: Row) => string },
  ): Row[] {
    if (this.edition.value < 0) return [...rows];
    const keyed = rows.map((row) => ({ row, order: this.entryOf(nameOf(row)).order, tie: tieOf(row) }));
    keyed.sort((a, b) => (a.order === b.order ? (a.tie < b.tie ? -1 : 1) : a.order < b.order ? -1 : 1));
    return keyed.map(({ row }) => row);
  }

  private entryOf(name: string): Entry {
    const known = this.entries.get(name);
    if (known !== undefined) return known;
    const entry = toEntry(name, nothing);
    this.entries.set(name, entry);
    if (needsReading(name)) this.want(name);
    return entry;
  }

  private want(name: string): void {
    this.wanted.add(name);
    if (this.isReading) return;
    this.isReading = true;
    // Together with what is asked about in the same turn.
    queueMicrotask(() => void this.readWanted());
  }

  private async readWanted(): Promise<void> {
    const names = [...this.wanted];
    this.wanted = new Set();
    // A name that cannot be read is found as it is written, and not read again.
    const readings = await this.read(names).catch(() => []);
    if (this.entries.size > mostNames) this.entries.clear();
    for (const [index, name] of names.entries()) {
      this.entries.set(name, toEntry(name, readings[index] ?? nothing));
    }
    this.isReading = false;
    this.edition.value += 1;
    if (this.wanted.size === 0) return;
    this.isReading = true;
    await this.readWanted();
  }
}

/** What is typed, as names are written, as they are read, and as ids begin; null: too short for one. */
function termsOf(typed: string): {
  readonly written: string;
  readonly read: string;
  readonly id: string | null;
} {
  const trimmed = typed.trim();
  const written = trimmed.toLocaleLowerCase();
  const read = plainLetters(written).replaceAll(/\s+/gu, '');
  return { written, read, id: trimmed.length < leastOfId ? null : trimmed };
}

function toEntry(name: string, reading: NameReading): Entry {
  const letters = reading.length > 0 ? reading.map(([first = '']) => first).join(' ') : plainLetters(name);
  return {
    lower: name.toLocaleLowerCase(),
    reading,
    initials: reading.flatMap((ways) => ways.map((way) => way.charAt(0))).join(''),
    order: letters.replaceAll(/\d+/gu, (digits) => digits.padStart(12, '0')),
  };
}

function fitOf({ lower, reading, initials }: Entry, written: string, read: string): Fit | null {
  const place = lower.indexOf(written);
  if (place === 0) return 'begins';
  const fit = initials.includes(read.charAt(0)) ? matchReading(reading, read) : null;
  return fit === 'begins' || place === -1 ? fit : 'contains';
}

const nothing: NameReading = [];
