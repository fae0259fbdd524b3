import { describe, expect, it } from 'vitest';
import { base58Decode, base58Encode } from '../../../main/embedded-server/base58';
import { NodeIds } from '../../../main/embedded-server/node-ids';
import { systemRandom } from '../../../main/platform/random';

describe('base58', () => {
  it.each([0n, 1n, 57n, 58n, 58n ** 10n, (1n << 64n) - 1n])('reads back %s', (value) => {
    expect(base58Decode(base58Encode(value))).toBe(value);
  });

  it.each(['', '0', 'O', 'l', 'I', 'zzzzzzzzzzz', '111111111111'])('refuses %j', (text) => {
    expect(base58Decode(text)).toBeNull();
  });

  it('refuses numbers that are no unsigned 64 bits', () => {
    expect(() => base58Encode(-1n)).toThrow(RangeError);
    expect(() => base58Encode(1n << 64n)).toThrow(RangeError);
  });
});

describe('nodes', () => {
  const ids = new NodeIds(Buffer.from('salt'));

  it('are eleven characters that carry their own check', () => {
    for (let index = 0; index < 300; index += 1) {
      const node = ids.accountNode(`user-${index}`, 'example.org');
      expect(node).toMatch(/^[1-9A-HJ-NP-Za-km-z]{11}$/);
      expect(ids.isNode(node)).toBe(true);
    }
  });

  it('are stable for a name and a domain, and differ for another domain or server', () => {
    const node = ids.accountNode('anna', 'example.org');
    expect(ids.accountNode('anna', 'example.org')).toBe(node);
    expect(new NodeIds(Buffer.from('salt')).accountNode('anna', 'example.org')).toBe(node);
    const others = [
      ids.accountNode('anna', undefined),
      ids.accountNode('annae', 'xample.org'),
      new NodeIds(Buffer.from('pepper')).accountNode('anna', 'example.org'),
    ];
    expect(new Set([node, ...others]).size).toBe(4);
  });

  it('take any name', () => {
    for (const name of ['', ' ', '周一帆', '\u0000', 'a'.repeat(10_000)])
      expect(ids.isNode(ids.accountNode(name, undefined))).toBe(true);
  });

  it.each(['nonsense', '', '0'.repeat(11), '1'.repeat(11), 'abcdefghijk'])('are not %j', (text) => {
    expect(ids.isNode(text)).toBe(false);
  });

  it('are recognised by the server that made them only', () => {
    const foreign = Array.from({ length: 64 }, () =>
      new NodeIds(Buffer.from('other')).randomNode(systemRandom),
    );
    expect(foreign.filter((node) => ids.isNode(node)).length).toBeLessThan(8);
  });
});
