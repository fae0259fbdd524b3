import { createHash } from 'node:crypto';
import type { Random } from '../platform/random';
import { base58Decode, base58Encode } from './base58';

const nodeLength = 11;
// Below this a 64-bit number needs fewer than eleven base58 digits.
const smallestElevenDigits = 58n ** 10n;

/**
 * Makes and checks nodes, tim's account, room and virtual room ids: 64 bits as eleven base58 characters whose last
 * byte is a check byte over the other seven, all salted per server. A made-up node is recognised without a look-up.
 */
export class NodeIds {
  constructor(private readonly salt: Uint8Array) {}

  /** The node of an account: the same name and domain always give the same node on the same server. */
  accountNode(name: string, domain: string | undefined): string {
    return this.derive(Buffer.from(JSON.stringify([name, domain ?? '']), 'utf8'));
  }

  /** A new node for a room, a virtual room or a token. */
  randomNode(random: Random): string {
    return this.derive(random.bytes(16));
  }

  /** Whether `text` has the shape and the check byte of a node of this server; says nothing about its existence. */
  isNode(text: string): boolean {
    if (text.length !== nodeLength) return false;
    const value = base58Decode(text);
    if (value === null) return false;
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return bytes[7] === this.checkByte(bytes);
  }

  private derive(seed: Uint8Array): string {
    for (let attempt = 0; ; attempt += 1) {
      const bytes = createHash('sha256')
        .update(this.salt)
        .update(seed)
        .update(String(attempt))
        .digest()
        .subarray(0, 8);
      bytes.writeUInt8(this.checkByte(bytes), 7);
      const value = bytes.readBigUInt64BE();
      if (value >= smallestElevenDigits) return base58Encode(value);
    }
  }

  private checkByte(bytes: Uint8Array): number {
    return createHash('sha256')
      .update(this.salt)
      .update('check')
      .update(bytes.subarray(0, 7))
      .digest()
      .readUInt8();
  }
}
