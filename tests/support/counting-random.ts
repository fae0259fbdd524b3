import type { Random } from '../../main/platform/random';

/** Randomness that counts: the same values in every run. `nextFraction` is what jitter gets. */
export class CountingRandom implements Random {
  nextFraction = 0.5;
  private count = 0;

  uuid(): string {
    this.count += 1;
    return `00000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`;
  }

  orderedUuid(): string {
    return this.uuid();
  }

  bytes(length: number): Uint8Array {
    this.count += 1;
    return new Uint8Array(length).fill(this.count);
  }

  int64(): bigint {
    this.count += 1;
    return BigInt(this.count);
  }

  fraction(): number {
    return this.nextFraction;
  }
}
