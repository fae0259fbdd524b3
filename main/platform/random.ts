import { randomBytes, randomUUID } from 'node:crypto';

/** Source of randomness, injected so that tests repeat. */
export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  /** `length` cryptographically strong bytes. */
  bytes(length: number): Uint8Array;
  /** A positive int64 for tim's `id` fields, 1 to 2^62. */
  int64(): bigint;
  /** A float in [0, 1), for jitter only. */
  fraction(): number;
}

/** The operating system's random generator. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => randomBytes(length),
  int64: () => (randomBytes(8).readBigUInt64BE() >> 2n) + 1n,
  fraction: () => Math.random(),
};
