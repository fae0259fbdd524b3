import { describe, expect, it } from 'vitest';
import { FetchedBytes } from '../../support/file-breaks/fetched-bytes';

const sizeBytes = 64 * 1024 * 16;
const piece = (start: number, end: number) => ({ kind: 'got', cid: 'c', start, end }) as const;
const question = (start: number, end: number) => ({ kind: 'asked', cid: 'c', start, end }) as const;

describe('what is heard of the bytes of a file', () => {
  it('counts a piece that has overtaken another as soon as that one is here', () => {
    const bytes = new FetchedBytes(sizeBytes);
    for (const heard of [piece(0, 100), piece(300, 400), piece(200, 300)]) bytes.heard(heard);
    expect(bytes.position).toBe(100);
    bytes.heard(piece(100, 200));
    expect([bytes.position, bytes.againBytes]).toEqual([400, 0]);
    bytes.heard(piece(400, 500));
    expect(bytes.position).toBe(500);
  });

  it('counts what comes twice, and how far a break threw back', () => {
    const bytes = new FetchedBytes(sizeBytes);
    for (const heard of [question(0, 400), piece(0, 100), piece(200, 300)]) bytes.heard(heard);
    bytes.broken(0);
    for (const heard of [question(100, 400), piece(100, 200), piece(200, 300)]) bytes.heard(heard);
    expect([bytes.position, bytes.againBytes, bytes.mostAgainBytes]).toEqual([300, 100, 0]);
    bytes.broken(0);
    bytes.heard(question(200, 400));
    expect(bytes.mostAgainBytes).toBe(100);
  });

  it('tells who asks for what lay on the disk, checked, before a break', () => {
    const bytes = new FetchedBytes(sizeBytes);
    bytes.heard(piece(0, 3 * 65_536));
    bytes.broken(2 * 65_536 + 10);
    bytes.heard(question(2 * 65_536, sizeBytes));
    expect(bytes.storedAgain).toBe(0);
    bytes.heard(question(2 * 65_536 - 1, sizeBytes));
    expect(bytes.storedAgain).toBe(1);
  });
});
