const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const radix = 58n;
const maxUint64 = (1n << 64n) - 1n;

/** Writes an unsigned 64-bit number with the Bitcoin alphabet, without leading zeros: at most 11 characters. */
export function base58Encode(value: bigint): string {
  if (value < 0n || value > maxUint64) throw new RangeError('base58: not an unsigned 64-bit number');
  let rest = value;
  let text = '';
  do {
    text = (alphabet[Number(rest % radix)] ?? '') + text;
    rest /= radix;
  } while (rest > 0n);
  return text;
}

/** Reads what `base58Encode` wrote; `null` for other characters, empty text and numbers beyond 64 bits. */
export function base58Decode(text: string): bigint | null {
  if (text.length === 0 || text.length > 11) return null;
  let value = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    value = value * radix + BigInt(digit);
  }
  return value > maxUint64 ? null : value;
}

/** Whether tim takes `text` for a number other than 0: it looks at the characters, not at the length. */
export function isBase58Number(text: string): boolean {
  return /^1*[2-9A-HJ-NP-Za-km-z][1-9A-HJ-NP-Za-km-z]*$/.test(text);
}
