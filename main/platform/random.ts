import { randomBytes, randomUUID } from 'node:crypto';

/** Source of randomness, injected so that tests repeat. */
export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  /**
   * A version 7 UUID, which begins with a moment, wall clock ms: an index over those of what comes grows at its end alone. It tells
   * the moment, so it is for nothing that leaves this computer.
   */
  orderedUuid(atMs: number): string;
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
  orderedUuid: (atMs) => toOrderedUuid(atMs, randomBytes(10)),
  bytes: (length) => randomBytes(length),
  int64: () => (randomBytes(8).readBigUInt64BE() >> 2n) + 1n,
  fraction: () => Math.random(),
};

/** The version 7 UUID (RFC 9562) of a moment, wall clock ms, and ten random bytes. */
export function toOrderedUuid(atMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(0, Math.floor(atMs)), 0, 6);
  bytes.set(random, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const digits = bytes.toString('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
