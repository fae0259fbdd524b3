import { scrypt } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../../platform/random';

/** How a key is made of a PIN; kept beside what the key opens. */
export const pinKeyShape = z.object({
  name: z.literal('scrypt'),
  cost: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 20)
    .refine((cost) => (cost & (cost - 1)) === 0),
  blockSize: z.number().int().min(8).max(16),
  parallelization: z.number().int().min(1).max(4),
  /** Base64. */
  salt: z.string().min(16).max(128),
});
export type PinKeyParameters = z.output<typeof pinKeyShape>;

/** How keys are made of PINs. */
export type DerivePinKey = (pin: string, parameters: PinKeyParameters) => Promise<Uint8Array>;

const keyBytes = 32;
const saltBytes = 16;

/**
 * Parameters for a new PIN: 128 MB and about half a second for each guess, which is what OWASP recommends for scrypt. scrypt is a
 * part of Node, so that nothing has to be compiled; an argon2 would resist special hardware a little better, and protects a PIN
 * of four digits no better, because there the key store and the slowed tries are what holds.
 */
export function newPinKeyParameters(random: Random): PinKeyParameters {
  return {
    name: 'scrypt',
    cost: 2 ** 17,
    blockSize: 8,
    parallelization: 1,
    salt: Buffer.from(random.bytes(saltBytes)).toString('base64'),
  };
}

/**
 * The key that a PIN makes, 32 bytes, off the thread of the app. Whoever takes it overwrites it in the end. However an input method
 * writes its digits and letters, they are the same PIN.
 */
export const derivePinKey: DerivePinKey = (pin, { cost, blockSize, parallelization, salt }) =>
  new Promise((resolve, reject) => {
    const options = {
      cost,
      blockSize,
      parallelization,
      // What the algorithm needs, and a little for itself.
      maxmem: 128 * cost * blockSize * parallelization + 32 * 1024 * 1024,
    };
    scrypt(pin.normalize('NFKC'), Buffer.from(salt, 'base64'), keyBytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
