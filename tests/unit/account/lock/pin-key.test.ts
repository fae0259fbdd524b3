import { describe, expect, it } from 'vitest';
import { derivePinKey, newPinKeyParameters, pinKeyShape } from '../../../../main/account/lock/pin-key';
import { systemRandom } from '../../../../main/platform/random';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the key that a PIN makes', () => {
  it('is that of scrypt with the parameters beside it', async () => {
    // RFC 7914, section 12, the third vector, shortened to 32 bytes.
    const parameters = {
      name: 'scrypt',
      cost: 16_384,
      blockSize: 8,
      parallelization: 1,
      salt: Buffer.from('SodiumChloride').toString('base64'),
    } as const;
    expect(hex(await derivePinKey('pleaseletmein', parameters))).toBe(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
    );
  });

  it('is another one for each salt, and its parameters are read again as they were written', async () => {
    const [one, other] = [newPinKeyParameters(systemRandom), newPinKeyParameters(systemRandom)];
    expect(pinKeyShape.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
    const cheap = { cost: 2 ** 14 } as const;
    const keys = await Promise.all([one, other].map((each) => derivePinKey('7392', { ...each, ...cheap })));
    expect(new Set(keys.map(hex)).size).toBe(2);
  });

  it('does not come of parameters that would take all memory, or nothing', () => {
    const good = newPinKeyParameters(systemRandom);
    for (const bad of [{ cost: 2 ** 21 }, { cost: 2 ** 13 }, { cost: 2 ** 17 + 1 }, { blockSize: 1024 }]) {
      expect(pinKeyShape.safeParse({ ...good, ...bad }).success).toBe(false);
    }
  });
});
