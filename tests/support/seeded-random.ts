import { toOrderedUuid, type Random } from '../../main/platform/random';
import { SeededChance } from './seeded-chance';

/** Randomness that repeats: the same seed gives the same values. */
export class SeededRandom implements Random {
  private readonly chance: SeededChance;

  constructor(seed: number) {
    this.chance = new SeededChance(seed);
  }

  /** A seed for a run that is described by `text`: the same text, the same run (FNV-1a). */
  static seedOf(text: string): number {
    let hash = 0x811c9dc5;
    for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    return hash >>> 0;
  }

  uuid(): string {
    const hex = Buffer.from(this.bytes(16)).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  orderedUuid(atMs: number): string {
    return toOrderedUuid(atMs, this.bytes(10));
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.chance.below(256));
  }

  int64(): bigint {
    return (Buffer.from(this.bytes(8)).readBigUInt64BE() >> 2n) + 1n;
  }

  fraction(): number {
    return this.chance.fraction();
  }
}
