import { describe, expect, it } from 'vitest';
import { PieceSearch, pieceBytes } from '../../support/forensics/piece-search';
import { secretText } from '../../support/forensics/secret-content';
import { SeededChance } from '../../support/seeded-chance';

const chance = new SeededChance(20_260_201);
const randomBytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => chance.below(256)));
const needles = Array.from({ length: 300 }, (_, index) => ({
  label: `needle ${index}`,
  bytes: Buffer.from(secretText(chance, 1 + index)),
}));
const search = new PieceSearch(needles);

describe('the search for pieces', () => {
  it('finds every piece of twelve bytes, wherever it lies', () => {
    const needle = needles[77];
    if (needle === undefined) throw new Error('no needle');
    for (let needleOffset = 0; needleOffset + pieceBytes <= needle.bytes.length; needleOffset += 1) {
      const around = chance.below(40);
      const piece = needle.bytes.subarray(needleOffset, needleOffset + pieceBytes);
      const finds = search.findIn(Buffer.concat([Buffer.alloc(around), piece, Buffer.alloc(around)]));
      expect(finds).toEqual([{ label: 'needle 77', needleOffset, offset: around, length: pieceBytes }]);
    }
  });

  it('finds nothing that is shorter, and nothing in what is chance', () => {
    for (const { bytes } of needles) {
      const short = bytes.subarray(0, pieceBytes - 1);
      expect(search.findIn(Buffer.concat([Buffer.alloc(7, 1), short, Buffer.alloc(7, 2)]))).toEqual([]);
    }
    expect(search.findIn(randomBytes(1_000_000))).toEqual([]);
  });

  it('tells a long piece as one, with its length', () => {
    const needle = needles[200];
    if (needle === undefined) throw new Error('no needle');
    const piece = needle.bytes.subarray(33, 133);
    const finds = search.findIn(Buffer.concat([randomBytes(99), piece, randomBytes(50)]));
    expect(finds).toHaveLength(1);
    expect(finds[0]?.length).toBeGreaterThanOrEqual(100);
  });
});
