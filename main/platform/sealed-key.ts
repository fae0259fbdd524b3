import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from './random';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Encrypts `key` under a 32-byte `master`: nonce, ciphertext, tag. */
export function sealKey(key: Uint8Array, master: Uint8Array, random: Random): Buffer {
  const nonce = random.bytes(nonceLength);
  const cipher = createCipheriv(algorithm, master, nonce);
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** The key back, or null when `sealed` was changed or made under another master. */
export function openKey(sealed: Uint8Array, master: Uint8Array): Uint8Array | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const decipher = createDecipheriv(algorithm, master, sealed.subarray(0, nonceLength));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return null;
  }
}
