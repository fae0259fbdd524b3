import { systemRandom, type Random } from '../../../main/platform/random';

const keyBytes = 32;

/** Randomness that keeps a copy of every key that it gave, so that it can be looked for. */
export class RememberingRandom implements Random {
  readonly keys: Buffer[] = [];

  constructor(
    private readonly random: Random = systemRandom,
    private readonly gave: (key: Buffer) => void = () => undefined,
  ) {}

  bytes(length: number): Uint8Array {
    const bytes = this.random.bytes(length);
    if (length !== keyBytes) return bytes;
    // Names of owners are no secret; keys are longer, and are wiped by whoever got them.
    const key = Buffer.from(bytes);
    this.keys.push(key);
    this.gave(key);
    return bytes;
  }

  uuid(): string {
    return this.random.uuid();
  }

  orderedUuid(atMs: number): string {
    return this.random.orderedUuid(atMs);
  }

  int64(): bigint {
    return this.random.int64();
  }

  fraction(): number {
    return this.random.fraction();
  }
}
