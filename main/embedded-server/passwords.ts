import { scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Random } from '../platform/random';

const saltLength = 16;
const keyLength = 32;
const blockSize = 8;
const bytesPerBlock = 128;
const spareBytes = 1 << 16;
/** Costs up to this take microseconds: no thread is worth it, and without threads a simulation repeats exactly. */
const maxSynchronousCost = 1 << 6;

/** Turns passwords into hashes that can be kept, with scrypt. */
export class Passwords {
  /** `cost` is scrypt's N, a power of two; it is stored with each hash, so it may change between runs. */
  constructor(
    private readonly random: Random,
    private readonly cost: number,
  ) {}

  /** A hash of `password` with a salt of its own: `cost$salt$key`. */
  async hash(password: string): Promise<string> {
    const salt = Buffer.from(this.random.bytes(saltLength));
    const key = await deriveKey(password, salt, this.cost);
    return [this.cost, salt.toString('base64'), key.toString('base64')].join('$');
  }

  /** Whether `password` is the one behind `hash`; never for a text that `hash` did not make. */
  async matches(password: string, hash: string): Promise<boolean> {
    const [cost = '', salt = '', key = ''] = hash.split('$');
    if (key === '') return false;
    const expected = Buffer.from(key, 'base64');
    const actual = await deriveKey(password, Buffer.from(salt, 'base64'), Number(cost));
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  }
}

async function deriveKey(password: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const maxmem = 2 * bytesPerBlock * blockSize * cost + spareBytes;
  const options = { N: cost, r: blockSize, p: 1, maxmem };
  if (cost <= maxSynchronousCost) return scryptSync(password, salt, keyLength, options);
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
